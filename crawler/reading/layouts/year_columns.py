"""Tables with a column for each year, as rows with years: the same as any other table of years, turned."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.reading.input import column_geometry
from crawler.reading.input.document import Cell, Line
from crawler.reading.layouts.named_rows import LEAST, Row, year_of


def turned(above: Sequence[Line], lines: Sequence[Row]) -> tuple[Row, ...]:
    """Return a row for each year that the line above a table names; none if it does not name one for each column."""
    head = above[-1] if above else None
    years = [cell for cell in head.cells if year_of(cell.text)] if head else []
    if head is None or len(years) < LEAST or any(line.year or not line.words for line in lines):
        return ()
    if {line.line.page for line in lines} != {head.page} or not all(_is_below(years, line) for line in lines):
        return ()
    columns = zip(*(line.values for line in lines), strict=True)
    return tuple(Row(head, year.text, year.words, values, 0) for year, values in zip(years, columns, strict=True))


def _is_below(years: Sequence[Cell], line: Row) -> bool:
    """Return whether a line has one value below each year."""
    values = list(line.values)
    is_drawn = all(cell.box for cell in (*years, *values))
    return is_drawn and column_geometry.values_below([year.words for year in years], values) == values
