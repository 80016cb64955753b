"""Arrange the words that were recognised in a scan, with the numbers that its picture certainly shows in their places.

The text does not confirm such a number, and so it is a figure only if sums prove it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawler.reading.input import geometry
from crawler.reading.input.document import Cell, Document, Line, Page, Word
from crawler.reading.numbers import number
from lgsco_store.records import BBox

# A word with one of these was recognised as a number, or as a part of one.
_OF_NUMBER = re.compile(r"[\d%]|^[|!lI]$")
# What recognition makes of rules; a dash is a value, and some of these are a 1 that the picture shows.
_RULE = re.compile(r"[|=_\[\]{}]+")
_LABEL = 4


def lines(page: int, words: Sequence[Word]) -> tuple[Line, ...]:
    """Cluster the words of a scan into lines; words are level there even if their lines rise or fall."""
    placed = geometry.with_boxes(words)
    levelled = [Word(word.text, box) for (word, _), box in zip(placed, _levelled(placed), strict=True)]
    own = dict(zip(map(id, levelled), (word for word, _ in placed), strict=True))
    return tuple(
        Line(page, tuple(Cell(tuple(own.get(id(word), word) for word in cell.words)) for cell in line.cells))
        for line in geometry.lines(page, levelled)
    )


def _levelled(placed: Sequence[geometry.Placed]) -> list[BBox]:
    """Return the box of each word as high as that of the first word of its line: each is level with the one before."""
    rows: list[tuple[BBox, BBox]] = []
    found: dict[int, BBox] = {}
    for at in sorted(range(len(placed)), key=lambda at: (placed[at][1][0], placed[at][1][1])):
        box = placed[at][1]
        beside = [row for row, (_, last) in enumerate(rows) if _is_level(last, box)]
        nearest = min(beside, key=lambda row: abs(geometry.middle(rows[row][1]) - geometry.middle(box)), default=None)
        first = box if nearest is None else rows[nearest][0]
        if nearest is None:
            rows.append((box, box))
        else:
            rows[nearest] = (first, box)
        up = geometry.middle(box) - geometry.middle(first)
        found[at] = (box[0], box[1] - up, box[2], box[3] - up)
    return [found[at] for at in range(len(placed))]


def _is_level(last: BBox, box: BBox) -> bool:
    low, high = sorted((geometry.height(last), geometry.height(box)))
    is_near = abs(geometry.middle(last) - geometry.middle(box)) <= geometry.SAME_LINE * low
    return is_near and high <= geometry.SAME_SIZE * low


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
        yield Cell(tuple(word for word in words if not _RULE.fullmatch(word.text)))


def _is_row_of_numbers(line: Line) -> bool:
    """Return whether many of the cells with one short word are numbers: the others may be numbers as well."""
    alone = [cell.text for cell in line.cells[1:] if len(cell.words) == 1 and not _RULE.fullmatch(cell.text)]
    numbers = sum(number(text.removesuffix("%")) is not None for text in alone)
    return numbers > 0 and 4 * numbers >= len(alone) and all(map(_is_short, alone))


def _is_short(text: str) -> bool:
    """Return whether a text may be a number: words of this length are labels."""
    return len(text) < _LABEL or any(map(str.isdigit, text))


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
