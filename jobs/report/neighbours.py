"""A council beside others of its type: the nearest in population in its region, and any that the reader chooses."""

from __future__ import annotations

from dataclasses import dataclass

from jobs.report import cells
from jobs.report.cells import Cell
from jobs.report.results import COMPLIANCE, PER_100K, REMEDIES, UPHELD, Result, Results
from jobs.report.words.numbers import period
from jobs.report.words.types import noun

HEADS = ("Upheld of investigated", "Uphold rate", "Per 100,000 residents", "Compliance", "Satisfactory remedies")
_NEAREST = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One council and its cells, under the heads."""

    result: Result
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A council, the average that its letter prints, and its neighbours."""

    caption: str
    own: Row
    average: list[Cell]
    near: list[Row]


def neighbours(results: Results, own: Result) -> Neighbours | None:
    """Return the table beside a council's letter; None if no other letter to its type counts."""
    members = [
        each for each in results.year_results(own.year) if each.authority.type == own.authority.type and each.counts
    ]
    others = [each for each in members if each.authority.slug != own.authority.slug]
    if not own.authority.type or not others or not own.counts:
        return None
    region = own.authority.region
    near = [each for each in others if each.authority.region == region]
    nearest = sorted(near or others, key=lambda each: _distance(own, each))[:_NEAREST]
    where = _named(region) if near and region else "England"
    return Neighbours(
        caption=f"{period(own.year)}. Shown: {noun(own.authority.type).many} of {where} nearest in population.",
        own=row(own),
        average=_average(own),
        near=[row(each) for each in nearest],
    )


def addable(results: Results, kind: str, year: int) -> list[Row]:
    """Return the councils that a reader may put beside one of the same type."""
    return [row(each) for each in results.year_results(year) if each.authority.type == kind and each.counts]


def row(result: Result) -> Row:
    """Return the row of one letter."""
    rate = cells.rate(result, UPHELD)
    return Row(
        result,
        [
            cells.upheld(result),
            Cell("too few") if rate.number is not None and rate.few else rate,
            cells.rate(result, PER_100K),
            cells.rate(result, COMPLIANCE),
            cells.remedies(result),
        ],
    )


def _average(own: Result) -> list[Cell]:
    measures = (UPHELD, PER_100K, COMPLIANCE, REMEDIES)
    return [Cell("not printed"), *(cells.average(own, measure) for measure in measures)]


def _named(region: str) -> str:
    return region if region == "London" else f"the {region}"


def _distance(own: Result, other: Result) -> tuple[bool, int, str]:
    """Return the distance in population; councils of unknown population are the furthest."""
    here, there = own.authority.population, other.authority.population
    known = here is not None and there is not None
    return not known, abs((here or 0) - (there or 0)), other.authority.name
