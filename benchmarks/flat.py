"""The rows of a view in one indexed table: what a view's own answers are compared with."""

from __future__ import annotations

from sqlalchemy import Connection, text

from lgsco_store.contract import catalog

# What is asked for: one authority, and one type and year.
_INDEXES = (("slug",), ("authority_slug",), ("authority_type", "year"))


def make(connection: Connection, view: str) -> str:
    """Make the table, which ends with the connection, and return its name."""
    table = f"flat_{view}"
    connection.execute(text(f"CREATE TEMP TABLE {table} AS SELECT * FROM {view}"))  # noqa: S608 -- our own names
    names = {column.name for column in catalog.columns(view)}
    for columns in _INDEXES:
        if names.issuperset(columns):
            connection.execute(text(f"CREATE INDEX {table}_by_{columns[0]} ON {table} ({', '.join(columns)})"))
    connection.execute(text(f"ANALYZE {table}"))
    return table


def same_question(query: str, view: str, table: str) -> str:
    """Return a view's question, asked of its table."""
    return query.replace(f" FROM {view}", f" FROM {table}")
