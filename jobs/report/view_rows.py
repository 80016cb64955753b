"""Rows of a view as records of the report's own, with the columns that it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnClause, ColumnElement, Connection, column, select, table

from lgsco_store.contract import rows

R = TypeVar("R")


def view_rows(connection: Connection, record: type[R], view: str, *conditions: ColumnElement[bool]) -> rows.Rows[R]:
    """Return the rows of a view that meet the conditions, with the columns that a record has fields for."""
    columns: Iterable[ColumnClause[Any]] = (column(field.name) for field in fields(cast("type[Any]", record)))
    return rows.from_view(record, connection.execute(select(table(view, *columns)).where(*conditions)))
