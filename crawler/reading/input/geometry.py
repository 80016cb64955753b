"""Arrange words with boxes into lines, cells and blocks by place alone: their order depends on the producer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from crawler.reading.input.document import Cell, Line, Word
from lgsco_store.records import BBox

# All of these are shares of a line's height.
SAME_LINE = 0.3
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
SAME_SIZE = 1.3
# Words arrive from top to bottom, so only the last few lines can still grow.
_OPEN_ROWS = 6

# A line with this many cells belongs to a table.
_FEW_CELLS = 3
_ENDS = frozenset(".:;?!")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+")

Placed: TypeAlias = tuple[Word, BBox]


def height(box: BBox) -> float:
    """Return the height of a box in points."""
    return box[3] - box[1]


def middle(box: BBox) -> float:
    """Return the distance of a box's middle from the top of the page, in points."""
    return (box[1] + box[3]) / 2


def with_boxes(words: Iterable[Word]) -> list[Placed]:
    """Return the words that have a box, each with its box."""
    return [(word, word.box) for word in words if word.box is not None]


@dataclass(slots=True)
class _Row:
    """The words of one line: the box of the first decides which join it; ``right`` is where the last one ends."""

    first: BBox
    right: float
    words: list[Placed]
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


def _rows(words: Iterable[Word]) -> list[list[Placed]]:
    """Return the words of each line from left to right, with the lines from top to bottom."""
    rows: list[_Row] = []
    for placed in sorted(with_boxes(words), key=lambda pair: (pair[1][1] + pair[1][3], pair[1][0], pair[0].text)):
        box = placed[1]
        for row in rows[: -_OPEN_ROWS - 1 : -1]:
            first = row.first
            # Nearly every word is on the same level as the one before it, and behind it.
            if box[0] >= row.right and box[1] == first[1] and box[3] == first[3]:
                row.words.append(placed)
                row.right = max(row.right, box[2])
                break
            if _joins(box, row):
                row.is_in_order &= box[0] >= row.right
                row.words.append(placed)
                row.right = max(row.right, box[2])
                break
        else:
            rows.append(_Row(box, box[2], [placed]))
    across = [row.words if row.is_in_order else left_to_right(row.words) for row in rows]
    return sorted(across, key=lambda row: from_top(row[0][1]))


def left_to_right(row: Iterable[Placed]) -> list[Placed]:
    """Return the words of a line from left to right."""
    return sorted(row, key=lambda pair: (pair[1][0], pair[0].text))


def from_top(box: BBox) -> tuple[float, float]:
    """Return the key that sorts boxes from top to bottom, and from left to right on one level."""
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
        self.until = box[3] + (_NEXT_LINE + SAME_SIZE / 2) * (box[3] - box[1])


def blocks(cells: Iterable[Cell]) -> list[list[Cell]]:
    """Group cells that are below one another, as the lines of a paragraph are; blocks go from top to bottom."""
    found: list[_Block] = []
    growing: list[_Block] = []
    for cell, box in sorted(((cell, cell.box) for cell in cells if cell.box), key=lambda pair: from_top(pair[1])):
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


def _joins(box: BBox, row: _Row) -> bool:
    """Return whether a word belongs to a line: on its level, of about its size, and not drawn over its words."""
    first = row.first
    is_alike = (box[1], box[3]) == (first[1], first[3])
    if not is_alike:
        one, other = box[3] - box[1], first[3] - first[1]
        tall, size = (one, other) if one > other else (other, one)
        is_alike = abs(box[1] + box[3] - first[1] - first[3]) <= 2 * SAME_LINE * size and tall <= SAME_SIZE * size
    return is_alike and (box[0] >= row.right or not any(_covers(box, other) for _, other in row.words))


def _covers(one: BBox, other: BBox) -> bool:
    """Return whether two words overlap so far that one is drawn over the other."""
    shared = min(one[2], other[2]) - max(one[0], other[0])
    return shared > 0.4 * min(one[2] - one[0], other[2] - other[0])


def split_line(line: Line, gap: float) -> list[Cell]:
    """Split a line again, wherever two words are further apart than this share of their height."""
    words = with_boxes(word for cell in line.cells for word in cell.words)
    return list(_cells(words, gap)) if words else []


def _cells(row: list[Placed], gap: float) -> tuple[Cell, ...]:
    """Group the words of a line into cells: a gap separates two if it is wide, or much wider than most of its line."""
    words = tuple([word for word, _ in row])
    gaps = [(box[0] - before[2]) / (box[3] - box[1]) for (_, before), (_, box) in pairwise(row)]
    if not gaps or max(gaps) <= min(gap, _STEP_GAP):
        return (Cell(words),)
    cuts = [0, *_cuts(gaps, row, gap), len(row)]
    return tuple([Cell(words[start:end]) for start, end in pairwise(cuts)])


def _cuts(gaps: Sequence[float], row: list[Placed], gap: float) -> list[int]:
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


def _steps(row: list[Placed]) -> list[int]:
    """Return the positions of the words that are higher or lower than the word before them."""
    level = _STEP * height(row[0][1])
    return [at for at in range(1, len(row)) if abs(row[at][1][3] - row[at - 1][1][3]) > level]


def _is_prose(row: list[Placed]) -> bool:
    return 2 * sum(word.text[:1].islower() for word, _ in row) >= len(row)


def continues(box: BBox, above: BBox) -> bool:
    """Return whether a cell is close below another, and of about its size."""
    if box[0] >= above[2] or above[0] >= box[2]:
        return False
    one, other = box[3] - box[1], above[3] - above[1]
    tall, size = (one, other) if one > other else (other, one)
    return (
        tall <= SAME_SIZE * size
        and (box[1] + box[3]) / 2 > (above[1] + above[3]) / 2 + SAME_LINE * size
        and box[1] - above[3] <= _NEXT_LINE * size
    )
