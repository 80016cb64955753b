"""Batch helpers that keep memory flat, whatever the size of the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Insert, insert, select
from sqlalchemy.orm import InstrumentedAttribute

from lgsco_store.database.models import Authority, Base

# With all their letters these are some thousand rows. The fewer the batches, the fewer queries are built.
_AUTHORITIES = 50

# Databases accept some tens of thousands.
PARAMETERS = 10_000
"""The maximum number of values in one statement."""

_Value = TypeVar("_Value")


NATIONAL = range(0)
"""The part of the archive that is about no single authority."""


def parts(connection: Connection) -> list[range]:
    """Yield the IDs of all authorities in batches; a run's changes to one authority never depend on another."""
    ids = connection.execute(select(Authority.id).order_by(Authority.id)).scalars()
    return [range(some[0], some[-1] + 1) for some in batches(ids, _AUTHORITIES)]


def in_part(authority_id: InstrumentedAttribute[Any], part: range) -> ColumnElement[bool]:
    """Return the condition that a column has the ID of one of some authorities, or of none."""
    if part == NATIONAL:
        return authority_id.is_(None)
    return authority_id.between(part.start, part.stop - 1)


def batches(values: Iterable[_Value], most: int) -> Iterator[list[_Value]]:
    """Yield values in order, in batches of limited size; Python has this from 3.12 on."""
    left = iter(values)
    while batch := list(islice(left, most)):
        yield batch


def insert_rows(connection: Connection, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows in bulk; do nothing if there are none."""
    if rows:
        connection.execute(_insert(table), rows)


@cache
def _insert(table: type[Base]) -> Insert:
    """Build the statement once: building it takes longer than inserting a row."""
    return insert(table)
