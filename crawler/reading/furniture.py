"""Lines that frame every page and hold digits that are no figures: page numbers, addresses, telephone numbers."""

from __future__ import annotations

import re

from crawler.reading import geometry
from crawler.reading.document import Document, Line, Page

_LINE = re.compile(
    r"page \d+(?: of \d+)?|po box\b.*|.*\b(?:https?://|www\.)\S+.*|(?:t|tel|telephone|phone|f|fax)\b\.?:?[\d\s]+",
    re.IGNORECASE,
)
# The share of a page's height, at its top and at its foot, where a number alone is the page's own.
_MARGIN = 0.07


def without_furniture(document: Document, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines that are more than the frame of their page."""
    numbers = {id(line) for page in document.pages for line in page.lines if _is_page_number(page, line)}
    return tuple(line for line in lines if id(line) not in numbers and not _LINE.fullmatch(line.text))


def _is_page_number(page: Page, line: Line) -> bool:
    """A number alone in the margin; in divided text, the page's own number on its first or last line."""
    if not line.text.isdecimal():
        return False
    box = line.cells[0].box
    if box is None or page.height is None:
        return line.text == str(page.number) and page.number > 1 and line in (page.lines[0], page.lines[-1])
    return not _MARGIN * page.height < geometry.middle(box) < (1 - _MARGIN) * page.height
