"""The index of the search: one row for each reading that can be searched.

A reading never changes, and nor does its row; the view ``search`` shows those of the versions in force. So the index is
right whatever is published, withdrawn, restored or read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, exists, select

from lgsco_store.database.batches import batches, insert_rows
from lgsco_store.database.dialects import dialect_of
from lgsco_store.database.models import ReadingAttribute, ReadingRow, SearchText
from lgsco_store.records import Source
from lgsco_store.search.kinds import SEARCHED, search_row

# With their texts these are some megabytes.
_READINGS = 1000

_UNINDEXED = (
    select(ReadingRow.id)
    .where(ReadingRow.kind.in_(SEARCHED), ~exists().where(SearchText.reading_id == ReadingRow.id))
    .order_by(ReadingRow.id)
)


def write(
    connection: Connection, reading_id: int, source: Source, body: str | None, attributes: Mapping[str, str]
) -> None:
    """Index a new reading, if its kind can be searched."""
    if source in SEARCHED:
        _insert(connection, [{"reading_id": reading_id, **search_row(source, body, attributes)}])


def is_current(connection: Connection) -> bool:
    """Return whether every reading that can be searched is indexed."""
    return connection.execute(_UNINDEXED.limit(1)).first() is None


def refresh(connection: Connection) -> None:
    """Index the readings that are not, as those of a kind which an earlier release did not search."""
    for some in batches(unindexed(connection), _READINGS):
        _insert(connection, rows_of(connection, some))


def unindexed(connection: Connection) -> Sequence[int]:
    """Return the IDs of the readings that can be searched and are not indexed."""
    return connection.execute(_UNINDEXED).scalars().all()


def rows_of(connection: Connection, reading_ids: Sequence[int]) -> list[dict[str, Any]]:
    """Return the rows that the search must have of some readings."""
    attributes: dict[int, dict[str, str]] = {}
    for row in connection.execute(select(ReadingAttribute).where(ReadingAttribute.reading_id.in_(reading_ids))):
        attributes.setdefault(row.reading_id, {})[row.name] = row.value
    query = select(ReadingRow.id, ReadingRow.kind, ReadingRow.authority)
    query = query.where(ReadingRow.id.in_(reading_ids), ReadingRow.kind.in_(SEARCHED))
    return [
        {"reading_id": row.id, **search_row(Source(row.kind), row.authority, attributes.get(row.id, {}))}
        for row in connection.execute(query.order_by(ReadingRow.id))
    ]


def indexed(connection: Connection) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows that the search has, in batches."""
    query = select(SearchText).order_by(SearchText.reading_id).execution_options(stream_results=True)
    yield from batches(map(dict, connection.execute(query).mappings()), _READINGS)


def _insert(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    insert_rows(connection, SearchText, rows)
    dialect_of(connection).index_texts(connection, {row["reading_id"]: row["text"] for row in rows})
