"""Put a letter's figures into one row with a column for each: what the wide views and the marts show of it. Pure.

A reading never changes, and nor does its row, so that it is right whatever is published, withdrawn or read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from lgsco_store.evidence.digests import CanonicalFigure
from lgsco_store.records import FigureState
from lgsco_store.reference.vocabulary import measures, parts

RESULTS: Mapping[str, tuple[str, str | None]] = {
    "received": ("complaints_received", "total"),
    "dealt_with": ("complaints_dealt_with", None),
    "decided": ("complaints_decided", "total"),
    "decided_upheld": ("complaints_decided", "upheld"),
    "decided_not_upheld": ("complaints_decided", "not_upheld"),
    "upheld_printed": ("upheld_decisions", None),
    "investigations_printed": ("investigations", None),
    "uphold_rate": ("uphold_rate", None),
    "uphold_rate_average": ("uphold_rate_average", None),
    "upheld_per_100k": ("upheld_per_100k", None),
    "compliance_rate": ("compliance_rate", None),
    "compliance_cases": ("compliance_outcomes", None),
    "remedy_rate": ("satisfactory_remedy_rate", None),
    "remedies": ("satisfactory_remedy_decisions", None),
}
"""A letter's results, as the marts name them, each with the figure's measure and category."""

HAS: Mapping[str, str] = {
    "complaints_received": "has_received",
    "complaints_decided": "has_decided",
    "headline_figures": "has_headline",
}
"""The wide views, each with the column that says whether a letter has any figure of it."""


def column(measure: str, category: str | None) -> str:
    """Return the name of the column for one figure."""
    return f"{measure}__{category}" if category else measure


@cache
def columns() -> tuple[str, ...]:
    """Return the columns of all figures, in the order of the vocabulary."""
    return tuple(column(measure, part) for measure in measures() for part in (parts(measure) or [None]))


def wide_row(figures: Iterable[CanonicalFigure]) -> dict[str, Any]:
    """Return a letter's figures by column; null for one that it does not print, or for which it prints two values.

    "Does not apply" is a value too, and is null in the row.
    """
    cells: dict[str, set[str | None]] = {}
    held = set()
    for figure in figures:
        held.add((figure.measure, figure.category))
        if figure.value is not None or figure.state == FigureState.NOT_APPLICABLE:
            cells.setdefault(column(figure.measure, figure.category), set()).add(figure.value)
    return {**_presence(held), **{name: _only(cells.get(name, set())) for name in columns()}}


def _presence(held: set[tuple[str, str | None]]) -> dict[str, bool]:
    printed = {measure for measure, _ in held}
    return {
        **{name: not printed.isdisjoint(_measures(view)) for view, name in HAS.items()},
        "has_results": not held.isdisjoint(RESULTS.values()),
    }


@cache
def _measures(view: str) -> frozenset[str]:
    """Return the measures of a wide view: one with parts has a view of its own."""
    return frozenset(measure for measure in measures() if view == (measure if parts(measure) else "headline_figures"))


def _only(values: set[str | None]) -> Decimal | None:
    [value] = values if len(values) == 1 else [None]
    return None if value is None else Decimal(value)
