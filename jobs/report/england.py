"""England in the letters of one year: totals calculated here, and the councils that stand out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jobs.report.peers import Groups
from jobs.report.results import COMPLIANCE, REMEDIES, UPHELD, Result, Results, is_printed, last_year
from jobs.report.words import england
from jobs.report.words.numbers import period, rounded
from lgsco_store.reference.comparability import ODD_YEARS, between

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Totals:
    """All upheld decisions of all investigations, from the letters that print both; for a year and one type or all."""

    investigated: int
    upheld: int
    letters: int

    @property
    def rate(self) -> int | None:
        """Return the share of upheld in whole per cent; None without an investigation."""
        return rounded(self.upheld, self.investigated) if self.investigated else None


@dataclass(frozen=True, slots=True)
class Move:
    """A council whose rate changed, with the old and the new rate."""

    result: Result
    before: Decimal
    now: Decimal


def newest_full(results: Results) -> int:
    """Return the newest year for which at least half of the expected letters have been read; else the newest of all.

    An archive without letters has the year of its last run.
    """
    years = results.facts.years or [results.facts.last_run.finished_at.year]
    full = (year for year in years if 2 * len(read(results, year)) >= len(expected(results, year)))
    return next(full, years[0])


def expected(results: Results, year: int) -> list[Result]:
    """Return the results of a year from which a letter is expected: of councils that existed."""
    return [each for each in results.year_results(year) if year <= (last_year(each.authority) or year)]


def read(results: Results, year: int) -> list[Result]:
    """Return the results whose letters were read and count."""
    return [each for each in results.year_results(year) if each.counts and each.values]


def totals(found: Iterable[Result]) -> Totals:
    """Add up results; leave out those that do not print both numbers."""
    both = [(each.investigated, each.upheld) for each in found]
    pairs = [(investigated, upheld) for investigated, upheld in both if investigated is not None and upheld is not None]
    return Totals(sum(investigated for investigated, _ in pairs), sum(upheld for _, upheld in pairs), len(pairs))


def paragraph(results: Results, year: int) -> list[str]:
    """Return the paragraph about England in a year."""
    letters = read(results, year)
    total = totals(letters)
    sentences = [england.totals(year, total.investigated, total.upheld, total.letters, len(expected(results, year)))]
    rates = [each.rate(COMPLIANCE).number for each in letters]
    due = [rate for rate in rates if rate is not None]
    sentences.append(england.compliance(sum(rate < 100 for rate in due), len(due)))  # noqa: PLR2004 -- per cent
    share = _remedied(letters)
    if share is not None and is_printed(REMEDIES, year):
        sentences.append(england.remedies(share))
    return [sentence for sentence in sentences if sentence]


def _remedied(letters: list[Result]) -> int | None:
    pairs = [(each.number("satisfactory_remedy_decisions"), each.upheld) for each in letters]
    known = [(offered, upheld) for offered, upheld in pairs if offered is not None and upheld is not None]
    upheld = sum(of for _, of in known)
    return rounded(sum(offered for offered, _ in known), upheld) if upheld else None


def lowest_compliance(results: Results, year: int) -> tuple[list[Result], int, int]:
    """Return the lowest rates below 100% on enough cases, and how many councils are below, also on few cases."""
    below = [each for each in read(results, year) if _below(each)]
    enough = [each for each in below if not each.few(COMPLIANCE)]
    ordered = sorted(enough, key=lambda each: (each.rate(COMPLIANCE).number, each.authority.short))
    return ordered[:_SHOWN], len(below), len(below) - len(enough)


def _below(result: Result) -> bool:
    rate = result.rate(COMPLIANCE).number
    return rate is not None and rate < 100  # noqa: PLR2004 -- per cent


def why_no_moves(measure: str, year: int) -> str:
    """Say why changes since the year before cannot be shown; nothing if they can."""
    crossed = between(measure, year - 1, year)
    if crossed:
        return f"From {period(crossed[-1].year)} {crossed[-1].reason}: no change is shown."
    odd = next((ODD_YEARS[each] for each in (year - 1, year) if each in ODD_YEARS), None)
    return f"{period(odd.year)} is an odd year ({odd.reason}): no change is shown." if odd else ""


def moves(results: Results, year: int, measure: str) -> list[Move]:
    """Return the largest changes since the year before, on at least ten cases in both, the largest fall first."""
    if why_no_moves(measure, year):
        return []
    found = [move for each in read(results, year) if (move := _move(results, each, measure))]
    largest = sorted(found, key=lambda move: (-abs(move.now - move.before), move.result.authority.short))[:_SHOWN]
    return sorted(largest, key=lambda move: (move.now - move.before, move.result.authority.short))


def _move(results: Results, now: Result, measure: str) -> Move | None:
    before = results.result(now.authority.slug, now.year - 1)
    old, new = before.rate(measure).number, now.rate(measure).number
    if not before.counts or old is None or new is None or old == new or before.few(measure) or now.few(measure):
        return None
    return Move(now, old, new)


@dataclass(frozen=True, slots=True)
class TypeRate:
    """A type of council: the average that its letters print, and the rate that its letters add up to."""

    kind: str
    average: Decimal
    pooled: int | None


def by_type(results: Results, groups: Groups, year: int, kinds: list[str]) -> list[TypeRate]:
    """Return the uphold rates of types whose letters print an average."""
    found = []
    for kind in kinds:
        average = groups.peers(kind, year, UPHELD).average
        if average is not None:
            own = [each for each in read(results, year) if each.authority.type == kind]
            found.append(TypeRate(kind, average, totals(own).rate))
    return found
