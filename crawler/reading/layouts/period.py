"""Find the period that a letter reports on: from its statistics, its prose, or its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from crawler.reading.squeezed_text import Squeezed, squeezed
from crawler.reading.wording import Phrase
from lgsco_store.records import Issue, Severity

_LONG = r"\d{1,2} [^\d\0]{3,14}? \d{4}"
_BETWEEN = Phrase(rf"between (?P<first>{_LONG}) (?:to|and) (?P<last>{_LONG})")
_PERIOD_ENDING = Phrase(
    r"for the period ending[:\s\u2010-\u2015\u2212-]{0,3}(?P<last>\d{2}/\d{2}/(?:\d{4}|\d{2}))(?!\d)"
)
_YEAR_ENDING = Phrase(rf"year end(?:ed|ing) (?P<last>{_LONG})")
_SECTION = Phrase(r"^(?P<section>section 1: complaints about [^\0]{3,90}?\d{4}/\d{2})")
_TITLE_YEAR = re.compile(r"(\d{4})(?:\s?[-/\u2013]\s?(\d{2,4}))?$")


@dataclass(frozen=True, slots=True)
class Period:
    """The first and last day of the period that a letter reports on."""

    start: date
    end: date


def period(statistics: str, prose: str, title: str | None) -> tuple[Period | None, list[Issue]]:
    """Return the period from the statistics, else the prose, else the title, with an error if they disagree.

    In that case the letter's own words decide: the page behind it may be that of another year.
    """
    printed, named = list(_printed(statistics)), named_periods(prose, title)
    found = (*printed, *named)
    if not found:
        return None, []
    years = sorted({period.end.year for period in found})
    if len(years) == 1:
        return found[0], []
    message = f"The letter names periods that end in different years: {', '.join(map(str, years))}."
    return (named or printed)[0], [Issue("period_differs", Severity.ERROR, message)]


@lru_cache(maxsize=16)
def named_periods(prose: str, title: str | None) -> tuple[Period, ...]:
    """Return the periods that the letter's own words name: its prose, and its title; both are asked about twice."""
    return (*list(_year_ending(prose))[:1], *_sections(Squeezed.of(prose)), *_titled(title))


def _printed(text: str) -> Iterator[Period]:
    """Yield the periods that statistics are about, by their heads and sentences."""
    letters = Squeezed.of(text)
    for found in _BETWEEN.finditer(letters):
        first, last = _day(found.groups["first"]), _day(found.groups["last"])
        if first and last:
            yield Period(first, last)
    for found in _PERIOD_ENDING.finditer(letters):
        day, month, year = str(found.groups["last"]).split("/")
        last = _day(f"{day} {month} {year[-2:]}", "%d %m %y")
        if last:
            yield _year_to(last)


def _sections(letters: Squeezed) -> Iterator[Period]:
    """Return the year in the heading of a review's first section, which is above its signature."""
    for found in _SECTION.finditer(letters):
        yield from _titled(found.groups["section"])


def _year_ending(text: str) -> Iterator[Period]:
    for found in _YEAR_ENDING.finditer(text):
        last = _day(found.groups["last"])
        if last:
            yield _year_to(last)


def _titled(title: str | None) -> Iterator[Period]:
    """Return the year ending on 31 March 2020 for both ``2020`` and ``2019-20``."""
    found = _TITLE_YEAR.search(title or "")
    if found:
        first, second = found.groups()
        year = int(first) if second is None else int(first[: -len(second)] + second)
        yield _year_to(date(year, 3, 31))


def _year_to(end: date) -> Period:
    return Period(date(end.year - 1, 4, 1), end)


@lru_cache(maxsize=256)
def _day(text: str | None, form: str = "%d%B%Y") -> date | None:
    """Return a day; spaces that a producer adds or removes make no difference."""
    plain = text if text is None or "%B" not in form else squeezed(text)
    try:
        return datetime.strptime(plain, form).date() if plain else None  # noqa: DTZ007
    except ValueError:
        return None
