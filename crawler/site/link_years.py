"""The year that a link names: 2024 for "2023-24", "2023 to 2024" and "Annual letter 2024". Pure functions of text."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.site.file_dates import without_file_dates

# Every dash that a keyboard, an editor or a typesetter puts between two years, and the words for one.
_DASHES = (
    "-/_&+\N{SOFT HYPHEN}\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}\N{SMALL EM DASH}"
    "\N{SMALL HYPHEN-MINUS}\N{FULLWIDTH HYPHEN-MINUS}"
)
_BETWEEN = rf"\s*(?:[{_DASHES}]|\bto\b|\band\b|\buntil\b)\s*"
_CENTURY = "(?:19|20)"
# In a file name, two consecutive years are separated by a blank only.
_PAIR = re.compile(rf"(?<!\d)({_CENTURY}\d\d)\s+({_CENTURY}\d\d)(?!\d)")
_PERIOD = re.compile(rf"(?<!\d)({_CENTURY}\d\d){_BETWEEN}({_CENTURY}\d\d|\d\d?)(?!\d)", re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SPELT_PERIOD = re.compile(
    rf"(?<!\d)({_CENTURY}\d\d){_BETWEEN}(?:\d\d?(?:st|nd|rd|th)?\s+)?(?:{_MONTHS})\s+({_CENTURY}\d\d)(?!\d)",
    re.IGNORECASE,
)
# "2023 24" and "2023.24" may be a period or a year beside a number: neither year is certain.
_UNSURE = re.compile(rf"(?<!\d)({_CENTURY}\d\d)[\s.,:'\N{{RIGHT SINGLE QUOTATION MARK}}]{{1,2}}(\d\d)(?!\d)")
_SHORT_PERIOD = re.compile(rf"(?<!\d)(?<!\d[-/.])(\d\d){_BETWEEN}(\d\d)(?![-/.]?\d)", re.IGNORECASE)
_YEAR = re.compile(rf"(?<!\d)({_CENTURY}\d\d)(?!\d)")
# A date names its year, and its month is not the end of a period.
_DATE = re.compile(
    rf"(?<!\d)({_CENTURY}\d\d)([-/.])[01]\d\2[0-3]\d(?!\d)|(?<!\d)[0-3]?\d([-/.])[01]?\d\3({_CENTURY}\d\d)(?!\d)"
)
_SIZE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:[km]i?b|bytes)\b", re.IGNORECASE)
_FOLDER = re.compile(r"/councilperformance/(\d{4})/", re.IGNORECASE)


def year_of(text: str) -> int | None:
    """Return the year in which the period that a text names ends; None if it names none, or more than one.

    A span of several years, such as "2019-2024", does not identify one letter, nor does the date of its file.
    """
    plain = without_file_dates(_SIZE.sub(" ", text))
    plain = _DATE.sub(lambda date: f" {date[1] or date[4]} ", plain)
    plain = _SPELT_PERIOD.sub(r"\1-\2", plain)
    plain = _UNSURE.sub(lambda pair: " " if _follows(pair[1], pair[2]) else pair[0], plain)
    periods = {_end(start, end) for start, end in _PERIOD.findall(plain) if _is_period(start, end)}
    periods |= {int(end) for start, end in _PAIR.findall(plain) if _follows(start, end)}
    years = {int(year) for year in _YEAR.findall(plain)}
    short = {2000 + int(end) for start, end in _SHORT_PERIOD.findall(plain) if _follows(start, end)}
    named = periods or years or short
    return named.pop() if len(named) == 1 else None


def dates_a_file(text: str) -> bool:
    """Return whether the only year that a text names is that in which a file was published or changed."""
    return year_of(text) is None and without_file_dates(text) != text


def year_in(address: str) -> int | None:
    """Return the year in a letter's address: its folder of council performance, its file's name or a parameter.

    IDs are never used: those are numbers too.
    """
    parts = urlsplit(address)
    folder = _FOLDER.search(parts.path)
    if folder:
        return int(folder[1])
    named = [value for name, value in parse_qsl(parts.query) if "year" in name.lower()]
    return year_of(unquote(parts.path.rpartition("/")[2])) or year_of(" ".join(named))


def _is_period(start: str, end: str) -> bool:
    """Return whether two numbers are meant as a period: a single digit that does not fit counts copies of a file."""
    return len(end) > 1 or _follows(start, end)


def _end(start: str, end: str) -> int | None:
    return int(start) + 1 if _follows(start, end) else None


def _follows(start: str, end: str) -> bool:
    return f"{int(start) + 1}".endswith(end)
