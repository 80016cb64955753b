"""How to read the figures: where comparisons stop, the words for missing numbers, how averages are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from jobs.report.charts.timeline import Row, timeline
from jobs.report.results import COMPLIANCE, PER_100K, REMEDIES, UPHELD
from jobs.report.words.numbers import period
from lgsco_store.reference.comparability import BREAKS, ODD_YEARS
from lgsco_store.reference.vocabulary import measures

_ROWS = (
    ("Complaints received, by service area", "complaints_received"),
    ("Decisions, by outcome", "complaints_decided"),
    ("Uphold rate", UPHELD),
    ("Upheld and investigated, numbers", "upheld_decisions"),
    ("Upheld per 100,000 residents", PER_100K),
    ("Compliance with recommendations", COMPLIANCE),
    ("Satisfactory remedies", REMEDIES),
    ("Complaints dealt with (overview)", "complaints_dealt_with"),
)
_RENAMED = 2013
"""From this year on the service areas have other names and boundaries."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """Which years of a measure may be compared, yes or no, and why not."""

    measure: str
    years: str
    allowed: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """The chart of what letters print, and the table of what may be compared."""

    chart: Markup
    allowed: list[Allowed]


def reading_page(newest: int) -> ReadingPage:
    """Return the page; ``newest`` is the last letter year of the chart."""
    rows = [Row(label, measure, _spans(measure, newest)) for label, measure in _ROWS]
    rows = [row for row in rows if row.spans]
    first = min(row.spans[0][0] for row in rows)
    title = "What the letters print, and where comparisons stop"
    return ReadingPage(timeline("printed", title, rows, first, newest), list(_allowed(newest)))


def _spans(measure: str, newest: int) -> tuple[tuple[int, int], ...]:
    row = measures()[measure]
    first, last = row.first_year, min(row.last_year or newest, newest)
    if first > last:
        return ()
    if measure == "complaints_received" and last >= _RENAMED:
        return (first, _RENAMED - 1), (_RENAMED, last)
    return ((first, last),)


def _allowed(newest: int) -> Iterator[Allowed]:
    """Determine which years may be compared, from the breaks and the vocabulary."""
    for label, measure in (*_ROWS[2:3], *_ROWS[4:7]):
        first = measures()[measure].first_year
        cuts = [each for each in BREAKS if each.cuts(measure) and first < each.year <= newest]
        start = first
        for each in cuts:
            yield Allowed(label, _from_to(start, each.year - 1), "yes", _odd(start, each.year - 1))
            yield Allowed(label, f"{period(each.year - 1)} with {period(each.year)}", "no", each.letter)
            start = each.year
        yield Allowed(label, f"{period(start)} to now", "yes", _odd(start, newest))
    yield Allowed("Complaints received", "2012-13 with 2013-14", "no", "A")
    yield Allowed("Complaints received with dealt with", "any", "no", "other counts")


def _from_to(first: int, last: int) -> str:
    return f"{period(first)} to {period(last)}"


def _odd(first: int, last: int) -> str:
    years = [period(year) for year in ODD_YEARS if first <= year <= last]
    return f"without {years[0]}" if years else ""
