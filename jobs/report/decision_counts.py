"""Decisions about a council, counted by category and outcome, never across the break in upheld decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from jobs.report.publications import Count
from jobs.report.results import UPHELD
from jobs.report.words import publications as words
from lgsco_store.publications.decision_terms import OUTCOMES
from lgsco_store.reference.comparability import BREAKS


@dataclass(frozen=True, slots=True)
class CountTable:
    """Decisions by category and outcome, of years that may be added up: each row ends with its total."""

    title: str
    heads: list[str]
    rows: list[tuple[str, list[int]]]


def count_tables(counts: list[Count]) -> list[CountTable]:
    """Return the counts in one table for each side of the break in upheld decisions, and one of unknown days."""
    since = max(each.year for each in BREAKS if each.cuts(UPHELD))
    parts: list[tuple[str, Callable[[int | None], bool]]] = [
        (f"made since April {since - 1}", lambda year: year is not None and year >= since),
        (f"made before April {since - 1}", lambda year: year is not None and year < since),
        (f"with a date that is {words.NOT_KNOWN}", lambda year: year is None),
    ]
    found = ((title, [each for each in counts if belongs(each.year)]) for title, belongs in parts)
    return [_table(title, part) for title, part in found if part]


def _table(title: str, counts: list[Count]) -> CountTable:
    outcomes = sorted({each.outcome for each in counts}, key=_order)
    by_category: dict[str, list[Count]] = defaultdict(list)
    for each in sorted(counts, key=lambda each: (each.category is None, each.category or "")):
        by_category[each.category or f"Category {words.NOT_KNOWN}"].append(each)
    rows = [(category, _numbers(part, outcomes)) for category, part in by_category.items()]
    heads = [*(each or f"Outcome {words.NOT_KNOWN}" for each in outcomes), "All"]
    return CountTable(
        title, heads, [*rows, *([("All categories", _numbers(counts, outcomes))] if len(rows) > 1 else [])]
    )


def _numbers(counts: list[Count], outcomes: list[str | None]) -> list[int]:
    of_outcomes = [sum(each.decisions for each in counts if each.outcome == outcome) for outcome in outcomes]
    return [*of_outcomes, sum(of_outcomes)]


def _order(outcome: str | None) -> tuple[bool, int, str]:
    """Return a sort key: outcomes in the order of the Ombudsman, then others, then unknown."""
    known = OUTCOMES.index(outcome) if outcome in OUTCOMES else len(OUTCOMES)
    return outcome is None, known, outcome or ""
