"""Whether a database's tables, keys, checks, indexes and views are those that this release makes.

The release's own are made by its migrations, in memory for SQLite, and for PostgreSQL as temporary ones that are gone
at the end. Tables, indexes and views that somebody added are none of the archive's business; a trigger is, since it
changes what the archive writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from alembic.runtime.environment import EnvironmentContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from lgsco_store.contract import views
from lgsco_store.database import engine as engines
from lgsco_store.database import migrations
from lgsco_store.database.models import Base

Part: TypeAlias = tuple[str, str]
"""What kind of thing a part of the schema is, and its name."""

Parts: TypeAlias = Mapping[Part, str]
"""How each part of a schema is defined."""

_SQLITE = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"

# The archive's schema is the one in which its first table is found; only indexes name it in their definitions.
_POSTGRESQL = """
WITH here AS (SELECT relnamespace AS id FROM pg_class WHERE oid = to_regclass('alembic_version')),
relation AS (SELECT c.* FROM pg_class c JOIN here ON here.id = c.relnamespace)
SELECT 'column', c.relname || '.' || a.attname,
    format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL ' ELSE ' ' END
        || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
FROM relation c JOIN pg_attribute a ON a.attrelid = c.oid
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'constraint', c.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
FROM relation c JOIN pg_constraint k ON k.conrelid = c.oid WHERE k.contype <> 'n'
UNION ALL
SELECT 'index', c.relname, regexp_replace(pg_get_indexdef(c.oid), ' ON [^ .]+[.]', ' ON ')
FROM relation c WHERE c.relkind = 'i'
UNION ALL
SELECT 'view', c.relname, pg_get_viewdef(c.oid) FROM relation c WHERE c.relkind = 'v'
UNION ALL
SELECT 'trigger', t.tgname, pg_get_triggerdef(t.oid)
FROM relation c JOIN pg_trigger t ON t.tgrelid = c.oid WHERE NOT t.tgisinternal
UNION ALL
SELECT 'rule', r.rulename, pg_get_ruledef(r.oid)
FROM relation c JOIN pg_rewrite r ON r.ev_class = c.oid WHERE r.rulename <> '_RETURN'
"""

_CHANGES_WRITES = frozenset({"trigger", "rule"})


def damage(connection: Connection) -> Iterator[str]:
    """Give a sentence for every part of the schema that is gone, another one, or a trigger that nobody foresaw."""
    head = str(migrations.scripts().get_current_head())
    try:
        expected = _of_postgresql(connection) if engines.is_postgresql(connection) else _of_sqlite(head)
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


@cache
def _of_sqlite(_head: str) -> Parts:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        made = _made(connection)
    engine.dispose()
    return made


def _of_postgresql(connection: Connection) -> Parts:
    """Make the schema in a transaction of its own that is never kept: the one that verifies may not write."""
    options = {"postgresql_readonly": False, "isolation_level": "READ COMMITTED"}
    with connection.engine.connect().execution_options(**options) as other:
        other.execute(text("SET LOCAL search_path TO pg_temp"))
        made = _made(other)
        other.rollback()
    return made


def _made(connection: Connection) -> Parts:
    scripts = migrations.scripts()
    # Alembic's own way to run migrations on a connection that is there already.
    with EnvironmentContext(migrations.configuration(""), scripts, fn=_to_head(scripts)) as environment:
        environment.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
        environment.run_migrations()
    views.create(connection)
    return _parts(connection)


def _to_head(scripts: Any) -> Any:
    return lambda revision, _context: scripts._upgrade_revs("head", revision)  # noqa: SLF001 -- as Alembic's recipes do


def _parts(connection: Connection) -> Parts:
    rows = connection.execute(text(_POSTGRESQL if engines.is_postgresql(connection) else _SQLITE))
    return {(str(kind), str(name)): _definition(str(kind), str(definition)) for kind, name, definition in rows}


def _definition(kind: str, sql: str) -> str:
    """A definition without line breaks.

    A table's parts are in order of text and its name is without quotes, since rebuilding it changes both.
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
