"""The decisions, public reports and service improvements of councils, queried from the archive's views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol, TypeVar

from sqlalchemy import Connection, column

from jobs.report.view_rows import view_rows
from jobs.terminal.changes import FIRST
from lgsco_store.contract import query
from lgsco_store.contract.records import Change
from lgsco_store.terms import DecisionType

PUBLISHED = "published"
"""The state of what the site still has."""

_OF_COUNCILS = column("authority_slug").is_not(None)


@dataclass(frozen=True, slots=True)
class Decision:
    """The last version of a decision; a field is None if its page does not print it, or it was not read."""

    reference: str
    authority_slug: str
    type: str | None
    category: str | None
    sub_category: str | None
    outcome: str | None
    decision_date: date | None
    summary: str | None
    satisfied_on: date | None
    state: str
    gone_at: datetime | None
    url: str
    text_sha256: str | None
    last_seen_at: datetime

    @property
    def is_report(self) -> bool:
        """Return whether it was published as a public report."""
        return self.type == DecisionType.REPORT

    @property
    def is_there(self) -> bool:
        """Return whether the site still has it."""
        return self.state == PUBLISHED

    @property
    def is_open(self) -> bool:
        """Return whether it is a report on the site whose page names no satisfactory response."""
        return self.is_report and self.is_there and self.satisfied_on is None


@dataclass(frozen=True, slots=True)
class Count:
    """How many decisions there are about a body in one year, category and outcome; a body may be no council."""

    authority_slug: str | None
    year: int | None
    category: str | None
    outcome: str | None
    decisions: int


@dataclass(frozen=True, slots=True)
class Tie:
    """The upheld decisions of a letter beside those that were published; ``state`` says how they compare."""

    authority_slug: str
    year: int
    letter_upheld: Decimal
    published_upheld: int
    state: str


@dataclass(frozen=True, slots=True)
class Improvement:
    """The last version of a service improvement; a field is None if no page prints it."""

    improvement: str
    authority_slug: str
    text: str
    reference: str | None
    category: str | None
    decided_on: date | None
    state: str
    removed_at: datetime | None
    first_published_at: datetime

    @property
    def is_there(self) -> bool:
        """Return whether its list still has it."""
        return self.state == PUBLISHED


@dataclass(frozen=True, slots=True)
class ListedReport:
    """The last version of a report as a council's page lists it; ``decision`` is None if that is not archived."""

    listed_report: str
    authority_slug: str
    text: str | None
    link: str
    pdf: str | None
    decision: str | None
    state: str
    removed_at: datetime | None
    first_published_at: datetime

    @property
    def is_there(self) -> bool:
        """Return whether the council's page still lists it."""
        return self.state == PUBLISHED


@dataclass(frozen=True, slots=True)
class _Satisfied:
    reference: str
    satisfied_seen_at: datetime


@dataclass(frozen=True, slots=True)
class _Open:
    reference: str
    consider_by: date


@dataclass(frozen=True)
class Publications:
    """What the archive holds of councils, each list newest first, and how much of everybody.

    ``changes`` are by the reference of a decision or the key of an improvement, those of the newest run first; first
    publications are left out.
    """

    decisions: dict[str, list[Decision]]
    counts: dict[str, list[Count]]
    ties: dict[tuple[str, int], Tie]
    improvements: dict[str, list[Improvement]]
    listed_reports: dict[str, list[ListedReport]]
    changes: dict[str, list[Change]]
    satisfied_seen_at: dict[str, datetime]
    consider_by: dict[str, date]
    every_decision: int

    @property
    def has_any(self) -> bool:
        """Return whether it holds anything at all."""
        return bool(self.every_decision or self.improvements or self.listed_reports)

    @property
    def every_improvement(self) -> int:
        """Return the number of all service improvements."""
        return sum(map(len, self.improvements.values()))


def gather_publications(connection: Connection) -> Publications:
    """Query all of it."""
    counts = view_rows(connection, Count, "decision_counts")
    satisfied = view_rows(connection, _Satisfied, "reports", column("satisfied_seen_at").is_not(None))
    open_ = view_rows(connection, _Open, "open_reports", column("consider_by").is_not(None))
    later = query.rows(connection, Change, column("reference").is_not(None), column("kind").not_in(FIRST))
    return Publications(
        decisions=_by(_slug, sorted(view_rows(connection, Decision, "decisions", _OF_COUNCILS), key=_newest_decision)),
        counts=_by(_slug, (each for each in counts if each.authority_slug is not None)),
        ties={(each.authority_slug, each.year): each for each in view_rows(connection, Tie, "decisions_and_letters")},
        improvements=_by(_slug, sorted(view_rows(connection, Improvement, "service_improvements"), key=_newest)),
        listed_reports=_by(_slug, sorted(view_rows(connection, ListedReport, "council_reports"), key=_newest_listed)),
        changes=_by(lambda each: each.reference or "", sorted(later, key=_newest_change)),
        satisfied_seen_at={each.reference: each.satisfied_seen_at for each in satisfied},
        consider_by={each.reference: each.consider_by for each in open_},
        every_decision=sum(each.decisions for each in counts),
    )


R = TypeVar("R")


class _OfCouncil(Protocol):
    @property
    def authority_slug(self) -> str | None: ...


def _slug(row: _OfCouncil) -> str:
    return row.authority_slug or ""


def _by(key: Callable[[R], str], found: Iterable[R]) -> dict[str, list[R]]:
    together: dict[str, list[R]] = defaultdict(list)
    for row in found:
        together[key(row)].append(row)
    return dict(together)


def _newest_decision(decision: Decision) -> tuple[int, str]:
    """Return a sort key: the newest first, then those without a date."""
    return -(decision.decision_date or date.min).toordinal(), decision.reference


def _newest(improvement: Improvement) -> tuple[float, int, str, str]:
    """Return a sort key: those that the archive saw last, and the newest decisions first."""
    decided = -(improvement.decided_on or date.min).toordinal()
    return -improvement.first_published_at.timestamp(), decided, improvement.text, improvement.improvement


def _newest_listed(report: ListedReport) -> tuple[float, str]:
    return -report.first_published_at.timestamp(), report.listed_report


def _newest_change(change: Change) -> tuple[int, str, str]:
    return -change.run_id, change.kind, change.field or ""
