"""Find the indexes that a query uses, from the database's query plan, regardless of estimated costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, inspect, text

_BY_INDEX = re.compile(r"USING (?:COVERING )?INDEX (\w+)")


def indexes(connection: Connection, query: str) -> list[str]:
    """Return the indexes in a query's plan, as ``table (columns)``, each once, in order.

    SQLite finds a row by its ID without an index, so its plans name none for that.
    """
    names = [*_PLANS[connection.dialect.name][0](connection, query)]
    described = _descriptions(connection)
    return list(dict.fromkeys(described[name] for name in names))


def read_wholly(connection: Connection, query: str) -> set[str]:
    """Return the tables that a PostgreSQL plan reads in full."""
    return {node["Relation Name"] for node in _nodes(connection, query) if node["Node Type"] == "Seq Scan"}


def _on_sqlite(connection: Connection, query: str) -> Iterator[str]:
    for *_, detail in connection.execute(text(f"EXPLAIN QUERY PLAN {query}")):
        yield from _BY_INDEX.findall(detail)


def _on_postgresql(connection: Connection, query: str) -> Iterator[str]:
    return (node["Index Name"] for node in _nodes(connection, query) if "Index Name" in node)


def _nodes(connection: Connection, query: str) -> Iterator[dict[str, Any]]:
    waiting = [each["Plan"] for each in connection.execute(text(f"EXPLAIN (FORMAT JSON) {query}")).scalar_one()]
    while waiting:
        node = waiting.pop()
        waiting += reversed(node.get("Plans", []))
        yield node


def _descriptions(connection: Connection) -> dict[str, str]:
    """Return what each index is on, by its name in the database; SQLite's own names do not say."""
    found = {}
    for table in inspect(connection).get_table_names():
        for name, columns in _PLANS[connection.dialect.name][1](connection, table):
            found[name] = f"{table} ({', '.join(columns)})"
    return found


def _of_table_on_postgresql(connection: Connection, table: str) -> Iterator[tuple[str, list[str]]]:
    inspector = inspect(connection)
    for each in inspector.get_indexes(table):
        yield str(each["name"]), [str(column) for column in each["column_names"]]
    key = inspector.get_pk_constraint(table)
    yield str(key["name"]), key["constrained_columns"]


def _of_table_on_sqlite(connection: Connection, table: str) -> Iterator[tuple[str, list[str]]]:
    for row in connection.execute(text(f"PRAGMA index_list({table})")):
        yield row.name, [column.name for column in connection.execute(text(f"PRAGMA index_info({row.name})"))]


# By dialect: the indexes that a plan names, and those that a table has.
_PLANS = {
    "sqlite": (_on_sqlite, _of_table_on_sqlite),
    "postgresql": (_on_postgresql, _of_table_on_postgresql),
}
