"""CSV: one file per table."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from lgsco_store.contract.catalog import Column
from lgsco_store.contract.export.base import Format, Selection
from lgsco_store.contract.export.tables import Table
from lgsco_store.database.progress import OnProgress
from lgsco_store.database.types import iso
from lgsco_store.visible import FORMULA, visible


def write(selection: Selection, folder: Path, written: OnProgress) -> list[Path]:
    """Write one file per table."""
    files = []
    for done, table in enumerate(selection.tables, 1):
        files.append(_file(table, folder / f"{table.name}.csv"))
        written(done, len(selection.tables))
    return files


def _file(table: Table, path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.heads)
        for row in table.rows():
            writer.writerow([_cell(column, cell) for column, cell in zip(table.columns, row, strict=True)])
    return path


def _cell(column: Column, cell: Any) -> Any:
    """Format a cell for CSV; a text that a spreadsheet would run as a formula is preceded by an apostrophe."""
    if column.type == "boolean":
        return "true" if cell else "false"
    if column.type == "number" and cell is not None:
        return f"{cell:.15g}"
    if column.type == "time" and cell is not None:
        return iso(cell)
    if column.type == "text" and isinstance(cell, str):
        return visible(f"'{cell}" if cell.startswith(FORMULA) else cell)
    return cell


CSV = Format("csv", write)
