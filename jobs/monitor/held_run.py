"""The evidence for and against a held run, address by address, so that a person can decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection

from lgsco_store.archive import Archive
from lgsco_store.database.session import Database
from lgsco_store.history import gather, run_evidence, tally
from lgsco_store.history.compare import UNREAD
from lgsco_store.history.plan import Outcome, is_withdrawn
from lgsco_store.publications.inputs import Finding, Retention
from lgsco_store.publications.letter import NOT_READ
from lgsco_store.records import Severity, Source

# Nobody reads hundreds of lines on a terminal; the JSON has them all.
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One address that the verdict counted: as what, where, and what was found there."""

    what: str
    url: str
    detail: str


def run_exhibits(database: Database, run_id: int, retention: Retention | None = None) -> list[Exhibit]:
    """Gather the evidence about a held run, in the order of the verdict's bounds, and what would become its issues.

    Raises:
        PlanOutdatedError: a later run was published, so that there is nothing left to decide.
    """
    outcomes: list[Outcome] = []
    decisions: list[Outcome] = []
    findings: list[Finding] = []
    for part in Archive(database, retention=retention).parts(run_id):
        outcomes += [each for each in part.outcomes if each.withdrawn or each.version]
        decisions += [each for each in part.others if each.source is Source.DECISION and is_withdrawn(each)]
        findings += part.findings
    with database.reader() as connection:
        return [
            *_lost(connection, run_id),
            *_of_letters(connection, outcomes),
            *(Exhibit("decision that would be withdrawn", each.url, each.reference) for each in decisions),
            *_captures(connection, run_id),
            *_issues([*run_evidence.findings(connection, run_id), *findings]),
        ]


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
    for page in run_evidence.pages_read(connection, baseline.run_id):
        if page.authority_id not in found:
            yield Exhibit("authority not found again", page.url, f"{page.name}, last in run {baseline.run_id}")


def _of_letters(connection: Connection, outcomes: Iterable[Outcome]) -> Iterator[Exhibit]:
    for outcome in outcomes:
        if outcome.withdrawn:
            yield Exhibit("letter that would be withdrawn", outcome.url, f"letter of {outcome.year}")
    versions = [(outcome, outcome.version) for outcome in outcomes if outcome.version is not None]
    for outcome, version in versions:
        if version.status in UNREAD:
            yield Exhibit("new version that is unread", outcome.url, version.status)
    wrong = run_evidence.reading_errors(connection)
    for outcome, version in versions:
        if version.reading_id in wrong and version.status not in UNREAD:
            yield Exhibit("new version that contradicts itself", outcome.url, wrong[version.reading_id])


def _issues(findings: Iterable[Finding]) -> Iterator[Exhibit]:
    """Yield the issues that may be why the run is held; the view ``issues`` has them only once it is published."""
    for each in sorted(findings, key=attrgetter("code")):
        if each.severity is Severity.ERROR or each.code == NOT_READ:
            yield Exhibit(f"issue {each.code}", each.url or each.authority_slug or "", each.message)


def _captures(connection: Connection, run_id: int) -> Iterator[Exhibit]:
    for each in run_evidence.failed_captures(connection, run_id):
        status = "no answer" if each.status is None else f"status {each.status}"
        yield Exhibit(
            f"capture with {each.diagnosis}", each.url, f"{status}{f', {each.detail}' if each.detail else ''}"
        )
