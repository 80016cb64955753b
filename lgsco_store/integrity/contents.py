"""Check that every value in the database is valid for its column: a number, a time, one of a few words.

SQLite allows text in a column of numbers, and later checks could not compute with it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Dialect,
    Double,
    Integer,
    LargeBinary,
    String,
    Table,
    select,
    type_coerce,
)
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

from lgsco_store.database.models import WORDS, Base

# Rows are fetched in batches of this size: a table of figures may not fit into memory.
_ROWS = 10_000

_ROWS_OF_WORDS = {table.__tablename__: words for table, words in WORDS.items()}

# The longest value that a sentence repeats.
_SHOWN = 40


def damage(connection: Connection) -> Iterator[str]:
    """Yield a sentence for every value that does not have its column's type."""
    for table in Base.metadata.sorted_tables:
        yield from _table_damage(connection, table)


def _table_damage(connection: Connection, table: Table) -> Iterator[str]:
    columns = [column for column in table.columns if not isinstance(column.type, LargeBinary)]
    tests = [(column, _test(column, connection.dialect)) for column in columns]
    # Typed columns would raise an error for a bad value before it could be reported.
    raw = select(*(type_coerce(column, NullType()) for column in columns))
    for row in connection.execute(raw.execution_options(yield_per=_ROWS)):
        for (column, holds), value in zip(tests, row, strict=True):
            if not holds(value):
                key = " ".join(str(part) for part, each in zip(row, columns, strict=True) if each.primary_key)
                yield f"{table.name} row {key}: its {column.name} cannot be {_shown(value)}"


def _test(column: Column[Any], dialect: Dialect) -> Callable[[Any], bool]:
    holds, words = _type_test(column.type, dialect), _words(column)
    nullable = bool(column.nullable)
    return lambda value: nullable if value is None else holds(value) and (words is None or value in words)


def _words(column: Column[Any]) -> frozenset[str] | None:
    """Return the words that a column may have; None if any is allowed."""
    checks = (check.info["words"] for check in column.table.constraints if "words" in check.info)
    rows = (_ROWS_OF_WORDS.get(key.column.table.name) for key in column.foreign_keys)
    listed = next((frozenset(words) for name, words in checks if name == column.name), None)
    return listed or next((frozenset(map(str, words)) for words in rows if words), None)


def _type_test(kept: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], bool]:
    if isinstance(kept, TypeDecorator):
        inner = _type_test(kept.impl_instance, dialect)
        return lambda value: inner(value) and _survives(kept, value, dialect)
    if isinstance(kept, Boolean):
        return lambda value: value in {0, 1}
    if isinstance(kept, Integer):
        return lambda value: isinstance(value, int)
    if isinstance(kept, Double):
        return lambda value: isinstance(value, int | float) and math.isfinite(value)
    assert isinstance(kept, String), f"no test for {kept!r}"  # noqa: S101 -- a new type needs one
    longest = kept.length or math.inf
    return lambda value: isinstance(value, str) and len(value) <= longest


def _survives(kept: TypeDecorator[Any], value: Any, dialect: Dialect) -> bool:
    """Return whether a value is written as the archive writes it: reading and writing it again changes nothing."""
    try:
        meant = kept.process_result_value(value, dialect)
        return bool(kept.process_bind_param(meant, dialect) == value)
    except ValueError:
        return False


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
