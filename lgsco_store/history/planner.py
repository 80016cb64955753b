"""Work out what publishing a run would do, some authorities at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, func, select

from lgsco_store.database.batches import parts
from lgsco_store.database.models import Run
from lgsco_store.errors import ArchiveError
from lgsco_store.evidence.readings import contradictory
from lgsco_store.history import gather, published
from lgsco_store.history import plan as plans
from lgsco_store.history.compare import UNREAD
from lgsco_store.history.plan import Part
from lgsco_store.publications import statistics_page
from lgsco_store.publications.inputs import Extent
from lgsco_store.publications.letter import file_letters
from lgsco_store.records import Source
from lgsco_store.terms import RunState, Trigger


class PlanOutdatedError(ArchiveError):
    """A later run was published: publishing this one would bring back what it replaced; raised on planning too."""


def planned(connection: Connection, run_id: int, *, decided: bool) -> Iterator[Part]:
    """Yield the parts of a run's plan; ``decided`` says whether a person decides what it withdraws.

    Raises:
        PlanOutdatedError: a later run was published.
        RunStateError: there is no such run.
    """
    row = gather.run(connection, run_id)
    refuse_outdated(connection, run_id)
    extent = gather.extent(connection, row, decided=decided)
    shared = gather.shared_addresses(connection, run_id)
    for part in parts(connection):
        yield _part(connection, row, extent, part, shared)


def _part(connection: Connection, row: Row[Any], extent: Extent, part: range, shared: frozenset[str]) -> Part:
    """What publishing a run, given its row, extent and shared addresses, would do about some authorities."""
    evidence = replace(gather.evidence(connection, row, extent, part), shared=shared)
    letters = published.current(connection, Source.LETTER, part)
    standing = published.current(connection, Source.STATISTICS_PAGE, part)
    filed, on_pages = file_letters(evidence, letters), statistics_page.file_pages(evidence, standing)
    replaced = [*plans.replaced(filed, letters), *plans.replaced(on_pages, standing)]
    known = published.known(connection, replaced)
    gone = [*plans.withdrawn_letters(filed, letters, evidence)]
    vanished = plans.vanished(gone, letters, evidence)
    doubted = () if extent.decided else vanished
    kept = {each.authority_id for each in doubted}
    withdrawn = [letter for letter in gone if letter.authority_id not in kept]
    no_more = statistics_page.withdrawn_pages(on_pages, standing, evidence)
    outcomes = plans.outcomes(filed, letters, withdrawn, known)
    readings = [each.reading_id for each in plans.new_versions(outcomes) if each.status not in UNREAD]
    wrong = contradictory(connection, readings)
    return Part(
        known=plans.known_letters(letters.values(), evidence),
        outcomes=outcomes,
        contradictory=sum(reading in wrong for reading in readings),
        pages=plans.outcomes(on_pages, standing, no_more, known),
        findings=(
            *filed.findings,
            *on_pages.findings,
            *plans.causes_unclear(replaced, known),
            *plans.kept_for_now(doubted),
        ),
        not_letters=filed.not_letters,
        former_unread=plans.former_unread(replaced, known),
        vanished=vanished,
    )


def refuse_outdated(connection: Connection, run_id: int) -> None:
    """Refuse a run that is older than a published one; reading again replaces nothing of the site."""
    of_site = (Run.state == RunState.PUBLISHED, Run.trigger != Trigger.REREAD)
    last: int | None = connection.execute(select(func.max(Run.id)).where(*of_site)).scalar_one()
    if last is not None and last > run_id:
        raise PlanOutdatedError(f"run {run_id} is older than run {last}, which is published: discard it")
