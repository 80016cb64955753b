"""What a layout takes from a letter, and how its figures are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from lgsco_store.records import BBox, Figure, FigureState, Issue, ReadingStatus, Severity
from lgsco_store.reference.vocabulary import measures

Key: TypeAlias = tuple[str, str | None]
"""A measure and its category."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a figure stands: page, box and words."""

    page: int
    bbox: BBox | None
    text: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Figures in the order in which they stand, with what is wrong with them.

    ``issues`` of severity warning mean that something printed was not taken: the letter is then read in part.
    ``doubted`` figures may belong to another label: they stand only if the sums prove them, or another engine does
    not share the doubt. ``whole`` names the measures of whose table, before 2014, every column is known: what is there
    adds up to the total.
    """

    figures: tuple[Figure, ...] = ()
    issues: tuple[Issue, ...] = ()
    doubted: frozenset[Key] = frozenset()
    whole: frozenset[str] = frozenset()


@dataclass(slots=True)
class Taken:
    """What a layout has taken so far; ``findings`` is what it ends with."""

    figures: list[Figure] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    doubted: set[Key] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)

    def findings(self) -> Findings:
        """Return what was taken, in the order in which it was taken."""
        return Findings(tuple(self.figures), tuple(self.issues), frozenset(self.doubted), frozenset(self.whole))


def key(figure: Figure) -> Key:
    """What a figure is a figure of."""
    return (figure.measure, figure.category)


def values(figures: Iterable[Figure]) -> dict[Key, Decimal]:
    """The values of the figures that have one."""
    return {key(figure): figure.value for figure in figures if figure.value is not None}


def printed(measure: str, value: Decimal, at: Evidence, category: str | None = None) -> Figure:
    """A figure read as it stands."""
    return _figure(measure, category, value, FigureState.PRINTED, at)


def not_applicable(measure: str, at: Evidence, category: str | None = None) -> Figure:
    """A figure of which the letter says that there is none."""
    return _figure(measure, category, None, FigureState.NOT_APPLICABLE, at)


def unreadable(measure: str, at: Evidence, category: str | None = None) -> Figure:
    """A figure whose place is there and whose value is not."""
    return _figure(measure, category, None, FigureState.UNREADABLE, at)


def name(key: Key) -> str:
    """A measure and its category in words for a person."""
    return key[0] if key[1] is None else f"{key[0]} ({key[1]})"


def missing(code: str, message: str, measure: str | None = None) -> Issue:
    """Something that the document prints, or should print, was not taken."""
    return Issue(code, Severity.WARNING, message, measure)


def status(issues: Iterable[Issue]) -> ReadingStatus:
    """Return the status of a reading without figures: whole if nothing in it is more than worth knowing."""
    whole = all(issue.severity is Severity.INFO for issue in issues)
    return ReadingStatus.COMPLETE if whole else ReadingStatus.PARTIAL


def _figure(measure: str, category: str | None, value: Decimal | None, state: FigureState, at: Evidence) -> Figure:
    return Figure(measure, category, value, measures()[measure].unit, state, at.page, at.bbox, at.text)
