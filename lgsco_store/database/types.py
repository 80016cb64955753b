"""Column types with the same contents on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Dialect, Double, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from lgsco_store.database.dialects import DIALECTS


def stored_instant(value: datetime) -> str:
    """Format an aware time as the archive stores it.

    There is a blank between date and time, as SQLite's own functions write it: compared with what they return, the text
    of a time sorts by time.
    """
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds") + "Z"


def instant_text(value: datetime) -> str:
    """Format an aware time for files and other programs, by ISO 8601."""
    return iso(stored_instant(value))


def iso(stored: str) -> str:
    """Return the text of a stored time by ISO 8601."""
    return stored.replace(" ", "T")


class Instant(TypeDecorator[datetime]):
    """An aware time, stored as UTC text of fixed width, so that text sorts by time on both databases."""

    impl = String(27)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type that the database declares."""
        ours = DIALECTS.get(dialect.name)
        return dialect.type_descriptor(ours.instant_type) if ours else self.impl_instance

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Return the text to store; refuse a time without a zone, since it could mean any hour."""
        del dialect
        if value is not None and value.tzinfo is None:
            raise ValueError(f"the time {value} has no zone")
        return None if value is None else stored_instant(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Return the stored text as an aware time."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class Day(TypeDecorator[date]):
    """A date, stored as text ``YYYY-MM-DD``."""

    impl = String(10)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type that the database declares."""
        ours = DIALECTS.get(dialect.name)
        return dialect.type_descriptor(ours.day_type) if ours else self.impl_instance

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Return the text to store."""
        del dialect
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """Return the stored text as a date."""
        del dialect
        return None if value is None else date.fromisoformat(value)


class Value(TypeDecorator[Decimal]):
    """A figure's value: a decimal in Python, double precision in the database, where it never rounds to an integer."""

    impl = Double()
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> float | None:
        """Return the double to store; refuse a value that a double cannot represent exactly."""
        del dialect
        if value is None:
            return None
        if Decimal(repr(float(value))) != value:
            raise ValueError(f"the value {value} has more digits than the archive can keep")
        return float(value)

    def process_result_value(self, value: float | None, dialect: Dialect) -> Decimal | None:
        """Return the stored value as a decimal."""
        del dialect
        return None if value is None else Decimal(repr(value))


class Json(TypeDecorator[Any]):
    """A list or a mapping, stored as JSON text with sorted keys."""

    impl = Text()
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Return the text to store."""
        del dialect
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Return the value of the stored text."""
        del dialect
        return None if value is None else json.loads(value)


def time_checks(column: str, kind: TypeEngine[Any]) -> Iterator[CheckConstraint]:
    """Return checks that refuse malformed times or dates in a column: one check for each dialect."""
    for name, dialect in DIALECTS.items():
        if isinstance(kind, Instant | Day):
            check = dialect.instant_check if isinstance(kind, Instant) else dialect.day_check
            yield CheckConstraint(check(column), name=column).ddl_if(dialect=name)
