"""Fixtures shared by several folders of tests: archives on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings

from lgsco_store.archive import Archive
from lgsco_store.database.session import Database, open_database
from lgsco_store.runs.ledger import Ledger
from tests.store.servers import Maker, PostgreSQL, SQLite, postgresql_server

# Test machines are shared: the duration of an example there says nothing about the code.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")


class Clock:
    """A clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.time = datetime(2024, 8, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def advance(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    with postgresql_server() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> SQLite:
    return SQLite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def maker(request: pytest.FixtureRequest) -> Maker:
    """Return each of the two kinds of database in turn."""
    made: Maker = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def address(maker: Maker) -> str:
    """Return an empty database of this release."""
    return maker.upgraded()


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    with open_database(address) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def archive(database: Database, clock: Clock) -> Archive:
    return Archive(database, clock)


@pytest.fixture
def ledger(database: Database, clock: Clock) -> Ledger:
    return Ledger(database, clock)
