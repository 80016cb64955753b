"""Check that the search has every reading that can be searched, as it was read, and that its index has every word."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from lgsco_store.database.dialects import dialect_of
from lgsco_store.search import index

# This many terms say enough about a damaged index.
_MOST = 5


def damage(connection: Connection) -> Iterator[str]:
    """Yield a sentence for every fault; no figure and no other view depends on the search."""
    yield from (
        f"search: reading row {reading_id}: it is not in the search" for reading_id in index.unindexed(connection)
    )
    for some in index.indexed(connection):
        ids = [row["reading_id"] for row in some]
        try:
            expected = {row["reading_id"]: row for row in index.rows_of(connection, ids)}
        except (KeyError, TypeError, ValueError):
            yield f"search: reading rows {ids[0]} to {ids[-1]}: what was read cannot be understood"
            continue
        for row in some:
            yield from _differences(row, expected.get(row["reading_id"], {}))
    for number, what in enumerate(dialect_of(connection).index_damage(connection)):
        if number == _MOST:
            yield "index of the search: there is more that differs from its texts"
            return
        yield f"index of the search: {what}: it is not indexed as its texts have it"


def _differences(row: dict[str, object], expected: dict[str, object]) -> Iterator[str]:
    for name, value in row.items():
        if value != expected.get(name):
            yield f"search: reading row {row['reading_id']}: its {name} is not that of the reading"
