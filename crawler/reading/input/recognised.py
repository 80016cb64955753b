"""Put the numbers that a scan's picture certainly shows in the place of the words that recognition made of them.

The text does not confirm such a number, and so it is a figure only if sums prove it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.reading.input.document import Cell, Document, Line, Page, Word
from crawler.reading.numbers import number
from lgsco_store.records import BBox

# A word with one of these was recognised as a number, or as a part of one.
_OF_NUMBER = re.compile(r"[\d%]")
# What recognition makes of the rules between numbers; a dash is a value.
_RULE = re.compile(r"[|=_\[\]{}]+")


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
