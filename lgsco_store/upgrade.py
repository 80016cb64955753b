"""Brings an archive's database to this release: tables by Alembic's migrations, then the views and the register.

``lgsco upgrade`` and ``alembic upgrade head`` both end here, and both do all of it in one transaction.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from alembic import command, context
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, inspect, select

from lgsco_store.contract import views
from lgsco_store.database import addresses, migrations
from lgsco_store.database import engine as engines
from lgsco_store.database.errors import plain_errors
from lgsco_store.database.models import Base
from lgsco_store.errors import ArchiveError, ForeignDatabaseError
from lgsco_store.reference import sync

# PostgreSQL's advisory locks are known by number; this one is any that nobody else in this database uses.
_LOCK = 1_974_0425


# Tables that every archive has, whatever its release.
_OURS = frozenset({"run", "document"})


_MOST_NAMED = 3


class MigrationError(ArchiveError):
    """A migration would have left rows that refer to nothing; nothing of it is kept."""


def upgrade(address: str) -> None:
    """Brings the database at an address to this release; makes a SQLite file that is not there yet.

    Raises:
        ArchiveError: the database cannot be reached or written; it is then as it was before.
    """
    command.upgrade(migrations.configuration(address), "head")
    engine = engines.make_engine(address)
    try:
        with plain_errors(engine.url), _writing(engine) as connection:
            _complete(connection)
    finally:
        engine.dispose()


def run(address: str) -> None:
    """What Alembic's environment does: whatever was asked for, in one transaction, with the views out of the way.

    Raises:
        ForeignDatabaseError: the database holds tables and no archive.
        ReleaseError: the archive is of a newer release.
    """
    engine = engines.make_engine(address, create=True, foreign_keys=False)
    try:
        with plain_errors(engine.url), _writing(engine) as connection:
            _refuse_others(connection, addresses.shown(engine.url))
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=True,
                compare_type=True,
                transactional_ddl=True,
            )
            _migrate(connection)
    finally:
        engine.dispose()


def _refuse_others(connection: Connection, place: str) -> None:
    """A database is an archive, or it is empty; a revision alone proves nothing, since others number theirs too."""
    tables, revisions = set(inspect(connection).get_table_names()), _heads(connection)
    if not (revisions and tables >= _OURS):
        if foreign := sorted(tables - {"alembic_version"}):
            named = ", ".join(foreign[:_MOST_NAMED]) + (" and more" if foreign[_MOST_NAMED:] else "")
            raise ForeignDatabaseError(
                f"{place}: it holds another program's tables ({named}): give the archive a database of its own"
            )
        return
    migrations.refuse_newer(revisions, ScriptDirectory.from_config(context.config), place)


def _writing(engine: Engine) -> AbstractContextManager[Connection]:
    return engine.execution_options(begin="BEGIN IMMEDIATE").begin()


def _complete(connection: Connection) -> None:
    """What needs no migration: a release may bring a newer register, and a way down leaves no views."""
    _lock(connection)
    if not views.VIEWS.keys() <= set(inspect(connection).get_view_names()):
        views.drop(connection)
        views.create(connection)
    sync.refresh(connection)


def _lock(connection: Connection) -> None:
    if engines.is_postgresql(connection):
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _migrate(connection: Connection) -> None:
    _lock(connection)
    before = _heads(connection)
    with connection.begin_nested() as savepoint:
        # A view keeps SQLite from rebuilding a table, and PostgreSQL from altering one.
        views.drop(connection)
        context.run_migrations()
        after = _heads(connection)
        if after == before:
            # Commands that only look, such as "alembic check", find and leave the views as they were.
            savepoint.rollback()
            return
        _refuse_orphans(connection)
        if after == set(ScriptDirectory.from_config(context.config).get_heads()):
            views.create(connection)
            sync.refresh(connection)


def _heads(connection: Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())


def _refuse_orphans(connection: Connection) -> None:
    """SQLite was told not to look at foreign keys while tables are rebuilt, so it has to look now."""
    if engines.is_postgresql(connection):
        return
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        tables = ", ".join(sorted({row[0] for row in orphans}))
        raise MigrationError(f"the migration would leave {len(orphans)} rows that refer to nothing, in {tables}")
