"""What speaks for and against a held run, address by address, so that a person can look and decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, select

from lgsco_store.archive import Archive
from lgsco_store.database.models import CaptureRow, PageRead, ReadingIssue
from lgsco_store.database.session import Database
from lgsco_store.history import gather, tally
from lgsco_store.history.compare import UNREAD
from lgsco_store.history.plan import Outcome
from lgsco_store.records import Severity

# Nobody reads hundreds of lines on a terminal; the JSON has them all.
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One address that the verdict counted: as what, where, and what was found there."""

    what: str
    url: str
    detail: str


def of_run(database: Database, run_id: int) -> list[Exhibit]:
    """Gather the evidence about a held run, in the order of the verdict's bounds.

    Raises:
        PlanOutdatedError: a later run was published, so that there is nothing left to decide.
    """
    parts = Archive(database).parts(run_id)
    outcomes = [each for part in parts for each in part.outcomes if each.withdrawn or each.version]
    with database.reader() as connection:
        return [*_lost(connection, run_id), *_of_letters(connection, outcomes), *_captures(connection, run_id)]


def as_lines(exhibits: Iterable[Exhibit]) -> Iterator[str]:
    """Render the evidence for people: a few addresses of each kind, and how many more there are."""
    for what, group in groupby(exhibits, attrgetter("what")):
        found = list(group)
        yield f"  {what}: {len(found)}"
        yield from (f"    {each.url} ({each.detail})" for each in found[:_SHOWN])
        if len(found) > _SHOWN:
            yield f"    and {len(found) - _SHOWN} more: `lgsco status --json` lists them all"


def _lost(connection: Connection, run_id: int) -> Iterator[Exhibit]:
    baseline = tally.baseline(connection)
    if baseline is None or gather.run(connection, run_id).scope_authorities is not None:
        return
    found = tally.authorities_read(connection, run_id)
    query = select(PageRead.authority_id, PageRead.name, CaptureRow.url).join(
        CaptureRow, CaptureRow.id == PageRead.capture_id
    )
    for row in connection.execute(query.where(PageRead.run_id == baseline.run_id).order_by(PageRead.id)):
        if row.authority_id not in found:
            yield Exhibit("authority not found again", row.url, f"{row.name}, last in run {baseline.run_id}")


def _of_letters(connection: Connection, outcomes: Iterable[Outcome]) -> Iterator[Exhibit]:
    for outcome in outcomes:
        if outcome.withdrawn:
            yield Exhibit("letter that would be withdrawn", outcome.url, f"letter of {outcome.year}")
    versions = [(outcome, outcome.version) for outcome in outcomes if outcome.version is not None]
    for outcome, version in versions:
        if version.status in UNREAD:
            yield Exhibit("new version that is unread", outcome.url, version.status)
    wrong = _errors(connection)
    for outcome, version in versions:
        if version.reading_id in wrong and version.status not in UNREAD:
            yield Exhibit("new version that contradicts itself", outcome.url, wrong[version.reading_id])


def _errors(connection: Connection) -> dict[int, str]:
    """By reading the first thing that is wrong with it."""
    query = select(ReadingIssue.reading_id, ReadingIssue.message).where(ReadingIssue.severity == Severity.ERROR)
    rows = connection.execute(query.order_by(ReadingIssue.reading_id, ReadingIssue.position.desc()))
    return {reading_id: message for reading_id, message in rows}  # noqa: C416 -- a row is not typed as a pair


def _captures(connection: Connection, run_id: int) -> Iterator[Exhibit]:
    query = select(CaptureRow).where(CaptureRow.run_id == run_id, tally.FAILED)
    for row in connection.execute(query.order_by(CaptureRow.diagnosis, CaptureRow.id)):
        status = "no answer" if row.status is None else f"status {row.status}"
        yield Exhibit(f"capture with {row.diagnosis}", row.url, f"{status}{f', {row.detail}' if row.detail else ''}")
