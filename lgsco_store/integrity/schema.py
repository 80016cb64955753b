"""Check that a database's tables, keys, checks, indexes and views are those that this release makes.

The release's schema is made by its migrations: in memory for SQLite, as temporary relations for PostgreSQL, where the
views with types that users see are compared too. Tables, indexes and views that users added are ignored; a trigger is
reported, since it changes what the archive writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from alembic.runtime.environment import EnvironmentContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from lgsco_store.contract import views
from lgsco_store.database import migrations
from lgsco_store.database.dialects import dialect_of
from lgsco_store.database.models import Base

Part: TypeAlias = tuple[str, str]
"""The kind of a part of the schema, and its name."""

Parts: TypeAlias = Mapping[Part, str]
"""The definition of each part of a schema."""

# The release's own schema by database and revision: making it takes a while, and it never changes.
_EXPECTED: dict[Any, Parts] = {}

_CHANGES_WRITES = frozenset({"trigger", "rule"})


def damage(connection: Connection) -> Iterator[str]:
    """Yield a sentence for every part of the schema that is missing or different, and for every unknown trigger."""
    try:
        expected = _expected(connection)
    except SQLAlchemyError as error:
        yield f"schema: it could not be compared with the release's own: {str(error.args[0]).splitlines()[0]}"
        return
    found = _parts(connection)
    for kind, name in sorted(expected.keys() | found.keys()):
        ours, release = found.get((kind, name)), expected.get((kind, name))
        if release is None:
            if kind in _CHANGES_WRITES:
                yield f"{kind} {name}: the release has none of that name, and it may change what is written"
        elif ours is None:
            yield f"{kind} {name}: it is missing"
        elif ours != release:
            yield f"{kind} {name}: it is not the one that the release makes"


def _expected(connection: Connection) -> Parts:
    dialect = connection.dialect
    key = (dialect.name, dialect.server_version_info, migrations.scripts().get_current_head())
    if key not in _EXPECTED:
        with dialect_of(connection).empty_schema(connection) as other:
            _EXPECTED[key] = _made(other)
    return _EXPECTED[key]


def _made(connection: Connection) -> Parts:
    scripts = migrations.scripts()
    # Alembic's own way to run migrations on an existing connection.
    reflecting = dialect_of(connection).reflecting_own_types()
    with reflecting, EnvironmentContext(migrations.configuration(""), scripts, fn=_to_head(scripts)) as environment:
        environment.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
        environment.run_migrations()
    views.create(connection)
    views.create_typed_for_comparison(connection)
    return _parts(connection)


def _to_head(scripts: Any) -> Any:
    return lambda revision, _context: scripts._upgrade_revs("head", revision)  # noqa: SLF001 -- as Alembic's recipes do


def _parts(connection: Connection) -> Parts:
    rows = connection.execute(text(dialect_of(connection).whole_definitions))
    return {(str(kind), str(name)): _definition(str(kind), str(definition)) for kind, name, definition in rows}


def _definition(kind: str, sql: str) -> str:
    """Return a definition without line breaks.

    A table's parts are sorted and its name is unquoted, since rebuilding a table changes both.
    """
    plain = " ".join(sql.split())
    if kind != "table":
        return plain
    head, _, body = plain.partition("(")
    parts, depth = [""], 1
    for sign in body:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 1:
            parts.append("")
        elif depth:
            parts[-1] += sign
    head = head.replace('"', "")
    return f"{head}({', '.join(sorted(part.strip() for part in parts))})"
