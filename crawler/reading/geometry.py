"""Words with boxes into lines, cells and blocks by their places alone: their order is the producer's habit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from crawler.reading.document import Cell, Line, Word, union
from lgsco_store.records import BBox

# All are shares of a line's height.
_SAME_LINE = 0.3
_NEXT_CELL = 0.9
_NEXT_LINE = 0.9
# Words of one line differ in height by less than this factor: a ring's big number beside a sentence differs by more.
_SAME_SIZE = 1.3
# Words come from top to bottom, so that only the last few lines can still grow.
_OPEN_ROWS = 6
# How far a value may stand from the middle of its label, as a share of the way to the next label.
_MOST_ASIDE = 0.6

_Placed: TypeAlias = tuple[Word, BBox]


def height(box: BBox) -> float:
    """The height of a box in points."""
    return box[3] - box[1]


def middle(box: BBox) -> float:
    """The distance of a box's middle from the top of the page, in points."""
    return (box[1] + box[3]) / 2


def boxed(words: Iterable[Word]) -> list[_Placed]:
    """The words that have a box, each with it."""
    return [(word, word.box) for word in words if word.box is not None]


@dataclass(slots=True)
class _Row:
    """The words of one line: their first one's box decides who joins, ``right`` is where the last one ends."""

    first: BBox
    right: float
    words: list[_Placed]


def lines(page: int, words: Iterable[Word]) -> tuple[Line, ...]:
    """Cluster words into lines from top to bottom, and each line into cells from left to right."""
    return tuple([Line(page, _cells(row, _NEXT_CELL)) for row in _rows(words)])


def _rows(words: Iterable[Word]) -> list[list[_Placed]]:
    """The words of each line from left to right, lines from top to bottom."""
    rows: list[_Row] = []
    for placed in sorted(boxed(words), key=lambda pair: (pair[1][1] + pair[1][3], pair[1][0], pair[0].text)):
        box = placed[1]
        for row in rows[: -_OPEN_ROWS - 1 : -1]:
            if _joins(box, row):
                row.words.append(placed)
                row.right = max(row.right, box[2])
                break
        else:
            rows.append(_Row(box, box[2], [placed]))
    across = [sorted(row.words, key=lambda pair: (pair[1][0], pair[0].text)) for row in rows]
    return sorted(across, key=lambda row: _from_top(row[0][1]))


def _from_top(box: BBox) -> tuple[float, float]:
    return box[1] + box[3], box[0]


def blocks(cells: Iterable[Cell]) -> list[list[Cell]]:
    """Group cells that stand under one another, as the lines of one paragraph do; blocks go from top to bottom."""
    found: list[list[tuple[Cell, BBox]]] = []
    growing: list[list[tuple[Cell, BBox]]] = []
    for cell, box in sorted(((cell, cell.box) for cell in cells if cell.box), key=lambda pair: _from_top(pair[1])):
        growing = [block for block in growing if not _is_ended(block[-1][1], box)]
        block = next((block for block in reversed(growing) if continues(box, block[-1][1])), None)
        if block is None:
            block = []
            growing.append(block)
            found.append(block)
        block.append((cell, box))
    found.sort(key=lambda block: (block[0][1][1], block[0][1][0]))
    return [[cell for cell, _ in block] for block in found]


def columns(words: Sequence[Word], count: int) -> list[list[Word]]:
    """Part words into columns at the widest gaps between them; fewer columns where there are fewer gaps.

    Each column's words go from top to bottom, and on a line from left to right.
    """
    placed = sorted(boxed(words), key=lambda pair: pair[1][0])
    runs: list[list[_Placed]] = []
    gaps: list[tuple[float, int]] = []
    right = 0.0
    for word, box in placed:
        if runs and box[0] <= right:
            runs[-1].append((word, box))
        else:
            gaps.append((right - box[0], len(runs)))
            runs.append([(word, box)])
        right = max(right, box[2])
    widest = sorted(gaps[1:])[: count - 1]
    edges = [0, *sorted(at for _, at in widest), len(runs)]
    return [_downwards([pair for run in runs[start:end] for pair in run]) for start, end in pairwise(edges)]


