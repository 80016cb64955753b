"""Rows that have a name, such as a year or a type of authority; several may be on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.reading.input.document import Cell, Line, Word

_VALUE = re.compile(r"[\d,]*\d(?:\.\d+)?%?|-|\N{EN DASH}|n/a", re.IGNORECASE)
_DAY = r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})"
_DASH = r"\s?[-\N{EN DASH}/]\s?"
_SPAN = re.compile(rf"{_DAY}(?:{_DASH}| to ){_DAY}")
# A year whose first day was not recognised.
_TORN_SPAN = re.compile(rf"\S+{_DASH}31/03/(?:\d{{4}}|\d{{2}})")
_HALF_SPAN = re.compile(rf"{_DAY} [-\N{{EN DASH}}/](?: |$)")
_ONE_DAY, _ONE_DASH = re.compile(_DAY), re.compile(_DASH)
_YEARS = re.compile(rf"(?P<first>\d{{4}}){_DASH}(?P<second>\d{{4}}|\d{{2}})")
# A line of a table has at least two values; a line of prose may end with one.
LEAST = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A name and its values; ``place`` is the number of the first value's cell in a line of text.

    ``until`` is where another table begins to the right, None if there is none.
    """

    line: Line
    name: str
    words: tuple[Word, ...]
    values: tuple[Cell, ...]
    place: int
    until: float | None = None

    @property
    def year(self) -> int | None:
        """Return the year in which the period that names the row ends."""
        return year_of(self.name)

    @property
    def text(self) -> str:
        """Return the row as printed."""
        return " ".join((self.name, *(value.text for value in self.values))).strip()


def year_of(name: str) -> int | None:
    """Return the year in which a period ends, written as ``01/04/06 - 31/03/07``, ``2006/07`` or ``2006 / 2007``."""
    if _SPAN.fullmatch(name) or _TORN_SPAN.fullmatch(name):
        return _full(name[-4:] if name[-5] == "/" else name[-2:])
    found = _YEARS.fullmatch(name)
    if found is None:
        return None
    first, second = int(found["first"]), int(found["first"][: -len(found["second"])] + found["second"])
    return second if second == first + 1 else None


def rows_of(line: Line) -> Iterator[Row]:
    """Return the rows on one line: each has a name, which may be missing, and at least two values."""
    cells = list(_cells(line))
    named = [not is_value(cell) for cell, _ in cells]
    starts = [at for at in range(1, len(cells)) if named[at] and not named[at - 1]]
    for start, end in pairwise([0, *starts, len(cells)]):
        row = _row(line, cells[start:end])
        if row is not None:
            box = cells[end][0].box if end < len(cells) else None
            yield Row(line, row.name, row.words, row.values, row.place, box[0] if box else None)


def _full(year: str) -> int:
    return int(year) if len(year) > 2 else 2000 + int(year)  # noqa: PLR2004


def _cells(line: Line) -> Iterator[tuple[Cell, int]]:
    """Return the name of each row as one cell, its values as others, each with the number of its cell in the line."""
    for place, cell in enumerate(_with_whole_spans(line.cells)):
        yield from ((part, place) for part in _parted(cell.words))
        if not cell.words:
            yield cell, place


def _with_whole_spans(cells: tuple[Cell, ...]) -> Sequence[Cell]:
    """Return the cells; a dash apart from the day before it is part of the span that the two begin."""
    apart = [
        at
        for at in range(1, len(cells))
        if _ONE_DASH.fullmatch(cells[at].text) and _ONE_DAY.fullmatch(cells[at - 1].text) and cells[at].box
    ]
    if not apart:
        return cells
    whole = {at - 1: Cell((*cells[at - 1].words, *cells[at].words)) for at in apart}
    return [whole.get(at, cell) for at, cell in enumerate(cells) if at not in apart]


def _parted(words: tuple[Word, ...]) -> Iterator[Cell]:
    """Split a cell's words before its values; the digits in the name of a year are not a value."""
    name, count = _year_words([word.text for word in words]), len(words)
    while count > name and _VALUE.fullmatch(words[count - 1].text):
        count -= 1
    if count:
        yield Cell(words[:count])
    yield from (Cell((word,)) for word in words[count:])


def _year_words(texts: Sequence[str]) -> int:
    """Return how many words at the beginning name a year, or the first half of one."""
    if not texts or not texts[0][0].isdigit():
        return 0
    whole = next((n for n in range(min(len(texts), 5), 0, -1) if year_of(" ".join(texts[:n]))), 0)
    return whole or (2 if _HALF_SPAN.match(" ".join(texts)) else 0)


def is_value(cell: Cell) -> bool:
    """Return whether a cell is blank or has a value."""
    return not cell.words or _VALUE.fullmatch(cell.text) is not None


def is_dash(text: str) -> bool:
    """Return whether a text is a dash, which may stand for a blank or between two days."""
    return _ONE_DASH.fullmatch(text) is not None


def _row(line: Line, cells: Sequence[tuple[Cell, int]]) -> Row | None:
    names = [cell for cell, _ in cells if not is_value(cell)]
    values = [(cell, place) for cell, place in cells if is_value(cell) and (cell.words or names)]
    while values and not values[-1][0].words:
        values.pop()
    if sum(bool(cell.words) for cell, _ in values) < LEAST:
        return None
    words = tuple(word for cell in names for word in cell.words)
    return Row(line, " ".join(word.text for word in words), words, tuple(cell for cell, _ in values), values[0][1])
