"""Store captures with their documents, and find what was kept of an address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, insert, or_, select

from lgsco_store.database.dialects import dialect_of
from lgsco_store.database.dialects.base import Dialect
from lgsco_store.database.models import Base, CaptureRow, Document, DocumentBody
from lgsco_store.evidence import readings
from lgsco_store.publications.base import Versioned
from lgsco_store.publications.registry import KINDS, kind_of
from lgsco_store.records import Capture, Shows, Source, Validators

# What is captured for a kind of publication that has a new version whenever its bytes change.
_BY_BYTES = frozenset(each for kind in KINDS if kind.versioned is Versioned.BY_BYTES for each in kind.captured_as)

# The statements for every capture are built once: building them takes longer than executing them.
_INSERT_CAPTURE = insert(CaptureRow).returning(CaptureRow.id)

# The newest capture of a page with stored bytes: its document, and the digests of its statistics and of the whole page.
_KEPT_PAGE = (
    select(CaptureRow.document_sha256, CaptureRow.text_sha256, CaptureRow.shown_sha256)
    .where(CaptureRow.url == bindparam("url"), CaptureRow.kind.in_(bindparam("kinds", expanding=True)))
    .where(CaptureRow.document_sha256.is_not(None))
    .order_by(CaptureRow.id.desc())
    .limit(1)
)
_UNREAD_PAGE = _KEPT_PAGE.add_columns(
    readings.is_read(CaptureRow.document_sha256, bindparam("source"), bindparam("reader_version")).label("is_read")
)

# Not IN, which SQLAlchemy writes anew whenever the statement is executed.
_OF_BYTES = or_(*(CaptureRow.kind == kind for kind in sorted(_BY_BYTES)))
_GOOD = (
    CaptureRow.url == bindparam("url"),
    _OF_BYTES,
    CaptureRow.diagnosis.is_(None),
    CaptureRow.document_sha256.is_not(None),
)
_NEWEST = select(CaptureRow.document_sha256).where(*_GOOD).order_by(CaptureRow.id.desc()).limit(1).scalar_subquery()

# The captures that brought the bytes of a letter's newest good capture, newest first: most brought a 304.
_LETTER_CAPTURES = (
    select(CaptureRow.headers, CaptureRow.document_sha256, CaptureRow.fetched_at, CaptureRow.answered_url)
    .where(*_GOOD, CaptureRow.length > 0, CaptureRow.document_sha256 == _NEWEST)
    .order_by(CaptureRow.id.desc())
)

_KEPT = select(Document.sha256).where(Document.sha256 == bindparam("sha256"))
_UNTYPED = "application/octet-stream"
_PDF = "application/pdf"


def store(connection: Connection, run_id: int, capture: Capture, body: bytes | None, shows: Shows) -> int:
    """Store a capture, and the document with its bytes if they are kept; return its ID."""
    stored = bool(body) and _is_kept(connection, capture, shows)
    if body and stored:
        keep(connection, capture, body)
    stored = stored or _is_stored(connection, capture.body_sha256)
    digests = {"text_sha256": shows.statistics_sha256, "shown_sha256": shows.all_sha256}
    row = {"run_id": run_id, **digests, **_capture_row(capture, stored=stored)}
    return connection.execute(_INSERT_CAPTURE, row).scalar_one()


def any_stored(connection: Connection) -> bool:
    """Return whether there is any document."""
    return connection.execute(select(Document.sha256).limit(1)).first() is not None


def stored_body(connection: Connection, sha256: str) -> bytes | None:
    """Return the bytes of a document; None if there is no such document."""
    return connection.execute(select(DocumentBody.body).where(DocumentBody.sha256 == sha256)).scalar_one_or_none()


def unread_page(connection: Connection, url: str, source: Source, reader_version: str) -> str | None:
    """Return the unread document that has what a page prints as one kind of publication; None if there is none."""
    kind = kind_of(source)
    wanted = {"url": url, "kinds": kind.captured_as, "source": source, "reader_version": reader_version}
    kept = connection.execute(_UNREAD_PAGE, wanted).one_or_none()
    if kept is None or kept.is_read or (kind.versioned is Versioned.BY_TEXT and kept.text_sha256 is None):
        return None
    return str(kept.document_sha256)


def validators(connection: Connection, url: str, full_since: datetime | None) -> Validators | None:
    """Return the validators of a letter's address; None if it has none, or no bytes have come since a time."""
    same = connection.execute(_LETTER_CAPTURES, {"url": url}).all()
    if full_since is not None and not any(each.fetched_at >= full_since for each in same):
        return None
    found = (_validators(each.headers, each.document_sha256, each.answered_url or url) for each in same)
    return next(filter(None, found), None)


def _is_kept(connection: Connection, capture: Capture, shows: Shows) -> bool:
    """Return whether a capture's bytes become a document: a letter's always, a page's if it shows something new."""
    if capture.kind in _BY_BYTES:
        return True
    if shows.all_sha256 is None:
        return False
    found = connection.execute(_KEPT_PAGE, {"url": capture.url, "kinds": [capture.kind]}).one_or_none()
    return found is None or (found.text_sha256, found.shown_sha256) != (shows.statistics_sha256, shows.all_sha256)


def keep(connection: Connection, capture: Capture, body: bytes) -> None:
    """Store a capture's bytes as a document, unless they are stored already."""
    document = {
        "sha256": capture.body_sha256,
        "length": len(body),
        "media_type": _media_type(capture, body),
        "first_seen_at": capture.fetched_at,
    }
    _insert_once(connection, Document, document)
    _insert_once(connection, DocumentBody, {"sha256": capture.body_sha256, "body": body})


def _media_type(capture: Capture, body: bytes) -> str:
    """Return the media type of a document, by its bytes if possible: servers name any type for a valid PDF."""
    declared = _lower(capture.headers).get("content-type", _UNTYPED).partition(";")[0].strip().lower()
    return _PDF if capture.kind in _BY_BYTES and b"%PDF-" in body[:1024] else declared


def _insert_once(connection: Connection, table: type[Base], row: dict[str, Any]) -> None:
    """Insert a row unless it exists: two runs may bring the same document at the same instant."""
    connection.execute(_inserting_once(table, dialect_of(connection)), row)


@cache
def _inserting_once(table: type[Base], dialect: Dialect) -> Insert:
    return dialect.insert_once(table)


def _is_stored(connection: Connection, sha256: str | None) -> bool:
    """Return whether the archive has the document with a digest."""
    return sha256 is not None and connection.execute(_KEPT, {"sha256": sha256}).first() is not None


def _capture_row(capture: Capture, *, stored: bool) -> dict[str, Any]:
    """Return a capture's row, with a reference to the document if its bytes are stored."""
    return {
        "url": capture.url,
        "kind": capture.kind,
        "fetched_at": capture.fetched_at,
        "status": capture.status,
        "headers": _lower(capture.headers),
        "body_sha256": capture.body_sha256,
        "document_sha256": capture.body_sha256 if stored else None,
        "length": capture.length,
        "answered_url": capture.answered_url,
        "diagnosis": capture.diagnosis,
        "detail": capture.detail,
    }


def _validators(headers: Mapping[str, str], sha256: str, url: str) -> Validators | None:
    """Return the validators among a capture's headers, with the address that they came from; None if it has none."""
    etag, last_modified = headers.get("etag"), headers.get("last-modified")
    return Validators(etag, last_modified, sha256, url) if etag or last_modified else None


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
