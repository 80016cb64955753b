"""Compute the effect of publishing a run, in batches of authorities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce
from typing import Any

from sqlalchemy import Connection, Row, func, select

from lgsco_store.database.batches import NATIONAL, parts
from lgsco_store.database.models import Run
from lgsco_store.errors import ArchiveError
from lgsco_store.evidence.readings import contradictory
from lgsco_store.history import decisions, gather, listings, published
from lgsco_store.history import plan as plans
from lgsco_store.history.compare import UNREAD
from lgsco_store.history.plan import Outcome, Part, Plan
from lgsco_store.history.vanished import kept_for_now, vanished_letters
from lgsco_store.publications.base import Standing
from lgsco_store.publications.decision import DECISION
from lgsco_store.publications.inputs import Evidence, Extent, Retention
from lgsco_store.publications.registry import KINDS
from lgsco_store.terms import RunState, Spider, Trigger


class PlanOutdatedError(ArchiveError):
    """A later run was published: publishing this one would bring back what it replaced; also raised on planning."""


def plan(connection: Connection, run_id: int, retention: Retention, *, decided: bool) -> Plan:
    """Plan the publication of a run; a person also decides about the withdrawals of one that is held, or is of a part.

    Raises:
        PlanOutdatedError: a later run was published.
        RunStateError: there is no such run.
    """
    decided = decided or gather.is_decided(connection, run_id)
    empty = Plan(run_id, published.basis(connection), decided)
    return reduce(Plan.with_part, planned(connection, run_id, retention, decided=decided), empty)


def planned(connection: Connection, run_id: int, retention: Retention, *, decided: bool) -> Iterator[Part]:
    """Yield the parts of a run's plan; ``decided`` says whether a person decides about its withdrawals.

    Raises:
        PlanOutdatedError: a later run was published.
        RunStateError: there is no such run.
    """
    row = gather.run(connection, run_id)
    refuse_outdated(connection, run_id)
    extent = gather.extent(connection, row, decided=decided)
    if not Spider(row.spider).by_authority:
        for seen, standing in decisions.parts(connection, row, extent, retention):
            yield _decisions(connection, seen, standing)
        return
    shared = listings.shared_addresses(connection, run_id)
    for part in (*parts(connection), NATIONAL):
        yield _part(connection, row, extent, part, shared)


def _decisions(connection: Connection, evidence: Evidence, standing: Standing) -> Part:
    """Plan what publishing a run would do about some decisions."""
    filing = DECISION.file(evidence, standing)
    gone = [*DECISION.absent(filing, standing, evidence)]
    replaced = plans.replaced(filing, standing)
    known = published.comparison_data(connection, replaced)
    return Part(
        known=0,
        outcomes=(),
        contradictory=0,
        others=plans.outcomes(filing, standing, gone, known, evidence),
        findings=(*filing.findings, *plans.causes_unclear(replaced, known)),
        not_letters=(),
        former_unread=plans.former_unread(replaced, known),
        decisions=sum(not each.withdrawn for each in standing.values()),
    )


def _part(connection: Connection, row: Row[Any], extent: Extent, part: range, shared: frozenset[str]) -> Part:
    """Return the effect of publishing a run, given its row, extent and shared addresses, on some authorities."""
    evidence = replace(gather.evidence(connection, row, extent, part), shared=shared)
    kinds = [kind for kind in KINDS if kind.spider == row.spider]
    standing = {kind: published.current(connection, kind.source, part) for kind in kinds}
    filings = {kind: kind.file(evidence, standing[kind]) for kind in kinds}
    gone = {kind: [*kind.absent(filings[kind], standing[kind], evidence)] for kind in kinds}
    replaced = [pair for kind in kinds for pair in plans.replaced(filings[kind], standing[kind])]
    known = published.comparison_data(connection, replaced)
    judged = [kind for kind in kinds if kind.is_judged]
    vanished = [each for kind in judged for each in vanished_letters(gone[kind], standing[kind], evidence)]
    doubted = () if extent.decided else vanished
    kept = {each.authority_id for each in doubted}
    for kind in judged:
        gone[kind] = [each for each in gone[kind] if each.authority_id not in kept]
    made = {kind: plans.outcomes(filings[kind], standing[kind], gone[kind], known, evidence) for kind in kinds}
    outcomes = tuple(outcome for kind in judged for outcome in made[kind])
    return Part(
        known=sum(plans.known_letters(standing[kind].values(), evidence) for kind in judged),
        outcomes=outcomes,
        contradictory=_contradictory(connection, outcomes),
        others=tuple(outcome for kind in kinds if not kind.is_judged for outcome in made[kind]),
        findings=(
            *(finding for kind in kinds for finding in filings[kind].findings),
            *plans.causes_unclear(replaced, known),
            *kept_for_now(doubted),
        ),
        not_letters=tuple(capture for kind in kinds for capture in filings[kind].not_letters),
        former_unread=plans.former_unread(replaced, known),
        vanished=tuple(vanished),
    )


def _contradictory(connection: Connection, outcomes: Iterable[Outcome]) -> int:
    """Count the new versions that were read and have a figure that may be wrong."""
    read = [each.reading_id for each in plans.new_versions(outcomes) if each.status not in UNREAD]
    wrong = contradictory(connection, read)
    return sum(reading in wrong for reading in read)


def refuse_outdated(connection: Connection, run_id: int) -> None:
    """Refuse a run that is older than a published one of its spider; reading again replaces nothing of the site."""
    spider = select(Run.spider).where(Run.id == run_id).scalar_subquery()
    of_site = (Run.state == RunState.PUBLISHED, Run.trigger != Trigger.REREAD, Run.spider == spider)
    last: int | None = connection.execute(select(func.max(Run.id)).where(*of_site)).scalar_one()
    if last is not None and last > run_id:
        raise PlanOutdatedError(f"run {run_id} is older than run {last}, which is published: discard it")
