"""Compare stored readings with what the reader makes of the documents now: a reading never changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, select

from lgsco_store.database.models import FigureRow, ReadingAttribute, ReadingIssue, ReadingRow
from lgsco_store.evidence import readings
from lgsco_store.evidence.digests import canonical_value
from lgsco_store.records import Figure, FigureState, Reading, Source, ToRead

# Figures are fetched in batches of this size: together they may not fit into memory.
_ROWS = 10_000


def figures_by_reading(connection: Connection, reader_version: str) -> Iterator[tuple[int, list[Figure]]]:
    """Yield the figures of every reading by one reader version, with the ID of the reading.

    Those of a table about many come one authority at a time; its other rows may be averages, which need not add up.
    """
    is_one = FigureRow.subject.is_(None) | FigureRow.authority_code.is_not(None)
    query = select(FigureRow).join(ReadingRow).where(ReadingRow.reader_version == reader_version, is_one)
    query = query.order_by(FigureRow.reading_id, FigureRow.position).execution_options(yield_per=_ROWS)
    for (reading_id, _), rows in groupby(connection.execute(query), attrgetter("reading_id", "subject")):
        yield reading_id, [*map(_figure, rows)]


def issues_by_reading(connection: Connection) -> set[tuple[int, str, str | None]]:
    """Return the ID of the reading, the code and the measure of every issue of a reading."""
    query = select(ReadingIssue.reading_id, ReadingIssue.code, ReadingIssue.measure)
    return {(reading_id, code, measure) for reading_id, code, measure in connection.execute(query)}


def differences(connection: Connection, document: ToRead, reading: Reading) -> Iterator[str]:
    """Yield, as sentences, the differences between a stored reading and what its reader makes of the document now.

    An interrupted reading, then or now, shows the limits of the machine, and says nothing about the document.
    """
    if reading.broke_off:
        return
    of_document = (ReadingRow.document_sha256 == document.sha256, ReadingRow.kind == document.source)
    query = select(ReadingRow.__table__).where(*of_document, ReadingRow.reader_version == reading.reader_version)
    stored, *items = connection.execute(query.order_by(ReadingRow.item)).all()
    yield from _differing("reading", stored, readings.reading_row(reading, document.source))
    yield from _other_attributes(connection, stored.id, readings.attributes_of(reading))
    yield from _other_items(connection, stored.id, items, reading, document.source)
    for table, expected in readings.detail_rows(reading).items():
        query = select(table.__table__).where(table.reading_id == stored.id).order_by(table.position)
        rows = connection.execute(query).all()
        if len(rows) != len(expected):
            counted = f"it has {len(rows)} {table.__tablename__} rows, its document {len(expected)}"
            yield f"reading row {stored.id}: {counted}"
        for row, fields in zip(rows, expected, strict=False):
            yield from _differing(table.__tablename__, row, fields)


def _other_items(
    connection: Connection, reading_id: int, stored: Sequence[Row[Any]], reading: Reading, source: Source
) -> Iterator[str]:
    if len(stored) != len(reading.items):
        yield f"reading row {reading_id}: it has {len(stored)} items, its document {len(reading.items)}"
    for row, fields, item in zip(stored, readings.item_rows(reading, source), reading.items, strict=False):
        yield from _differing("reading", row, fields)
        yield from _other_attributes(connection, row.id, dict(item.attributes))


def _figure(row: Row[Any]) -> Figure:
    # A rate is compared by the digits that the letter prints, which the database does not store.
    value = None if row.value is None else Decimal(str(canonical_value(row.value)))
    return Figure(row.measure, row.category, value, row.unit, FigureState(row.state), row.page, None, row.text)


def _other_attributes(connection: Connection, reading_id: int, expected: Mapping[str, str]) -> Iterator[str]:
    query = select(ReadingAttribute.name, ReadingAttribute.value).where(ReadingAttribute.reading_id == reading_id)
    stored: dict[str, str] = dict(connection.execute(query).all())
    for name in sorted(stored.keys() | expected.keys()):
        if stored.get(name) != expected.get(name):
            yield f"reading row {reading_id}: its {name} is not what its document says: {stored.get(name)}"


def _differing(table: str, row: Row[Any], expected: Mapping[str, Any]) -> Iterator[str]:
    for column, value in expected.items():
        if getattr(row, column) != value:
            yield f"{table} row {row.id}: its {column} is not what its document says: {getattr(row, column)}"
