"""Invented letters with a few figures each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jobs.report.facts import Authority, Letter
from jobs.report.results import Key, Result, State, Value
from lgsco_store.reference.vocabulary import ALL

COUNCIL = Authority("a-council", "A Council", None, "E10000016", "County", "South East", None, None)


def value(number: float | str | None, state: State = State.PRINTED) -> Value:
    return Value(state, None if number is None else Decimal(str(number)))


def result(values: Mapping[str, float | Value | None], year: int = 2025, **changed: Any) -> Result:
    """Make a letter that prints some measures; a number that is None does not apply."""
    status, authority = changed.pop("status", "complete"), changed.pop("authority", COUNCIL)
    withdrawn = changed.pop("withdrawn", False)
    letter = status and Letter(authority.slug, year, None, None, "http://x", 1, status, "2025", int(withdrawn))
    cells: dict[Key, Value] = {
        (name, ALL): each
        if isinstance(each, Value)
        else value(each, State.PRINTED if each is not None else State.NOT_APPLICABLE)
        for name, each in values.items()
    }
    return Result(authority, year, letter or None, bool(letter) and not withdrawn, cells)


KENT: dict[str, float | Value | None] = {
    "investigations": 104, "upheld_decisions": 90, "uphold_rate": 87, "uphold_rate_average": 86,
    "upheld_per_100k": 5.7, "upheld_per_100k_average": 4.9,
    "compliance_rate": 99, "compliance_rate_average": 99, "compliance_outcomes": 75,
    "satisfactory_remedy_decisions": 7, "satisfactory_remedy_rate": 8, "satisfactory_remedy_rate_average": 8,
}  # fmt: skip
