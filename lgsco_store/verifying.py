"""Whether an archive is still what it was: every document hashed again, every reference, hash, sum and history checked.

Each check gives one sentence for everything that is damaged, with what it is and where.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeAlias

from sqlalchemy import CompoundSelect, Connection, Row, select, text

from lgsco_store import engine as engines
from lgsco_store import loading
from lgsco_store.digests import document_sha256, figures_sha256
from lgsco_store.models import Base, CaptureRow, ChangeRow, Document, DocumentBody, ReadingRow, Version
from lgsco_store.parts import batches
from lgsco_store.rules import RULES
from lgsco_store.telling import Tell, to_nobody

Fact: TypeAlias = tuple[str, str | None, str | None, str | None]
"""What a reading says: a field, of which measure and category where it is a figure's, and its text."""

# Documents are read a few at a time: all of them need not fit into memory.
_BATCH = 50

# Figures are read so many readings at a time.
_READINGS = 1000


def damage(connection: Connection, hashed: Tell = to_nobody) -> Iterator[str]:
    """Everything that is wrong with an archive, one sentence each; nothing where it is whole.

    ``hashed`` is told how many documents of how many were hashed again, which is what takes long.
    """
    yield from _file(connection)
    yield from _documents(connection, hashed)
    yield from _references(connection)
    yield from _rules(connection)
    yield from _figures(connection)
    yield from _changes(connection)


def _file(connection: Connection) -> Iterator[str]:
    """What SQLite itself finds; PostgreSQL has its own tools for its files."""
    if engines.is_postgresql(connection):
        return
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield f"database file: {line}"


def _documents(connection: Connection, hashed: Tell) -> Iterator[str]:
    known = dict(connection.execute(select(Document.sha256, Document.length).order_by(Document.sha256)).all())
    done = 0
    for batch in batches(known, _BATCH):
        query = select(DocumentBody.sha256, DocumentBody.body).where(DocumentBody.sha256.in_(batch))
        bodies = dict(connection.execute(query).all())
        for sha256 in batch:
            yield from _document(sha256, known[sha256], bodies.get(sha256))
        done += len(batch)
        hashed(done, len(known))


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
    for query, sentence in RULES:
        for row in connection.execute(text(query)):
            yield sentence.format(*row)


def _figures(connection: Connection) -> Iterator[str]:
    readings = dict(connection.execute(select(ReadingRow.id, ReadingRow.figures_sha256).order_by(ReadingRow.id)).all())
    for some in batches(readings, _READINGS):
        for reading_id, found in loading.figures(connection, some).items():
            if figures_sha256(found) != readings[reading_id]:
                yield (
                    f"reading row {reading_id}: its figures have another digest than the one that was stored with them"
                )


def _changes(connection: Connection) -> Iterator[str]:
    """What a change tells of a publication must stand in a reading of one of its documents, an address in a capture."""
    told = select(ChangeRow).where(ChangeRow.publication_id.is_not(None), ChangeRow.field.is_not(None))
    rows = connection.execute(told.order_by(ChangeRow.publication_id, ChangeRow.id))
    for publication_id, changes in groupby(rows, attrgetter("publication_id")):
        facts = _facts(connection, publication_id)
        for change in changes:
            for value in filter(None, (change.old_value, change.new_value)):
                if (change.field, change.measure, change.category, value) not in facts:
                    yield f"change row {change.id}: no reading of its documents says {_said(change, value)}"


def _said(change: Row[Any], value: str) -> str:
    about = " / ".join(filter(None, (change.measure, change.category, change.field)))
    return f"{about} {value}"


def _facts(connection: Connection, publication_id: int) -> set[Fact]:
    """All that any reader took from any document of a publication."""
    documents = select(Version.document_sha256).where(Version.publication_id == publication_id)
    readings = loading.readings(connection, ReadingRow.document_sha256.in_(documents))
    addresses = connection.execute(select(CaptureRow.url).where(CaptureRow.url.in_(_addresses(publication_id))))
    facts: set[Fact] = {("url", None, None, address) for address in addresses.scalars()}
    facts |= {(field, None, None, text) for reading in readings.values() for field, text in reading.head.items()}
    for figures in loading.figures(connection, readings).values():
        for figure in figures:
            named = {"value": figure.value, "state": figure.state, "unit": figure.unit}
            facts |= {(field, figure.measure, figure.category, text) for field, text in named.items()}
    return facts


def _addresses(publication_id: int) -> CompoundSelect[str | None]:
    moved = (ChangeRow.publication_id == publication_id, ChangeRow.field == "url")
    return select(ChangeRow.old_value).where(*moved).union_all(select(ChangeRow.new_value).where(*moved))
