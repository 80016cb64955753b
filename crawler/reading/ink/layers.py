"""Separate text that touches other text into layers, so that each can be left out of the picture alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, count

from crawler.reading.ink.marks import Dots, Mark

# Marks are compared only with those in the same square, this many dots wide.
_SQUARE = 32
# Ink reaches this many dots beyond its box, whose edges may lie between two dots.
_BEYOND = 1
# The second drawing of a letter that makes it bold is shifted by this share of its height.
_TWIN = 0.3
# More pieces of text than this in one place cannot be told apart, and need not be: they are left out together.
_MOST_LAYERS = 6


def group_layers(marks: Sequence[Mark]) -> list[set[int]]:
    """Group text objects so that no two of a group touch, other than to make text bold."""
    apart = defaultdict(set)
    for one, other in _touching(marks):
        if not _is_twin(one, other):
            apart[one.object].add(other.object)
            apart[other.object].add(one.object)
    layer: dict[int, int] = {}
    for drawn_by in sorted(apart):
        taken = {layer[other] for other in apart[drawn_by] if other in layer}
        lowest = next(at for at in count() if at not in taken)
        layer[drawn_by] = min(lowest, _MOST_LAYERS - 1)
    groups = [{mark.object for mark in marks if layer.get(mark.object, 0) == at} for at in range(_MOST_LAYERS)]
    return [group for group in groups if group]


def _touching(marks: Iterable[Mark]) -> Iterator[tuple[Mark, Mark]]:
    squares = defaultdict(list)
    for mark in marks:
        left, top, right, bottom = mark.box
        for across in range(int(left // _SQUARE), int(right // _SQUARE) + 1):
            for down in range(int(top // _SQUARE), int(bottom // _SQUARE) + 1):
                squares[across, down].append(mark)
    for square in squares.values():
        for one, other in combinations(square, 2):
            if one.object != other.object and _touch(one.box, other.box):
                yield one, other


def _touch(one: Dots, other: Dots) -> bool:
    """Return whether the ink in one box may reach into the other."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > -_BEYOND and min(one[3], other[3]) - max(one[1], other[1]) > -_BEYOND


def shared(one: Dots, other: Dots) -> float:
    """Return the share of the smaller box that lies in the other."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down / min(_area(one), _area(other)) if across > 0 and down > 0 else 0.0


def _area(box: Dots) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _is_twin(one: Mark, other: Mark) -> bool:
    """Return whether two marks are one letter drawn twice."""
    size = max(one.box[3] - one.box[1], other.box[3] - other.box[1])
    moved = max(abs(mine - its) for mine, its in zip(one.box, other.box, strict=True))
    return one.letter == other.letter and moved <= max(2, _TWIN * size)
