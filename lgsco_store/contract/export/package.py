"""The views as files: CSV, Parquet and a SQLite copy, with a ``datapackage.json`` that says what every column means.

Rows are sorted by all their columns, and nothing in the files tells when or where they were written: the same archive
gives the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Connection, text

from lgsco_store import extras
from lgsco_store.contract import views
from lgsco_store.contract.catalog import Column, columns, in_order, meaning
from lgsco_store.database.batches import batches
from lgsco_store.database.dialects import dialect_of
from lgsco_store.database.types import instant_text
from lgsco_store.progress import Tell, to_nobody
from lgsco_store.visible import visible

Row: TypeAlias = tuple[Any, ...]

FORMATS = ("csv", "parquet", "sqlite")
STANDARD = ("csv", "sqlite")  # those that need no extra
SQLITE_NAME = "lgsco.sqlite"

# What is known as of an earlier time, by the condition that picks it; the other views tell of now alone. A held run
# shows only once it is decided, since it then ends anew.
_AS_OF = {
    "authorities": "slug IN (SELECT authority_slug FROM changes WHERE kind = 'authority_added' AND at <= :at)",
    "figure_history": "valid_from <= :at",
    "figures": "valid_from <= :at AND (valid_to > :at OR valid_to IS NULL)",
    "versions": "run_id IN (SELECT run_id FROM runs WHERE state = 'published' AND finished_at <= :at)",
    "changes": "at <= :at",
    "runs": "finished_at <= :at AND state <> 'held'",
}
_HISTORY_OF = {"figures": "figure_history"}

# The words of now that were others then: an authority's slug, and its name where the register has none for it.
_FORMER = """
SELECT a.slug AS slug_now, COALESCE({slug}, a.slug) AS slug_then,
    CASE WHEN a.code IS NULL THEN COALESCE({name}, a.name) ELSE a.name END AS name_then
FROM authorities a
"""
_OLD_VALUE = """(
    SELECT c.old_value FROM changes c
    WHERE c.kind = 'authority_renamed' AND c.field = '{field}' AND c.authority_slug = a.slug AND c.at > :at
    ORDER BY c.at LIMIT 1
)"""
_THEN = {
    "slug": "f.slug_then",
    "authority_slug": "COALESCE(f.slug_then, v.authority_slug)",
    "name": "f.name_then",
    "authority_name": "f.name_then",
    "valid_to": "CASE WHEN v.valid_to <= :at THEN v.valid_to END",
}

_BATCH = 20_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# How Parquet keeps each type that is no text: its type in Arrow, which is not loaded before it is asked for, and how a
# view's cell becomes a value of it.
_ARROW: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "integer": (lambda pa: pa.int64(), int),
    "number": (lambda pa: pa.float64(), float),
    "boolean": (lambda pa: pa.bool_(), bool),
    "date": (lambda pa: pa.date32(), date.fromisoformat),
    "time": (lambda pa: pa.timestamp("us", "UTC"), datetime.fromisoformat),
}
_SQLITE = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
# What people look for: one authority, and one measure of a year.
_SQLITE_INDEXES = (("slug",), ("authority_slug", "year"), ("measure", "year"))
_FRICTIONLESS = {"integer": "integer", "number": "number", "boolean": "boolean", "date": "date"}


@dataclass(frozen=True, slots=True)
class Table:
    """One view as it is exported."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Row]]

    @property
    def heads(self) -> list[str]:
        """The names of its columns."""
        return [column.name for column in self.columns]


def export(
    connection: Connection,
    folder: Path,
    formats: Sequence[str],
    as_of: datetime | None = None,
    written: Tell = to_nobody,
) -> list[Path]:
    """Writes the archive, as it is or as it stood at a time, into a folder; gives the files.

    ``written`` is told how many tables of how many are done; all of them in one SQLite file count as one more.

    Raises:
        ExtraMissingError: Parquet is asked for without its extra; nothing is written.
    """
    if "parquet" in formats:
        _arrow()
    folder.mkdir(parents=True, exist_ok=True)
    found = list(tables(connection, as_of))
    total = len(found) + ("sqlite" in formats)
    files = []
    for done, table in enumerate(found, 1):
        if "csv" in formats:
            files.append(_csv(table, folder / f"{table.name}.csv"))
        if "parquet" in formats:
            files.append(_parquet(table, folder / f"{table.name}.parquet"))
        written(done, total)
    if "sqlite" in formats:
        files.append(_sqlite(found, folder / SQLITE_NAME))
        written(total, total)
    package = folder / "datapackage.json"
    package.write_text(_package(found, files, as_of), encoding="utf-8")
    return [*files, package]


def tables(connection: Connection, as_of: datetime | None) -> Iterator[Table]:
    """The views to export; as of a time only those that can be told for it."""
    for name in views.VIEWS:
        if as_of is None or name in _AS_OF:
            yield Table(name, tuple(columns(name)), _reader(connection, name, as_of))


def _reader(connection: Connection, name: str, as_of: datetime | None) -> Callable[[], Iterator[Row]]:
    query = _query(connection, name, as_of)
    given = {"at": instant_text(as_of)} if as_of else {}

    def rows() -> Iterator[Row]:
        streamed = connection.execution_options(stream_results=True).execute(text(query), given)
        return (tuple(row) for row in streamed.yield_per(_BATCH))

    return rows


