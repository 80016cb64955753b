"""Which period a letter reports on: its statistics say so, its prose says so, its title says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from lgsco_store.records import Issue, Severity

_LONG = r"\d{1,2}\s+[A-Z][a-z]+\s+\d{4}"
_BETWEEN = re.compile(rf"\bbetween\s+({_LONG})\s+(?:to|and)\s+({_LONG})", re.IGNORECASE)
_PERIOD_ENDING = re.compile(
    r"\bfor\s+the\s+period\s+ending\s?[:\u2013-]?\s+(\d{2})/(\d{2})/(\d{4}|\d{2})\b", re.IGNORECASE
)
_YEAR_ENDING = re.compile(rf"\byear\s+end(?:ed|ing)\s+({_LONG})", re.IGNORECASE)
_SECTION = re.compile(r"^Section 1: Complaints about .+ \d{4}/\d{2}$", re.IGNORECASE | re.MULTILINE)
_TITLE_YEAR = re.compile(r"(\d{4})(?:\s?[-/\u2013]\s?(\d{2,4}))?$")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of the period that a letter reports on."""

    start: date
    end: date


def period(statistics: str, prose: str, title: str | None) -> tuple[Period | None, list[Issue]]:
    """The period that the statistics print, else the prose, else the title; an error where they disagree."""
    found = [*_printed(statistics), *list(_year_ending(prose))[:1], *_titled(title)]
    if not found:
        return None, []
    years = sorted({period.end.year for period in found})
    if len(years) == 1:
        return found[0], []
    message = f"The letter names periods that end in different years: {', '.join(map(str, years))}."
    return found[0], [Issue("period_differs", Severity.ERROR, message)]


def _printed(text: str) -> Iterator[Period]:
    for start, end in _BETWEEN.findall(text):
        first, last = _day(start), _day(end)
        if first and last:
            yield Period(first, last)
    for section in _SECTION.findall(text):
        yield from _titled(section)
    for day, month, year in _PERIOD_ENDING.findall(text):
        last = _day(f"{day} {month} {year[-2:]}", "%d %m %y")
        if last:
            yield _year_to(last)


def _year_ending(text: str) -> Iterator[Period]:
    for end in _YEAR_ENDING.findall(text):
        last = _day(end)
        if last:
            yield _year_to(last)


def _titled(title: str | None) -> Iterator[Period]:
    """``2020`` and ``2019-20`` both name the year to 31 March 2020."""
    found = _TITLE_YEAR.search(title or "")
    if found:
        first, second = found.groups()
        year = int(first) if second is None else int(first[: -len(second)] + second)
        yield _year_to(date(year, 3, 31))


def _year_to(end: date) -> Period:
    return Period(date(end.year - 1, 4, 1), end)


@lru_cache(maxsize=256)
def _day(text: str, form: str = "%d %B %Y") -> date | None:
    try:
        return datetime.strptime(" ".join(text.split()), form).date()  # noqa: DTZ007
    except ValueError:
        return None
