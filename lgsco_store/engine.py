"""Connections to the archive's database, SQLite or PostgreSQL, and what can be wrong with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from lgsco_store.errors import LgscoError
from lgsco_store.extras import ExtraMissingError

# Writers of one SQLite file wait for each other; none of ours holds it for longer than a publication takes.
_BUSY_SECONDS = 30

# A network that falls silent would otherwise block a run for hours: TCP itself waits that long.
_PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}

_PSYCOPG = "postgresql+psycopg"


class ArchiveError(LgscoError):
    """Base of what can go wrong with the archive; the text is one line that says what, where and what to do."""


class DatabaseMissingError(ArchiveError):
    """There is no such database; raised on opening."""


class DatabaseAddressError(ArchiveError):
    """The database's address cannot be understood, or names a kind of database that is not supported."""


class DatabaseUnreachableError(ArchiveError):
    """The database's server does not answer, or turned us away."""


class DatabaseBusyError(ArchiveError):
    """Somebody else kept the database locked for too long; raised while reading or writing."""


class DatabaseFullError(ArchiveError):
    """The disk under the database is full; raised while writing, and nothing of the transaction is kept."""


class DatabaseUnusableError(ArchiveError):
    """The file is no database, or may not be written."""


def is_postgresql(bind: Engine | Connection) -> bool:
    """Whether this is PostgreSQL; otherwise it is SQLite."""
    return bind.dialect.name == "postgresql"


def where(url: URL) -> str:
    """The database's address as it may be shown to anybody: without its password."""
    return url.difference_update_query(["password"]).render_as_string(hide_password=True)


def make_engine(address: str, *, create: bool = False, foreign_keys: bool = True, read_only: bool = False) -> Engine:
    """An engine that has not connected yet.

    ``create`` makes a missing SQLite file on connecting; ``foreign_keys`` False is for migrations alone; ``read_only``
    opens a SQLite file so that nothing can be written to it. An address may say otherwise how long PostgreSQL may be
    silent.

    Raises:
        DatabaseAddressError: the address cannot be used.
        ExtraMissingError: psycopg is needed and not installed.
    """
    url = _supported(address)
    if url.get_backend_name() == "sqlite":
        mode = "ro" if read_only else "rwc" if create else "rw"
        return _sqlite_engine(url, mode, foreign_keys=foreign_keys)
    try:
        patience = {name: value for name, value in _PATIENCE.items() if name not in url.query}
        return create_engine(url, connect_args=patience, pool_pre_ping=True)
    except ModuleNotFoundError:
        raise ExtraMissingError("PostgreSQL", "postgresql") from None


def _supported(address: str) -> URL:
    try:
        url = make_url(address)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise DatabaseAddressError(
            "the database's address cannot be understood: it should look like sqlite:///lgsco.db "
            "or postgresql://user@host/name"
        ) from None
    if backend == "sqlite" and url.database in {None, "", ":memory:"}:
        raise DatabaseAddressError(
            f"the database's address {where(url)} names no file: it should look like sqlite:///lgsco.db"
        )
    if backend not in {"sqlite", "postgresql"}:
        raise DatabaseAddressError(f"{where(url)} is neither SQLite nor PostgreSQL: give one of these")
    return url.set(drivername=_PSYCOPG) if backend == "postgresql" else url


def _sqlite_engine(url: URL, mode: str, *, foreign_keys: bool) -> Engine:
    engine = create_engine(url, creator=_sqlite_creator(Path(url.database or ""), mode))

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        """Write-ahead logging lets readers read while a run writes; FULL survives a power cut."""
        if mode != "ro":
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        # In kilobytes. The system caches the file; the default of four times as much made nothing quicker.
        connection.execute("PRAGMA cache_size = -500")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        """The driver's own habit is to begin late, and never before a change of the schema."""
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def _sqlite_creator(path: Path, mode: str) -> Callable[[], sqlite3.Connection]:
    # The mode in the address is what keeps SQLite from making an empty file out of a mistyped name.
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    return connect


@contextmanager
def plain_errors(place: str) -> Iterator[None]:
    """Turns what a person can mend into one line about the database at ``place``; all else passes as it is."""
    try:
        yield
    except DBAPIError as error:
        named = _named(error, place)
        if named is None:
            raise
        raise named from error


def _named(error: DBAPIError, place: str) -> ArchiveError | None:
    cause: Any = error.orig
    if isinstance(cause, sqlite3.Error):
        return _named_by_sqlite(getattr(cause, "sqlite_errorcode", 0) & 0xFF, place)
    if getattr(cause, "sqlstate", None) == "53100":
        return DatabaseFullError(f"{place}: the server's disk is full; make room and run it again")
    if error.connection_invalidated or getattr(cause, "sqlstate", "") is None:
        first = str(cause).strip().splitlines()[0]
        return DatabaseUnreachableError(f"{place}: the server does not answer, check that it is there: {first}")
    return None


def _named_by_sqlite(code: int, place: str) -> ArchiveError | None:
    errors: dict[int, ArchiveError] = {
        sqlite3.SQLITE_BUSY: DatabaseBusyError(f"{place}: another program keeps the archive locked; try again later"),
        sqlite3.SQLITE_FULL: DatabaseFullError(f"{place}: the disk is full; make room and run it again"),
        sqlite3.SQLITE_CANTOPEN: DatabaseMissingError(f"{place}: there is no such archive; `lgsco upgrade` makes one"),
        sqlite3.SQLITE_NOTADB: DatabaseUnusableError(f"{place}: the file is no SQLite database; check the address"),
        sqlite3.SQLITE_READONLY: DatabaseUnusableError(f"{place}: the file may not be written; check its permissions"),
    }
    return errors.get(code)
