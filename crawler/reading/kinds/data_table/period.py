"""The year of a table, from its title and the name of its sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawler.reading.findings import missing
from lgsco_store.records import Issue

_DASH = "[-/\N{EN DASH}\N{EM DASH}]"
_YEARS = re.compile(rf"(?<![\d/.-])(?P<first>(?:20)?\d\d)\s?{_DASH}\s?(?P<last>(?:20)?\d\d)(?![\d/.-]|\s?{_DASH}\s?\d)")
_END = re.compile(r"\b31(?:st)?[\s/.-](?:mar(?:ch)?|0?3)[\s/.-](?P<year>(?:20)?\d\d)\b", re.IGNORECASE)
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


def _whole(digits: str) -> int:
    return int(digits) if int(digits) >= _CENTURY else _FIRST + int(digits)
