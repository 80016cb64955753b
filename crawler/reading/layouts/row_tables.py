"""Tables whose rows have names, such as a year or a type of authority; several may be side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from crawler.reading.input import geometry
from crawler.reading.input.document import Cell, Line, Word, union
from crawler.reading.layouts.run_together import split_labels
from crawler.reading.wording import beginning_words, known_label, squeezed

_VALUE = re.compile(r"[\d,]*\d(?:\.\d+)?%?|-|\N{EN DASH}|n/a", re.IGNORECASE)
_DAY = r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})"
_DASH = r"\s?[-\N{EN DASH}/]\s?"
_SPAN = re.compile(rf"{_DAY}(?:{_DASH}| to ){_DAY}")
_HALF_SPAN = re.compile(rf"{_DAY} [-\N{{EN DASH}}/](?: |$)")
_YEARS = re.compile(rf"(?P<first>\d{{4}}){_DASH}(?P<second>\d{{4}}|\d{{2}})")
# The header of the column of row names.
_TITLES = frozenset({"complaintsreceivedbysubjectarea", "decisions", "responsetimes"})
# A line of a table has at least two values; a line of prose may end with one.
_LEAST = 2
# The maximum number of label lines above a table, and the greatest difference between the right edges of first values,
# in points.
_MOST_LABEL_LINES = 10
_SAME_EDGE = 18.0
# The maximum number of words in an unknown label.
_MOST_STRANGE = 4

MOST_BLANK = 3
"""The maximum number of blank cells in a row."""


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


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value under its label; ``value`` is None if the cell is blank."""

    label: str
    head: tuple[Word, ...]
    value: Cell | None

    @property
    def words(self) -> str:
        """Return the label as printed."""
        return " ".join(word.text for word in self.head)


@dataclass(frozen=True, slots=True)
class Table:
    """Consecutive rows, and the lines above them that may have their labels."""

    above: tuple[Line, ...]
    rows: tuple[Row, ...]

    def columns(self, row: Row, labels: Mapping[str, object]) -> tuple[Labelled, ...] | None:
        """Return the values of a row, each with its label; None if labels and values do not match."""
        drawn = any(value.box for value in row.values)
        heads = _drawn_heads(self.above, row, labels) if drawn else _text_heads(self.above, row, labels)
        return None if heads is None else tuple(_under(heads, row))


def year_of(name: str) -> int | None:
    """Return the year in which a period ends, written as ``01/04/06 - 31/03/07``, ``2006/07`` or ``2006 / 2007``."""
    if _SPAN.fullmatch(name):
        return _full(name[-4:] if name[-5] == "/" else name[-2:])
    found = _YEARS.fullmatch(name)
    if found is None:
        return None
    first, second = int(found["first"]), int(found["first"][: -len(found["second"])] + found["second"])
    return second if second == first + 1 else None


@dataclass(slots=True)
class _Growing:
    """A table that is still growing: the number of its first line and of its last so far."""

    start: int
    last: int
    rows: list[Row]


def tables(lines: Sequence[Line]) -> list[Table]:
    """Return every table, from top to bottom and from left to right."""
    found: list[_Growing] = []
    rows = [list(rows_of(line)) for line in lines]
    for index, row in ((index, _named(row, lines, index)) for index, line_rows in enumerate(rows) for row in line_rows):
        table = next((table for table in reversed(found) if _follows(row, table, lines, index)), None)
        if table is None:
            found.append(_Growing(index, index, [row]))
        else:
            table.rows.append(row)
            table.last = index
    plain = [not line_rows for line_rows in rows]
    return [Table(_above(lines, plain, table.start), tuple(table.rows)) for table in found]


def rows_of(line: Line) -> Iterator[Row]:
    """Return the rows on one line: each has a name, which may be missing, and at least two values."""
    cells = list(_cells(line))
    named = [not _is_value(cell) for cell, _ in cells]
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
    for place, cell in enumerate(line.cells):
        yield from ((part, place) for part in _parted(cell.words))
        if not cell.words:
            yield cell, place


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


def _is_value(cell: Cell) -> bool:
    return not cell.words or _VALUE.fullmatch(cell.text) is not None


