"""The councils of one type and year side by side in one measure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from jobs.report.results import COMPLIANCE, PER_100K, REMEDIES, UPHELD, Result, Results
from jobs.report.words.comparisons import Standing
from lgsco_store.reference.comparability import most_printed

RATES = (UPHELD, PER_100K, COMPLIANCE, REMEDIES)
"""The measure that a letter prints as the average of similar authorities."""


@dataclass(frozen=True)
class Peers:
    """Those whose letters count and print a rate, by slug; ``average`` is what most of the letters print, if any."""

    results: dict[str, Result]
    measure: str
    average: Decimal | None

    @cached_property
    def rates(self) -> dict[str, Decimal]:
        """Return the rates, lowest first."""
        found = ((slug, each.rate(self.measure).number) for slug, each in self.results.items())
        return dict(sorted(((slug, rate) for slug, rate in found if rate is not None), key=lambda pair: pair[1]))

    @cached_property
    def _comparable(self) -> list[Decimal]:
        return [rate for slug, rate in self.rates.items() if not self.results[slug].few(self.measure)]

    def standing(self, slug: str) -> Standing | None:
        """Return the standing among the others with enough cases; None if it has too few itself."""
        if slug not in self.rates or self.results[slug].few(self.measure):
            return None
        own, ordered = self.rates[slug], self._comparable
        lower = bisect_left(ordered, own)
        not_higher = bisect_right(ordered, own)
        return Standing(higher=lower, same=not_higher - lower - 1, lower=len(ordered) - not_higher)


class Groups:
    """The peers of every type, year and rate; authorities without a type have none."""

    def __init__(self, results: Results) -> None:
        self._found: dict[tuple[str, int, str], Peers] = {}
        for year in results.facts.years:
            by_type: dict[str, list[Result]] = defaultdict(list)
            for result in results.year_results(year):
                if result.counts and result.authority.type:
                    by_type[result.authority.type].append(result)
            for kind, members in by_type.items():
                for measure in RATES:
                    self._found[kind, year, measure] = _peers(members, measure)

    def peers(self, kind: str | None, year: int, measure: str) -> Peers:
        """Return the peers of one type, year and rate; nobody if there are none."""
        return self._found.get((kind or "", year, measure)) or Peers({}, measure, None)


def _peers(members: list[Result], measure: str) -> Peers:
    printed = (each.value(f"{measure}_average").number for each in members)
    average = most_printed(Counter(value for value in printed if value is not None))
    return Peers({each.authority.slug: each for each in members}, measure, average)
