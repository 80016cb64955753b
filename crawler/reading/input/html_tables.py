"""Prepare the tables of a page whose columns have known labels: one cell in each column of each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

Text = Callable[[Any], str]
IsLabel = Callable[[str], bool]

_ROWS = ("./tr", "./thead/tr", "./tbody/tr", "./tfoot/tr")
_CELLS = "./td|./th"
# Rows of a table, and lists of choices, are never the rows of a grid.
_NO_GRID = frozenset(
    {"table", "thead", "tbody", "tfoot", "tr", "select", "datalist", "optgroup", "head", "html", "body"}
)
# No table of the site is as wide; spans can make one of any width.
_WIDEST = 60


def prepare(root: Any, is_label: IsLabel, text: Text) -> None:
    """Spread the cells of tables over the rows that they span, and make tables of grids whose first row has labels.

    Cells of a table with labels become plain text: their paragraphs and lists belong to one value.
    """
    for head in [each for each in root.iter() if _is_head(each, is_label, text)]:
        _to_rows(head, text)
    for table in [each for each in root.iter("table") if next(each.iterdescendants("table"), None) is None]:
        for rows in filter(None, map(table.xpath, _ROWS)):
            _spread(rows, text)
        rows = [row for path in _ROWS for row in table.xpath(path)]
        if any(_has_labels(row.xpath(_CELLS), is_label, text) for row in rows):
            for cell in (cell for row in rows for cell in row.xpath(_CELLS)):
                _make_plain(cell, text)


def own_text(element: Any) -> str:
    """Return the text of an element that is in none of its children."""
    return "".join([element.text or "", *(each.tail or "" for each in element)]).strip()


def _is_head(element: Any, is_label: IsLabel, text: Text) -> bool:
    """Return whether an element is the first row of a grid: each of its children is a label, and has no blocks."""
    if not isinstance(element.tag, str) or element.tag in _NO_GRID or not 1 < len(element) <= _WIDEST:
        return False
    is_bare = not own_text(element) and all(len(each) <= 1 for each in element)
    return is_bare and _has_labels(element, is_label, text)


def _has_labels(cells: Iterable[Any], is_label: IsLabel, text: Text) -> bool:
    """Return whether cells are labels, at least two of them, and no two the same."""
    words = [" ".join(text(cell).split()) for cell in cells if isinstance(cell.tag, str)]
    filled = [each for each in words if each]
    return len(filled) > 1 and len(set(filled)) == len(filled) and all(map(is_label, filled))


def _to_rows(head: Any, text: Text) -> None:
    """Make table rows of a grid: of its head, and of all siblings below that have as many children."""
    below = []
    for each in (sibling for sibling in head.itersiblings() if isinstance(sibling.tag, str)):
        if each.tag != head.tag or len(each) != len(head) or own_text(each):
            break
        below.append(each)
    for row in (head, *below) if below else ():
        for cell in (each for each in row if isinstance(each.tag, str)):
            _make_plain(cell, text)
            cell.tag = "td"
        row.tag = "tr"


def _spread(rows: Sequence[Any], text: Text) -> None:
    """Repeat each cell in the rows and columns that it spans: in further columns it is blank."""
    hanging: dict[int, tuple[Any, int]] = {}
    for row in rows:
        cells = row.xpath(_CELLS)
        line, hanging = _line(cells, hanging, len(rows))
        if len(line) > _WIDEST:
            return
        for cell in cells:
            row.remove(cell)
        row.extend([cell if cell in cells else _copy(cell, text) for cell in line])


def _line(
    cells: Sequence[Any], hanging: dict[int, tuple[Any, int]], most: int
) -> tuple[list[Any], dict[int, tuple[Any, int]]]:
    """Return the cells of a row by column, and by column those that hang into the next, each with its further rows."""
    line: list[Any] = []
    left: dict[int, tuple[Any, int]] = {}
    own = iter(_with_blanks(cells, most))
    while True:
        cell, further = hanging.get(len(line)) or next(own, (None, 0))
        if cell is None and not any(at > len(line) for at in hanging):
            return line, left
        if further > 0:
            left[len(line)] = (cell, further - 1)
        line.append(etree.Element("td") if cell is None else cell)
        if len(line) > _WIDEST:
            return line, left


def _with_blanks(cells: Sequence[Any], most: int) -> Iterator[tuple[Any, int]]:
    """Yield each cell of a row, and a blank one for each further column of it, with its number of further rows."""
    for cell in cells:
        further = (_span(cell, "rowspan") or most) - 1
        yield cell, further
        for _ in range(min(_span(cell, "colspan") or 1, _WIDEST) - 1):
            yield etree.Element("td"), further


def _span(cell: Any, name: str) -> int:
    """Return the number of rows or columns that a cell spans; 0, as in HTML, for all that are left."""
    given = cell.get(name, "1").strip()
    return int(given) if given.isdecimal() and len(given) < 5 else 1  # noqa: PLR2004 -- HTML has the same bound


def _copy(cell: Any, text: Text) -> Any:
    copied = etree.Element(cell.tag)
    copied.text = text(cell)
    return copied


def _make_plain(cell: Any, text: Text) -> None:
    words = text(cell)
    if len(cell) and words.strip():
        for each in list(cell):
            cell.remove(each)
        cell.text = words
