"""Recognise lines that repeat on every page: page numbers, addresses, telephone numbers, running headers and footers.

They contain digits that are not figures, and at the end of a page they interrupt a sentence or a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from crawler.reading.input import geometry
from crawler.reading.input.document import Cell, Document, Line, Page
from crawler.reading.numbers import TELEPHONE

_LINE = re.compile(r"page \d+(?: of \d+)?|po box\b.*|(?:t|tel|telephone|phone|f|fax)\b\.?:?[\d\s]+", re.IGNORECASE)
_CONTACT = re.compile(TELEPHONE + r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_HOUSE = re.compile(r"\b\d+[a-z]?(?:[-\u2013]\d+)?(?= [A-Z][a-z])|\bBox \d+")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S", re.IGNORECASE)
# The share of a page's height, at its top and at its foot, in which a number alone is the page number.
_MARGIN = 0.07
# A page number is below this share of the height, and equally far above the foot of all pages, to this many points.
_FOOT, _SAME_HEIGHT = 0.8, 4.0
_NUMBER = re.compile(r"(?P<number>\d{1,3})(?:(?: (?:of|/) |/)(?P<pages>\d{1,3}))?")
# Text that may be a figure, or a sentence that happens to end two pages, never counts as running.
_MAY_COUNT = re.compile(r"\d|\bn/?a\b|[.%]$", re.IGNORECASE)
_STAMP = re.compile(r"[^\W\d_]{3}.*\d|\d.*[^\W\d_]{3}")
Stamp: TypeAlias = tuple[str, int, int] | None
# A running header and a page number take two lines at most.
_EDGE_LINES = 2


def without_running_headers(document: Document) -> Document:
    """Return the document without repeated lines; a header or a stamp stays on the first page that has it."""
    heads = _running([page.lines[:_EDGE_LINES] for page in document.pages])
    feet = _running([page.lines[-_EDGE_LINES:] for page in document.pages])
    pages, seen, counted = [], set(feet), _counted(document.pages)
    stamps: set[Stamp] = set()
    later = _stamps(document.pages)
    for page in document.pages:
        lines = tuple(
            kept
            for line in page.lines
            if not _is_repeated(page, line, seen, len(document.pages))
            and (kept := _uncounted(line, counted)).cells
            and not all(_is_header_text(cell.text) or (stamps and _stamp(cell) in stamps) for cell in kept.cells)
        )
        pages.append(replace(page, lines=lines))
        seen |= heads & {_beside_number(line) for line in lines} if heads else set()
        stamps = stamps or later
    return Document(tuple(pages))


def _uncounted(line: Line, counted: Sequence[Cell]) -> Line:
    """Return a line without the cells that count the pages: nearly always the same line."""
    if not any(cell in counted for cell in line.cells):
        return line
    return replace(line, cells=tuple(cell for cell in line.cells if cell not in counted))


def _is_repeated(page: Page, line: Line, running: set[str], pages: int) -> bool:
    return (
        (bool(running) and _beside_number(line) in running)
        or _is_header_text(line.text)
        or _is_page_number(page, line)
        or _is_contact(page, line, pages)
    )


def _is_contact(page: Page, line: Line, pages: int) -> bool:
    """Return whether a line at the edge of a page has a telephone number or a postcode, and no number of another kind.

    The numbers of houses and pages belong there.
    """
    rest, count = _CONTACT.subn(" ", line.text)
    is_at_edge = count > 0 and line in (*page.lines[:_EDGE_LINES], *page.lines[-_EDGE_LINES:])
    return is_at_edge and set(re.findall(r"\d+", _HOUSE.sub(" ", rest))) <= {str(page.number), str(pages)}


def _is_header_text(text: str) -> bool:
    if _LINE.fullmatch(text):
        return True
    # Looking for an address at every letter of every line takes longer.
    return ("://" in text or "www." in text.lower()) and _ADDRESS.search(text) is not None


def _beside_number(line: Line) -> str:
    """Return the text of a line's only cell, or of the cell beside a page number."""
    cells = [cell.text for cell in line.cells if not _is_header_text(cell.text)]
    return cells[0] if len(cells) == 1 else ""


def _running(edges: Sequence[tuple[Line, ...]]) -> set[str]:
    """Return the texts at this edge of every page, or of every page but the first, that cannot be figures."""
    texts = [set(map(_beside_number, edge)) for edge in edges]
    texts = texts[1:] if len(texts) > _EDGE_LINES else texts
    shared = set.intersection(*texts) if len(texts) > 1 else set()
    return {text for text in shared if text and not _MAY_COUNT.search(text)}


class _Foot(NamedTuple):
    """The number at the foot of a page, the number of pages if it says that too, and its distance from the foot."""

    number: int
    pages: int | None
    distance: float
    cell: Cell


def _counted(pages: Sequence[Page]) -> list[Cell]:
    """Return the cells that count the pages, up by one on each, near the foot of all of them.

    They are equally far above the foot, for some pages may be upright and others lie on their sides, or also say how
    many pages there are.
    """
    feet = [_foot(page) for page in pages if page.lines]
    found = [foot for foot in feet if foot is not None]
    is_whole = all(foot.pages == len(pages) for foot in found)
    is_counted = len(found) == len(feet) > 1 and all(
        below.number == above.number + 1 and (is_whole or abs(below.distance - above.distance) < _SAME_HEIGHT)
        for above, below in pairwise(found)
    )
    return [foot.cell for foot in found] if is_counted else []


def _foot(page: Page) -> _Foot | None:
    """Return what may be the page number of a page."""
    for cell in page.lines[-1].cells:
        number, box = _NUMBER.fullmatch(cell.text), cell.box
        if number and box and page.height and box[1] > _FOOT * page.height:
            pages = int(number["pages"]) if number["pages"] else None
            return _Foot(int(number["number"]), pages, page.height - box[1], cell)
    return None


def _stamps(pages: Sequence[Page]) -> set[Stamp]:
    """Return the stamps: cells in the same place at the edge of every page, including their numbers."""
    edges = [
        {_stamp(cell) for line in (*page.lines[:_EDGE_LINES], *page.lines[-_EDGE_LINES:]) for cell in line.cells}
        for page in pages
    ]
    return set.intersection(*edges) - {None} if len(edges) > 1 else set()


def _stamp(cell: Cell) -> Stamp:
    """Return a cell with its place, if it contains a digit and letters and cannot be a rate."""
    box = cell.box
    is_stamp = box is not None and _STAMP.search(cell.text) and "%" not in cell.text
    return (cell.text, round(box[0]), round(box[1])) if is_stamp and box else None


def _is_page_number(page: Page, line: Line) -> bool:
    """Return whether a line is a number alone in the margin, or in paginated text the page number on an outer line."""
    if not line.text.isdecimal():
        return False
    box = line.cells[0].box
    if box is None or page.height is None:
        return line.text == str(page.number) and page.number > 1 and line in (page.lines[0], page.lines[-1])
    return not _MARGIN * page.height < geometry.middle(box) % page.height < (1 - _MARGIN) * page.height
