"""On SQLite, what people compare a time with gives the right rows: none is lost for want of a ``T`` or a zone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import DateTime, MetaData, Table, create_engine

from lgsco_store.contract import catalog, views
from lgsco_store.contract.export import registry
from lgsco_store.contract.export.base import Selection
from lgsco_store.database.session import open_database
from tests.store import filled
from tests.store.servers import SQLite

TIMES = [(view, column.name) for view in views.VIEWS for column in catalog.columns(view) if column.type == "time"]
DATES = [(view, column.name) for view in views.VIEWS for column in catalog.columns(view) if column.type == "date"]


@pytest.fixture(scope="module", params=["archive", "export"])
def file(request: pytest.FixtureRequest, sqlite: SQLite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive, and the file that an export of it writes."""
    address = filled.archive(sqlite)
    if request.param == "archive":
        return Path(address.removeprefix("sqlite:///"))
    folder = tmp_path_factory.mktemp("export")
    with open_database(address) as database, database.reader() as connection:
        registry.export(Selection(connection), folder, [registry.FORMATS["sqlite"]])
    return folder / "lgsco.sqlite"


@pytest.fixture
def copy(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file)) as connection:
        yield connection


def ask(copy: sqlite3.Connection, view: str, column: str, condition: str, *given: str) -> int:
    query = f"SELECT COUNT(*) FROM {view} WHERE {column} {condition}"  # noqa: S608 -- our own names
    return int(copy.execute(query, given).fetchone()[0])


@pytest.mark.parametrize(("view", "column"), TIMES)
def test_a_time_compares_as_people_write_it(copy: sqlite3.Connection, view: str, column: str) -> None:
    found = [row[0] for row in copy.execute(f"SELECT {column} FROM {view} WHERE {column} IS NOT NULL")]  # noqa: S608
    times = [datetime.fromisoformat(text).replace(tzinfo=None) for text in found]
    assert ask(copy, view, column, "< datetime('now')") == len(times)
    assert ask(copy, view, column, ">= '2026-01-01 00:00:00'") == sum(each >= datetime(2026, 1, 1) for each in times)  # noqa: DTZ001
    assert ask(copy, view, column, "< '2025'") == sum(each.year < 2025 for each in times)
    for time in set(times):
        later, earlier = sum(each >= time for each in times), sum(each < time for each in times)
        # Within the day, to the second.
        assert ask(copy, view, column, ">= ?", f"{time:%Y-%m-%d %H:%M:%S}") == later
        assert ask(copy, view, column, "< datetime(?)", f"{time:%Y-%m-%d %H:%M:%S}") == earlier
        # The page says so of a whole second: it is before each of its own times.
        assert ask(copy, view, column, "<= ?", f"{time:%Y-%m-%d %H:%M:%S}") == earlier
        next_second = f"{time + timedelta(seconds=1):%Y-%m-%d %H:%M:%S}"
        assert ask(copy, view, column, "< ?", next_second) == sum(each <= time for each in times)


@pytest.mark.parametrize(("view", "column"), DATES)
def test_a_date_compares_as_people_write_it(copy: sqlite3.Connection, view: str, column: str) -> None:
    found = [row[0] for row in copy.execute(f"SELECT {column} FROM {view} WHERE {column} IS NOT NULL")]  # noqa: S608
    assert ask(copy, view, column, "< date('now')") == len(found)
    assert ask(copy, view, column, ">= '2023'") == sum(int(each[:4]) >= 2023 for each in found)
    for day in set(found):
        assert ask(copy, view, column, "> date(?, '-1 day')", day) == sum(each >= day for each in found)


def test_some_view_shows_a_time_and_a_date(copy: sqlite3.Connection) -> None:
    assert ask(copy, "letters", "first_published_at", "< datetime('now')")
    assert ask(copy, "authorities", "start_date", ">= '2023'")


def test_reflection_finds_times(file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}")
    name, column = ("versions", "captured_at")
    reflected = Table(name, MetaData(), autoload_with=engine)
    assert isinstance(reflected.c[column].type, DateTime)
    with engine.connect() as connection:
        assert all(
            isinstance(row[0], datetime)
            for row in connection.execute(reflected.select().with_only_columns(reflected.c[column]))
        )
    engine.dispose()
