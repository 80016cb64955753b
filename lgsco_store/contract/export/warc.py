"""The archive's captures as a WARC 1.1 file (ISO 28500:2017), which other tools of web archiving replay.

A capture whose bytes are kept is a ``response``. One that brought them again, that the server answered "not modified",
or that showed the same page with other tokens around it is a ``revisit`` of the one that brought them, which is written
before it even if an earlier run made it. Of all others only the digest is kept: they are ``metadata``, with status,
length and diagnosis. What such a record does not tell, the status where it has no headers, or that it was led on by a
redirect, or is not what was asked for, stands in a ``metadata`` beside it.

A revisit has headers only where they fit the bytes: pywb replays the two together, and of a 304 would show no body.
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
from lgsco_store.database.types import instant_text
from lgsco_store.progress import Tell, ignore_progress

_NOT_MODIFIED = 304
_PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
_NOT_MODIFIED_PROFILE = f"{_PROFILES}server-not-modified"
_SAME_BYTES_PROFILE = f"{_PROFILES}identical-payload-digest"
# Of the project: the words and links of the page are the same, its bytes are not, and were not kept.
_SAME_CONTENT_PROFILE = "urn:lgsco-archive:revisit:same-content"

# The bytes are kept as the server meant them: unpacked, in one piece.
_OF_TRANSFER = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})


def write_warc(connection: Connection, path: Path, run_id: int | None = None, written: Tell = ignore_progress) -> int:
    """Writes the captures of a run, or of all, compressed record by record; gives how many records there are.

    The same archive gives the same bytes. One document at a time is in memory. ``written`` is told how many captures of
    how many are written.

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


def _write(selection: Selection, folder: Path, written: Tell) -> list[Path]:
    path = folder / "captures.warc.gz"
    write_warc(selection.connection, path, selection.run_id, written)
    return [path]


WARC = Format("warc", _write, unit="captures", has_tables=False)


class _Warc:
    """A file that is being written; ``count`` are its records, the one about itself left out."""

    def __init__(self, connection: Connection, writer: Any) -> None:
        self._connection = connection
        self._writer = writer
        self._written: set[int] = set()
        self._bodies: dict[tuple[str, str], Row[Any]] = {}
        self.count = 0

    def begin(self, name: str) -> None:
        """Says what made the file."""
        software = f"lgsco-archive/{version('lgsco-archive')}"
        fields = {"software": software, "format": "WARC File Format 1.1"}
        text = "".join(f"{field}: {value}\r\n" for field, value in fields.items())
        # A fixed time: the file's own age must not make two exports of one archive differ.
        headers = {"WARC-Record-ID": _id("warcinfo"), "WARC-Date": "1970-01-01T00:00:00Z", "WARC-Filename": name}
        self._write(None, "warcinfo", headers, **_fields(text))

    def add(self, row: Row[Any]) -> None:
        """Writes a capture, unless it was written before one that refers to it."""
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
        told = _told(row, "kind", "status", "length", "body_sha256", "diagnosis", "detail")
        self._add(row, "metadata", {}, **_fields(told))

    def _add_remark(self, row: Row[Any], unsaid: tuple[str, ...]) -> None:
        """What is to be said of the record before it, nothing where its HTTP headers say all."""
        told = _told(row, *unsaid, "diagnosis", "detail")
        if told:
            self.count += 1
            about = {"WARC-Record-ID": _id(f"{row.id} remark"), "WARC-Date": _date(row), "WARC-Refers-To": _id(row.id)}
            self._write(row.url, "metadata", about, **_fields(told))

    def _origin(self, row: Row[Any]) -> Row[Any] | None:
        """The capture that brought what another shows again; None where it brings or shows something of its own."""
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
    """What makes a capture a revisit, and what its record cannot say of it; where that is nothing, it has headers."""
    if row.document_sha256 is None:
        return _SAME_CONTENT_PROFILE, ("status", "length", "body_sha256")
    return (_NOT_MODIFIED_PROFILE, ("status",)) if row.status == _NOT_MODIFIED else (_SAME_BYTES_PROFILE, ())


def _told(row: Row[Any], *fields: str) -> str:
    told = [(field, getattr(row, field)) for field in fields]
    return "".join(f"{field}: {' '.join(str(value).split())}\r\n" for field, value in told if value is not None)


def _fields(text: str) -> dict[str, Any]:
    """Content of names and values; with its length, or the library would go over a file of its own."""
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
    """A record's name, the same in every export of one archive."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'lgsco-archive capture {capture}')}>"


def _digest(sha256: str) -> str:
    """A document's digest as the standard writes it."""
    return f"sha256:{base64.b32encode(bytes.fromhex(sha256)).decode()}"


def _date(row: Row[Any]) -> str:
    return instant_text(row.fetched_at)