def _query(connection: Connection, name: str, as_of: datetime | None) -> str:
    told = columns(name)
    listed = ", ".join(column.name for column in told)
    selected = f"SELECT {listed} FROM {name}" if as_of is None else _then(name, told)  # noqa: S608 -- our own names
    order = in_order(told, dialect_of(connection).plain_collation)
    return f"SELECT {listed} FROM ({selected}) AS chosen ORDER BY {order}"  # noqa: S608 -- our own names


def _then(name: str, told: Sequence[Column]) -> str:
    """The query for a view as it was at a time, in the words of that time."""
    key = next((each.name for each in told if each.name in {"slug", "authority_slug"}), None)
    words = _THEN if key else {}
    listed = ", ".join(f"{words.get(each.name, f'v.{each.name}')} AS {each.name}" for each in told)
    source = f"(SELECT * FROM {_HISTORY_OF.get(name, name)} WHERE {_AS_OF[name]}) AS v"  # noqa: S608 -- our own names
    if key is not None:
        former = _FORMER.format(slug=_OLD_VALUE.format(field="slug"), name=_OLD_VALUE.format(field="name"))
        source += f" LEFT JOIN ({former}) AS f ON f.slug_now = v.{key}"
    return f"SELECT {listed} FROM {source}"  # noqa: S608 -- our own names


def _csv(table: Table, path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.heads)
        for row in table.rows():
            writer.writerow([_cell(column, cell) for column, cell in zip(table.columns, row, strict=True)])
    return path


def _cell(column: Column, cell: Any) -> Any:
    """A cell as CSV has it; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if column.type == "boolean":
        return "true" if cell else "false"
    if column.type == "number" and cell is not None:
        return f"{cell:.15g}"
    if column.type == "text" and isinstance(cell, str):
        return visible(f"'{cell}" if cell.startswith(_FORMULA) else cell)
    return cell


def _arrow() -> tuple[Any, Any]:
    """The library, and its part that writes Parquet."""
    pyarrow, parquet = (
        extras.load(name, extra="parquet", purpose="Parquet") for name in ("pyarrow", "pyarrow.parquet")
    )
    return pyarrow, parquet


def _parquet(table: Table, path: Path) -> Path:
    pa, parquet = _arrow()
    fields = [
        pa.field(column.name, _arrow_type(pa, column), metadata={"description": column.meaning})
        for column in table.columns
    ]
    schema = pa.schema(fields, metadata={"description": meaning(table.name)})
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches(table.rows(), _BATCH):
            arrays = [
                pa.array(_arrow_values(column, cells), field.type)
                for column, field, cells in zip(table.columns, fields, zip(*batch, strict=True), strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    return path


def _arrow_type(pa: Any, column: Column) -> Any:
    return _ARROW[column.type][0](pa) if column.type in _ARROW else pa.string()


def _arrow_values(column: Column, cells: Iterable[Any]) -> list[Any]:
    if column.type not in _ARROW:
        return list(cells)
    _, value = _ARROW[column.type]
    return [cell if cell is None else value(cell) for cell in cells]


def _sqlite(found: Sequence[Table], path: Path) -> Path:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as copy:
        copy.execute("BEGIN")
        for table in found:
            typed = ", ".join(f"{each.name} {_SQLITE.get(each.type, 'TEXT')}" for each in table.columns)
            copy.execute(f"CREATE TABLE {table.name} ({typed})")
            marks = ", ".join("?" for _ in table.columns)
            copy.executemany(f"INSERT INTO {table.name} VALUES ({marks})", table.rows())  # noqa: S608 -- our own names
            for keys in _SQLITE_INDEXES:
                if set(keys) <= set(table.heads):
                    copy.execute(f"CREATE INDEX {table.name}_by_{keys[0]} ON {table.name} ({', '.join(keys)})")
        copy.execute("COMMIT")
    return path


def _package(found: Sequence[Table], files: Sequence[Path], as_of: datetime | None) -> str:
    """The Frictionless description: every table as CSV with its schema; ``copies`` are the files in other formats."""
    by_name = {f"{table.name}.csv": table for table in found}
    package = {
        "profile": "data-package",
        "name": "lgsco-archive",
        "title": "Annual review letters of the Local Government and Social Care Ombudsman",
        "description": f"The archive as of {instant_text(as_of)}" if as_of else "The archive",
        "resources": [_resource(path, by_name[path.name]) for path in files if path.name in by_name],
        "copies": [_file(path) for path in files if path.name not in by_name],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _file(path: Path) -> dict[str, Any]:
    body = path.read_bytes()
    return {"path": path.name, "bytes": len(body), "hash": f"sha256:{hashlib.sha256(body).hexdigest()}"}


def _resource(path: Path, table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "description": meaning(table.name),
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8",
        **_file(path),
        "schema": {"fields": [_field(column) for column in table.columns]},
    }


def _field(column: Column) -> dict[str, str]:
    kind = _FRICTIONLESS.get(column.type, "string")
    return {"name": column.name, "type": kind, "description": column.meaning}
