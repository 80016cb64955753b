"""From records to rows: captures with their documents, and readings with their figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Executable, bindparam, exists, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute

from lgsco_store.database import engine as engines
from lgsco_store.database.models import Base, CaptureRow, Document, DocumentBody, FigureRow, ReadingIssue, ReadingRow
from lgsco_store.evidence.digests import canonical, figures_sha256
from lgsco_store.records import Capture, CaptureKind, Figure, FigureState, Issue, Reading, Shows, Validators

# Statements of every capture are built once: building them takes longer than the database takes to do them.
INSERT_CAPTURE = insert(CaptureRow).returning(CaptureRow.id)
"""Writes a capture's row and gives its id."""

KEPT_PAGE = (
    select(CaptureRow.document_sha256, CaptureRow.text_sha256, CaptureRow.shown_sha256)
    .where(CaptureRow.url == bindparam("url"), CaptureRow.kind == bindparam("kind"))
    .where(CaptureRow.document_sha256.is_not(None))
    .order_by(CaptureRow.id.desc())
    .limit(1)
)
"""Asks for the newest capture of a page whose bytes are kept: document, digests of its statistics and of all."""

LETTER_CAPTURES = (
    select(CaptureRow.headers, CaptureRow.document_sha256, CaptureRow.fetched_at, CaptureRow.length)
    .add_columns(CaptureRow.answered_url)
    .where(CaptureRow.url == bindparam("url"), CaptureRow.kind == CaptureKind.LETTER)
    .where(CaptureRow.diagnosis.is_(None), CaptureRow.document_sha256.is_not(None))
    .order_by(CaptureRow.id.desc())
)
"""Asks for the good captures of a letter's address, the newest first."""

_KEPT = select(Document.sha256).where(Document.sha256 == bindparam("sha256"))
_READING = (
    select(ReadingRow.id)
    .where(ReadingRow.document_sha256 == bindparam("sha256"))
    .where(ReadingRow.reader_version == bindparam("reader_version"))
)

_UNTYPED = "application/octet-stream"
_PDF = "application/pdf"

# The greatest values that a rate, and any other figure, can have.
_RATE = Decimal(100)
_MOST = Decimal("1e300")


def is_kept(connection: Connection, capture: Capture, shows: Shows) -> bool:
    """Whether a capture's bytes become a document: a letter's always, a page's where it shows something new."""
    if capture.kind is CaptureKind.LETTER:
        return True
    if shows.all_sha256 is None:
        return False
    found = connection.execute(KEPT_PAGE, {"url": capture.url, "kind": capture.kind}).one_or_none()
    return found is None or (found.text_sha256, found.shown_sha256) != (shows.statistics_sha256, shows.all_sha256)


def is_read(document: InstrumentedAttribute[Any], reader_version: str | BindParameter[str]) -> ColumnElement[bool]:
    """Whether a reader version has read the document that a column of the query names."""
    return exists().where(ReadingRow.document_sha256 == document, ReadingRow.reader_version == reader_version)


UNREAD_PAGE = KEPT_PAGE.add_columns(is_read(CaptureRow.document_sha256, bindparam("reader_version")).label("is_read"))
"""Asks as ``KEPT_PAGE`` does, and whether a reader version has read the document."""


def keep(connection: Connection, capture: Capture, body: bytes) -> None:
    """Keeps a capture's bytes as a document, unless it is kept already."""
    document = {
        "sha256": capture.body_sha256,
        "length": len(body),
        "media_type": _media_type(capture, body),
        "first_seen_at": capture.fetched_at,
    }
    _insert_once(connection, Document, document)
    _insert_once(connection, DocumentBody, {"sha256": capture.body_sha256, "body": body})


def _media_type(capture: Capture, body: bytes) -> str:
    """The type of a document, by its bytes where these tell: servers name any type beside a good PDF."""
    told = _lower(capture.headers).get("content-type", _UNTYPED).partition(";")[0].strip().lower()
    return _PDF if capture.kind is CaptureKind.LETTER and b"%PDF-" in body[:1024] else told


def _insert_once(connection: Connection, table: type[Base], row: dict[str, Any]) -> None:
    """Two runs may bring the same document at the same instant; the first one's row stays."""
    connection.execute(_inserting_once(table, is_postgresql=engines.is_postgresql(connection)), row)


