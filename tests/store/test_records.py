"""The records of the Python client against the catalogue of columns, which describes every view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest

from lgsco_store.contract import catalog, query, records
from lgsco_store.contract.rows import Rows
from lgsco_store.database.session import open_database
from tests.store import filled
from tests.store.servers import Maker

RECORDS = [each for each in vars(records).values() if getattr(each, "__module__", "") == records.__name__]
TYPES: dict[str, set[type]] = {
    "text": {str},
    "json": {str},
    "integer": {int},
    "number": {Decimal, float},
    "boolean": {bool},
    "date": {date},
    "time": {datetime},
}


@pytest.fixture(scope="module")
def rows(maker: Maker) -> Iterator[dict[type, Rows[Any]]]:
    """Return every row of every record's view."""
    with open_database(filled.archive(maker)) as database:
        filled.fill_decisions(database)
        with database.reader() as connection:
            yield {record: query.rows(connection, record) for record in query.VIEWS}


def shown(record: type) -> list[catalog.Column]:
    """Return the columns of a record's view, without the key of an index, which is for SQL alone."""
    return [column for column in catalog.columns(query.VIEWS[record][0]) if column.name != "id"]


def test_every_record_has_a_view() -> None:
    assert set(query.VIEWS) == set(RECORDS)


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_has_every_column_of_its_view_in_order_and_its_type(record: type) -> None:
    columns = shown(record)
    hints = get_type_hints(record)
    assert [field.name for field in fields(record)] == [column.name for column in columns]
    for column in columns:
        kinds = {kind for kind in get_args(hints[column.name]) or [hints[column.name]] if kind is not NoneType}
        stored = {str if issubclass(kind, Enum) else kind for kind in kinds}
        assert stored <= TYPES[column.type], column.name


@pytest.mark.parametrize("record", RECORDS)
def test_a_field_may_be_none_exactly_if_the_catalogue_says_when_it_is_null(record: type) -> None:
    optional = {name for name, hint in get_type_hints(record).items() if NoneType in get_args(hint)}
    columns = shown(record)
    assert optional == {column.name for column in columns if column.null}


@pytest.mark.parametrize("record", RECORDS)
def test_a_field_that_may_not_be_none_never_is(record: type, rows: dict[type, Rows[Any]]) -> None:
    required = [name for name, hint in get_type_hints(record).items() if NoneType not in get_args(hint)]
    assert rows[record]
    assert all(getattr(row, name) is not None for row in rows[record] for name in required)
