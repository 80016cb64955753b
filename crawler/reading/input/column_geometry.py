"""Pair the heads of a table with the columns or values below them, by place alone."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeAlias

from crawler.reading.input.document import Cell, Line, Word, union
from crawler.reading.input.geometry import (
    SAME_LINE,
    Placed,
    from_top,
    height,
    left_to_right,
    middle,
    split_line,
    with_boxes,
)
from lgsco_store.records import BBox

# Pieces of a line of labels are this far apart. The words of one label are closer together than the second value; in a
# narrow table, two labels may be only the third apart.
_PIECE_GAP, _SPACE, _NARROW_SPACE = 0.6, 0.35, 0.1
# How far a value may be from the middle of its label, as a share of the distance to the next label.
_MOST_ASIDE = 0.6
# How much further from its label than the others of its row, as a share of the distance to the next label.
_MOST_UNLIKE = 0.45

Gap: TypeAlias = tuple[float, float]


def width(gap: tuple[float, float]) -> float:
    """Return the width of a horizontal gap in points."""
    return gap[1] - gap[0]


def columns(words: Sequence[Word], count: int) -> list[list[Word]]:
    """Split words into columns at the widest gaps between them; into fewer if there are fewer gaps.

    Each column's words go from top to bottom, and on a line from left to right.
    """
    placed = sorted(with_boxes(words), key=lambda pair: pair[1][0])
    runs: list[list[Placed]] = []
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

    Words that span two or more values are left out. Each column's words go from top to bottom, also of labels that end
    on the next page. Two columns are split at the widest gap between the middles of their values, and a piece of a line
    that would leave no gap spans both. In a ``narrow`` table labels are as close together as words are.
    """
    middles = [(box[0] + box[2]) / 2 for box in (value.box for value in values) if box]
    free: list[list[Gap]] = [[gap] for gap in pairwise(middles)]
    kept: list[tuple[int, Placed]] = []
    least = _NARROW_SPACE if narrow else _SPACE
    for line in reversed(lines):
        for piece in split_line(line, _PIECE_GAP):
            words = with_boxes(piece.words)
            rest = free
            for _, box in words:
                rest = [free_gaps(gaps, box, least * height(box)) for gaps in rest]
            if all(rest):
                free = rest
                kept += [(line.page, placed) for placed in words]
    edges = [(start + end) / 2 for start, end in (max(gaps, key=width) for gaps in free)]
    columns: list[dict[int, list[Placed]]] = [{} for _ in values]
    for page, placed in kept:
        columns[bisect(edges, (placed[1][0] + placed[1][2]) / 2)].setdefault(page, []).append(placed)
    return [[word for _, part in sorted(column.items()) for word in _downwards(part)] for column in columns]


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


def are_below(heads: Sequence[Sequence[Word]], values: Sequence[Cell]) -> bool:
    """Return whether each value has its middle between the edges of one head, and no two have the same."""
    boxes = [box for box in (union(word.box for word in head) for head in heads) if box]
    middles = [(box[0] + box[2]) / 2 for box in (value.box for value in values) if box]
    under = [[at for at, box in enumerate(boxes) if box[0] <= middle <= box[2]] for middle in middles]
    own = [found[0] for found in under if len(found) == 1]
    return len(set(own)) == len(values)


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


def _downwards(column: list[Placed]) -> list[Word]:
    """Return the words of one column, line by line; nothing is beside it, so all words of one height share a line."""
    rows: list[list[Placed]] = []
    for placed in sorted(column, key=lambda pair: from_top(pair[1])):
        box = placed[1]
        if not rows or middle(box) - middle(rows[-1][0][1]) > SAME_LINE * min(height(box), height(rows[-1][0][1])):
            rows.append([])
        rows[-1].append(placed)
    return [word for row in rows for word, _ in left_to_right(row)]
