"""Much, some at a time: so that memory does not grow with the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, insert, select
from sqlalchemy.orm import InstrumentedAttribute

from lgsco_store.database.models import Authority, Base

# With all their letters these are some thousand rows.
_AUTHORITIES = 20

# Databases take some tens of thousands.
PARAMETERS = 10_000
"""How many values go into one statement."""

_Value = TypeVar("_Value")


def parts(connection: Connection) -> list[range]:
    """The ids of all authorities, some at a time: what a run means for one of them hangs on no other."""
    ids = connection.execute(select(Authority.id).order_by(Authority.id)).scalars()
    return [range(some[0], some[-1] + 1) for some in batches(ids, _AUTHORITIES)]


def in_part(authority_id: InstrumentedAttribute[int], part: range) -> ColumnElement[bool]:
    """Whether a column has the id of one of some authorities."""
    return authority_id.between(part.start, part.stop - 1)


def batches(values: Iterable[_Value], most: int) -> Iterator[list[_Value]]:
    """Values in their order, at most so many at a time; Python has this from 3.12 on."""
    left = iter(values)
    while batch := list(islice(left, most)):
        yield batch


def insert_rows(connection: Connection, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Writes rows in bulk; none is nothing to do."""
    if rows:
        connection.execute(insert(table), rows)
