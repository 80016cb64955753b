"""Publish a planned run and end it, in the caller's transaction: all of it or nothing."""

from __future__ import annotations

from datetime import datetime
from itertools import zip_longest

from sqlalchemy import Connection

from lgsco_store.history import authorities, averages, gather, planner, published, tally, ties
from lgsco_store.history import publish as publishing
from lgsco_store.history.plan import Plan
from lgsco_store.publications.inputs import Finding, Retention
from lgsco_store.runs import endings, ledger
from lgsco_store.runs.endings import Ending
from lgsco_store.runs.ledger import Claim
from lgsco_store.terms import Spider


def publish(connection: Connection, plan: Plan, retention: Retention, claim: Claim | None, ending: Ending) -> None:
    """Publish a run as planned and end it: the caller's own with a claim, a held one without.

    Raises:
        PlanOutdatedError: another run was published since the plan was made, or the run would now do something else.
        ClaimLost: the claim's run is no longer its own.
        RunStateError: without a claim, the run is not held.
    """
    basis = published.basis(connection)
    if claim is None:
        endings.end_held(connection, plan.run_id, ending)
    else:
        ledger.end_own(connection, claim, ending)
    planner.refuse_outdated(connection, plan.run_id)
    if basis != plan.basis:
        raise planner.PlanOutdatedError(f"run {basis} was published since run {plan.run_id} was planned: plan it again")
    _write(connection, plan, retention, ending.at)
    news = authorities.publish(connection, plan.run_id)
    publishing.write_authority_changes(connection, plan.run_id, news, ending.at)
    publishing.write_findings(connection, plan.run_id, _further(connection, plan.run_id))
    averages.refresh(connection)


def _write(connection: Connection, plan: Plan, retention: Retention, at: datetime) -> None:
    """Compute a plan's parts again, and write each part before the next, which must not depend on it."""
    not_letters: set[int] = set()
    parts = planner.planned(connection, plan.run_id, retention, decided=plan.decided)
    for part, planned in zip_longest(parts, plan.digests):
        if part is None or part.digest != planned:
            raise planner.PlanOutdatedError(f"what run {plan.run_id} would do is not what was planned: plan it again")
        publishing.write(connection, plan.run_id, part, at)
        not_letters.update(part.not_letters)
    publishing.diagnose(connection, not_letters)


def _further(connection: Connection, run_id: int) -> list[Finding]:
    """Return what only the archive as published shows: what a run left unread, or contradictions between kinds."""
    by_authority = Spider(gather.run(connection, run_id).spider).by_authority
    return [*(tally.unread_findings(connection, run_id) if by_authority else ties.contradictions(connection))]
