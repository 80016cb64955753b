"""Verify an archive: hash every document again, and check every reference, hash, sum and history.

Each check yields one sentence for every fault, with what it is and where.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from sqlalchemy import Connection, ForeignKeyConstraint, exists, select, text
from sqlalchemy.exc import DBAPIError

from lgsco_store.database.batches import batches
from lgsco_store.database.dialects import dialect_of
from lgsco_store.database.models import Base, Document, DocumentBody, ReadingRow, Run
from lgsco_store.database.progress import OnProgress, ignore_progress
from lgsco_store.evidence.digests import document_sha256, figures_sha256
from lgsco_store.evidence.readings import figures
from lgsco_store.integrity import averages, contents, evidence, history, identities, schema, search, wide
from lgsco_store.integrity.invariants import RULES
from lgsco_store.records import Diagnosis
from lgsco_store.runs.counts import evidence_counts
from lgsco_store.terms import RunState

# Documents are read in small batches: together they may not fit into memory.
_BATCH = 50

# Final states of runs whose counts were taken after everything was gathered.
_COUNTED_LAST = frozenset({RunState.PUBLISHED, RunState.HELD, RunState.DISCARDED})

# Figures are read for this many readings at a time.
_READINGS = 1000


def damage(connection: Connection, hashed: OnProgress = ignore_progress) -> Iterator[str]:
    """Yield one sentence for every fault of an archive; none if it is sound.

    ``hashed`` is called with how many documents of how many have been hashed, which takes most of the time.
    """
    yield from _file(connection)
    different = list(schema.damage(connection))
    yield from different
    try:
        yield from _contents_damage(connection, hashed)
    except DBAPIError:
        # A table or a column that a check needs is missing.
        if not different:
            raise
        yield "rows: they could not be checked, since the schema is not the release's"


def _contents_damage(connection: Connection, hashed: OnProgress) -> Iterator[str]:
    unreadable = list(contents.damage(connection))
    yield from unreadable
    yield from _documents(connection, hashed)
    yield from _references(connection)
    yield from _rules(connection)
    if unreadable:
        yield "figures, changes and names: they could not be checked, since some values cannot be read"
        return
    yield from _figures(connection)
    yield from _ledger(connection)
    yield from history.damage(connection)
    yield from identities.damage(connection)
    yield from averages.damage(connection)
    yield from search.damage(connection)


def _file(connection: Connection) -> Iterator[str]:
    for line in dialect_of(connection).file_damage(connection):
        yield f"database file: {line}"


def _documents(connection: Connection, hashed: OnProgress) -> Iterator[str]:
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
        for key in sorted(table.foreign_key_constraints, key=attrgetter("column_keys")):
            yield from _orphans(connection, table.name, key)


def _orphans(connection: Connection, table: str, key: ForeignKeyConstraint) -> Iterator[str]:
    here, there = list(key.columns), [element.column for element in key.elements]
    # A table may refer to itself.
    other = key.referred_table.alias()
    same = (column == other.columns[target.name] for column, target in zip(here, there, strict=True))
    is_set = (column.is_not(None) for column in here)
    query = select(*here).where(
        *is_set, ~exists(select(other.columns[there[0].name]).where(*same).correlate(key.table))
    )
    names, targets = (", ".join(column.name for column in columns) for columns in (here, there))
    for row in connection.execute(query.distinct().order_by(*here)):
        values = " / ".join(map(str, row))
        yield f"{table}.{names}: it refers to {key.referred_table.name}.{targets} {values}, which do not exist"


def _rules(connection: Connection) -> Iterator[str]:
    for query, sentence in (*RULES, *evidence.RULES):
        for row in connection.execute(text(query)):
            yield sentence.format(*row)


def _figures(connection: Connection) -> Iterator[str]:
    readings = dict(connection.execute(select(ReadingRow.id, ReadingRow.figures_sha256).order_by(ReadingRow.id)).all())
    for some in batches(readings, _READINGS):
        shown = figures(connection, some)
        for reading_id, found in shown.items():
            if figures_sha256(found) != readings[reading_id]:
                yield (
                    f"reading row {reading_id}: its figures have another digest than the one that was stored with them"
                )
        yield from wide.damage(connection, shown)
    yield from wide.strays(connection)


def _ledger(connection: Connection) -> Iterator[str]:
    """Compare the counts of runs that ended normally with their captures; a dead run may have gathered more."""
    for run in connection.execute(select(Run.__table__).where(Run.state != RunState.RUNNING).order_by(Run.id)):
        gathered = evidence_counts(connection, run.id)
        if run.state in _COUNTED_LAST:
            for name, count in gathered.items():
                counted = getattr(run, name)
                # A document that is not a letter is marked on its capture when the run is published.
                if _but_for_not_letters(counted) != _but_for_not_letters(count):
                    yield f"run {run.id}: the ledger counts {name} {counted}, its captures and pages {count}"
        elif gathered["captures"] < run.captures:
            yield f"run {run.id}: the ledger counts {run.captures} captures, there are {gathered['captures']}"


def _but_for_not_letters(count: object) -> object:
    if not isinstance(count, dict):
        return count
    return {word: number for word, number in count.items() if word != Diagnosis.NOT_A_LETTER}
