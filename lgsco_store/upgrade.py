"""Upgrade an archive's database to this release: tables by Alembic's migrations, then the views and the register.

``lgsco upgrade`` and ``alembic upgrade head`` both end here, and both do everything in one transaction.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command, context
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, inspect

from lgsco_store.contract import views
from lgsco_store.database import addresses, dependants, fulltext, migrations
from lgsco_store.database import engine as engines
from lgsco_store.database.dialects import dialect_of
from lgsco_store.database.errors import plain_errors
from lgsco_store.database.models import Base
from lgsco_store.errors import ArchiveError, DatabaseBusyError, ForeignDatabaseError, ReleaseError
from lgsco_store.history import averages
from lgsco_store.reference import sync
from lgsco_store.search import index

# How long to wait for a lock, how often to try an archive in use, and the pause between attempts, in seconds.
_LOCK_SECONDS = 5
_TRIES = 3
_PAUSE_SECONDS = 2.0

# Tables that every archive has, whatever its release.
_OURS = frozenset({"run", "document"})


_MOST_NAMED = 3


class MigrationError(ArchiveError):
    """A migration would have left rows with broken references; it is rolled back."""


def upgrade(address: str) -> None:
    """Upgrade the database at an address to this release; create a SQLite file that does not exist yet.

    Users' views on the archive's views are kept, with their grants. If there is nothing to do, nothing is locked or
    dropped; a database in use is tried again for some seconds.

    Raises:
        ArchiveError: the database cannot be reached or written, or is in use; it is then unchanged.
    """
    for attempt in range(1, _TRIES + 1):
        try:
            _upgrade(address)
        except DatabaseBusyError:
            if attempt == _TRIES:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _upgrade(address: str) -> None:
    command.upgrade(migrations.configuration(address), "head")
    engine = engines.make_engine(address)
    try:
        with plain_errors(engine.url), engine.connect() as connection:
            if _is_complete(connection):
                return
        with plain_errors(engine.url), _writing(engine) as connection:
            _complete(connection, addresses.without_passwords(engine.url))
    finally:
        engine.dispose()


def run(address: str) -> None:
    """Run Alembic's command in one transaction, with the views out of the way.

    Raises:
        ForeignDatabaseError: the database has tables but no archive.
        ReleaseError: the archive is of a newer release, or of a build before the first.
    """
    engine = engines.make_engine(address, create=True, foreign_keys=False)
    try:
        reflecting = dialect_of(engine).reflecting_own_types()
        with plain_errors(engine.url), reflecting, _writing(engine) as connection:
            _refuse_others(connection, addresses.without_passwords(engine.url))
            dialect_of(connection).create_schema(connection)
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=True,
                include_name=_is_modelled,
                compare_type=True,
                transactional_ddl=True,
            )
            _migrate(connection, addresses.without_passwords(engine.url))
    finally:
        engine.dispose()


def _is_modelled(name: str | None, kind: str, _parents: object) -> bool:
    """Return whether Alembic compares a table with the models: the index of the search is each database's own."""
    return kind != "table" or name not in fulltext.TABLES


def foreign_tables(connection: Connection) -> set[str]:
    """Return the tables of a database that are not this release's."""
    found = set(inspect(connection).get_table_names()) | dialect_of(connection).tables_outside(connection)
    return found - {*Base.metadata.tables, *fulltext.TABLES, "alembic_version"}


def _refuse_others(connection: Connection, place: str) -> None:
    """Refuse a database that is neither an archive nor empty; others have revisions too, so these prove nothing."""
    tables, revisions = set(inspect(connection).get_table_names()), _heads(connection)
    if not (revisions and tables >= _OURS):
        outside = dialect_of(connection).tables_outside(connection)
        if outside >= {*_OURS, "alembic_version"}:
            raise ReleaseError(
                f"{place}: it holds an archive of a build before the first release, with its tables in the schema "
                "public, and cannot be upgraded: give this release a database of its own"
            )
        if foreign := sorted((tables | outside) - {"alembic_version"}):
            named = ", ".join(foreign[:_MOST_NAMED]) + (" and more" if foreign[_MOST_NAMED:] else "")
            raise ForeignDatabaseError(
                f"{place}: it holds another program's tables ({named}): give the archive a database of its own"
            )
        return
    migrations.refuse_newer(revisions, ScriptDirectory.from_config(context.config), place)


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        dialect_of(connection).limit_waiting(connection, _LOCK_SECONDS)
        yield connection


def _is_complete(connection: Connection) -> bool:
    derived = (sync.is_current, averages.is_current, index.is_current)
    return _has_views(connection) and all(is_current(connection) for is_current in derived)


def _has_views(connection: Connection) -> bool:
    inspector = inspect(connection)
    found = set(inspector.get_view_names())
    for schema in {views.schema_of(name) for name in views.VIEWS} & set(inspector.get_schema_names()):
        found |= {f"{schema}.{view}" for view in inspector.get_view_names(schema=schema)}
    return set(views.names(connection)) <= found


def _complete(connection: Connection, place: str) -> None:
    """Complete everything outside migrations: a newer register, and the views that a downgrade leaves out."""
    dialect_of(connection).lock_upgrades(connection)
    if not _has_views(connection):
        aside = dependants.drop_dependants(connection, views.names(connection), place)
        views.drop(connection)
        views.create(connection)
        views.create_typed(connection)
        dependants.restore_dependants(connection, aside, place)
    _refresh(connection)


def _refresh(connection: Connection) -> None:
    """Bring up to this release what follows from its register and from what is stored."""
    sync.refresh(connection)
    averages.refresh(connection)
    index.refresh(connection)


def _migrate(connection: Connection, place: str) -> None:
    if _is_at_target(connection):
        context.run_migrations()
        return
    dialect_of(connection).lock_upgrades(connection)
    # A view keeps SQLite from rebuilding a table, and PostgreSQL from altering one.
    aside = dependants.drop_dependants(connection, views.names(connection), place)
    views.drop(connection)
    context.run_migrations()
    _refuse_orphans(connection)
    if _heads(connection) == set(ScriptDirectory.from_config(context.config).get_heads()):
        views.create(connection)
        views.create_typed(connection)
        _refresh(connection)
        dependants.restore_dependants(connection, aside, place)
    elif aside.views:
        named = ", ".join(view.name for view in aside.views)
        raise dependants.DependantViewError(f"{place}: on the way down there are no views, so drop {named} first")


def _is_at_target(connection: Connection) -> bool:
    """Return whether there is nothing to do: the revision is already right, or the command only looks."""
    try:
        wanted = context.get_revision_argument()
    except KeyError:
        return True
    except CommandError:
        # A relative one, such as "-1".
        return False
    return {wanted} == _heads(connection) if isinstance(wanted, str) else set(wanted or ()) == _heads(connection)


def _heads(connection: Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())


def _refuse_orphans(connection: Connection) -> None:
    """Refuse broken references, which SQLite ignores while tables are rebuilt."""
    orphans = dialect_of(connection).orphans(connection)
    if orphans:
        tables = ", ".join(sorted(set(orphans)))
        raise MigrationError(f"the migration would leave {len(orphans)} rows that refer to nothing, in {tables}")
