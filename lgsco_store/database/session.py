"""The entrance to the archive: opens its database after checking that it is an archive of this release."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine

from lgsco_store.database import addresses, migrations
from lgsco_store.database import engine as engines
from lgsco_store.database.dialects import dialect_of
from lgsco_store.database.errors import plain_errors
from lgsco_store.errors import OtherReleaseError, ReleaseError


class Database:
    """An open database. Use ``reader()`` and ``writer()`` for transactions; close it at the end."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.where = addresses.without_passwords(engine.url)
        self.file = dialect_of(engine).file(engine)
        self._writing = engine.execution_options(begin="BEGIN IMMEDIATE")
        self._reading = engine.execution_options(**dialect_of(engine).snapshot)

    @contextmanager
    def reader(self) -> Iterator[Connection]:
        """Begin a transaction that sees one state of the archive throughout.

        Raises:
            ArchiveError: the database is busy or out of reach.
        """
        with plain_errors(self.engine.url), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def writer(self) -> Iterator[Connection]:
        """Begin a transaction that writes, all or nothing; on SQLite it is the only one.

        Raises:
            ArchiveError: the database is busy, full or out of reach.
        """
        with plain_errors(self.engine.url), self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def open_database(address: str, *, read_only: bool = False) -> Database:
    """Open the archive at an address such as ``sqlite:///lgsco.db``; nothing is created.

    ``read_only`` protects a SQLite file from being written, even by mistake.

    Raises:
        ArchiveError: there is no such database, it does not answer, or it is not of this release.
    """
    database = Database(engines.make_engine(address, read_only=read_only))
    try:
        with database.reader() as connection:
            _check_release(connection, database.where)
    except BaseException:
        database.close()
        raise
    return database


def _check_release(connection: Connection, where: str) -> None:
    revision = MigrationContext.configure(connection).get_current_revision()
    scripts = migrations.scripts()
    if revision is None:
        raise ReleaseError(f"{where}: there is no archive in it yet: run `lgsco upgrade`")
    migrations.refuse_newer({revision}, scripts, where)
    if revision != scripts.get_current_head():
        raise OtherReleaseError(f"{where}: the archive is of another release: run `lgsco upgrade`")
