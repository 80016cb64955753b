"""A council beside others of its type: the nearest in population in its region, and any that the reader chooses."""

from __future__ import annotations

import json
from dataclasses import dataclass

from jobs.report import cells
from jobs.report.cells import Cell
from jobs.report.file_names import file_of
from jobs.report.results import COMPLIANCE, PER_100K, REMEDIES, UPHELD, Result, Results
from jobs.report.words.numbers import capital, period
from jobs.report.words.types import noun

HEADS = ("Upheld of investigated", "Uphold rate", "Per 100,000 residents", "Compliance", "Satisfactory remedies")
SHORT_HEADS = ("Upheld", "Rate", "Per 100,000", "Compliance", "Remedies")
"""The same where each cell of a card on a phone begins with its head."""

_NEAREST = 5
_RING = "\N{WHITE CIRCLE} "


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
    near = [each for each in others if region and each.authority.region == region]
    nearest = sorted(near or others, key=lambda each: _distance(own, each))[:_NEAREST]
    where = _named(region) if region and near else "England"
    return Neighbours(
        caption=f"{period(own.year)}. Shown: {noun(own.authority.type).many} of {where} nearest in population.",
        own=row(own),
        average=_average(own),
        near=[row(each) for each in nearest],
    )


def script(results: Results, year: int) -> bytes:
    """Return the councils of a year that a reader may add to the table, of any type, as a script that pages share."""
    members = [each for each in results.year_results(year) if each.counts and each.authority.type]
    members.sort(key=lambda each: each.authority.short)
    councils = [_addable(row(each)) for each in members]
    return f"globalThis.COUNCILS = {json.dumps(councils, separators=(',', ':'))};\n".encode()


def _addable(row: Row) -> dict[str, object]:
    """Return a council with its cells, and the averages beside which another type's rates may be read."""
    own, file = row.result.authority, file_of(row.result.authority.slug)
    return {
        "slug": own.slug,
        **({"file": file} if file != f"{own.slug}.html" else {}),
        "name": own.short,
        "type": capital(noun(own.type).many),
        "cells": [f"{_RING if cell.few else ''}{cell.text}" for cell in row.cells],
        "averages": ["" if cell.is_word else cell.text for cell in _average(row.result)],
    }


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
