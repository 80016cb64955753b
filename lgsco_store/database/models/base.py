"""The base of the tables, and the checks that several of them share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import (
    CheckConstraint,
    Double,
    MetaData,
    Text,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine

from lgsco_store.database.types import Day, Instant, Value, time_checks

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class Base(DeclarativeBase):
    """Base of the tables. Every column of times or dates is checked."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, type[TypeEngine[Any]]]] = {
        str: Text,
        datetime: Instant,
        date: Day,
        Decimal: Value,
        float: Double,
    }

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        table = Base.metadata.tables[cls.__tablename__]
        for column in table.columns:
            for constraint in time_checks(column.name, column.type):
                table.append_constraint(constraint)


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """Check that a column has one of a few words."""
    known = tuple(map(str, words))
    listed = ", ".join(f"'{word}'" for word in known)
    return CheckConstraint(f"{column} IN ({listed})", name=column, info={"words": (column, known)})


def digest(column: str) -> CheckConstraint:
    """Check that a column has a SHA-256 in hexadecimal."""
    return CheckConstraint(f"length({column}) = 64", name=column)


def no_negatives(*columns: str) -> CheckConstraint:
    """Check that counts are not negative."""
    return CheckConstraint(" AND ".join(f"{column} >= 0" for column in columns), name="counts")
