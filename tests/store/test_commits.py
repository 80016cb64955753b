"""Commits: what arrives together is one transaction, and nothing spoils anything else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from crawler.run.commits import Commits
from lgsco_store.archive import Archive
from lgsco_store.database.session import Database
from lgsco_store.errors import DatabaseFullError
from lgsco_store.records import CaptureKind
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Trigger
from tests.store.crawls import SITE, Crawler

Work = Callable[[], object]


@pytest.fixture
def run_id(ledger: Ledger) -> int:
    return ledger.claim(Trigger.CRAWL, SITE, "1").run_id


def capturing(archive: Archive, crawler: Crawler, run_id: int, path: str) -> Work:
    capture = crawler.capture(f"{SITE}/{path}", CaptureKind.LETTER, 200, path.encode())
    return partial(archive.store_capture, run_id, capture, path.encode())


def all_done(archive: Archive, *work: Work) -> list[object]:
    """Return how each piece of work ended, when all came at the same time."""

    async def gather() -> list[object]:
        commits = Commits(archive)
        return list(await asyncio.gather(*map(commits.add, work), return_exceptions=True))

    return asyncio.run(gather())


def stored(database: Database) -> list[str]:
    with database.reader() as connection:
        return list(connection.exec_driver_sql("SELECT url FROM capture ORDER BY id").scalars())


def test_what_arrives_together_is_one_transaction(
    archive: Archive, crawler: Crawler, database: Database, run_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []
    writer = database.writer

    @contextmanager
    def counted() -> Iterator[object]:
        begun.append("")
        with writer() as connection:
            yield connection

    monkeypatch.setattr(database, "writer", counted)
    first, second = (capturing(archive, crawler, run_id, path) for path in "ab")
    one, other = all_done(archive, first, second)
    assert isinstance(one, int)
    assert isinstance(other, int)
    assert other > one
    assert len(begun) == 1
    assert stored(database) == [f"{SITE}/a", f"{SITE}/b"]


def test_what_cannot_be_stored_spoils_nothing_else(
    archive: Archive, crawler: Crawler, database: Database, run_id: int
) -> None:
    def fail() -> None:
        capturing(archive, crawler, run_id, "lost")()
        raise ValueError("no")

    first, second = (capturing(archive, crawler, run_id, path) for path in "ab")
    ended = all_done(archive, first, fail, second)
    assert [type(each) for each in ended] == [int, ValueError, int]
    assert stored(database) == [f"{SITE}/a", f"{SITE}/b"]


def test_if_the_archive_cannot_be_written_everybody_hears_of_it(
    archive: Archive, crawler: Crawler, database: Database, run_id: int
) -> None:
    def full() -> None:
        raise DatabaseFullError("the disk is full")

    ended = all_done(archive, capturing(archive, crawler, run_id, "a"), full)
    assert [type(each) for each in ended] == [DatabaseFullError] * 2
    assert stored(database) == []
