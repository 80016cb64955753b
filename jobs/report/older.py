"""Figures that letters printed before 2018-19: complaints received and decided, in a table of their own."""

from __future__ import annotations

from dataclasses import dataclass

from jobs.report import cells
from jobs.report.cells import Cell
from jobs.report.happenings import label
from jobs.report.results import Result
from lgsco_store.reference.comparability import Break, between

_COLUMNS = (
    ("complaints_received", "total"),
    ("complaints_decided", "total"),
    ("first_enquiries", None),
    ("response_days_average", None),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One letter; ``breaks`` are those between it and the row above, a newer one."""

    year: int
    withdrawn: bool
    cells: list[Cell]
    breaks: list[Break]


@dataclass(frozen=True, slots=True)
class Older:
    """The table: its heads and its rows, newest first."""

    heads: list[str]
    rows: list[Row]


def older(of_council: list[Result]) -> Older | None:
    """Return the table of a council; None if no letter prints any of it."""
    columns = [key for key in _COLUMNS if any(result.value(*key).number is not None for result in of_council)]
    rows: list[Row] = []
    for result in of_council:
        row = [cells.counted(result, *key) for key in columns]
        if all(cell.is_word for cell in row):
            continue
        crossed = between(columns[0][0], result.year, rows[-1].year)[::-1] if rows else []
        rows.append(Row(result.year, result.withdrawn, row, crossed))
    return Older([label(*key).removesuffix(": Total") for key in columns], rows) if rows else None
