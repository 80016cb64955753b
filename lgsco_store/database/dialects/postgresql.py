"""PostgreSQL: a server, with roles, schemas and table locks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import URL, Connection, Engine, Insert, String, create_engine, event, func, inspect, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DataError, DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine

from lgsco_store.database import fulltext
from lgsco_store.database.dialects import postgresql_views
from lgsco_store.database.dialects.base import BUSY, DAMAGED, LACKING, Dialect, DroppedViews, Explanation
from lgsco_store.errors import (
    DatabaseAddressError,
    DatabaseBrokenError,
    DatabaseBusyError,
    DatabaseFullError,
    DatabaseUnreachableError,
    DatabaseUnusableError,
)
from lgsco_store.extras import ExtraMissingError

# A silent network failure would otherwise block a run for hours: that is how long TCP itself waits.
_PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}

SCHEMA = "archive"
"""The schema of the tables, and of the views without types that the program itself uses."""

# The schema of every table in a database whose owner never made another.
_DEFAULT_SCHEMA = "public"

# Advisory locks are identified by number; this one is unlikely to be used by anything else in the database.
_UPGRADES = 1_974_0425

# Error conditions from PostgreSQL's manual, appendix A.
ERRORS: dict[str, Explanation] = {
    "53100": (DatabaseFullError, "the server's disk is full; make room and run it again"),
    "40P01": (DatabaseBusyError, BUSY),
    "55P03": (DatabaseBusyError, BUSY),
    "25006": (DatabaseUnusableError, "the server is read-only; check that it is not a replica"),
    "42501": (DatabaseUnusableError, "the role lacks permission for this; check its grants"),
    "58030": (DatabaseBrokenError, "the server's disk fails; check it and run it again"),
    "XX001": (DatabaseBrokenError, DAMAGED),
    "XX002": (DatabaseBrokenError, DAMAGED),
}
_LACKS = {"42P01", "42703"}

# The schema is the archive's or a temporary one, which has the same tables; only the definitions of indexes name it.
_PARTS = """
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
SELECT 'view', n.nspname || '.' || c.relname, pg_get_viewdef(c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'v' AND n.nspname IN ('lgsco', 'lgsco_marts') AND pg_my_temp_schema() NOT IN (SELECT id FROM here)
UNION ALL
SELECT 'trigger', t.tgname, pg_get_triggerdef(t.oid)
FROM relation c JOIN pg_trigger t ON t.tgrelid = c.oid WHERE NOT t.tgisinternal
UNION ALL
SELECT 'rule', r.rulename, pg_get_ruledef(r.oid)
FROM relation c JOIN pg_rewrite r ON r.ev_class = c.oid WHERE r.rulename <> '_RETURN'
"""

_INDEX_TEXT = text("INSERT INTO search_index (reading_id, terms) VALUES (:reading_id, CAST(:terms AS tsvector))")
_DIFFERENT_TERMS = text("""
SELECT t.reading_id FROM unnest(CAST(:ids AS int[]), CAST(:terms AS text[])) AS t (reading_id, terms)
LEFT JOIN search_index s ON s.reading_id = t.reading_id
WHERE s.terms IS DISTINCT FROM CAST(t.terms AS tsvector) ORDER BY t.reading_id
""")
_ALL_TEXTS = text("SELECT reading_id, text FROM search_text").execution_options(stream_results=True)
_WITHOUT_TEXT = text("""
SELECT s.reading_id FROM search_index s
WHERE NOT EXISTS (SELECT 1 FROM search_text t WHERE t.reading_id = s.reading_id) ORDER BY s.reading_id
""")
# With their terms these are some megabytes.
_TEXTS = 1000


class PostgreSQL(Dialect):
    """An archive's database for many simultaneous users."""

    name = "postgresql"
    driver = "postgresql+psycopg"
    snapshot: ClassVar[Mapping[str, Any]] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    plain_collation = ' COLLATE "C"'
    instant_type: ClassVar[TypeEngine[Any]] = String(27)
    day_type: ClassVar[TypeEngine[Any]] = String(10)
    whole_definitions = _PARTS

    def address_fault(self, url: URL) -> str | None:
        return (
            "has an @ in its password or name, which must be written as %40"
            if "@" in (url.host or "") + (url.database or "")
            else None
        )

    def make_engine(self, url: URL, *, create: bool, foreign_keys: bool, read_only: bool) -> Engine:
        del create, foreign_keys, read_only
        patience = {name: value for name, value in _PATIENCE.items() if name not in url.query}
        try:
            engine = create_engine(url, connect_args=patience, pool_pre_ping=True)
        except ModuleNotFoundError:
            raise ExtraMissingError("PostgreSQL", "postgresql") from None
        # Before SQLAlchemy's own look at a new connection, which remembers the default schema.
        event.listen(engine, "connect", _use_schema, insert=True)
        return engine

    def create_schema(self, connection: Connection, name: str | None = None) -> None:
        # Whoever may not create schemas can still upgrade an archive that has them.
        found = connection.execute(text("SELECT to_regnamespace(:name)"), {"name": name or SCHEMA}).scalar_one()
        if found is None:
            connection.execute(text(f"CREATE SCHEMA {name or SCHEMA}"))

    def tables_outside(self, connection: Connection) -> set[str]:
        return set(inspect(connection).get_table_names(schema=_DEFAULT_SCHEMA))

    def file(self, engine: Engine) -> Path | None:
        del engine
        return None

    def explain(self, error: DBAPIError, url: URL) -> Explanation | None:
        del url
        cause: Any = error.orig
        state = getattr(cause, "sqlstate", None)
        first = next(iter(str(cause).strip().splitlines()), type(cause).__name__)
        if state in _LACKS:
            return DatabaseUnusableError, LACKING.format(first)
        if state in ERRORS:
            return ERRORS[state]
        if isinstance(error, DataError):
            return DatabaseUnusableError, f"the server refuses a value, report it: {first}"
        if state is None and isinstance(error, ProgrammingError):
            return (
                DatabaseAddressError,
                f"the address contains something that the server does not accept, check it: {first}",
            )
        if error.connection_invalidated or (state is None and isinstance(error, OperationalError)):
            return DatabaseUnreachableError, f"the server does not answer, check that it is running: {first}"
        return None

    def lock_runs(self, connection: Connection) -> None:
        connection.execute(text("LOCK TABLE run IN SHARE ROW EXCLUSIVE MODE"))

    def lock_upgrades(self, connection: Connection) -> None:
        connection.execute(select(func.pg_advisory_xact_lock(_UPGRADES)))

    def limit_waiting(self, connection: Connection, seconds: int) -> None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{seconds}s'")

    def orphans(self, connection: Connection) -> list[str]:
        """Yield nothing: the server refuses them."""
        del connection
        return []

    def file_damage(self, connection: Connection) -> Iterator[str]:
        del connection
        return iter(())

    def insert_once(self, table: type[DeclarativeBase]) -> Insert:
        return postgresql.insert(table).on_conflict_do_nothing()

    def instant_check(self, column: str) -> str:
        # An infinite time gives null, which "=" would accept.
        form = """'YYYY-MM-DD HH24:MI:SS.US"Z"'"""
        return f"to_char(CAST({column} AS timestamp), {form}) IS NOT DISTINCT FROM {column}"

    def day_check(self, column: str) -> str:
        return f"to_char(CAST({column} AS date), 'YYYY-MM-DD') IS NOT DISTINCT FROM {column}"

    @contextmanager
    def empty_schema(self, connection: Connection) -> Iterator[Connection]:
        """Make a schema of temporary relations, in a transaction of its own: verification is read-only."""
        options = {"postgresql_readonly": False, "isolation_level": "READ COMMITTED"}
        with connection.engine.connect().execution_options(**options) as other:
            other.execute(text("SET LOCAL search_path TO pg_temp"))
            yield other
            other.rollback()

    def typed_view(self, schema: str, view: str) -> str | None:
        return f"{schema}.{view}"

    def create_typed_view(self, connection: Connection, name: str, view: str, types: Mapping[str, str]) -> None:
        postgresql_views.create_typed_view(connection, name, view, types)

    def comment(self, connection: Connection, view: str, meaning: str, columns: Mapping[str, str]) -> None:
        _comment(connection, f"VIEW {view}", meaning)
        for column, text_of_column in columns.items():
            _comment(connection, f"COLUMN {view}.{column}", text_of_column)

    def user_views(self, connection: Connection, own: Collection[str]) -> DroppedViews:
        return postgresql_views.user_views(connection, own)

    def index_texts(self, connection: Connection, texts: Mapping[int, str]) -> None:
        rows = [{"reading_id": reading_id, "terms": each} for reading_id, each in fulltext.vectors(texts).items()]
        if rows:
            connection.execute(_INDEX_TEXT, rows)

    def matches(self, phrases: Sequence[str]) -> tuple[str, dict[str, str]]:
        query = "SELECT reading_id FROM search_index WHERE terms @@ CAST(:phrases AS tsquery)"
        return query, {"phrases": fulltext.postgresql_query(phrases)}

    def index_damage(self, connection: Connection) -> Iterator[str]:
        """Make the terms of every text again, and compare them."""
        for some in connection.execute(_ALL_TEXTS).partitions(_TEXTS):
            terms = fulltext.vectors({row.reading_id: row.text for row in some})
            found = connection.execute(_DIFFERENT_TERMS, {"ids": list(terms), "terms": list(terms.values())})
            yield from (f"reading row {reading_id}" for reading_id in found.scalars())
        yield from (f"reading row {reading_id}" for reading_id in connection.execute(_WITHOUT_TEXT).scalars())


def _use_schema(connection: Any, _record: object) -> None:
    """Let names without a schema mean the archive's own; outside a transaction, so that no rollback undoes it."""
    connection.autocommit = True
    connection.execute(f"SET search_path TO {SCHEMA}")
    connection.autocommit = False


def _comment(connection: Connection, of: str, comment: str) -> None:
    """Write a comment, which takes no parameters: so quotes are doubled, and colons are escaped."""
    quoted = comment.replace("'", "''").replace(":", "\\:")
    connection.execute(text(f"COMMENT ON {of} IS '{quoted}'"))
