"""SQLite: one file, one writer at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import URL, Connection, Date, DateTime, Engine, Insert, Table, create_engine, event, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine, UserDefinedType

from lgsco_store.database import fulltext
from lgsco_store.database.dialects import sqlite_files
from lgsco_store.database.dialects.base import BUSY, DAMAGED, LACKING, Dependant, Dialect, DroppedViews, Explanation
from lgsco_store.errors import (
    DatabaseBrokenError,
    DatabaseBusyError,
    DatabaseFullError,
    DatabaseUnusableError,
)

_FULL = "the disk is full; make room and run it again"
_NOT_WRITABLE = "the file is not writable; check its permissions"

ERRORS: dict[int, Explanation] = {
    sqlite3.SQLITE_BUSY: (DatabaseBusyError, BUSY),
    sqlite3.SQLITE_LOCKED: (DatabaseBusyError, BUSY),
    sqlite3.SQLITE_PROTOCOL: (DatabaseBusyError, BUSY),
    sqlite3.SQLITE_FULL: (DatabaseFullError, _FULL),
    sqlite3.SQLITE_IOERR: (
        DatabaseBrokenError,
        "the disk fails, or a limit on the size of files is reached; check both and run it again",
    ),
    sqlite3.SQLITE_CORRUPT: (DatabaseBrokenError, DAMAGED),
    sqlite3.SQLITE_NOTADB: (DatabaseUnusableError, "the file is not a SQLite database; check the address"),
    sqlite3.SQLITE_READONLY: (DatabaseUnusableError, _NOT_WRITABLE),
    sqlite3.SQLITE_PERM: (DatabaseUnusableError, _NOT_WRITABLE),
    sqlite3.SQLITE_AUTH: (DatabaseUnusableError, _NOT_WRITABLE),
}

_VIEWS = text("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid")
_TRIGGERS = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name ORDER BY rowid")

_INDEX_TEXT = text("INSERT INTO search_index (rowid, text) VALUES (:reading_id, :text)")
_COMPARE_INDEX = (
    f"CREATE VIRTUAL TABLE temp.search_again USING fts5(text, content='', tokenize='{fulltext.TOKENIZER}')",
    "INSERT INTO temp.search_again (rowid, text) SELECT reading_id, text FROM search_text",
    "CREATE VIRTUAL TABLE temp.search_now_terms USING fts5vocab('main', 'search_index', 'row')",
    "CREATE VIRTUAL TABLE temp.search_again_terms USING fts5vocab('temp', 'search_again', 'row')",
)
_DIFFERENT_TERMS = """
SELECT DISTINCT term FROM (
    SELECT * FROM (SELECT * FROM temp.search_now_terms EXCEPT SELECT * FROM temp.search_again_terms)
    UNION ALL
    SELECT * FROM (SELECT * FROM temp.search_again_terms EXCEPT SELECT * FROM temp.search_now_terms)
) ORDER BY term
"""


class _Declared(UserDefinedType[str]):
    """Text under a declared name that says what it is.

    The names are those for which SQLite compares text, and SQLAlchemy reflects dates and times. For a column of type
    DATE or TIMESTAMP SQLite turns ``'2024'`` into a number before it compares, and any text is above a number.
    """

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_options: object) -> str:
        return self.name


class SQLite(Dialect):
    """The database for a laptop: a file, without server or roles."""

    name = "sqlite"
    driver = "sqlite"
    # A transaction always sees one state.
    snapshot: ClassVar[Mapping[str, Any]] = {}
    plain_collation = ""
    instant_type: ClassVar[TypeEngine[Any]] = _Declared("DATETIME_CHAR")
    day_type: ClassVar[TypeEngine[Any]] = _Declared("DATE_CHAR")
    whole_definitions = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"

    def address_fault(self, url: URL) -> str | None:
        return "names no file" if url.database in {None, "", ":memory:"} else None

    def make_engine(self, url: URL, *, create: bool, foreign_keys: bool, read_only: bool) -> Engine:
        path = Path(url.database or "")
        opener = (
            sqlite_files.read_only(path)
            if read_only
            else sqlite_files.opener(path, "mode=rwc" if create else "mode=rw")
        )
        engine = create_engine(url, creator=opener)
        _prepare(engine, foreign_keys=foreign_keys, read_only=read_only)
        return engine

    @contextmanager
    def reflecting_own_types(self) -> Iterator[None]:
        """Keep SQLAlchemy from reflecting them as other types, with which Alembic would rebuild a table."""
        event.listen(Table, "column_reflect", _keep_declared)
        try:
            yield
        finally:
            event.remove(Table, "column_reflect", _keep_declared)

    def create_schema(self, connection: Connection, name: str | None = None) -> None:
        """Do nothing: a file is one schema."""

    def tables_outside(self, connection: Connection) -> set[str]:
        del connection
        return set()

    def file(self, engine: Engine) -> Path | None:
        return Path(engine.url.database or "").absolute()

    def explain(self, error: DBAPIError, url: URL) -> Explanation | None:
        code, message = getattr(error.orig, "sqlite_errorcode", None), str(error.orig)
        if code is None:
            return (DatabaseBrokenError, DAMAGED) if "decode" in message else None
        path = Path(url.database or "")
        # A folder can be opened for reading, and fails only once it is read.
        if code & 0xFF == sqlite3.SQLITE_CANTOPEN or path.is_dir():
            return sqlite_files.unopened(path)
        if code == sqlite3.SQLITE_ERROR and message.startswith(("no such table", "no such column")):
            return DatabaseUnusableError, LACKING.format(message)
        return ERRORS.get(code & 0xFF)

    def lock_runs(self, connection: Connection) -> None:
        """Do nothing: there is only one writer at a time."""

    def lock_upgrades(self, connection: Connection) -> None:
        """Do nothing: there is only one writer at a time."""

    def limit_waiting(self, connection: Connection, seconds: int) -> None:
        """Do nothing: the driver limits the wait for SQLite's only lock."""

    def orphans(self, connection: Connection) -> list[str]:
        return [str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]

    def file_damage(self, connection: Connection) -> Iterator[str]:
        for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if line != "ok":
                yield str(line)

    def insert_once(self, table: type[DeclarativeBase]) -> Insert:
        return sqlite.insert(table).on_conflict_do_nothing()

    def instant_check(self, column: str) -> str:
        # An invalid time gives null, which "=" would accept; an impossible day only rolls over to the next month if
        # something is added to it.
        return (
            f"datetime(substr({column}, 1, 19), '+0 days') IS substr({column}, 1, 19) "
            f"AND {column} GLOB '????-??-?? ??:??:??.[0-9][0-9][0-9][0-9][0-9][0-9]Z'"
        )

    def day_check(self, column: str) -> str:
        return f"date({column}, '+0 days') IS {column}"

    @contextmanager
    def empty_schema(self, connection: Connection) -> Iterator[Connection]:
        del connection
        engine = create_engine("sqlite://")
        try:
            with engine.begin() as memory:
                yield memory
        finally:
            engine.dispose()

    def typed_view(self, schema: str, view: str) -> str | None:
        """Return none: SQLite has neither schemas nor types of dates."""

    def create_typed_view(self, connection: Connection, name: str, view: str, types: Mapping[str, str]) -> None:
        """Do nothing: the archive's views are those of the users."""

    def comment(self, connection: Connection, view: str, meaning: str, columns: Mapping[str, str]) -> None:
        """Do nothing: SQLite has no comments."""

    def user_views(self, connection: Connection, own: Collection[str]) -> DroppedViews:
        """Find all users' views: to rebuild a table, SQLite looks through each of them."""
        rows = [row for row in connection.execute(_VIEWS).all() if row.name not in own]
        return DroppedViews(tuple(_view(connection, row.name, row.sql) for row in rows))

    def index_texts(self, connection: Connection, texts: Mapping[int, str]) -> None:
        rows = [{"reading_id": reading_id, "text": each} for reading_id, each in texts.items()]
        if rows:
            connection.execute(_INDEX_TEXT, rows)

    def matches(self, phrases: Sequence[str]) -> tuple[str, dict[str, str]]:
        query = "SELECT rowid FROM search_index WHERE search_index MATCH :phrases"
        return query, {"phrases": fulltext.sqlite_query(phrases)}

    def index_damage(self, connection: Connection) -> Iterator[str]:
        """Index the texts again, in a temporary table, and compare how often each term is in how many texts."""
        for statement in _COMPARE_INDEX:
            connection.exec_driver_sql(statement)
        terms = connection.exec_driver_sql(_DIFFERENT_TERMS).scalars().all()
        for table in ("search_again_terms", "search_now_terms", "search_again"):
            connection.exec_driver_sql(f"DROP TABLE temp.{table}")
        yield from (f"the term {term!r}" for term in terms)


def _keep_declared(_inspector: object, _table: object, column: dict[str, Any]) -> None:
    if isinstance(column["type"], DateTime):
        column["type"] = SQLite.instant_type
    elif isinstance(column["type"], Date):
        column["type"] = SQLite.day_type


def _prepare(engine: Engine, *, foreign_keys: bool, read_only: bool) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        """Set write-ahead logging, which lets readers read while a run writes, and FULL, which survives a power cut."""
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        # In kilobytes. The system caches the file; the default, four times as much, was no faster.
        connection.execute("PRAGMA cache_size = -500")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        """Begin at once: by default the driver begins late, and never before a schema change."""
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _view(connection: Connection, name: str, sql: str) -> Dependant:
    quoted = '"' + name.replace('"', '""') + '"'
    triggers = connection.execute(_TRIGGERS, {"name": name}).scalars().all()
    view = Dependant(quoted, f"DROP VIEW {quoted}", (sql, *triggers))
    return replace(view, worked=_works(connection, view))


def _works(connection: Connection, view: Dependant) -> bool:
    """Return whether a view can be queried; nobody misses one that never could."""
    try:
        connection.exec_driver_sql(view.trial)
    except DBAPIError:
        return False
    return True
