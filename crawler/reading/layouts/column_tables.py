"""Tables as labels with values: columns collapsed, torn labels repaired, values shifted by an empty cell moved back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from crawler.reading.input import column_geometry
from crawler.reading.input.document import Cell, Line, Word
from crawler.reading.squeezed_text import squeezed
from crawler.reading.wording import known_label

_VALUE = re.compile(r"[\d.,]+\s?%?|-|\N{EN DASH}|n/?a", re.IGNORECASE)
# A label and its value.
_PAIR = 2
# The remains of a destroyed number are not a word.
_WORD = re.compile(r"[^\W\d_]{3}")


@dataclass(frozen=True, slots=True)
class Column:
    """A label, the words that form it, and the cell with its value (None if blank).

    ``torn`` is true if the label was joined from two parts that do not quite fit.
    """

    label: str
    head: tuple[Word, ...]
    value: Cell | None
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a table; ``aligned`` is true if each value is under its label, cell by cell."""

    columns: tuple[Column, ...] = ()
    aligned: bool = False


def torn_endings(found: Collection[str], known: Collection[str]) -> set[str]:
    """Return the labels that are the ending of another label, which is missing: they may be its remains."""
    gone = [label for label in known if label not in found]
    return {label for label in found if any(other.endswith(label) for other in gone)}


def is_values(cells: Sequence[Cell]) -> bool:
    """Return whether a row has values: at least half of its non-blank cells read as a value."""
    texts = [cell.text for cell in cells if cell.words]
    return bool(texts) and 2 * sum(_VALUE.fullmatch(text) is not None for text in texts) >= len(texts)


def collapsed_grid(rows: Sequence[Sequence[Cell]], labels: Collection[str], spanning: Collection[str]) -> Grid:
    """Make columns of ruled or tab-divided rows: the first row of values, and all cells above each as its label.

    Cells that match ``spanning`` extend over several columns and are not labels. If there are as many values as labels,
    they are paired in order, however far blank cells have shifted them; otherwise each value belongs to the label above
    it. Stray cells shift the others: a number among labels, a word among the values of a text, or a blank cell over a
    value, which has lost its label.
    """
    index = next((index for index, row in enumerate(rows) if is_values(row)), 0)
    head = [row for row in rows[:index] if not _stretches(row, spanning)]
    if not head or any(_VALUE.fullmatch(cell.text) for row in head for cell in row):
        return Grid()
    last = rows[index]
    wide = max(len(row) for row in head)
    width, aligned = max(wide, len(last)), wide == len(last)
    columns = _mended([_column(head, last, place, labels, spanning) for place in range(width)], labels)
    named = [column for column in columns if column.label]
    values = [cell for cell in last if cell.words]
    in_place = tuple(column for column in columns if column.label or column.value)
    if len(named) == len(values):
        in_order = _paired(named, values)
        is_lost = any(not column.label and column.value for column in columns[: columns.index(named[-1])])
        is_strayed = any(_WORD.search(cell.text) and cell.box is None for cell in values)
        if is_lost or is_strayed:
            return Grid(_paired(named, [None] * len(named)))
        return Grid(in_order, aligned and in_order == in_place)
    return Grid(in_place, aligned)


def listed(section: Sequence[Line], labels: Collection[str]) -> Iterator[tuple[Cell, Cell]]:
    """Yield each label with the value beside it; a part of the label may be on the line before or after."""
    for at, line in enumerate(section):
        if len(line.cells) == _PAIR and line.cells[0].words:
            label, value = line.cells
            before, after = _alone(section[max(0, at - 1) : at]), _alone(section[at + 1 : at + 2])
            tries = (Cell((*before, *label.words)), Cell((*label.words, *after)))
            yield next((cell for cell in tries if known_label(cell.text, labels) in labels), label), value


def _alone(lines: Sequence[Line]) -> tuple[Word, ...]:
    """Return the words of a line with one cell."""
    return tuple(word for line in lines if len(line.cells) == 1 for word in line.cells[0].words)


def _stretches(row: Sequence[Cell], spanning: Collection[str]) -> bool:
    """Return whether a row extends over columns and has no label; it may be torn into cells."""
    return re.fullmatch(f"(?:{'|'.join(spanning)})+", squeezed("".join(cell.text for cell in row))) is not None


