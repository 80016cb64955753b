"""The catalogue is true of a filled archive: keys, nulls, joins. What is generated from it is up to date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml  # type: ignore[import-untyped]

from jobs.guides import dbt, diagram
from lgsco_store.contract import catalog, views
from lgsco_store.database.session import Database, open_database
from tests.store import filled
from tests.store.crawls import rows
from tests.store.servers import SQLite

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.fixture(scope="module")
def database(sqlite: SQLite) -> Iterator[Database]:
    """Fill an archive so that every view shows something."""
    with open_database(sqlite.upgraded()) as opened:
        filled.fill(opened)
        filled.fill_decisions(opened)
        filled.fill_improvements(opened)
        yield opened


def test_every_view_says_what_a_row_is() -> None:
    assert {view: bool(catalog.grain(view)) for view in views.VIEWS} == dict.fromkeys(views.VIEWS, True)


@pytest.mark.parametrize("view", [view for view in views.VIEWS if catalog.key(view)])
def test_a_key_is_unique(database: Database, view: str) -> None:
    columns = ", ".join(catalog.key(view))
    assert rows(database, f"SELECT {columns} FROM {view}"), view  # noqa: S608 -- our own names
    assert rows(database, f"SELECT {columns} FROM {view} GROUP BY {columns} HAVING COUNT(*) > 1") == []  # noqa: S608


@pytest.mark.parametrize("view", views.VIEWS)
def test_a_column_is_null_only_if_the_catalogue_says_when(database: Database, view: str) -> None:
    never = [column.name for column in catalog.columns(view) if not column.null]
    assert set(catalog.key(view)) <= set(never)
    counted = ", ".join(f"SUM({name} IS NULL)" for name in never)
    [found] = rows(database, f"SELECT {counted} FROM {view}")  # noqa: S608 -- our own names
    assert {name for name, count in zip(never, found, strict=True) if count} == set()


@pytest.mark.parametrize("view", [view for view in views.VIEWS if catalog.joins(view)])
def test_every_row_finds_those_that_it_belongs_to(database: Database, view: str) -> None:
    for join in catalog.joins(view):
        pairs = zip(join.columns, catalog.key(join.view), strict=True)
        same = " AND ".join(f"o.{theirs} = v.{ours}" for ours, theirs in pairs)
        is_set = " AND ".join(f"v.{ours} IS NOT NULL" for ours in join.columns)
        lost = f"SELECT * FROM {view} v WHERE {is_set} AND NOT EXISTS (SELECT 1 FROM {join.view} o WHERE {same})"  # noqa: S608
        assert rows(database, lost) == [], join
        assert rows(database, f"SELECT 1 FROM {view} v WHERE {is_set} LIMIT 1"), join  # noqa: S608


@pytest.mark.parametrize("view", views.VIEWS)
def test_every_quantity_says_whether_it_may_be_added_up(view: str) -> None:
    for column in catalog.columns(view):
        is_quantity = column.type in {"integer", "number"} and column.unit != ""
        assert bool(column.adds) == is_quantity, column.name


def test_the_picture_is_what_its_command_gives() -> None:
    drawn = (REFERENCE / "views.svg").read_text(encoding="utf-8")
    assert drawn == diagram.picture(), "run python -m jobs.guides.diagram > docs/reference/views.svg"
    names = [each.text for each in ET.fromstring(drawn).iter() if each.get("class") == "name"]  # noqa: S314
    assert sorted(map(str, names)) == sorted(views.VIEWS)


def test_the_sources_of_dbt_are_the_views_with_their_keys_and_nulls() -> None:
    written = (REFERENCE / "sources.yml").read_text(encoding="utf-8")
    assert written == dbt.sources(), "run python -m jobs.guides.dbt > docs/reference/sources.yml"
    tables = {table["name"]: table for source in yaml.safe_load(written)["sources"] for table in source["tables"]}
    assert set(tables) == set(views.VIEWS)
    for view, table in tables.items():
        columns = {column["name"]: column.get("data_tests", []) for column in table["columns"]}
        assert list(columns) == [column.name for column in catalog.columns(view)]
        checked = {name for name, tests in columns.items() if "not_null" in tests}
        assert checked == {column.name for column in catalog.columns(view) if not column.null}
        assert ("data_tests" in table) == bool(catalog.key(view))
