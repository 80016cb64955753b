"""Which figures may be compared: years on either side of a break, odd years, and rates of too few cases.

Two kinds of year prevent comparisons: a break is a line, after which the measure is permanently different; an odd year
lies between two years that may be compared with one another. ``series_breaks.csv`` lists them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from lgsco_store.reference.vocabulary import rows

SMALL = 10
"""The minimum number of cases for comparing a rate."""

PEERS = 5
"""The minimum number of others for ranking a council."""


@dataclass(frozen=True, slots=True)
class Break:
    """A line between two letters: the first year after it, its letter in charts, and what changed.

    ``measures`` are those that were redefined, None for all; ``reason`` ends a sentence that begins "From 2022-23".
    """

    year: int
    letter: str
    measures: frozenset[str] | None
    reason: str
    note: str

    def cuts(self, measure: str) -> bool:
        """Return whether a measure is different from here on."""
        return self.measures is None or measure in self.measures


@dataclass(frozen=True, slots=True)
class OddYear:
    """A year that is compared with no other; ``reason`` gives the reason in a clause."""

    year: int
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class Form:
    """A year in which letters changed what they print, without redefining the measures that continue."""

    year: int
    title: str
    text: str


def _of_kind(kind: str) -> list[dict[str, str]]:
    return [row for row in rows("series_breaks.csv") if row["kind"] == kind]


BREAKS = tuple(
    Break(int(row["year"]), row["letter"], frozenset(row["measures"].split()) or None, row["reason"], row["note"])
    for row in _of_kind("break")
)
ODD_YEARS = {int(row["year"]): OddYear(int(row["year"]), row["reason"], row["note"]) for row in _of_kind("odd_year")}
FORMS = tuple(Form(int(row["year"]), row["reason"], row["note"]) for row in _of_kind("form"))


def between(measure: str, earlier: int, later: int) -> list[Break]:
    """Return the breaks of a measure after one year and up to another, oldest first."""
    return [each for each in BREAKS if earlier < each.year <= later and each.cuts(measure)]


def most_printed(averages: Counter[Decimal]) -> Decimal | None:
    """Return the average that more than half of the letters with one print; None if they disagree."""
    if not averages:
        return None
    ((value, times),) = averages.most_common(1)
    return value if 2 * times > averages.total() else None
