"""The first column of a table that names its authority: neither its label nor the name below it is a statistic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from crawler.reading.input import geometry
from crawler.reading.input.document import Cell, Line
from crawler.reading.input.geometry import Placed
from crawler.reading.squeezed_text import squeezed

LABELS = frozenset({"localauthority", "authority", "council"})
"""The labels of the column, squeezed."""


def without_name_column(section: Sequence[Line]) -> list[Line]:
    """Return drawn lines under a heading without the column of the authority's name, if they have one.

    A name takes several lines, some of them wider than the label, so the column is as wide as the words that overlap.
    """
    lines = [geometry.with_boxes(word for cell in line.cells for word in cell.words) for line in section[1:]]
    right = _right_of_label(lines)
    if right is None:
        return list(section)
    for _ in section:
        reached = max(box[2] for words in lines for _, box in words if box[0] < right)
        if reached <= right:
            break
        right = reached
    return [section[0], *(_right_part(line, right) for line in section[1:])]


def _right_of_label(lines: Sequence[Sequence[Placed]]) -> float | None:
    """Return where the label of the column ends; it is the first on its line, or the first on each of two lines."""
    for words in lines:
        for count in (1, 2):
            if squeezed("".join(word.text for word, _ in words[:count])) in LABELS:
                return max(box[2] for _, box in words[:count])
    for (one, *_), (other, *_) in pairwise(filter(None, lines)):
        if squeezed(one[0].text + other[0].text) in LABELS and geometry.continues(other[1], one[1]):
            return max(one[1][2], other[1][2])
    return None


def _right_part(line: Line, right: float) -> Line:
    return replace(line, cells=tuple(_kept(line.cells, right)))


def _kept(cells: Sequence[Cell], right: float) -> Iterator[Cell]:
    for cell in cells:
        words = tuple(word for word, box in geometry.with_boxes(cell.words) if box[0] >= right)
        if words:
            yield cell if len(words) == len(cell.words) else Cell(words)
