"""How a value is told: what is not read is never told as a number, and what is not printed as it stands says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jobs.report.facts import Figure
from lgsco_store.records import FigureState

# Labels of other measures name their unit.
_SIGNS = {"percent": "%", "count": "", "per_100k": "", "days": ""}
_ABSENT = {
    None: "no letter known",
    "missing": "no letter known",
    "unread": "not read",
    "partial": "not read or not printed",
    "read": "not printed",
    "withdrawn": "not read or not printed",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says; ``number`` is its value for sorting and drawing, None where it has none.

    ``mark`` says in a word why a value is not simply printed there: ``derived``, ``absent`` or ``contradicted``.
    """

    text: str
    number: str | None = None
    mark: str | None = None


def of(figures: Sequence[Figure], coverage: str | None) -> Cell:
    """One measure of one letter: what its figures say, or why there are none.

    Several figures are several places in the letter that print the same measure. Where they disagree, none is taken.
    """
    told = sorted({of_figure(figure) for figure in figures}, key=lambda cell: cell.text)
    if not told:
        return Cell(_ABSENT[coverage], mark="absent")
    if len({cell.number for cell in told}) == 1:
        return told[0]
    return Cell(f"{' or '.join(cell.text for cell in told)}: the letter contradicts itself", mark="contradicted")


def of_figure(figure: Figure) -> Cell:
    """One figure as it is shown."""
    if figure.state == FigureState.NOT_APPLICABLE:
        return Cell("nothing to measure", mark="absent")
    if figure.state == FigureState.UNREADABLE or figure.value is None:
        return Cell("not read", mark="absent")
    digits = number(figure.value)
    told = with_unit(digits, figure.unit)
    if figure.state == FigureState.DERIVED:
        return Cell(f"{told} (worked out)", digits, "derived")
    return Cell(told, digits)


def with_unit(digits: str, unit: str) -> str:
    """A number with the sign of its unit, where that has one."""
    return f"{digits}{_SIGNS[unit]}"


def number(value: float) -> str:
    """A value as letters print it: whole numbers without a point."""
    return f"{value:.15g}"


def period(year: int) -> str:
    """The financial year that the letter of a year reports, such as 2020-21 for 2021."""
    return f"{year - 1}-{year % 100:02}"


def day(text: str) -> str:
    """The day of an ISO 8601 text, in words."""
    found = date.fromisoformat(text[:10])
    return f"{found.day} {found:%B %Y}"
