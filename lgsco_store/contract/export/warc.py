"""The archive's captures as a WARC 1.1 file (ISO 28500:2017), which other web archiving tools can replay.

A capture with stored bytes is a ``response``. A capture that brought the same bytes again, that the server answered
with "not modified", or that showed the same page with other tokens in its markup is a ``revisit`` of it; the original
is written first, even if an earlier run made it. For all others only the digest is stored: they are ``metadata``, with
status, length and diagnosis. What such a record cannot express is in a further ``metadata`` record: a status without
headers, a redirect, or a diagnosis.

A revisit has headers only if they match the bytes: pywb replays the two together, and would show no body for a 304.
"""

from __future__ import annotations

import base64
import io
import uuid
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, func, select
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from lgsco_store.contract.export.base import Format, Selection
from lgsco_store.database.models import CaptureRow, DocumentBody
from lgsco_store.database.progress import OnProgress, ignore_progress
from lgsco_store.database.types import instant_text

_NOT_MODIFIED = 304
_PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
_NOT_MODIFIED_PROFILE = f"{_PROFILES}server-not-modified"
_SAME_BYTES_PROFILE = f"{_PROFILES}identical-payload-digest"
# A profile of this project: the words and links of the page are the same; its bytes differ, and were not stored.
_SAME_CONTENT_PROFILE = "urn:lgsco-archive:revisit:same-content"

# The bytes are stored decoded: decompressed, and without chunks.
_OF_TRANSFER = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})


def write_warc(
    connection: Connection, path: Path, run_id: int | None = None, written: OnProgress = ignore_progress
) -> int:
    """Write the captures of a run, or of all runs, compressed record by record; return the number of records.

    The same archive gives the same bytes. One document at a time is in memory. ``written`` is called with how many
    captures of how many are written.

    Raises:
        OSError: the file cannot be written.
    """
    query = select(CaptureRow.__table__).order_by(CaptureRow.id)
    if run_id is not None:
        query = query.where(CaptureRow.run_id == run_id)
    total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    rows = connection.execution_options(yield_per=500).execute(query)
    with path.open("wb") as file:
        warc = _Warc(connection, WARCWriter(file, gzip=True, warc_version="1.1"))
        warc.begin(path.name)
        for done, row in enumerate(rows, 1):
            warc.add(row)
            written(done, total)
        return warc.count


def _write(selection: Selection, folder: Path, written: OnProgress) -> list[Path]:
    path = folder / "captures.warc.gz"
    write_warc(selection.connection, path, selection.run_id, written)
    return [path]


WARC = Format("warc", _write, unit="captures", has_tables=False)


