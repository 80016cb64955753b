"""The views as tables to export, as they are or as they were at an earlier time.

Rows are sorted by all their columns, and nothing shows when or where they were read: the same archive gives the same
rows. A format may ask for some of the columns to count first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, text

from lgsco_store.contract import views
from lgsco_store.contract.catalog import Column, columns, key, meaning, order_terms
from lgsco_store.database.dialects import dialect_of
from lgsco_store.database.types import stored_instant

Row: TypeAlias = tuple[Any, ...]

BATCH = 20_000
"""The number of rows in memory at a time."""

# The conditions for data that is known as of an earlier time; the other views only show the present. A held run appears
# once it is decided, since it then ends again.
_AS_OF = {
    "authorities": "slug IN (SELECT authority_slug FROM changes WHERE kind = 'authority_added' AND at <= :at)",
    "figure_history": "valid_from <= :at",
    "figures": "1 = 1",
    "versions": "run_id IN (SELECT run_id FROM runs WHERE state = 'published' AND finished_at <= :at)",
    "changes": "at <= :at",
    "runs": "finished_at <= :at AND state <> 'held'",
}
_SOURCES = {"figures": f"({views.FIGURES_AS_OF})"}
# Columns for which the archive keeps only the last value.
_NOT_THEN = frozenset({"last_seen_at"})

# Words that may have changed since: an authority's slug, and its name if the register has none.
_FORMER = """
SELECT a.slug AS slug_now, COALESCE({slug}, a.slug) AS slug_then,
    CASE WHEN a.code IS NULL THEN COALESCE({name}, a.name) ELSE a.name END AS name_then
FROM authorities a
"""
_OLD_VALUE = """(
    SELECT c.old_value FROM changes c
    WHERE c.kind = 'authority_renamed' AND c.field = '{field}' AND c.authority_slug = a.slug AND c.at > :at
    ORDER BY c.at LIMIT 1
)"""
_THEN = {
    "slug": "f.slug_then",
    "authority_slug": "COALESCE(f.slug_then, v.authority_slug)",
    "name": "f.name_then",
    "authority_name": "f.name_then",
    "valid_to": "CASE WHEN v.valid_to <= :at THEN v.valid_to END",
    "withdrawn": "CASE WHEN v.withdrawn_at <= :at THEN 1 ELSE 0 END",
    "withdrawn_at": "CASE WHEN v.withdrawn_at <= :at THEN v.withdrawn_at END",
}


@dataclass(frozen=True, slots=True)
class Table:
    """One view, or one table that explains the views, to export."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    rows: Callable[..., Iterator[Row]]
    """Read the rows; names of columns, if any, are those to sort by before the others."""
    key: tuple[str, ...] = ()

    @property
    def heads(self) -> list[str]:
        """Return the names of its columns."""
        return [column.name for column in self.columns]


def tables(connection: Connection, as_of: datetime | None) -> Iterator[Table]:
    """Return the views to export; as of an earlier time, only those with a known past."""
    for name in views.VIEWS:
        if as_of is None or name in _AS_OF:
            kept = tuple(column for column in columns(name) if as_of is None or column.name not in _NOT_THEN)
            yield Table(name, meaning(name), kept, _reader(connection, name, kept, as_of), key(name))


def _reader(
    connection: Connection, name: str, kept: Sequence[Column], as_of: datetime | None
) -> Callable[..., Iterator[Row]]:
    given = {"at": stored_instant(as_of)} if as_of else {}

    def rows(*first: str) -> Iterator[Row]:
        query = _query(connection, name, kept, as_of, first)
        streamed = connection.execution_options(stream_results=True).execute(text(query), given)
        return (tuple(row) for row in streamed.yield_per(BATCH))

    return rows


def _query(
    connection: Connection, name: str, kept: Sequence[Column], as_of: datetime | None, first: Sequence[str]
) -> str:
    listed = ", ".join(column.name for column in kept)
    selected = f"SELECT {listed} FROM {name}" if as_of is None else _then(name, kept)  # noqa: S608 -- our own names
    ordered = sorted(kept, key=lambda column: first.index(column.name) if column.name in first else len(first))
    order = order_terms(ordered, dialect_of(connection).plain_collation)
    return f"SELECT {listed} FROM ({selected}) AS chosen ORDER BY {order}"  # noqa: S608 -- our own names


def _then(name: str, kept: Sequence[Column]) -> str:
    """Return the query for a view as it was at a time, with the words of that time."""
    slug = next((each.name for each in kept if each.name in {"slug", "authority_slug"}), None)
    words = _THEN if slug else {}
    listed = ", ".join(f"{words.get(each.name, f'v.{each.name}')} AS {each.name}" for each in kept)
    source = f"(SELECT * FROM {_SOURCES.get(name, name)} AS t WHERE {_AS_OF[name]}) AS v"  # noqa: S608 -- our own names
    if slug is not None:
        former = _FORMER.format(slug=_OLD_VALUE.format(field="slug"), name=_OLD_VALUE.format(field="name"))
        source += f" LEFT JOIN ({former}) AS f ON f.slug_now = v.{slug}"
    return f"SELECT {listed} FROM {source}"  # noqa: S608 -- our own names
