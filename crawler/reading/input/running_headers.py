"""Lines that frame every page: page numbers, addresses, telephone numbers, and what runs at the head or foot of pages.

They hold digits that are no figures, and where a page ends they stand between a sentence or a table and its rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

from crawler.reading.input import geometry
from crawler.reading.input.document import Document, Line, Page

_LINE = re.compile(r"page \d+(?: of \d+)?|po box\b.*|(?:t|tel|telephone|phone|f|fax)\b\.?:?[\d\s]+", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S", re.IGNORECASE)
# The share of a page's height, at its top and at its foot, where a number alone is the page's own.
_MARGIN = 0.07
# What may be a figure, or a sentence that two pages happen to end with, never counts as running.
# Where a number may count the pages: below this share of the height, on all pages as high, to this many points.
_FOOT, _SAME_HEIGHT = 0.8, 4.0
_NUMBER = re.compile(r"(\d{1,3})(?: (?:of|/) \d{1,3}|/\d{1,3})?")
_MAY_COUNT = re.compile(r"\d|\bn/?a\b|[.%]$", re.IGNORECASE)
_STAMP = re.compile(r"[^\W\d_]{3}.*\d|\d.*[^\W\d_]{3}")
Stamp: TypeAlias = tuple[str, int, int] | None
# A running head and a page number take two lines at most.
_EDGE_LINES = 2


def without_furniture(document: Document) -> Document:
    """The document without the frames of its pages; a running head or a stamp stays on the first page that has it."""
    heads = _running([page.lines[:_EDGE_LINES] for page in document.pages])
    feet = _running([page.lines[-_EDGE_LINES:] for page in document.pages])
    pages, seen, counted = [], set(feet), _counted(document.pages)
    stamps: set[Stamp] = set()
    later = _stamps(document.pages)
    for page in document.pages:
        lines = tuple(
            line
            for line in page.lines
            if not (_is_frame(page, line, seen) or (stamps and _stamp(line) in stamps) or (counted and line in counted))
        )
        pages.append(replace(page, lines=lines))
        seen |= heads & {_beside_number(line) for line in lines} if heads else set()
        stamps = stamps or later
    return Document(tuple(pages))


def _is_frame(page: Page, line: Line, running: set[str]) -> bool:
    return (
        (bool(running) and _beside_number(line) in running) or _is_furniture(line.text) or _is_page_number(page, line)
    )


def _is_furniture(text: str) -> bool:
    if _LINE.fullmatch(text):
        return True
    # To look for an address at every letter of every line takes longer.
    return ("://" in text or "www." in text.lower()) and _ADDRESS.search(text) is not None


def _beside_number(line: Line) -> str:
    """The text of a line's only cell, or of that beside a page number."""
    cells = [cell.text for cell in line.cells if not _is_furniture(cell.text)]
    return cells[0] if len(cells) == 1 else ""


def _running(edges: Sequence[tuple[Line, ...]]) -> set[str]:
    """What stands at this edge of every page, or of every page but the first, and is no figure."""
    texts = [set(map(_beside_number, edge)) for edge in edges]
    texts = texts[1:] if len(texts) > _EDGE_LINES else texts
    shared = set.intersection(*texts) if len(texts) > 1 else set()
    return {text for text in shared if text and not _MAY_COUNT.search(text)}


def _counted(pages: Sequence[Page]) -> list[Line]:
    """The lines that count the pages, one more on each, at the same height near the foot of all of them."""
    feet = [_foot(page) for page in pages if page.lines]
    found = [foot for foot in feet if foot is not None]
    is_counted = len(found) == len(feet) > 1 and all(
        below[0] == above[0] + 1 and abs(below[1] - above[1]) < _SAME_HEIGHT for above, below in pairwise(found)
    )
    return [line for *_, line in found] if is_counted else []


def _foot(page: Page) -> tuple[int, float, Line] | None:
    """The number at the foot of a page that may be its own, with its height on the page."""
    for line in page.lines[-1:]:
        number, box = _NUMBER.fullmatch(line.text), line.cells[0].box
        if number and box and page.height and box[1] > _FOOT * page.height:
            return int(number[1]), box[1], line
    return None


def _stamps(pages: Sequence[Page]) -> set[Stamp]:
    """What stands at the same place of the edge of every page, its numbers included."""
    edges = [{_stamp(line) for line in page.lines[:_EDGE_LINES] + page.lines[-_EDGE_LINES:]} for page in pages]
    return set.intersection(*edges) - {None} if len(edges) > 1 else set()


def _stamp(line: Line) -> Stamp:
    """A line's only cell with its place, where it holds a digit and letters and can be no rate."""
    box = line.cells[0].box
    is_stamp = len(line.cells) == 1 and box is not None and _STAMP.search(line.text) and "%" not in line.text
    return (line.text, round(box[0]), round(box[1])) if is_stamp and box else None


def _is_page_number(page: Page, line: Line) -> bool:
    """A number alone in the margin; in divided text, the page's own number on its first or last line."""
    if not line.text.isdecimal():
        return False
    box = line.cells[0].box
    if box is None or page.height is None:
        return line.text == str(page.number) and page.number > 1 and line in (page.lines[0], page.lines[-1])
    return not _MARGIN * page.height < geometry.middle(box) % page.height < (1 - _MARGIN) * page.height
