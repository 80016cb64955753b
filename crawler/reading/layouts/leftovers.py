"""Numbers that nothing explains: report those placed like a statistic, but not those in prose."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.reading.numbers import TELEPHONE, number
from crawler.reading.squeezed_text import TAKEN

# No count begins with a nought.
_OF_NOUGHT = rf"{TELEPHONE}|\b(?<!\d[.,])0\d+\b"
# Years, dates and parts of words contain digits but are not counts; nor are money and paragraph marks.
_NO_COUNT = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+,?\s+\d{4}|[A-Z][a-z]+\s+\d{4}\b|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})\b"
    r"|\b(?:19|20)\d\d\s?[-/\u2013]\s?(?:\d{4}|\d\d)\b|\b(?:19|20)\d\d\b(?!\s?%)"
    r"|[\u00a3$\u20ac]\s?[\d,.]+|[^\W\d_]+-?\d\S*|\b\d[A-Z]{2}\b|\b(?:DX|Box|Section|Page|No\.?)\s\d+"
    rf"|{_OF_NOUGHT}|\S+@\S+|(?:https?:|www\.)\S+",
)
_NUMBERS = re.compile(r"\s*(?:[\d.,]*\d\s?%?[\s\u2013-]*)+")
# A row label does not end with a full stop, and begins with a capital, or with its number.
_AT_AN_EDGE = re.compile(r"[\d.,]*\d\s?%?\b(?![.,]\s).*[^.]|[^a-z].*[\s:(][\d.,]*\d\s?%?\)?:?", re.DOTALL)
_PAGE = re.compile(r"\d{1,3}\s?/\s?\d{1,3}")
_NOTE = re.compile(r"^[ ]*(?P<mark>\d)\s+[A-Z][^\n]*\.$", re.MULTILINE)
_MOST_WORDS = 8
# An axis has at least this many numbers, with the nought.
_FEW_STEPS = 4
# Words that occur only in sentences with statistics, or in the part of one that ends a line.
_OF_STATISTICS = re.compile(
    r"\b(?:compares to an average|based on a total of|in similar (?:authorities|organisations)|upheld decisions?"
    r"|compliance outcomes?|detailed investigations?|satisfactory remed(?:y|ies)|of (?:upheld )?cases|of complaints we"
    r"|per 100,000)\b",
    re.IGNORECASE,
)


def remaining_text(row: str) -> str:
    """Return the rest of a row, without gaps for what was extracted."""
    return " ".join(row.replace(TAKEN, " ").split())


def may_be_statistic(row: str) -> bool:
    """Return whether the rest of a row has a number placed like a statistic.

    Such a number is alone, or first or last beside a few words, or among words of the statistics.
    """
    return any(_is_placed_so(part) for part in row.split(TAKEN) if re.search(r"\d", part))


def is_axis(row: str) -> bool:
    """Return whether a row is the axis of a chart: numbers alone that rise from nought in equal steps."""
    if not row.startswith("0"):
        return False
    found = [number(text.removesuffix("%")) for text in row.split()]
    steps = [step for step in found if step is not None]
    if len(steps) < max(_FEW_STEPS, len(found)) or steps[1] == 0:
        return False
    return all(step == at * steps[1] for at, step in enumerate(steps))


def footnote_marks(text: str) -> frozenset[str]:
    """Return the footnote marks at the end of a text's pages; a mark that belongs also appears once more, alone."""
    return frozenset(note["mark"] for note in _NOTE.finditer(text))


def any_statistic(rows: Iterable[str]) -> bool:
    """Return whether any row has a number placed like a statistic; in a row that continues, it belongs to prose."""
    is_prose = False
    for row in rows:
        if not is_prose and may_be_statistic(row):
            return True
        is_prose = len(row.split()) > _MOST_WORDS and row[-1] not in ".:;!?"
    return False


def _is_placed_so(part: str) -> bool:
    part = re.sub(_OF_NOUGHT, " ", part)
    if _PAGE.fullmatch(part.strip()) or not re.search(r"\d", part):
        return False
    if _NUMBERS.fullmatch(part):
        return True
    counting = _NO_COUNT.sub(" ", part).strip()
    if not re.search(r"\d", counting):
        return False
    is_label = len(counting.split()) <= _MOST_WORDS and _AT_AN_EDGE.fullmatch(counting) is not None
    return is_label or _OF_STATISTICS.search(part) is not None
