"""Typed rows of the views, in an order that is the same on both databases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, TableClause, TextClause, column, select, table, text

from lgsco_store.contract import catalog
from lgsco_store.contract.records import (
    Authority,
    Change,
    Coverage,
    Figure,
    Issue,
    Letter,
    Lineage,
    PastFigure,
    Run,
    SearchResult,
    Version,
)
from lgsco_store.contract.rows import R, Rows, from_view
from lgsco_store.database.dialects import dialect_of

VIEWS: dict[type[Any], tuple[str, tuple[str, ...]]] = {
    Authority: ("authorities", ("slug",)),
    Lineage: ("authority_lineage", ("authority_slug", "steps", "related_name", "relation")),
    Letter: ("letters", ("authority_slug", "year")),
    Figure: ("figures", ("authority_slug", "year", "source", "measure", "category", "value")),
    PastFigure: ("figure_history", ("authority_slug", "year", "source", "measure", "category", "valid_from", "value")),
    Version: ("versions", ("authority_slug", "year", "source", "url", "version")),
    Change: (
        "changes",
        ("run_id", "authority_slug", "year", "source", "reference", "kind", "measure", "category", "field"),
    ),
    SearchResult: ("search", ("source", "reference")),
    Run: ("runs", ("run_id",)),
    Coverage: ("coverage", ("authority_slug", "year")),
    Issue: ("issues", ("authority_slug", "year", "source", "code", "measure", "message")),
}
"""The view of each record, and the columns that sort its rows in an order that both databases keep."""


def view_of(record: type[R]) -> TableClause:
    """Return the view that a record belongs to, with the columns for which it has fields."""
    return table(VIEWS[record][0], *(column(field.name) for field in fields(cast("type[Any]", record))))


def rows(connection: Connection, record: type[R], *conditions: ColumnElement[bool]) -> Rows[R]:
    """Return the rows of a record's view that meet the conditions."""
    name, keys = VIEWS[record]
    query = select(view_of(record)).where(*conditions).order_by(_order(connection, name, keys))
    return from_view(record, connection.execute(query))


def _order(connection: Connection, view: str, keys: Iterable[str]) -> TextClause:
    by_name = {each.name: each for each in catalog.columns(view)}
    return text(catalog.order_terms([by_name[key] for key in keys], dialect_of(connection).plain_collation))
