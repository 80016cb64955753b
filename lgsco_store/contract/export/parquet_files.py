"""Parquet: one file per table, with types and the meaning of each column.

A table of figures is sorted by measure and year, by which people ask, so that a reader skips the rest of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lgsco_store import extras
from lgsco_store.contract.catalog import Column
from lgsco_store.contract.export.base import Format, Selection
from lgsco_store.contract.export.tables import BATCH, Table
from lgsco_store.database.batches import batches
from lgsco_store.database.progress import OnProgress

_EXTRA = "parquet"
_SORTED_BY = ("measure", "year")
# Parquet's representation of each type other than text: its Arrow type, created on first use, and the conversion of a
# view's cell to it.
_ARROW: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "integer": (lambda pa: pa.int64(), int),
    "number": (lambda pa: pa.float64(), float),
    "boolean": (lambda pa: pa.bool_(), bool),
    "date": (lambda pa: pa.date32(), date.fromisoformat),
    "time": (lambda pa: pa.timestamp("us", "UTC"), datetime.fromisoformat),
}


def write(selection: Selection, folder: Path, written: OnProgress) -> list[Path]:
    """Write one file per table."""
    files = []
    for done, table in enumerate(selection.tables, 1):
        files.append(_file(table, folder / f"{table.name}.parquet"))
        written(done, len(selection.tables))
    return files


def _arrow() -> tuple[Any, Any]:
    """Return the library, and its module for Parquet."""
    pyarrow, parquet = (extras.load(name, extra=_EXTRA, purpose="Parquet") for name in ("pyarrow", "pyarrow.parquet"))
    return pyarrow, parquet


def _file(table: Table, path: Path) -> Path:
    pa, parquet = _arrow()
    fields = [
        pa.field(
            column.name, _arrow_type(pa, column), metadata={"description": column.description, "unit": column.unit}
        )
        for column in table.columns
    ]
    key = {"key": ", ".join(table.key)} if table.key else {}
    schema = pa.schema(fields, metadata={"description": table.meaning, **key})
    first = _SORTED_BY if set(_SORTED_BY) <= set(table.heads) else ()
    sorting = [parquet.SortingColumn(table.heads.index(name), nulls_first=True) for name in first]
    with parquet.ParquetWriter(path, schema, compression="zstd", sorting_columns=sorting or None) as writer:
        for batch in batches(table.rows(*first), BATCH):
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


PARQUET = Format("parquet", write, extra=_EXTRA, check=_arrow)