def drawn_grid(lines: Sequence[Line], labels: Collection[str], spanning: Collection[str]) -> Grid:
    """Make columns of drawn lines without rules: labels split between the values below them, or at the widest gaps.

    A split is correct if the words of every column form a known label; splits by the number of values are tried first.
    If there are as many values as labels, a value must match its label both by place and by order.
    """
    index = next((index for index, line in enumerate(lines) if is_values(_words(line))), None)
    if not index:
        return Grid()
    above = [_without(line, spanning) for line in lines[:index]]
    words = [word for line in above for cell in line.cells for word in cell.words]
    values = _words(lines[index])
    placed = _headed(column_geometry.words_above(above, values), labels, spanning)
    tries = chain([placed], _between(above, values, labels, spanning))
    between = next((heads for heads in tries if _are_known(heads, labels)), None)
    if between is not None and column_geometry.values_below([column.head for column in between], values) == values:
        return Grid(_paired(between, values), aligned=True)
    counts = [len(values), *range(len(labels), 1, -1)]
    simple, *others = (_headed(column_geometry.columns(words, count), labels, spanning) for count in counts)
    best = max(simple, placed, key=lambda heads: sum(column.label in labels for column in heads))
    heads = next((heads for heads in (simple, *others) if all(column.label in labels for column in heads)), best)
    in_place = _paired(heads, column_geometry.values_below([column.head for column in heads], values))
    if len(heads) != len(values):
        return Grid(in_place, aligned=column_geometry.are_below([column.head for column in heads], values))
    in_order = _paired(heads, values)
    agreed = tuple(
        one if one == other else replace(one, value=None) for one, other in zip(in_place, in_order, strict=True)
    )
    return Grid(agreed, aligned=in_place == in_order)


def _between(
    above: Sequence[Line], values: Sequence[Cell], labels: Collection[str], spanning: Collection[str]
) -> Iterator[list[Column]]:
    """Yield the labels above values with fewer and fewer lines, since spanning text is above the labels."""
    for narrow in (False, True):
        for start in range(len(above)):
            yield _headed(column_geometry.words_above(above[start:], values, narrow=narrow), labels, spanning)


def _are_known(heads: Sequence[Column], labels: Collection[str]) -> bool:
    """Return whether each column has a known label, and a different one from the others."""
    found = {column.label for column in heads}
    return len(found) == len(heads) and found <= set(labels)


def _without(line: Line, spanning: Collection[str]) -> Line:
    return replace(line, cells=tuple(cell for cell in line.cells if squeezed(cell.text) not in spanning))


def _paired(columns: Sequence[Column], values: Sequence[Cell | None]) -> tuple[Column, ...]:
    return tuple(replace(column, value=value) for column, value in zip(columns, values, strict=True))


def _words(line: Line) -> list[Cell]:
    return [Cell((word,)) for cell in line.cells for word in cell.words]


def _headed(parted: Sequence[Sequence[Word]], labels: Collection[str], spanning: Collection[str]) -> list[Column]:
    texts = [known_label(" ".join(word.text for word in column), labels) for column in parted]
    return [
        Column(_below(text, labels, spanning), tuple(column), None) for text, column in zip(texts, parted, strict=True)
    ]


def _below(text: str, labels: Collection[str], spanning: Collection[str]) -> str:
    """Return a label without the spanning text above it, if the rest is alone in its column."""
    below = (text.removeprefix(over) for over in spanning if text.startswith(over))
    return next((label for label in below if label in labels), text)


def _column(
    head: Sequence[Sequence[Cell]], last: Sequence[Cell], place: int, labels: Collection[str], spanning: Collection[str]
) -> Column:
    cells = [row[place] for row in head if place < len(row)]
    kept = [cell for cell in cells if squeezed(cell.text) not in spanning]
    value = last[place] if place < len(last) and last[place].words else None
    label = known_label(" ".join(cell.text for cell in kept), labels)
    return Column(label, tuple(word for cell in kept for word in cell.words), value)


def _mended(columns: list[Column], labels: Collection[str]) -> list[Column]:
    """Join neighbours whose labels are the two parts of one."""
    mended: list[Column] = []
    for column in columns:
        whole = _joined(mended[-1], column, labels) if mended else None
        if whole is None:
            mended.append(column)
        else:
            mended[-1] = whole
    return mended


def _joined(one: Column, other: Column, labels: Collection[str]) -> Column | None:
    if not one.label or not other.label or one.label in labels:
        return None
    text = one.label + other.label
    fitting = [label for label in labels if label == text]
    fitting = fitting or [label for label in labels if other.label not in labels and _one_letter_more(text, label)]
    if len(fitting) != 1:
        return None
    value = None if one.value and other.value else one.value or other.value
    return Column(fitting[0], one.head + other.head, value, torn=fitting[0] != text)


def _one_letter_more(torn: str, label: str) -> bool:
    """Return whether a torn label has exactly one extra letter: both edges of a tear may show part of the same one."""
    return any(torn[:index] + torn[index + 1 :] == label for index in range(len(torn)))
