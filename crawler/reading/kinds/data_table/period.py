"""The year of a table, from its title and the name of its sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawler.reading.findings import missing
from lgsco_store.records import Issue

_DASH = "[-/\N{EN DASH}\N{EM DASH}]"
_YEARS = re.compile(rf"(?<![\d/.-])(?P<first>(?:20)?\d\d)\s?{_DASH}\s?(?P<last>(?:20)?\d\d)(?![\d/.-]|\s?{_DASH}\s?\d)")
_END = re.compile(r"\b31(?:st)?[\s/.-](?:mar(?:ch)?|0?3)[\s/.-](?P<year>(?:20)?\d\d)\b", re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}\b(?:\s+(?:20)?\d\d\b)?)"
_UNTIL = rf"\s*(?:{_DASH}|to|until)\s*"
_TO = rf"\s*(?:{_DASH}|to|until|and|&)\s*"
# The day on which a file was made says nothing of its figures, nor does a date that stands alone.
_MADE = re.compile(
    r"\b(?:as (?:at|of|on)|(?:published|updated|extracted|revised|issued|released|produced|created|generated|prepared"
    rf"|downloaded|correct|dated?|taken|run)(?: on| at| in| as at)?:?)\s+{_DAY}|(?<!.){_DAY}(?!.)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"\b(?:0?1(?:st)?\s+)?apr(?:il)?\b\s*(?:(?P<first>(?:20)?\d\d)\b)?{_TO}(?:31(?:st)?\s+)?mar(?:ch)?\b"
    r"\s*(?P<last>(?:20)?\d\d)\b"
    r"|(?:\b31(?:st)?\s+|\byear (?:ended|ending|to)\s+)mar(?:ch)?\s+(?:20)?\d\d\b|\b(?:12|twelve) months\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    rf"\b(?:20)?\d\d\s?[-/\N{{EN DASH}}]\s?(?:20)?\d\d{_UNTIL}(?:20)?\d\d\s?[-/\N{{EN DASH}}]\s?(?:20)?\d\d\b"
    r"|\b(?:two|three|four|five|six|seven|ten|\d+|several|all)[- ]years?\b|\bcumulative\b|\brolling\b"
    r"|\bsince (?:(?:1 )?april )?20\d\d\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:quarter\w*|q\s?[1-4]|h[12]|half(?:[- ]?year\w*)?|months?|monthly|weeks?|weekly|(?:year|month)[- ]to[- ]date"
    rf"|\d\d?/\d\d?/\d{{2,4}}{_TO}|{_TO}\d\d?/\d\d?/\d{{2,4}}"
    rf"|ytd|to date|so far|interim|calendar years?)\b|\b{_MONTH}\b(?=\s*(?:(?:20)?\d\d\b|$|{_DASH}|to\b|and\b|&))",
    re.IGNORECASE,
)
_FIRST_DAY = re.compile(r"\b0?1/0?4/((?:20)?\d\d)\b")
_LAST_DAY = re.compile(r"\b31/0?3/((?:20)?\d\d)\b")
_PREVIOUS = re.compile(
    r"\b(?:previous|prior|last|preceding|earlier) years?\b(?!['\N{RIGHT SINGLE QUOTATION MARK}]s)", re.IGNORECASE
)
_CENTURY = 100
_FIRST = 2000


def year(titles: Iterable[str], sheet: str | None) -> tuple[int | None, list[Issue]]:
    """Return the year in which the period of a table ends, on 31 March; None, with an issue, if it is not certain."""
    found = {each for text in (*titles, sheet or "") for each in years(text)}
    if len(found) == 1:
        return found.pop(), []
    if not found:
        return None, [missing("year_missing", "Neither title nor sheet says which year the table is about.")]
    words = ", ".join(map(str, sorted(found)))
    return None, [missing("year_unclear", f"Title and sheet name years that end in {words}: none was taken.")]


def years(text: str) -> Iterator[int]:
    """Yield the end of each year to 31 March that a text names: ``2024-25``, ``24/25``, ``31 March 2025``."""
    for found in _YEARS.finditer(text):
        first, last = _whole(found["first"]), _whole(found["last"])
        if last == first + 1:
            yield last
    for found in _END.finditer(text):
        yield _whole(found["year"])


def other_than_a_year(text: str) -> str | None:
    """Return what a title says of the period of its figures if it is not one year to 31 March; None if it does not."""
    words = _MADE.sub(" ", _LAST_DAY.sub(r"31 March \1", _FIRST_DAY.sub(r"1 April \1", text)))
    spans = [found for found in _WHOLE.finditer(words) if found["first"]]
    if _SEVERAL.search(words) or any(_whole(found["last"]) != _whole(found["first"]) + 1 for found in spans):
        return "of several years"
    if _PART.search(_WHOLE.sub(" ", words)):
        return "of a part of a year"
    return "of another year, which it does not name" if _PREVIOUS.search(words) else None


def _whole(digits: str) -> int:
    return int(digits) if int(digits) >= _CENTURY else _FIRST + int(digits)
