"""The text around service improvements on their page, which is no part of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.reading.kinds.list_marks import without_mark

# The sentence above the improvements, links to more of them, a filter, page numbers.
AROUND = re.compile(
    r"since \w+ \d{4},? .{0,60}\bagreed to make\b.*|find out more.*|(?:view|see|show) (?:all|more)\b.{0,60}|\?"
    r"|(?:page )?\d{1,3}(?: of \d{1,3})?|next|previous|first|last|filter.{0,30}|apply|search|go|reset|year"
    r"|sort by.{0,30}"
    r"|(?:showing )?\d+ (?:results?|improvements?)",
    re.IGNORECASE | re.DOTALL,
)
NONE = re.compile(
    r"(?:there (?:are|have been|were) )?no (?:service )?improvements?\b.{0,120}|none\W?", re.IGNORECASE | re.DOTALL
)


def without_around(cells: Iterable[str]) -> list[str]:
    """Return texts without the marks before them, and without those that are no part of an improvement."""
    unmarked = map(without_mark, cells)
    return [cell for cell in unmarked if cell and not (AROUND.fullmatch(cell) or NONE.fullmatch(cell))]
