"""The labels of the values in a row, from the lines above its table."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from crawler.reading.input import column_geometry, geometry
from crawler.reading.input.document import Cell, Line, Word, union
from crawler.reading.layouts.named_rows import LEAST, Row, is_value
from crawler.reading.layouts.run_together import split_labels, with_seams_split
from crawler.reading.squeezed_text import squeezed
from crawler.reading.wording import beginning_words, known_label

# The header of the column of row names.
_TITLES = frozenset({"complaintsreceivedbysubjectarea", "decisions", "responsetimes"})
# Left edges that differ by no more than this, in points, are the same.
_SAME_EDGE = 2.0
# The maximum number of words in an unknown label.
_MOST_STRANGE = 4


MOST_BLANK = 3
"""The maximum number of blank cells in a row."""


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


def labelled(above: Sequence[Line], row: Row, labels: Mapping[str, object]) -> tuple[Labelled, ...] | None:
    """Return the values of a row, each with its label; None if labels and values do not match."""
    drawn = any(value.box for value in row.values)
    above = with_seams_split(above) if drawn else above
    heads = _drawn_heads(above, row, labels) if drawn else _text_heads(above, row, labels)
    return None if heads is None else tuple(_under(heads, row))


def under(heads: Sequence[tuple[Word, ...]], row: Row, labels: Mapping[str, object]) -> tuple[Labelled, ...]:
    """Return the values of a row, each with the words of its label."""
    return tuple(Labelled(*_head(words, labels), value) for words, value in zip(heads, row.values, strict=True))


_Head = tuple[str, tuple[Word, ...]]


def _text_heads(above: Sequence[Line], row: Row, labels: Mapping[str, object]) -> list[_Head] | None:
    """Return the cells above the row's values, by number; None if a known label is above no value.

    A number among the labels has strayed there, and shifts them.
    """
    line = next(
        (line for line in reversed(above) if sum(squeezed(c.text) in labels for c in line.cells) >= LEAST), None
    )
    if line is None:
        return _run_together(above, row, labels)
    if any(cell.words and is_value(cell) for cell in line.cells):
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

    They split at the widest gaps, or else between the values below them, or else a single line of them by its words, or
    else where the values begin.
    """
    best: list[_Head] | None = None
    if not _may_fit(above, row, labels):
        return None
    tries = (_partings, _between, _by_words, _from_left_edges)
    for heads in chain.from_iterable(split(above, row, labels) for split in tries):
        known = sum(label in labels for label, _ in heads)
        if known == len(heads) >= len(row.values):
            return heads
        if best is None and len(heads) == len(row.values) and known >= max(LEAST, len(heads) - 1):
            best = heads
    return best


def _by_words(above: Sequence[Line], row: Row, labels: Mapping[str, object]) -> Iterator[list[_Head]]:
    """Yield the labels of a line that is nothing but labels, as many as values: the gaps between them may be narrow."""
    right = row.until or float("inf")
    for line in reversed(above):
        words = [word for cell in line.cells for word in cell.words]
        for left in (0.0, *_left_edges(row)):
            inside = [word for word, box in geometry.with_boxes(words) if left < (box[0] + box[2]) / 2 < right]
            cells = split_labels(inside, labels, _TITLES)
            if cells is not None and len(cells) == len(row.values):
                yield [_head(cell.words, labels) for cell in cells]


def _from_left_edges(above: Sequence[Line], row: Row, labels: Mapping[str, object]) -> Iterator[list[_Head]]:
    """Yield the words that begin where a value begins, or right of it before the next one: labels may touch there."""
    edges = [value.box[0] - _SAME_EDGE for value in row.values if value.box]
    for start in range(len(above) - 1, -1, -1):
        columns: list[list[Word]] = [[] for _ in edges]
        for line in above[start:]:
            for word, box in geometry.with_boxes(word for cell in line.cells for word in cell.words):
                at = bisect(edges, box[0]) - 1
                if at >= 0 and box[0] < (row.until or float("inf")):
                    columns[at].append(word)
        lefts = [min((word.box[0] for word in column if word.box), default=0.0) for column in columns]
        if all(0 <= left - edge <= 2 * _SAME_EDGE for left, edge in zip(lefts, edges, strict=True)):
            yield [_head(column, labels) for column in columns]


def _may_fit(above: Sequence[Line], row: Row, labels: Mapping[str, object]) -> bool:
    """Return whether words that begin a label are above all values except one: trying every split takes long."""
    words = (word.text for line in above for cell in line.cells for word in cell.words)
    return beginning_words(words, tuple(labels)) >= max(LEAST, len(row.values) - 1)


def _between(above: Sequence[Line], row: Row, labels: Mapping[str, object]) -> Iterator[list[_Head]]:
    """Yield the words above each value, without those above the row's name."""
    right = row.until or float("inf")
    lines = [
        replace(line, cells=tuple(cell for cell in line.cells if cell.box and cell.box[0] < right)) for line in above
    ]
    values = [Cell(row.words), *row.values] if row.words else row.values
    for narrow in (False, True):
        for start in range(len(lines) - 1, -1, -1):
            columns = column_geometry.words_above(lines[start:], values, narrow=narrow)[-len(row.values) :]
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
        parted = column_geometry.columns(words, count)
        yield [_head(column, labels) for column in parted if column]


def _head(words: Sequence[Word], labels: Mapping[str, object]) -> _Head:
    # A scan's speck looks like a colon; a label above one of several values does not lead to another.
    return known_label(" ".join(word.text for word in words).removesuffix(":"), labels), tuple(words)


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
        values = column_geometry.values_below([words for _, words in heads], row.values)
    else:
        values = [value if value.words else None for value in row.values]
    for (label, words), value in zip(heads, values, strict=True):
        yield Labelled(label, words, value)
