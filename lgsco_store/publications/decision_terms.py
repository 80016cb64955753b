"""The words and forms in printed decisions: references, outcomes, categories, dates. Pure.

Source: 54 stored pages of the Ombudsman's decisions of 2017 to 2025.
"""

from __future__ import annotations

import re
from datetime import date

_BETWEEN = r"[\s\u2010-\u2015-]?"
REFERENCE = rf"\d{{2}}{_BETWEEN}\d{{3}}{_BETWEEN}\d{{3}}{_BETWEEN}[a-zA-Z]?(?![\w-])"
"""A pattern of a reference, such as 17 002 402b, including its suffix."""

OUTCOMES = ("Upheld", "Not upheld", "Closed after initial enquiries")
"""The known outcomes, as printed."""

CATEGORIES = (
    *("Adult care services", "Benefits and tax", "Children's care services", "Education"),
    *("Environment and regulation", "Health", "Housing", "Other categories", "Planning", "Transport and highways"),
)
"""The categories of the web site, which differ from the service areas of letters."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_DATE = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s,/-]+(?P<month>[a-z]{3,9})\.?[\s,/-]+(?P<year>\d{4})",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_SLASHED = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")


def reference_key(text: str) -> str | None:
    """Normalise a reference to ``yy nnn nnn`` with its suffix; None for anything else."""
    if not re.fullmatch(REFERENCE, text.strip()):
        return None
    plain = re.sub(_BETWEEN, "", text)
    return f"{plain[:2]} {plain[2:5]} {plain[5:8]}{plain[8:].lower()}"


def printed_date(text: str) -> date | None:
    """Return the day that a text means, as the site prints it; None for anything else, or an impossible day."""
    words = text.strip().rstrip(".")
    found = _DATE.fullmatch(words) or _ISO.fullmatch(words) or _SLASHED.fullmatch(words)
    if found is None:
        return None
    try:
        return date(int(found["year"]), _month(found["month"]), int(found["day"]))
    except ValueError:
        return None


def is_known(text: str, words: tuple[str, ...]) -> bool:
    """Return whether a text is one of the words, ignoring case and apostrophes."""
    return _plain(text) in map(_plain, words)


def _plain(text: str) -> str:
    return text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _month(text: str) -> int:
    """Return the number of a month; 0, which no day has, for another word."""
    if text.isdigit():
        return int(text)
    name = text.lower().removesuffix("t") if text.lower() == "sept" else text.lower()
    names = _MONTHS if name in _MONTHS else _FULL_MONTHS
    return names.index(name) + 1 if name in names else 0
