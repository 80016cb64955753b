"""What lists of decisions say there is: plain values that the crawler and the archive share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lgsco_store.records import Issue
from lgsco_store.terms import DecisionType


@dataclass(frozen=True, slots=True)
class ListedDecision:
    """A decision as a list has it. What the list lacks, or prints in an unknown form, is None with an issue.

    ``reference`` is spelled ``yy nnn nnn`` with its suffix; ``url`` is None if nothing leads to the decision.
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
    """What came of reading the list of all decisions of some days, both included.

    ``results`` is how many decisions the list said that it has, None if it said nothing, or said different things;
    ``listed`` is how many different ones it showed.
    """

    first: date
    last: date
    results: int | None
    listed: int

    @property
    def is_met(self) -> bool:
        """Whether all of the list was seen: only then is absence from it a statement."""
        return self.results == self.listed
