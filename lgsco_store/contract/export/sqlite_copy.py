"""SQLite: one file with every table, for programs that use SQL."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from lgsco_store.contract.export.base import Format, Selection
from lgsco_store.contract.export.tables import Table
from lgsco_store.database.fulltext import INDEX, TOKENIZER
from lgsco_store.database.progress import OnProgress

FILE_NAME = "lgsco.sqlite"

_TYPES = {
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "BOOLEAN",
    "date": "DATE_CHAR",
    "time": "DATETIME_CHAR",
}
# Typical searches: one authority, and one measure of a year.
_INDEXES = (("slug",), ("authority_slug", "year"), ("measure", "year"), ("id",))
# As the archive has it, so that the same query searches either file.
_SEARCH = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5(text, content='', tokenize='{TOKENIZER}')",
    f"INSERT INTO {INDEX} (rowid, text) SELECT id, MIN(text) FROM search GROUP BY id",  # noqa: S608 -- our own names
)


def write(selection: Selection, folder: Path, written: OnProgress) -> list[Path]:
    """Write the file from scratch.

    Raises:
        OSError: it cannot be written.
    """
    path = folder / FILE_NAME
    path.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            copy.execute("BEGIN")
            for done, table in enumerate(selection.tables, 1):
                _copy(copy, table)
                written(done, len(selection.tables))
            copy.execute("COMMIT")
    except sqlite3.OperationalError as error:
        is_full = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC if is_full else errno.EIO, str(error), str(path)) from error
    return [path]


def _copy(copy: sqlite3.Connection, table: Table) -> None:
    copy.execute(f"CREATE TABLE {table.name} ({', '.join(_parts(table))})")
    marks = ", ".join("?" for _ in table.columns)
    copy.executemany(f"INSERT INTO {table.name} VALUES ({marks})", table.rows())  # noqa: S608 -- our own names
    for keys in _INDEXES:
        if set(keys) <= set(table.heads) and table.key[: len(keys)] != keys:
            copy.execute(f"CREATE INDEX {table.name}_by_{keys[0]} ON {table.name} ({', '.join(keys)})")
    if table.name == "search":
        for statement in _SEARCH:
            copy.execute(statement)


def _parts(table: Table) -> Iterator[str]:
    """Return the columns and the key of a table, as SQL declares them."""
    for each in table.columns:
        yield f"{each.name} {_TYPES.get(each.type, 'TEXT')}{' NOT NULL' if each.name in table.key else ''}"
    if table.key:
        yield f"PRIMARY KEY ({', '.join(table.key)})"


SQLITE = Format("sqlite", write)
