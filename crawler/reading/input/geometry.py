"""Arrange words with boxes into lines, cells and blocks by place alone: their order depends on the producer."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from crawler.reading.input.document import Cell, Line, Word, union
from lgsco_store.records import BBox

# All of these are shares of a line's height.
_SAME_LINE = 0.3
_NEXT_CELL = 0.9
# A gap of this size also separates cells if it is this many times as wide as most gaps of its line; this needs a
# minimum number of gaps.
_ODD_GAP, _ODD, _FEW_GAPS = 0.55, 2.2, 3
# A slightly smaller gap does so if one part of the line is higher than the other.
_STEP_GAP, _STEP = 0.4, 0.04
# In a justified line the widest gap is nearly as wide as the narrowest, and not wider than this.
_ALIKE, _WIDEST_SPACE = 1.2, 2.0
_NEXT_LINE = 0.9
# Words of one line differ in height by less than this factor: the big number of a ring beside a sentence differs by
# more.
_SAME_SIZE = 1.3
# Words arrive from top to bottom, so only the last few lines can still grow.
_OPEN_ROWS = 6
# Pieces of a line of labels are this far apart. The words of one label are closer together than the second value; in a
# narrow table, two labels may be only the third apart.
_PIECE_GAP, _SPACE, _NARROW_SPACE = 0.6, 0.35, 0.1
# How far a value may be from the middle of its label, as a share of the distance to the next label.
_MOST_ASIDE = 0.6
# How much further from its label than the others of its row, as a share of the distance to the next label.
_MOST_UNLIKE = 0.45

# A line with this many cells belongs to a table.
_FEW_CELLS = 3
_ENDS = frozenset(".:;?!")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+")

Gap: TypeAlias = tuple[float, float]
_Placed: TypeAlias = tuple[Word, BBox]


def height(box: BBox) -> float:
    """Return the height of a box in points."""
    return box[3] - box[1]


def width(gap: tuple[float, float]) -> float:
    """Return the width of a horizontal gap in points."""
    return gap[1] - gap[0]


def middle(box: BBox) -> float:
    """Return the distance of a box's middle from the top of the page, in points."""
    return (box[1] + box[3]) / 2


def with_boxes(words: Iterable[Word]) -> list[_Placed]:
    """Return the words that have a box, each with its box."""
    return [(word, word.box) for word in words if word.box is not None]


@dataclass(slots=True)
class _Row:
    """The words of one line: the box of the first decides which join it; ``right`` is where the last one ends."""

    first: BBox
    right: float
    words: list[_Placed]
    is_in_order: bool = True


def lines(page: int, words: Iterable[Word]) -> tuple[Line, ...]:
    """Cluster words into lines from top to bottom, and each line into cells from left to right."""
    return tuple([Line(page, _of_table(_cells(row, _NEXT_CELL))) for row in _rows(words)])