def _row(line: Line, cells: Sequence[tuple[Cell, int]]) -> Row | None:
    names = [cell for cell, _ in cells if not _is_value(cell)]
    values = [(cell, place) for cell, place in cells if _is_value(cell) and (cell.words or names)]
    while values and not values[-1][0].words:
        values.pop()
    if sum(bool(cell.words) for cell, _ in values) < _LEAST:
        return None
    words = tuple(word for cell in names for word in cell.words)
    return Row(line, " ".join(word.text for word in words), words, tuple(cell for cell, _ in values), values[0][1])


def _named(row: Row, lines: Sequence[Line], index: int) -> Row:
    """Return the row with its complete name, which may be broken over the line above, its own and the line below."""
    if row.year or row.values[0].box is None:
        return row
    before, after = (_name_only(lines, at, row) for at in (index - 1, index + 1))
    tries = [(*before, *row.words), (*row.words, *after), (*before, *row.words, *after)]
    whole = next((words for words in tries if year_of(" ".join(word.text for word in words))), None)
    return row if whole is None else replace(row, name=" ".join(word.text for word in whole), words=whole)


def _name_only(lines: Sequence[Line], at: int, row: Row) -> tuple[Word, ...]:
    """Return the words of a line that has only a part of a name: its cells end before the row's first value."""
    box = row.values[0].box
    if not 0 <= at < len(lines) or box is None or lines[at].page != row.line.page:
        return ()
    boxes = [cell.box for cell in lines[at].cells]
    if len(boxes) != 1 or boxes[0] is None or boxes[0][2] > box[0]:
        return ()
    return lines[at].cells[0].words


def _follows(row: Row, table: _Growing, lines: Sequence[Line], index: int) -> bool:
    """Return whether a row belongs to a table: it begins where the rows above begin, with only names between."""
    above = table.rows[-1]
    if index == table.last or not (row.line.page == above.line.page or _goes_on(row, table)):
        return False
    if any(not _name_only(lines, at, row) for at in range(table.last + 1, index)):
        return False
    one, other = row.values[0].box, above.values[0].box
    return row.place == above.place if one is None or other is None else abs(one[2] - other[2]) <= _SAME_EDGE


def _goes_on(row: Row, table: _Growing) -> bool:
    """Return whether a row on the next page can continue a table: it has as many values, and a similar name.

    Each year is named once. If rows have other names, the caller must check whether the table adds up.
    """
    above = table.rows[-1]
    years = {before.year for before in table.rows}
    is_next = row.line.page == above.line.page + 1 and len(row.values) == len(above.values)
    return is_next and (years == {None} if row.year is None else None not in years and row.year not in years)


def _above(lines: Sequence[Line], plain: Sequence[bool], start: int) -> tuple[Line, ...]:
    """Return the lines above a table up to the one before it; if it begins a page, those of the page before."""
    page = lines[start - 1].page if start else 0
    if page not in (lines[start].page, lines[start].page - 1):
        return ()
    first = start
    while first > max(0, start - _MOST_LABEL_LINES) and plain[first - 1] and lines[first - 1].page == page:
        first -= 1
    return tuple(lines[first:start])


_Head = tuple[str, tuple[Word, ...]]


def _text_heads(above: Sequence[Line], row: Row, labels: Mapping[str, object]) -> list[_Head] | None:
    """Return the cells above the row's values, by number; None if a known label is above no value.

    A number among the labels has strayed there, and shifts them.
    """
    line = next(
        (line for line in reversed(above) if sum(squeezed(c.text) in labels for c in line.cells) >= _LEAST), None
    )
    if line is None:
        return _run_together(above, row, labels)
    if any(cell.words and _is_value(cell) for cell in line.cells):
        return None
    cells = [(known_label(cell.text, labels), cell.words) for cell in line.cells]
    shift = 1 if len(cells) < len(row.line.cells) and cells[0][0] in labels and row.place else 0
    first = row.place - shift
    over = cells[first : first + len(row.values)]
    rest = cells[:first] + cells[first + len(row.values) :]
    beside = any(label in labels for label, _ in rest)
    fits = len(over) == len(row.values) and not beside and all(label for label, _ in over)
    return over if fits else None


