"""What a layout extracts from a letter, and how its figures are made."""

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
    """The place of a figure: page, box and printed words."""

    page: int
    bbox: BBox | None
    text: str


@dataclass(frozen=True, slots=True)
class Findings:
    """The figures in the order in which they are printed, with any issues.

    An issue of severity warning means that something printed was not extracted: the letter then counts as partly read.
    Figures in ``doubted`` may belong to another label: they are kept only if the sums prove them, or if another engine
    does not share the doubt. ``whole`` names the measures whose tables, before 2014, have only known columns, so that
    the columns add up to the total.
    """

    figures: tuple[Figure, ...] = ()
    issues: tuple[Issue, ...] = ()
    doubted: frozenset[Key] = frozenset()
    whole: frozenset[str] = frozenset()


@dataclass(slots=True)
class Extraction:
    """What a layout has extracted so far; ``findings`` is the final result."""

    figures: list[Figure] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    doubted: set[Key] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)

    def findings(self) -> Findings:
        """Return everything extracted, in the order of extraction."""
        return Findings(tuple(self.figures), tuple(self.issues), frozenset(self.doubted), frozenset(self.whole))


def key(figure: Figure) -> Key:
    """Return the measure and category that identify a figure."""
    return (figure.measure, figure.category)


def values(figures: Iterable[Figure]) -> dict[Key, Decimal]:
    """Return the values of the figures that have one."""
    return {key(figure): figure.value for figure in figures if figure.value is not None}


def printed(measure: str, value: Decimal, at: Evidence, category: str | None = None) -> Figure:
    """Make a figure whose value is exactly as printed."""
    return _figure(measure, category, value, FigureState.PRINTED, at)


def not_applicable(measure: str, at: Evidence, category: str | None = None) -> Figure:
    """Make a figure that the letter says does not apply."""
    return _figure(measure, category, None, FigureState.NOT_APPLICABLE, at)


def unreadable(measure: str, at: Evidence, category: str | None = None) -> Figure:
    """Make a figure whose place is printed but whose value cannot be read."""
    return _figure(measure, category, None, FigureState.UNREADABLE, at)


def describe_key(key: Key) -> str:
    """Return a readable name for a measure and its category."""
    return key[0] if key[1] is None else f"{key[0]} ({key[1]})"


def missing(code: str, message: str, measure: str | None = None) -> Issue:
    """Make a warning for something that the document prints, or should print, but that was not extracted."""
    return Issue(code, Severity.WARNING, message, measure)


def another_authority(name: str) -> Issue:
    """Make the error that what a page lists is another authority's than the page."""
    message = f"What the page lists is of {name!r}, another authority, so it was not read; tell the Ombudsman."
    return Issue("authority_mismatch", Severity.ERROR, message)


def status(issues: Iterable[Issue]) -> ReadingStatus:
    """Return the status of a reading without figures: complete unless an issue is more than information."""
    whole = all(issue.severity is Severity.INFO for issue in issues)
    return ReadingStatus.COMPLETE if whole else ReadingStatus.PARTIAL


def _figure(measure: str, category: str | None, value: Decimal | None, state: FigureState, at: Evidence) -> Figure:
    return Figure(measure, category, value, measures()[measure].unit, state, at.page, at.bbox, at.text)
