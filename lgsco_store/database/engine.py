"""Connections to the archive's database, SQLite or PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event

from lgsco_store.database import addresses
from lgsco_store.errors import DatabaseUnusableError
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


def is_postgresql(bind: Engine | Connection) -> bool:
    """Whether this is PostgreSQL; otherwise it is SQLite."""
    return bind.dialect.name == "postgresql"


def make_engine(address: str, *, create: bool = False, foreign_keys: bool = True, read_only: bool = False) -> Engine:
    """An engine that has not connected yet.

    ``create`` makes a missing SQLite file on connecting; ``foreign_keys`` False is for migrations alone; ``read_only``
    opens a SQLite file so that nothing can be written to it. An address may say otherwise how long PostgreSQL may be
    silent.

    Raises:
        DatabaseAddressError: the address cannot be used.
        ExtraMissingError: psycopg is needed and not installed.
    """
    url = addresses.parse(address)
    if url.get_backend_name() == "sqlite":
        mode = "ro" if read_only else "rwc" if create else "rw"
        return _sqlite_engine(url, mode, foreign_keys=foreign_keys)
    try:
        patience = {name: value for name, value in _PATIENCE.items() if name not in url.query}
        return create_engine(url, connect_args=patience, pool_pre_ping=True)
    except ModuleNotFoundError:
        raise ExtraMissingError("PostgreSQL", "postgresql") from None


def _sqlite_engine(url: URL, mode: str, *, foreign_keys: bool) -> Engine:
    path = Path(url.database or "")
    engine = create_engine(url, creator=_read_only(path) if mode == "ro" else _opener(path, f"mode={mode}"))

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


def _opener(path: Path, how: str) -> Callable[[], sqlite3.Connection]:
    # The mode in the address is what keeps SQLite from making an empty file out of a mistyped name.
    address = f"file:{quote(str(path.absolute()))}?{how}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    return connect


def _read_only(path: Path) -> Callable[[], sqlite3.Connection]:
    """Opens a file for whoever only looks, in a folder that may not be written too.

    Whoever reads with write-ahead logging writes an index beside the file. Where that may not be, SQLite reads the
    file alone, as one that nobody changes; a log with changes that are not in the file yet would then be passed over.
    """
    log = path.with_name(f"{path.name}-wal")
    shared, alone = _opener(path, "mode=ro"), _opener(path, "mode=ro&immutable=1")

    def connect() -> sqlite3.Connection:
        connection = shared()
        try:
            connection.execute("PRAGMA schema_version")
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
                raise
            if log.exists() and log.stat().st_size:
                raise DatabaseUnusableError(
                    f"{path}: it can't be written, and its latest changes are still in {log.name}: "
                    "run `lgsco status` where it can be written and copy it then, or move a copy of both there"
                ) from error
            return alone()
        return connection

    return connect
