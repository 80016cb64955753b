"""The row of a table that has the letter's own figures, where there are several rows of values.

A table may also have a row for the year before, for similar authorities, or for each service.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from crawler.reading.input.document import Cell
from crawler.reading.layouts.named_rows import is_value, year_of
from crawler.reading.numbers import number
from crawler.reading.squeezed_text import squeezed

_TOTAL = "total"
_SEVERAL = 2


def own_rows(rows: Sequence[Sequence[Cell]], year: int | None, least: int) -> tuple[list[int], bool]:
    """Return the places of the rows of a table but for the values of others, and whether its values are the letter's.

    Rows with at least this many values, and not more words, are rows of values. That of the letter's own year is its
    own, or else the row of the total of all others; if there is neither, the first is kept, and nobody can say whose it
    is.
    """
    cells = {at: [cell for cell in row if cell.words] for at, row in enumerate(rows)}
    counts = {at: sum(map(is_value, row)) for at, row in cells.items()}
    valued = {at: row for at, row in cells.items() if counts[at] >= max(least, len(row) / 2)}
    if len(valued) < _SEVERAL:
        return list(cells), True
    own = _own_row(valued, year)
    kept = next(iter(valued)) if own is None else own
    return [at for at in cells if at == kept or at not in valued], own is not None


def _own_row(rows: Mapping[int, Sequence[Cell]], year: int | None) -> int | None:
    named = {at: _name(row) for at, row in rows.items()}
    own = [at for at, name in named.items() if year is not None and year_of(name) == year]
    totals = [at for at, name in named.items() if squeezed(name) == _TOTAL]
    found = own or [at for at in totals if _adds_up([rows[other] for other in rows if other != at], rows[at])]
    return found[0] if len(found) == 1 else None


def _name(row: Sequence[Cell]) -> str:
    return " ".join(cell.text for cell in row if not is_value(cell))


def _adds_up(parts: Sequence[Sequence[Cell]], total: Sequence[Cell]) -> bool:
    """Return whether the last count of each row, which is its own total, adds up to that of the total."""
    counts = [_last_count(row) for row in (*parts, total)]
    *rest, whole = counts
    return None not in counts and sum(count or Decimal(0) for count in rest) == whole


def _last_count(row: Sequence[Cell]) -> Decimal | None:
    return number(row[-1].text) if row else None