def _of_table(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(map(join_digit_groups, cells)) if len(cells) >= _FEW_CELLS else cells


def join_digit_groups(cell: Cell) -> Cell:
    """Join the groups of three digits of a number that has a table cell to itself."""
    if len(cell.words) == 1 or not _GROUPED.fullmatch(cell.text):
        return cell
    return Cell((Word(cell.text.replace(" ", ","), cell.box),))


def _rows(words: Iterable[Word]) -> list[list[_Placed]]:
    """Return the words of each line from left to right, with the lines from top to bottom."""
    rows: list[_Row] = []
    for placed in sorted(with_boxes(words), key=lambda pair: (pair[1][1] + pair[1][3], pair[1][0], pair[0].text)):
        box = placed[1]
        for row in rows[: -_OPEN_ROWS - 1 : -1]:
            if _joins(box, row):
                row.is_in_order &= box[0] >= row.right
                row.words.append(placed)
                row.right = max(row.right, box[2])
                break
        else:
            rows.append(_Row(box, box[2], [placed]))
    across = [row.words if row.is_in_order else _across(row.words) for row in rows]
    return sorted(across, key=lambda row: _from_top(row[0][1]))


def _across(row: Iterable[_Placed]) -> list[_Placed]:
    return sorted(row, key=lambda pair: (pair[1][0], pair[0].text))


def _from_top(box: BBox) -> tuple[float, float]:
    return box[1] + box[3], box[0]


@dataclass(slots=True)
class _Block:
    """A block as it grows: the boxes of its first cell and of its last, and how far down the next one may be."""

    first: BBox
    cells: list[Cell] = field(default_factory=list)
    last: BBox = field(init=False)
    until: float = field(init=False)

    def add(self, cell: Cell, box: BBox) -> None:
        """Put a cell below the others; nothing much further down continues the block: see ``continues``."""
        self.cells.append(cell)
        self.last = box
        self.until = box[3] + (_NEXT_LINE + _SAME_SIZE / 2) * (box[3] - box[1])


def blocks(cells: Iterable[Cell]) -> list[list[Cell]]:
    """Group cells that are below one another, as the lines of a paragraph are; blocks go from top to bottom."""
    found: list[_Block] = []
    growing: list[_Block] = []
    for cell, box in sorted(((cell, cell.box) for cell in cells if cell.box), key=lambda pair: _from_top(pair[1])):
        down = (box[1] + box[3]) / 2
        growing = [block for block in growing if down <= block.until]
        for block in reversed(growing):
            if continues(box, block.last):
                break
        else:
            block = _Block(box)
            growing.append(block)
            found.append(block)
        block.add(cell, box)
    found.sort(key=lambda block: (block.first[1], block.first[0]))
    return [block.cells for block in found]


def columns(words: Sequence[Word], count: int) -> list[list[Word]]:
    """Split words into columns at the widest gaps between them; into fewer if there are fewer gaps.

    Each column's words go from top to bottom, and on a line from left to right.
    """
    placed = sorted(with_boxes(words), key=lambda pair: pair[1][0])
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


def words_above(lines: Sequence[Line], values: Sequence[Cell], *, narrow: bool = False) -> list[list[Word]]:
    """Return the words above each of several values, which go from left to right.

    Words that span two or more values are left out. Each column's words go from top to bottom. Two columns are split at
    the widest gap between the middles of their values, and a piece of a line that would leave no gap spans both. In a
    ``narrow`` table labels are as close together as words are.
    """
    middles = [(box[0] + box[2]) / 2 for box in (value.box for value in values) if box]
    free: list[list[Gap]] = [[gap] for gap in pairwise(middles)]
    kept: list[_Placed] = []
    least = _NARROW_SPACE if narrow else _SPACE
    for line in reversed(lines):
        for piece in split_line(line, _PIECE_GAP):
            words = with_boxes(piece.words)
            rest = free
            for _, box in words:
                rest = [free_gaps(gaps, box, least * height(box)) for gaps in rest]
            if all(rest):
                free = rest
                kept += words
    edges = [(start + end) / 2 for start, end in (max(gaps, key=width) for gaps in free)]
    columns: list[list[_Placed]] = [[] for _ in values]
    for placed in kept:
        columns[bisect(edges, (placed[1][0] + placed[1][2]) / 2)].append(placed)
    return [_downwards(column) for column in columns]


def free_gaps(gaps: Iterable[Gap], box: BBox, least: float) -> list[Gap]:
    """Return the parts of horizontal gaps that a box leaves free, if they are wide enough."""
    rest: list[Gap] = []
    for start, end in gaps:
        if box[2] <= start or box[0] >= end:
            rest.append((start, end))
        else:
            rest += [(one, other) for one, other in ((start, box[0]), (box[2], end)) if other - one >= least]
    return rest


def values_below(heads: Sequence[Sequence[Word]], values: Sequence[Cell]) -> list[Cell | None]:
    """Return for each head the one value below it; None unless there is exactly one.

    If there are as many values as heads from left to right, they are paired in order, provided that a vertical line
    separates each pair from the next. Otherwise a value belongs to the one head whose edges contain its middle, or to
    the head whose middle is nearest; if it is further away than most of the distance to the next head, it belongs to
    none.
    """
    boxes = [box for box in (union(word.box for word in head) for head in heads) if box]
    if len(boxes) == len(heads) == len(values) and _are_pairs(boxes, values):
        return list(values)
    found: list[list[Cell]] = [[] for _ in heads]
    for value in values:
        at = _nearest(value.box, boxes) if value.box and boxes else None
        if at is not None:
            found[at].append(value)
    return [mine[0] if len(mine) == 1 else None for mine in found]


def _are_pairs(heads: Sequence[BBox], values: Sequence[Cell]) -> bool:
    """Return whether vertical lines can separate all pairs of head and value, and all are offset alike.

    A value that is placed differently under its head than the others may belong to a head that is lost.
    """
    places = [(box[0] + box[2]) / 2 for box in (value.box for value in values) if box]
    middles = [(head[0] + head[2]) / 2 for head in heads]
    if len(places) != len(heads) or not all(
        max(heads[at][2], places[at]) < min(heads[at + 1][0], places[at + 1]) for at in range(len(heads) - 1)
    ):
        return False
    apart = [place - middle for place, middle in zip(places, middles, strict=True)]
    usual = sorted(apart)[len(apart) // 2]
    pitches = [float("inf"), *(other - one for one, other in pairwise(middles)), float("inf")]
    return all(abs(own - usual) <= _MOST_UNLIKE * min(pitches[at : at + 2]) for at, own in enumerate(apart))


def _nearest(value: BBox, heads: Sequence[BBox]) -> int | None:
    middle = (value[0] + value[2]) / 2
    inside = [at for at, head in enumerate(heads) if head[0] <= middle <= head[2]]
    if len(inside) == 1:
        return inside[0]
    middles = [(head[0] + head[2]) / 2 for head in heads]
    aside = [abs(other - middle) for other in middles]
    nearest = aside.index(min(aside))
    pitch = min((abs(other - middles[nearest]) for other in middles if other != middles[nearest]), default=0)
    return nearest if aside[nearest] <= _MOST_ASIDE * pitch or not pitch else None


def _downwards(column: list[_Placed]) -> list[Word]:
    """Return the words of one column, line by line; nothing is beside it, so all words of one height share a line."""
    rows: list[list[_Placed]] = []
    for placed in sorted(column, key=lambda pair: _from_top(pair[1])):
        box = placed[1]
        if not rows or middle(box) - middle(rows[-1][0][1]) > _SAME_LINE * min(height(box), height(rows[-1][0][1])):
            rows.append([])
        rows[-1].append(placed)
    return [word for row in rows for word, _ in _across(row)]


def _joins(box: BBox, row: _Row) -> bool:
    """Return whether a word belongs to a line: on its level, of about its size, and not drawn over its words."""
    first = row.first
    is_alike = (box[1], box[3]) == (first[1], first[3])
    if not is_alike:
        one, other = box[3] - box[1], first[3] - first[1]
        tall, size = (one, other) if one > other else (other, one)
        is_alike = abs(box[1] + box[3] - first[1] - first[3]) <= 2 * _SAME_LINE * size and tall <= _SAME_SIZE * size
    return is_alike and (box[0] >= row.right or not any(_covers(box, other) for _, other in row.words))


def _covers(one: BBox, other: BBox) -> bool:
    """Return whether two words overlap so far that one is drawn over the other."""
    shared = min(one[2], other[2]) - max(one[0], other[0])
    return shared > 0.4 * min(one[2] - one[0], other[2] - other[0])


def split_line(line: Line, gap: float) -> list[Cell]:
    """Split a line again, wherever two words are further apart than this share of their height."""
    words = with_boxes(word for cell in line.cells for word in cell.words)
    return list(_cells(words, gap)) if words else []


def _cells(row: list[_Placed], gap: float) -> tuple[Cell, ...]:
    """Group the words of a line into cells: a gap separates two if it is wide, or much wider than most of its line."""
    words = tuple([word for word, _ in row])
    gaps = [(box[0] - before[2]) / (box[3] - box[1]) for (_, before), (_, box) in pairwise(row)]
    if not gaps or max(gaps) <= min(gap, _STEP_GAP):
        return (Cell(words),)
    cuts = [0, *_cuts(gaps, row, gap), len(row)]
    return tuple([Cell(words[start:end]) for start, end in pairwise(cuts)])


def _cuts(gaps: Sequence[float], row: list[_Placed], gap: float) -> list[int]:
    """Return the positions of the words that begin a cell.

    In a justified line all gaps are alike, however wide.
    """
    if len(gaps) < _FEW_GAPS:
        return [at for at, width in enumerate(gaps, 1) if width > gap]
    if len(gaps) > _FEW_GAPS and max(gaps) <= min(_ALIKE * min(gaps), _WIDEST_SPACE) and _is_prose(row):
        return []
    steps = _steps(row)
    stepped = steps[0] if len(steps) == 1 else None
    usual = max(_ODD_GAP, _ODD * sorted(gaps)[len(gaps) // 2])
    least = [
        gap if row[at - 1][0].text[-1] in _ENDS else min(gap, _STEP_GAP if at == stepped else usual)
        for at in range(1, len(row))
    ]
    return [at for at, (width, enough) in enumerate(zip(gaps, least, strict=True), 1) if width > enough]


def _steps(row: list[_Placed]) -> list[int]:
    """Return the positions of the words that are higher or lower than the word before them."""
    level = _STEP * height(row[0][1])
    return [at for at in range(1, len(row)) if abs(row[at][1][3] - row[at - 1][1][3]) > level]


def _is_prose(row: list[_Placed]) -> bool:
    return 2 * sum(word.text[:1].islower() for word, _ in row) >= len(row)


def continues(box: BBox, above: BBox) -> bool:
    """Return whether a cell is close below another, and of about its size."""
    if box[0] >= above[2] or above[0] >= box[2]:
        return False
    one, other = box[3] - box[1], above[3] - above[1]
    tall, size = (one, other) if one > other else (other, one)
    return (
        tall <= _SAME_SIZE * size
        and (box[1] + box[3]) / 2 > (above[1] + above[3]) / 2 + _SAME_LINE * size
        and box[1] - above[3] <= _NEXT_LINE * size
    )