def under(heads: Sequence[Sequence[Word]], values: Sequence[Cell]) -> list[Cell | None]:
    """For each head the one value whose middle is nearer to its own than to any other's; None where not just one is.

    A value that stands further off than the greater part of the way to the next head is under none of these.
    """
    middles = [box[0] + box[2] for box in (union(word.box for word in head) for head in heads) if box]
    found: list[list[Cell]] = [[] for _ in heads]
    for value, box in ((value, value.box) for value in values):
        if box is None or not middles:
            continue
        aside = [abs(middle - box[0] - box[2]) for middle in middles]
        nearest = aside.index(min(aside))
        pitch = min((abs(other - middles[nearest]) for other in middles if other != middles[nearest]), default=0)
        if aside[nearest] <= _MOST_ASIDE * pitch or not pitch:
            found[nearest].append(value)
    return [mine[0] if len(mine) == 1 else None for mine in found]


def _downwards(column: list[_Placed]) -> list[Word]:
    """The words of one column, line by line; nothing stands beside it, so whatever is as high is on the line."""
    rows: list[list[_Placed]] = []
    for placed in sorted(column, key=lambda pair: _from_top(pair[1])):
        box = placed[1]
        if not rows or middle(box) - middle(rows[-1][0][1]) > _SAME_LINE * min(height(box), height(rows[-1][0][1])):
            rows.append([])
        rows[-1].append(placed)
    return [word for row in rows for word, _ in sorted(row, key=lambda pair: (pair[1][0], pair[0].text))]


def _joins(box: BBox, row: _Row) -> bool:
    """Whether a word stands on the line of others, in about their size and not over one of them."""
    first = row.first
    one, other = box[3] - box[1], first[3] - first[1]
    tall, size = (one, other) if one > other else (other, one)
    if abs(box[1] + box[3] - first[1] - first[3]) > 2 * _SAME_LINE * size or tall > _SAME_SIZE * size:
        return False
    return box[0] >= row.right or not any(_covers(box, other) for _, other in row.words)


def _covers(one: BBox, other: BBox) -> bool:
    """Whether two words overlap so far that they belong to two layers, one drawn over the other."""
    shared = min(one[2], other[2]) - max(one[0], other[0])
    return shared > 0.4 * min(one[2] - one[0], other[2] - other[0])


def parted(line: Line, gap: float) -> list[Cell]:
    """A line cut anew, wherever two words stand further apart than this share of their height."""
    words = boxed(word for cell in line.cells for word in cell.words)
    return list(_cells(words, gap)) if words else []


def _cells(row: list[_Placed], gap: float) -> tuple[Cell, ...]:
    cells: list[list[Word]] = [[]]
    right = row[0][1][0]
    for word, box in row:
        if box[0] - right > gap * (box[3] - box[1]):
            cells.append([])
        cells[-1].append(word)
        right = box[2]
    return tuple([Cell(tuple(cell)) for cell in cells])


def _is_ended(above: BBox, box: BBox) -> bool:
    """Whether nothing with its middle as far down as this box's can continue a block: see ``continues``."""
    return (box[1] + box[3]) / 2 - above[3] > (_NEXT_LINE + _SAME_SIZE / 2) * (above[3] - above[1])


def continues(box: BBox, above: BBox) -> bool:
    """Whether a cell stands close under another, in about its size."""
    if box[0] >= above[2] or above[0] >= box[2]:
        return False
    one, other = box[3] - box[1], above[3] - above[1]
    tall, size = (one, other) if one > other else (other, one)
    return (
        tall <= _SAME_SIZE * size
        and middle(box) > middle(above) + _SAME_LINE * size
        and box[1] - above[3] <= _NEXT_LINE * size
    )
