"""The evidence for and against a run: the pages that it read, the failed captures, and the errors that it found."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from lgsco_store.database.models import CaptureRow, PageRead, ReadingIssue, RunIssue
from lgsco_store.history.tally import FAILED
from lgsco_store.publications.inputs import Finding
from lgsco_store.records import Severity

_ERRORS = """
SELECT a.slug, p.year, i.message
FROM reading_issue i
JOIN version v ON v.reading_id = i.reading_id
JOIN publication p ON p.id = v.publication_id
JOIN authority a ON a.id = p.authority_id
WHERE v.run_id = :run AND i.severity = 'error'
UNION ALL
SELECT authority_slug, year, message FROM run_issue WHERE run_id = :run AND severity = 'error'
ORDER BY 1, 2, 3
"""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """An authority's page that a run read in full."""

    authority_id: int
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class FailedCapture:
    """An address that returned something other than what was requested; ``status`` is None if there was no answer."""

    url: str
    status: int | None
    diagnosis: str
    detail: str | None


@dataclass(frozen=True, slots=True)
class Error:
    """An issue of severity error; without an authority if it concerns the site."""

    authority_slug: str | None
    year: int | None
    message: str


def pages_read(connection: Connection, run_id: int) -> list[ReadPage]:
    """Return the pages of authorities that a run read in full, in the order of reading."""
    query = select(PageRead.authority_id, PageRead.name, CaptureRow.url)
    query = query.join(CaptureRow, CaptureRow.id == PageRead.capture_id).where(PageRead.run_id == run_id)
    return [ReadPage(*row) for row in connection.execute(query.order_by(PageRead.id))]


def failed_captures(connection: Connection, run_id: int) -> list[FailedCapture]:
    """Return the captures of a run that failed, by diagnosis."""
    query = select(CaptureRow.url, CaptureRow.status, CaptureRow.diagnosis, CaptureRow.detail)
    query = query.where(CaptureRow.run_id == run_id, FAILED).order_by(CaptureRow.diagnosis, CaptureRow.id)
    return [
        FailedCapture(url, status, str(diagnosis), detail)
        for url, status, diagnosis, detail in connection.execute(query)
    ]


def reading_errors(connection: Connection) -> dict[int, str]:
    """Return the first error of every reading that has any, by the ID of the reading."""
    query = select(ReadingIssue.reading_id, ReadingIssue.message).where(ReadingIssue.severity == Severity.ERROR)
    rows = connection.execute(query.order_by(ReadingIssue.reading_id, ReadingIssue.position.desc()))
    return {reading_id: message for reading_id, message in rows}  # noqa: C416 -- a row is not typed as a pair


def findings(connection: Connection, run_id: int) -> list[Finding]:
    """Return what a run found about the pages that it read, as it read them."""
    rows = connection.execute(select(RunIssue.__table__).where(RunIssue.run_id == run_id).order_by(RunIssue.id))
    return [
        Finding(each.code, Severity(each.severity), each.message, each.authority_slug, each.year, each.url)
        for each in rows
    ]


def errors(connection: Connection, run_id: int) -> list[Error]:
    """Return the errors that a run found in the publications that it brought, or on the site."""
    return [Error(*row) for row in connection.execute(text(_ERRORS), {"run": run_id})]
