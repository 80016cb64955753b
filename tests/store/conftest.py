"""Fixtures of the archive's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lgsco_store.archive import Archive
from lgsco_store.database.session import Database
from lgsco_store.integrity import verify
from lgsco_store.runs.ledger import Ledger
from tests.conftest import Clock
from tests.store.crawls import Crawler


@pytest.fixture
def crawler(archive: Archive, ledger: Ledger, clock: Clock, database: Database) -> Iterator[Crawler]:
    """Crawl into the archive, which must be sound at the end, whatever was done to it."""
    yield Crawler(archive, ledger, clock)
    with database.reader() as connection:
        assert list(verify.damage(connection)) == []
