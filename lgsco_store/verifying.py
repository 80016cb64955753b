"""Whether an archive is still what it was: every document hashed again, every reference, hash, sum and history checked.

Each check gives one sentence for everything that is damaged, with what it is and where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, select, text

from lgsco_store import engine as engines
from lgsco_store import loading
from lgsco_store.digests import document_sha256, figures_sha256
from lgsco_store.models import Base, Document, DocumentBody, ReadingRow

# Documents are read a few at a time: all of them need not fit into memory.
_BATCH = 50

_RULES = (
    (
        "SELECT id FROM run WHERE state = 'published' AND finished_at < started_at",
        "run {}: it ended before it began",
    ),
    (
        "SELECT v.id, r.id FROM version v JOIN run r ON r.id = v.run_id WHERE r.state <> 'published'",
        "version row {}: its run {} is not published",
    ),
    (
        "SELECT c.id, r.id FROM change c JOIN run r ON r.id = c.run_id WHERE r.state <> 'published'",
        "change row {}: its run {} is not published",
    ),
    (
        (
            "SELECT r.id, r.published, COUNT(c.id) FROM run r "
            "LEFT JOIN change c ON c.run_id = r.id AND c.kind = 'published' AND c.publication_id IN "
            "(SELECT p.id FROM publication p WHERE p.source = 'letter') "
            "WHERE r.state = 'published' GROUP BY r.id, r.published HAVING r.published <> COUNT(c.id)"
        ),
        "run {}: the ledger counts {} published letters, the changes {}",
    ),
    (
        (
            "SELECT publication_id, COUNT(*), MAX(number) FROM version "
            "GROUP BY publication_id HAVING COUNT(*) <> MAX(number)"
        ),
        "publication row {}: it has {} versions, the last of them numbered {}",
    ),
    (
        "SELECT p.id FROM publication p WHERE NOT EXISTS (SELECT 1 FROM version v WHERE v.publication_id = p.id)",
        "publication row {}: it has no version",
    ),
    (
        (
            "SELECT v.id, v.document_sha256 FROM version v JOIN reading r ON r.id = v.reading_id "
            "WHERE r.document_sha256 <> v.document_sha256"
        ),
        "version row {}: what is shown of it was not read from its document {}",
    ),
    (
        (
            "SELECT v.id FROM version v JOIN capture c ON c.id = v.capture_id "
            "WHERE c.document_sha256 IS NULL OR c.document_sha256 <> v.document_sha256"
        ),
        "version row {}: its capture brought another document",
    ),
)

# What was shown must begin with the first version, go forward, and end with what is shown now.
_HISTORY = (
    (
        (
            "SELECT v.publication_id, v.number FROM version v "
            "WHERE NOT EXISTS (SELECT 1 FROM shown s WHERE s.version_id = v.id AND s.valid_from = v.published_at)"
        ),
        "publication row {}: its history has a gap, version {} was never shown from its publication on",
    ),
    (
        (
            "SELECT s.publication_id, s.id, n.id FROM shown s JOIN shown n ON n.publication_id = s.publication_id "
            "WHERE n.id > s.id AND n.valid_from < s.valid_from"
        ),
        "publication row {}: its history overlaps, row {} begins after row {}",
    ),
    (
        (
            "SELECT s.publication_id, s.id FROM shown s JOIN version v ON v.id = s.version_id "
            "WHERE NOT EXISTS (SELECT 1 FROM shown n WHERE n.publication_id = s.publication_id AND n.id > s.id) AND "
            "(s.reading_id <> v.reading_id OR EXISTS "
            "(SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number))"
        ),
        "publication row {}: its history ends with row {}, which is not what the views show",
    ),
)


def _to_nobody(_done: int, _total: int) -> None:
    """Where nobody wants to know how far it is."""


def damage(connection: Connection, hashed: Callable[[int, int], object] = _to_nobody) -> Iterator[str]:
    """Everything that is wrong with an archive, one sentence each; nothing where it is whole.

    ``hashed`` is told how many documents of how many were hashed again, which is what takes long.
    """
    yield from _file(connection)
    yield from _documents(connection, hashed)
    yield from _references(connection)
    yield from _rules(connection)
    yield from _figures(connection)


def _file(connection: Connection) -> Iterator[str]:
    """What SQLite itself finds; PostgreSQL has its own tools for its files."""
    if engines.is_postgresql(connection):
        return
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield f"database file: {line}"


def _documents(connection: Connection, hashed: Callable[[int, int], object]) -> Iterator[str]:
    known = dict(connection.execute(select(Document.sha256, Document.length).order_by(Document.sha256)).all())
    digests = list(known)
    for start in range(0, len(digests), _BATCH):
        batch = digests[start : start + _BATCH]
        query = select(DocumentBody.sha256, DocumentBody.body).where(DocumentBody.sha256.in_(batch))
        bodies = dict(connection.execute(query).all())
        for sha256 in batch:
            yield from _document(sha256, known[sha256], bodies.get(sha256))
        hashed(start + len(batch), len(digests))


def _document(sha256: str, length: int, body: bytes | None) -> Iterator[str]:
    if body is None:
        yield f"document {sha256}: its bytes are missing"
    elif document_sha256(body) != sha256:
        yield f"document {sha256}: its bytes have the digest {document_sha256(body)}"
    elif len(body) != length:
        yield f"document {sha256}: it has {len(body)} bytes, the archive says {length}"


def _references(connection: Connection) -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                here, there = f"{table.name}.{column.name}", f"{key.column.table.name}.{key.column.name}"
                orphans = connection.execute(
                    select(column).where(column.is_not(None), column.not_in(select(key.column))).order_by(column)
                )
                for (value,) in orphans:
                    yield f"{here}: it refers to {there} {value}, which there is not"


def _rules(connection: Connection) -> Iterator[str]:
    for query, sentence in (*_RULES, *_HISTORY):
        for row in connection.execute(text(query)):
            yield sentence.format(*row)


def _figures(connection: Connection) -> Iterator[str]:
    readings = dict(connection.execute(select(ReadingRow.id, ReadingRow.figures_sha256)).all())
    figures = loading.figures(connection, readings)
    for reading_id, digest in sorted(readings.items()):
        if figures_sha256(figures[reading_id]) != digest:
            yield f"reading row {reading_id}: its figures have another digest than the one that was stored with them"
