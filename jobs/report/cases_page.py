"""The page that lists and searches the decisions and service improvements of one council."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jobs.report.facts import Authority
from jobs.report.published import LONG, DecisionRow, ImprovementRow, Publisher

# Together with style and script, this many weigh less than 300 kB, even if each is long.
_MOST_DECISIONS, _MOST_IMPROVEMENTS = 150, 100


@dataclass(frozen=True, slots=True)
class CasesPage:
    """All contents of the page: the newest of each, how many there are, and what a reader may choose from."""

    authority: Authority
    decisions: list[DecisionRow]
    every_decision: int
    improvements: list[ImprovementRow]
    every_improvement: int
    categories: list[str]
    outcomes: list[str]

    @property
    def has_cut(self) -> bool:
        """Return whether any summary is cut short."""
        return any(each.summary != (each.decision.summary or "") for each in self.decisions)


def cases_page(publisher: Publisher, authority: Authority) -> CasesPage | None:
    """Return the page of a council; None if the archive has neither decisions nor improvements of it."""
    decisions = publisher.publications.decisions.get(authority.slug, [])
    improvements = publisher.publications.improvements.get(authority.slug, [])
    if not decisions and not improvements:
        return None
    shown, agreed = decisions[:_MOST_DECISIONS], improvements[:_MOST_IMPROVEMENTS]
    return CasesPage(
        authority=authority,
        decisions=[publisher.decision_row(each, LONG) for each in shown],
        every_decision=len(decisions),
        improvements=[publisher.improvement_row(each) for each in agreed],
        every_improvement=len(improvements),
        categories=_words([*(each.category for each in shown), *(each.category for each in agreed)]),
        outcomes=_words(each.outcome for each in shown),
    )


def _words(found: Iterable[str | None]) -> list[str]:
    return sorted({each for each in found if each})
