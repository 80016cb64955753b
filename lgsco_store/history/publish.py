"""Write a plan: versions, changes, and the state of publications, in bulk and only where something changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import Connection, bindparam, case, func, select, update

from lgsco_store.database.batches import PARAMETERS, batches, insert_rows
from lgsco_store.database.models import CaptureRow, ChangeRow, Publication, RunIssue, Shown, Version
from lgsco_store.history.authorities import AuthorityChange
from lgsco_store.history.compare import Change
from lgsco_store.history.plan import Outcome, Part
from lgsco_store.publications.inputs import Finding
from lgsco_store.records import Diagnosis, Source
from lgsco_store.terms import Cause

Placed: TypeAlias = Sequence[tuple[int, Outcome]]
"""Outcomes, each with the ID of its publication."""


# The smallest step between the archive's times.
_TICK = timedelta(microseconds=1)


def after_the_last(connection: Connection, now: datetime) -> datetime:
    """Return the time of a publication: now, unless the clock went back since the last one; history only goes forward.

    It is never the last one's own time: what was shown in between would have a period of zero length.
    """
    last: datetime | None = connection.execute(select(func.max(Shown.valid_from))).scalar_one()
    return now if last is None else max(now, last + _TICK)


def write(connection: Connection, run_id: int, part: Part, at: datetime) -> None:
    """Write a part of a run's plan, as published at a time, in the caller's transaction."""
    outcomes = (*part.outcomes, *part.others)
    _update(connection, [outcome for outcome in outcomes if outcome.publication_id is not None], at)
    insert_rows(connection, Publication, [_publication(each) for each in outcomes if each.publication_id is None])
    ids = _publications(connection, {each.reference for each in outcomes})
    placed = [(ids[each.source, each.reference], each) for each in outcomes]
    insert_rows(connection, Version, [*_versions(run_id, placed, at)])
    versions = _last_versions(connection, ids.values())
    insert_rows(connection, Shown, [*_shown(run_id, placed, versions, at)])
    insert_rows(connection, ChangeRow, [*_changes(run_id, placed, versions, at)])
    write_findings(connection, run_id, part.findings)


def diagnose(connection: Connection, not_letters: Iterable[int]) -> None:
    """Mark captures whose documents are not letters; only once no further part is to be planned."""
    rows = [{"of": capture_id} for capture_id in sorted(not_letters)]
    if rows:
        query = update(CaptureRow).where(CaptureRow.id == bindparam("of")).values(diagnosis=Diagnosis.NOT_A_LETTER)
        connection.execute(query, rows)


def write_authority_changes(
    connection: Connection, run_id: int, changes: Sequence[AuthorityChange], at: datetime
) -> None:
    """Write a run's changes of authorities, as published at a time; issues about renamed ones go by the new slug."""
    rows = [
        {
            "run_id": run_id,
            "at": at,
            "authority_id": change.authority_id,
            "kind": change.kind,
            "field": change.field,
            "old_value": change.old,
            "new_value": change.new,
            "cause": Cause.SOURCE,
        }
        for change in changes
    ]
    insert_rows(connection, ChangeRow, rows)
    slugs = {change.old: change.new for change in changes if change.field == "slug"}
    if slugs:
        renamed = update(RunIssue).where(RunIssue.authority_slug.in_(slugs))
        connection.execute(renamed.values(authority_slug=case(slugs, value=RunIssue.authority_slug)))


def _update(connection: Connection, outcomes: Sequence[Outcome], at: datetime) -> None:
    """Update where and when publications were last seen, and which are withdrawn."""
    rows = [
        {
            "of": outcome.publication_id,
            "authority_id": outcome.authority_id,
            "url": outcome.url,
            "withdrawn_at": at if outcome.withdrawn else None,
            "last_seen_at": outcome.last_seen_at,
        }
        for outcome in outcomes
    ]
    if rows:
        connection.execute(update(Publication).where(Publication.id == bindparam("of")), rows)


def _publication(outcome: Outcome) -> dict[str, Any]:
    return {
        "kind": outcome.source,
        "reference": outcome.reference,
        "authority_id": outcome.authority_id,
        "year": outcome.year,
        "url": outcome.url,
        "last_seen_at": outcome.last_seen_at,
    }


def _publications(connection: Connection, references: Collection[str]) -> Mapping[tuple[str, str], int]:
    """Return the IDs of publications, by kind and reference."""
    query = select(Publication.kind, Publication.reference, Publication.id)
    found: dict[tuple[str, str], int] = {}
    for some in batches(references, PARAMETERS):
        wanted = query.where(Publication.kind.in_(Source), Publication.reference.in_(some))
        found |= {(kind, reference): row_id for kind, reference, row_id in connection.execute(wanted)}
    return found


def _versions(run_id: int, placed: Placed, at: datetime) -> Iterator[dict[str, Any]]:
    for publication_id, outcome in placed:
        if outcome.version is not None:
            yield {
                "publication_id": publication_id,
                "number": outcome.version.number,
                "run_id": run_id,
                "capture_id": outcome.version.capture_id,
                "document_sha256": outcome.version.document_sha256,
                "reading_id": outcome.version.reading_id,
                "captured_at": outcome.version.captured_at,
                "published_at": at,
            }


def _last_versions(connection: Connection, publications: Collection[int]) -> dict[int, int]:
    """Return the last version of each publication; looking at everything that the run made would grow with the run."""
    query = select(Version.publication_id, Version.id).order_by(Version.number)
    found: dict[int, int] = {}
    for some in batches(publications, PARAMETERS):
        found |= dict(connection.execute(query.where(Version.publication_id.in_(some))).all())
    return found


def _shown(run_id: int, placed: Placed, versions: Mapping[int, int], at: datetime) -> Iterator[dict[str, Any]]:
    for publication_id, outcome in placed:
        if outcome.version is not None:
            yield {
                "publication_id": publication_id,
                "version_id": versions[publication_id],
                "reading_id": outcome.version.reading_id,
                "run_id": run_id,
                "valid_from": at,
            }


def _changes(run_id: int, placed: Placed, versions: Mapping[int, int], at: datetime) -> Iterator[dict[str, Any]]:
    for publication_id, outcome in placed:
        for change in outcome.changes:
            yield {
                "run_id": run_id,
                "at": at,
                "authority_id": outcome.authority_id,
                "publication_id": publication_id,
                "version_id": versions[publication_id] if outcome.version is not None else None,
                **change_row(change),
            }


def change_row(change: Change) -> dict[str, Any]:
    """Return the columns of a row that the change itself determines."""
    return {
        "kind": change.kind,
        "field": change.field,
        "measure": change.measure,
        "category": change.category,
        "subject": change.subject,
        "old_value": change.old,
        "new_value": change.new,
        "cause": change.cause,
    }


def write_findings(connection: Connection, run_id: int, findings: Iterable[Finding]) -> None:
    """Write the findings about a run."""
    insert_rows(connection, RunIssue, [{"run_id": run_id, **_finding_row(finding)} for finding in findings])


def _finding_row(finding: Finding) -> dict[str, Any]:
    row = asdict(finding)
    return {**row, "kind": row.pop("source")}
