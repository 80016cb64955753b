"""Tables whose rows have names, such as a year or a type of authority; several may be side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from crawler.reading.input import geometry
from crawler.reading.input.document import Line, Word, union
from crawler.reading.layouts.named_rows import LEAST, Row, is_dash, rows_of, year_of
from crawler.reading.layouts.row_labels import Labelled, labelled, under
from crawler.reading.layouts.year_columns import turned
from crawler.reading.squeezed_text import squeezed

# The maximum number of label lines above a table, and the greatest difference between the right edges of first values,
# in points.
_MOST_LABEL_LINES = 10
_SAME_EDGE = 18.0
# Most tables have a heading that begins so.
_HEADINGS = (
    "complaintsreceived", "complaintsandenquiriesreceived", "enquiriesandcomplaintsreceived", "decisions",
    "responsetimes", "lgoadviceteam", "investigativeteam",
)  # fmt: skip
# Labels below their values are this close to them, and to one another, in heights.
_CLOSE, _NEXT_LINE = 1.5, 0.5
# A heading is at least this far below the labels of the table above it, in heights.
_APART = 0.3


@dataclass(frozen=True, slots=True)
class Table:
    """Consecutive rows, and the lines above them that may have their labels.

    ``beside`` are the labels instead if they stand beside the values, since the table has a column for each year;
    ``below`` are lines that may have them if those above do not.
    """

    above: tuple[Line, ...]
    rows: tuple[Row, ...]
    beside: tuple[tuple[Word, ...], ...] = ()
    below: tuple[Line, ...] = ()

    def columns(self, row: Row, labels: Mapping[str, object]) -> tuple[Labelled, ...] | None:
        """Return the values of a row, each with its label; None if labels and values do not match."""
        if self.beside:
            return under(self.beside, row, labels)
        return labelled(self.above, row, labels) or self._over(row, labels)

    def _over(self, row: Row, labels: Mapping[str, object]) -> tuple[Labelled, ...] | None:
        found = labelled(self.below, row, labels) if self.below else None
        return found if found and all(column.label in labels for column in found) else None


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
    below = {table.last: _below(lines, plain, table.last) for table in found}
    for last, labels in below.items():
        plain[last + 1 : last + 1 + len(labels)] = [False] * len(labels)
    return [_table(_above(lines, plain, table.start), tuple(table.rows), below[table.last]) for table in found]


def _table(above: tuple[Line, ...], rows: tuple[Row, ...], below: tuple[Line, ...]) -> Table:
    years = turned(above, rows)
    return Table(above, years, tuple(row.words for row in rows)) if years else Table(above, rows, below=below)


def _below(lines: Sequence[Line], plain: Sequence[bool], last: int) -> tuple[Line, ...]:
    """Return the lines close below a table's last row, if the next row is at least twice as far from them."""
    after = next((at for at in range(last + 1, len(lines)) if not plain[at]), len(lines))
    page = [line for line in lines[last:after] if line.page == lines[last].page]
    boxes = [box for box in (union(cell.box for cell in line.cells) for line in page) if box]
    if len(boxes) < len(page) or len(page) == 1:
        return ()
    gaps = [other[1] - one[3] for one, other in pairwise(boxes)]
    size = geometry.height(boxes[1])
    end = next((at for at, gap in enumerate(gaps[1:], 1) if gap > _NEXT_LINE * size), len(gaps))
    beyond = _top(lines, after, page[0].page) - boxes[end][3]
    is_close = gaps[0] <= _CLOSE * size and beyond >= 2 * gaps[0] and beyond > _CLOSE * size
    return tuple(page[1 : end + 1]) if is_close else ()


def _top(lines: Sequence[Line], at: int, page: int) -> float:
    """Return the top of the line at a place, infinitely far down if it is on another page."""
    box = union(cell.box for cell in lines[at].cells) if at < len(lines) and lines[at].page == page else None
    return box[1] if box else float("inf")


def _named(row: Row, lines: Sequence[Line], index: int) -> Row:
    """Return the row with its complete name, which may be broken over the line above, its own and the line below."""
    if row.year or row.values[0].box is None:
        return row
    before, after = (_name_only(lines, at, row) for at in (index - 1, index + 1))
    tries = [(*before, *row.words), (*row.words, *after), (*before, *row.words, *after)]
    whole = next((words for words in tries if year_of(" ".join(word.text for word in words))), None)
    if whole is not None:
        return replace(row, name=" ".join(word.text for word in whole), words=whole)
    return _with_own_dash(row, lines, index)


def _with_own_dash(row: Row, lines: Sequence[Line], index: int) -> Row:
    """Return the row with a dash that begins it as a part of its name, if the days above and below make it a period."""
    dash, *values = row.values
    if row.words or not is_dash(dash.text) or len(values) < LEAST:
        return row
    named = _named(replace(row, name=dash.text, words=dash.words, values=tuple(values)), lines, index)
    return named if named.year else row


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
    return tuple(lines[start - 1 : start] if first < start and _is_heading(lines, start - 1) else lines[first:start])


def _is_heading(lines: Sequence[Line], at: int) -> bool:
    """Return whether a line is the heading of a table, apart from the line before: labels above belong to others."""
    boxes = [union(cell.box for cell in line.cells) for line in lines[max(0, at - 1) : at + 1]]
    if not squeezed(lines[at].text).startswith(_HEADINGS) or None in boxes or len(boxes) == 1:
        return False
    before, own = (box for box in boxes if box)
    return own[1] - before[3] > _APART * geometry.height(own)
