"""Entries of lists of decisions: plain values that the crawler and the archive share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lgsco_store.records import Issue
from lgsco_store.terms import DecisionType


@dataclass(frozen=True, slots=True)
class ListedDecision:
    """A decision as a list has it; missing or unknown values are None with an issue.

    ``reference`` is in the form ``yy nnn nnn`` with its suffix; ``url`` is None if no link leads to the decision.
    """

    url: str | None
    reference: str | None
    body: str | None
    type: DecisionType | None
    outcome: str | None
    sub_category: str | None
    decision_date: date | None
    summary: str | None
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class WindowRead:
    """The result of reading the list of all decisions of a range of days, including both.

    ``results`` is the number of decisions that the list announced, None if it announced none, or different ones;
    ``listed`` is the number that it showed.
    """

    first: date
    last: date
    results: int | None
    listed: int

    @property
    def is_met(self) -> bool:
        """Return whether all of the list was seen: only then is absence from it evidence."""
        return self.results == self.listed