class _Warc:
    """A file that is being written; ``count`` is the number of records, except the one about the file itself."""

    def __init__(self, connection: Connection, writer: Any) -> None:
        self._connection = connection
        self._writer = writer
        self._written: set[int] = set()
        self._bodies: dict[tuple[str, str], Row[Any]] = {}
        self.count = 0

    def begin(self, name: str) -> None:
        """Write the record about the file itself."""
        software = f"lgsco-archive/{version('lgsco-archive')}"
        fields = {"software": software, "format": "WARC File Format 1.1"}
        text = "".join(f"{field}: {value}\r\n" for field, value in fields.items())
        # A fixed time, so that two exports of one archive are identical.
        headers = {"WARC-Record-ID": _id("warcinfo"), "WARC-Date": "1970-01-01T00:00:00Z", "WARC-Filename": name}
        self._write(None, "warcinfo", headers, **_fields(text))

    def add(self, row: Row[Any]) -> None:
        """Write a capture, unless it was already written before one that refers to it."""
        if row.id in self._written:
            return
        origin = self._origin(row)
        if origin is not None:
            self._add_revisit(row, origin)
        elif row.document_sha256 is not None or (row.status is not None and row.length == 0):
            self._add_response(row)
        else:
            self._add_metadata(row)

    def _add_response(self, row: Row[Any]) -> None:
        body, digest = b"", {}
        if row.document_sha256 is not None:
            query = select(DocumentBody.body).where(DocumentBody.sha256 == row.document_sha256)
            body = self._connection.execute(query).scalar_one()
            digest = {"WARC-Payload-Digest": _digest(row.document_sha256)}
            self._bodies[row.url, row.document_sha256] = row
        headers = _http(row, [("Content-Length", str(len(body)))])
        self._add(row, "response", digest, payload=io.BytesIO(body), length=len(body), http_headers=headers)
        self._add_remark(row, ())

    def _add_revisit(self, row: Row[Any], origin: Row[Any]) -> None:
        if origin.id not in self._written:
            self._add_response(origin)
        profile, unsaid = _profile(row)
        refers = {
            "WARC-Profile": profile,
            "WARC-Payload-Digest": _digest(origin.document_sha256),
            "WARC-Refers-To": _id(origin.id),
            "WARC-Refers-To-Target-URI": origin.url,
            "WARC-Refers-To-Date": _date(origin),
        }
        headers = {"payload": io.BytesIO(), "length": 0} if unsaid else {"http_headers": _http(row, [])}
        self._add(row, "revisit", refers, **headers)
        self._add_remark(row, unsaid)

    def _add_metadata(self, row: Row[Any]) -> None:
        details = _field_lines(row, "kind", "status", "length", "body_sha256", "diagnosis", "detail")
        self._add(row, "metadata", {}, **_fields(details))

    def _add_remark(self, row: Row[Any], unsaid: tuple[str, ...]) -> None:
        """Add a record with what the headers of the record before it cannot express, if anything."""
        details = _field_lines(row, *unsaid, "diagnosis", "detail")
        if details:
            self.count += 1
            about = {"WARC-Record-ID": _id(f"{row.id} remark"), "WARC-Date": _date(row), "WARC-Refers-To": _id(row.id)}
            self._write(row.url, "metadata", about, **_fields(details))

    def _origin(self, row: Row[Any]) -> Row[Any] | None:
        """Return the capture whose content another one repeats; None if that one has content of its own."""
        earlier = select(CaptureRow.__table__).where(
            CaptureRow.url == row.url, CaptureRow.kind == row.kind, CaptureRow.id < row.id
        )
        if row.document_sha256 is None:
            if row.shown_sha256 is None:
                return None
            same = (CaptureRow.shown_sha256 == row.shown_sha256) & CaptureRow.document_sha256.is_not(None)
        elif row.status == _NOT_MODIFIED:
            same = (CaptureRow.document_sha256 == row.document_sha256) & (CaptureRow.status != _NOT_MODIFIED)
        else:
            return self._bodies.get((row.url, row.document_sha256))
        return self._connection.execute(earlier.where(same).order_by(CaptureRow.id.desc()).limit(1)).one()

    def _add(self, row: Row[Any], kind: str, headers: dict[str, str], **content: Any) -> None:
        self._written.add(row.id)
        self.count += 1
        self._write(row.url, kind, {"WARC-Record-ID": _id(row.id), "WARC-Date": _date(row), **headers}, **content)

    def _write(self, url: str | None, kind: str, headers: dict[str, str], **content: Any) -> None:
        record = self._writer.create_warc_record(url, kind, warc_headers_dict=headers, **content)
        self._writer.write_record(record)


def _profile(row: Row[Any]) -> tuple[str, tuple[str, ...]]:
    """Return the profile of a revisit, and what its record cannot express; without the latter it has headers."""
    if row.document_sha256 is None:
        return _SAME_CONTENT_PROFILE, ("status", "length", "body_sha256")
    return (_NOT_MODIFIED_PROFILE, ("status",)) if row.status == _NOT_MODIFIED else (_SAME_BYTES_PROFILE, ())


def _field_lines(row: Row[Any], *fields: str) -> str:
    details = [(field, getattr(row, field)) for field in fields]
    return "".join(f"{field}: {' '.join(str(value).split())}\r\n" for field, value in details if value is not None)


def _fields(text: str) -> dict[str, Any]:
    """Return a block of names and values; with its length, since the library would otherwise use a file."""
    content = text.encode()
    return {
        "payload": io.BytesIO(content),
        "length": len(content),
        "warc_content_type": "application/warc-fields",
    }


def _http(row: Row[Any], more: list[tuple[str, str]]) -> StatusAndHeaders:
    reason = HTTPStatus(row.status).phrase if row.status in set(HTTPStatus) else "Unknown"
    kept = [(name.title(), value) for name, value in row.headers.items() if name not in _OF_TRANSFER]
    return StatusAndHeaders(f"{row.status} {reason}", [*kept, *more], protocol="HTTP/1.1")


def _id(capture: object) -> str:
    """Return a record's ID, the same in every export of one archive."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'lgsco-archive capture {capture}')}>"


def _digest(sha256: str) -> str:
    """Return a document's digest in the notation of the standard."""
    return f"sha256:{base64.b32encode(bytes.fromhex(sha256)).decode()}"


def _date(row: Row[Any]) -> str:
    return instant_text(row.fetched_at)