def _run_together(above: Sequence[Line], row: Row, labels: Mapping[str, object]) -> list[_Head] | None:
    """Return the labels that share a single cell above single values: as many labels as there are values."""
    for line in reversed(above) if len(row.line.cells) == 1 else ():
        cells = split_labels(line.cells[0].words, labels, _TITLES) if len(line.cells) == 1 else None
        if cells is not None and len(cells) == len(row.values):
            return [(known_label(cell.text, labels), cell.words) for cell in cells]
    return None


def _drawn_heads(above: Sequence[Line], row: Row, labels: Mapping[str, object]) -> list[_Head] | None:
    """Split the words above the values, with more and more of the lines, until all labels are known.

    They split at the widest gaps, or else between the values below them.
    """
    best: list[_Head] | None = None
    if not _may_fit(above, row, labels):
        return None
    for heads in chain(_partings(above, row, labels), _between(above, row, labels)):
        known = sum(label in labels for label, _ in heads)
        if known == len(heads) >= len(row.values):
            return heads
        if best is None and len(heads) == len(row.values) and known >= max(_LEAST, len(heads) - 1):
            best = heads
    return best


def _may_fit(above: Sequence[Line], row: Row, labels: Mapping[str, object]) -> bool:
    """Return whether words that begin a label are above all values except one: trying every split takes long."""
    words = (word.text for line in above for cell in line.cells for word in cell.words)
    return beginning_words(words, tuple(labels)) >= max(_LEAST, len(row.values) - 1)


def _between(above: Sequence[Line], row: Row, labels: Mapping[str, object]) -> Iterator[list[_Head]]:
    """Yield the words above each value, without those above the row's name."""
    right = row.until or float("inf")
    lines = [
        replace(line, cells=tuple(cell for cell in line.cells if cell.box and cell.box[0] < right)) for line in above
    ]
    values = [Cell(row.words), *row.values] if row.words else row.values
    for narrow in (False, True):
        for start in range(len(lines) - 1, -1, -1):
            columns = geometry.words_above(lines[start:], values, narrow=narrow)[-len(row.values) :]
            if all(columns):
                yield [_head(column, labels) for column in columns]


def _partings(above: Sequence[Line], row: Row, labels: Mapping[str, object]) -> Iterator[list[_Head]]:
    """Yield every split worth trying; words that are in no label are removed first, since splitting takes long."""
    right, every = row.until or float("inf"), " ".join(labels)
    tried: list[list[Word]] = []
    for start in range(len(above) - 1, -1, -1):
        words = [word for line in above[start:] for cell in line.cells for word in cell.words]
        for left in _left_edges(row):
            inside = [word for word, box in geometry.with_boxes(words) if left < (box[0] + box[2]) / 2 < right]
            strange = sum(squeezed(word.text) not in every for word in inside)
            if strange <= _MOST_STRANGE and inside not in tried:
                tried.append(inside)
                yield from _parted_heads(inside, len(row.values), labels)


def _parted_heads(words: Sequence[Word], least: int, labels: Mapping[str, object]) -> Iterator[list[_Head]]:
    for count in range(least, least + MOST_BLANK + 1):
        parted = geometry.columns(words, count)
        yield [_head(column, labels) for column in parted if column]


def _head(words: Sequence[Word], labels: Mapping[str, object]) -> _Head:
    return known_label(" ".join(word.text for word in words), labels), tuple(words)


def _left_edges(row: Row) -> Iterator[float]:
    """Yield where the columns of values may begin: after the name, or half a column before the first value."""
    name = union(word.box for word in row.words)
    yield name[2] if name else 0.0
    one, other = row.values[0].box, row.values[1].box
    if one and other:
        yield (3 * (one[0] + one[2]) - other[0] - other[2]) / 4


def _under(heads: Sequence[_Head], row: Row) -> Iterator[Labelled]:
    """Return each label with the value under it: by number in text, by the nearest place on a page."""
    if any(value.box for value in row.values):
        values = geometry.values_below([words for _, words in heads], row.values)
    else:
        values = [value if value.words else None for value in row.values]
    for (label, words), value in zip(heads, values, strict=True):
        yield Labelled(label, words, value)
