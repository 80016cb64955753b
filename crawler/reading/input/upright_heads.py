"""Rotate column labels that run up or down the page, so that they are level above the numbers below them.

Code that splits a table into columns reads labels line by line from top to bottom. It can read a rotated label once
each of its words is on a line of its own, the last of them right above the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from crawler.reading.input import geometry
from crawler.reading.input.document import Word, union
from crawler.reading.input.frame import Frame
from lgsco_store.records import BBox

_NUMBER = re.compile(r"[\d,]*\d(?:\.\d+)?%?|-|\N{EN DASH}|n/a", re.IGNORECASE)
# The greatest distance of the first number below a label, in points, and its sideways offset, as a share of its size.
_FAR = 120.0
_ASIDE = 2.0
# A single number below rotated words may be there by chance.
_LEAST = 2


def level_labels(
    aside: Sequence[Word], frame: Frame, level: Sequence[Word], main: Frame
) -> tuple[list[Word], list[Word]]:
    """Return the words of a secondary frame in that frame: level lines for labels, and the rest unchanged."""
    cells = chain.from_iterable(line.cells for line in geometry.lines(1, aside))
    blocks = [[word for cell in block for word in cell.words] for block in geometry.blocks(cells)]
    placed = [(words, frame.moved(box, main), _size(words)) for words in blocks if (box := union(_boxes(words)))]
    below = geometry.with_boxes(level)
    over = [box for _, box, size in placed if _stands_over_number(box, size, below)] if main.turn != frame.turn else []
    heads: list[Word] = []
    rest: list[Word] = []
    for words, box, size in placed:
        row = [other for other in over if other[1] < box[3] and box[1] < other[3]]
        if len(over) >= _LEAST and row:
            heads += _stacked(words, (box[0], box[1], box[2], max(other[3] for other in row)), size)
        else:
            rest += [Word(word.text, frame.moved(own, main)) for word, own in geometry.with_boxes(words)]
    return heads, rest


def _boxes(words: Sequence[Word]) -> Iterator[BBox | None]:
    return (word.box for word in words)


def _size(words: Sequence[Word]) -> float:
    return max(geometry.height(box) for _, box in geometry.with_boxes(words))


def _stands_over_number(head: BBox, size: float, level: Sequence[tuple[Word, BBox]]) -> bool:
    """Return whether the first thing below a label is a number."""
    left, right = head[0] - _ASIDE * size, head[2] + _ASIDE * size
    under = [
        (box[1], word.text)
        for word, box in level
        if head[3] - size < geometry.middle(box) < head[3] + _FAR and left < (box[0] + box[2]) / 2 < right
    ]
    return _NUMBER.fullmatch(min(under, default=(0.0, ""))[1]) is not None


def _stacked(words: Sequence[Word], box: BBox, size: float) -> Iterator[Word]:
    """Yield each word on a line of its own, the last one at the bottom of the box."""
    for above, word in enumerate(reversed(words)):
        bottom = box[3] - above * size
        yield Word(word.text, (box[0], bottom - size, box[2], bottom))