@cache
def _inserting_once(table: type[Base], *, is_postgresql: bool) -> Executable:
    dialect = postgresql if is_postgresql else sqlite
    statement: Executable = dialect.insert(table).on_conflict_do_nothing()
    return statement


def capture_row(connection: Connection, capture: Capture) -> dict[str, Any]:
    """A capture's row; it points at the document of its bytes where that is kept."""
    kept = connection.execute(_KEPT, {"sha256": capture.body_sha256}) if capture.body_sha256 else None
    return {
        "url": capture.url,
        "kind": capture.kind,
        "fetched_at": capture.fetched_at,
        "status": capture.status,
        "headers": _lower(capture.headers),
        "body_sha256": capture.body_sha256,
        "document_sha256": kept.scalar_one_or_none() if kept else None,
        "length": capture.length,
        "answered_url": capture.answered_url,
        "diagnosis": capture.diagnosis,
        "detail": capture.detail,
    }


def validators(headers: Mapping[str, str], sha256: str, url: str) -> Validators | None:
    """The validators among a capture's headers, with the address that they came from; None where there are none."""
    etag, last_modified = headers.get("etag"), headers.get("last-modified")
    return Validators(etag, last_modified, sha256, url) if etag or last_modified else None


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def insert_rows(connection: Connection, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Writes rows in bulk; none is nothing to do."""
    if rows:
        connection.execute(insert(table), rows)


def find_reading(connection: Connection, sha256: str, reader_version: str) -> int | None:
    """The id of what a reader version took from a document, None where it has not read it."""
    return connection.execute(_READING, {"sha256": sha256, "reader_version": reader_version}).scalar_one_or_none()


def write_reading(connection: Connection, reading: Reading) -> int:
    """Writes a reading with its figures and issues, in their order; gives its id."""
    reading_id = connection.execute(
        insert(ReadingRow).values(reading_row(reading)).returning(ReadingRow.id)
    ).scalar_one()
    for table, rows in detail_rows(reading).items():
        insert_rows(connection, table, [{"reading_id": reading_id, **row} for row in rows])
    return reading_id


def detail_rows(reading: Reading) -> dict[type[FigureRow | ReadingIssue], list[dict[str, Any]]]:
    """A reading's figures and issues as rows, by their table."""
    figures = [_figure_row(figure) for figure in possible(reading.figures)]
    issues = [_issue_row(issue) for issue in reading.issues]
    return {
        table: [{"position": position, **row} for position, row in enumerate(rows)]
        for table, rows in ((FigureRow, figures), (ReadingIssue, issues))
    }


def reading_row(reading: Reading) -> dict[str, Any]:
    """A reading as a row, without its figures and issues."""
    addressee, signatory = reading.addressee, reading.signatory
    return {
        "document_sha256": reading.sha256,
        "reader_version": reading.reader_version,
        "status": reading.status,
        "layout": reading.layout,
        "authority": reading.authority,
        "year": reading.year,
        "period_start": reading.period_start,
        "period_end": reading.period_end,
        "title": reading.title,
        "letter_date": reading.letter_date,
        "addressee_name": addressee.name if addressee else None,
        "addressee_role": addressee.role if addressee else None,
        "signatory_name": signatory.name if signatory else None,
        "signatory_role": signatory.role if signatory else None,
        "text_sha256": reading.text_sha256,
        "figures_sha256": figures_sha256(map(canonical, possible(reading.figures))),
    }


def possible(figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures as the archive keeps them: one that cannot be is kept as unreadable, with its words and its issue."""
    for figure in figures:
        if figure.value is None or _is_possible(figure.value, figure.unit):
            yield figure
        else:
            yield replace(figure, value=None, state=FigureState.UNREADABLE)


def _is_possible(value: Decimal, unit: str) -> bool:
    if not value.is_finite() or not 0 <= value <= (_RATE if unit == "percent" else _MOST):
        return False
    return unit != "count" or value == value.to_integral_value()


def _figure_row(figure: Figure) -> dict[str, Any]:
    x0, top, x1, bottom = figure.bbox or (None, None, None, None)
    return {
        "measure": figure.measure,
        "category": figure.category,
        "value": figure.value,
        "unit": figure.unit,
        "state": figure.state,
        "page": figure.page,
        "x0": x0,
        "top": top,
        "x1": x1,
        "bottom": bottom,
        "text": figure.text,
    }


def _issue_row(issue: Issue) -> dict[str, Any]:
    return {"code": issue.code, "severity": issue.severity, "message": issue.message, "measure": issue.measure}
