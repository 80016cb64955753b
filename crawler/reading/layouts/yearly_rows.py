"""The row of a yearly table that has the letter's own figures, and whether the others add up to it."""

from __future__ import annotations

import re

from crawler.reading.layouts.named_rows import Row
from crawler.reading.layouts.row_labels import MOST_BLANK
from crawler.reading.layouts.row_tables import Table
from crawler.reading.numbers import number

_TOTAL = re.compile(r"total(?: received)?", re.IGNORECASE)


def own_row(table: Table, year: int | None) -> Row | None:
    """Return the row of the letter's own year; in a table without years, the row of the total, or the only row."""
    if any(row.year for row in table.rows):
        own = [row for row in table.rows if row.year == year]
    else:
        own = [row for row in table.rows if _TOTAL.fullmatch(row.name)]
        own = own or [row for row in table.rows if not row.name and len(table.rows) == 1]
    return own[0] if len(own) == 1 and _is_as_long(own[0], table) and _belongs(own[0], table) else None


def _is_as_long(row: Row, table: Table) -> bool:
    """Return whether a row has as many values as the others, apart from blank cells: otherwise it has strayed here.

    In text each blank cell is present.
    """
    blank = MOST_BLANK if row.values[0].box else 0
    return len(row.values) + blank >= max(len(other.values) for other in table.rows)


def _belongs(row: Row, table: Table) -> bool:
    """Return whether a row belongs to the table: on a later page by its year, or as the sum of the others."""
    if row.year or row.line.page == table.rows[0].line.page:
        return True
    return odd_columns(row, table) == []


def odd_columns(row: Row, table: Table) -> list[int] | None:
    """Return the columns in which the other rows do not add up to this one; None if a cell is no number."""
    rows = [*(other for other in table.rows if other is not row), row]
    counts = [[number(value.text) for value in each.values] for each in rows]
    if any(None in each or len(each) != len(row.values) for each in counts):
        return None
    return [at for at, (*parts, total) in enumerate(zip(*counts, strict=True)) if sum(filter(None, parts)) != total]
