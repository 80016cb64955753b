"""Arrange the words that were recognised in a scan, with the numbers that its picture certainly shows in their places.

The text does not confirm such a number, and so it is a figure only if sums prove it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from crawler.reading.input import geometry
from crawler.reading.input.document import Cell, Document, Line, Page, Word
from crawler.reading.numbers import number
from lgsco_store.records import BBox

# Neighbours are less than this many heights apart; fewer of them do not show a slope.
_NEIGHBOUR, _FEW = 2.0, 10
# A word with one of these was recognised as a number, or as a part of one.
_OF_NUMBER = re.compile(r"[\d%]")
# What recognition makes of the rules between numbers; a dash is a value.
_RULE = re.compile(r"[|=_\[\]{}]+")


def lines(page: int, words: Sequence[Word]) -> tuple[Line, ...]:
    """Cluster the words of a scan into lines, which may all rise or fall a little: recognised words are level."""
    slope = _slope(words)
    levelled = [
        Word(word.text, (box[0], box[1] - slope * box[0], box[2], box[3] - slope * box[0]))
        for word, box in geometry.with_boxes(words)
    ]
    own = dict(zip(map(id, levelled), (word for word, _ in geometry.with_boxes(words)), strict=True))
    return tuple(
        Line(page, tuple(Cell(tuple(own.get(id(word), word) for word in cell.words)) for cell in line.cells))
        for line in geometry.lines(page, levelled)
    )


def _slope(words: Sequence[Word]) -> float:
    """Return how far a line falls for each point to the right, judging by the neighbours of most words."""
    boxes = [box for _, box in geometry.with_boxes(words)]
    falls = [
        (geometry.middle(right) - geometry.middle(left)) / (right[0] - left[0])
        for left, right in pairwise(boxes)
        if 0 < right[0] - left[2] < _NEIGHBOUR * geometry.height(left)
        and abs(geometry.middle(right) - geometry.middle(left)) < geometry.SAME_LINE * geometry.height(left)
    ]
    return median(falls) if len(falls) >= _FEW else 0.0


def with_shown_numbers(document: Document) -> Document:
    """Return the document with the numbers that its scans show, and without the rules beside them."""
    if not any(page.sight.is_recognised for page in document.pages):
        return document
    return Document(tuple(_page(page) if page.sight.is_recognised else page for page in document.pages))


def _page(page: Page) -> Page:
    return replace(page, lines=tuple(Line(line.page, tuple(_cells(line, page))) for line in page.lines))


def _cells(line: Line, page: Page) -> Iterator[Cell]:
    is_row = _is_row_of_numbers(line)
    for cell in line.cells:
        may_be_value = is_row and len(cell.words) == 1
        words = [
            Word(_meant(word, page), word.box) if may_be_value or _OF_NUMBER.search(word.text) else word
            for word in cell.words
        ]
        yield Cell(tuple(word for word in words if not (is_row and _RULE.fullmatch(word.text))))


def _is_row_of_numbers(line: Line) -> bool:
    """Return whether at least half of the cells with a single word are numbers: the others may be numbers as well."""
    alone = [cell.text for cell in line.cells if len(cell.words) == 1]
    return bool(alone) and 2 * sum(number(text.removesuffix("%")) is not None for text in alone) >= len(alone)


def _meant(word: Word, page: Page) -> str:
    box = page.shown(word.box)
    found = (text for text, place in page.sight.misread if box and _is_same(box, place))
    return next(found, word.text)


def _is_same(one: BBox, other: BBox) -> bool:
    """Return whether the middle of each of two boxes lies in the other."""
    return _holds(one, other) and _holds(other, one)


def _holds(box: BBox, other: BBox) -> bool:
    across, down = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]
