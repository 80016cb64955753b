"""The archive's database full, disconnected or gone during a run: it ends, says why, and the next one continues."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from jobs.demo.server import Serving
from jobs.run import crawl_process as jobs_crawl
from jobs.run.crawl_process import UnsettledError
from lgsco_store.database.session import open_database
from lgsco_store.errors import DatabaseUnreachableError
from lgsco_store.runs.ledger import Claim, Ledger
from tests.attacks import Promise
from tests.jobs import commands
from tests.store.servers import PostgreSQL

pytestmark = pytest.mark.slow

# Real SQLite with a real limit, in the crawl's process only.
FULL_DISK = """
import sys
if "scrapy" in sys.orig_argv:
    from sqlalchemy import event
    from sqlalchemy.engine import Engine
    @event.listens_for(Engine, "connect")
    def limit(connection, record):
        connection.execute("PRAGMA max_page_count = {pages}")
"""


def runs(address: str) -> list[tuple[str, str]]:
    with open_database(address) as database, database.reader() as connection:
        return [(state, why) for state, why in connection.execute(text("SELECT state, reasons FROM run ORDER BY id"))]


def count(address: str, view: str) -> int:
    with open_database(address) as database, database.reader() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {view}")).scalar_one())  # noqa: S608 -- our own names


@pytest.mark.attack(
    Promise.ENDS,
    {
        "The disk is full in the middle of a run": "the run fails and says so, exit status 4; the next one continues",
    },
)
def test_a_full_disk_fails_the_run_and_the_next_one_goes_on(given: dict[str, str], tmp_path: Path) -> None:
    path = given["LGSCO_DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    tmp_path.joinpath("sitecustomize.py").write_text(FULL_DISK.format(pages=pages + 100))
    ended = commands.lgsco("crawl", cwd=tmp_path, given={**given, "PYTHONPATH": f"{tmp_path}:{commands.ROOT}"})
    assert ended.returncode == 4, ended.stderr
    assert count(given["LGSCO_DATABASE_URL"], "letters") == 0
    [(state, why)] = runs(given["LGSCO_DATABASE_URL"])
    assert state == "failed"
    assert "the disk is full; make room" in why
    stored = count(given["LGSCO_DATABASE_URL"], "document")
    assert commands.lgsco("crawl", cwd=tmp_path, given=given).returncode == 0
    assert count(given["LGSCO_DATABASE_URL"], "letters") == 44
    assert 0 < stored < count(given["LGSCO_DATABASE_URL"], "document")


def test_a_run_that_cannot_be_published_says_why(given: dict[str, str], tmp_path: Path) -> None:
    with closing(sqlite3.connect(given["LGSCO_DATABASE_URL"].removeprefix("sqlite:///"))) as connection:
        refuse = "BEGIN SELECT RAISE(ABORT, 'no version is wanted'); END"
        connection.execute(f"CREATE TRIGGER refuse BEFORE INSERT ON version {refuse}")
    ended = commands.lgsco("crawl", cwd=tmp_path, given=given)
    assert ended.returncode == 4, ended.stderr
    [(state, why)] = runs(given["LGSCO_DATABASE_URL"])
    assert state == "failed"
    assert "no version is wanted" in why


@pytest.mark.attack(
    Promise.ENDS,
    {
        "The PostgreSQL server disconnects everybody during a run": "the run fails, exit status 4; the next continues",
    },
)
def test_a_server_that_cuts_everybody_off_fails_the_run_and_the_next_one_goes_on(
    postgresql: PostgreSQL, site: Serving, tmp_path: Path
) -> None:
    address = postgresql.upgraded()
    given = {"LGSCO_DATABASE_URL": address, "LGSCO_SITE_URL": site.url}
    child = commands.start("crawl", cwd=tmp_path, given={**given, "LGSCO_DOWNLOAD_DELAY": "0.05"})
    while len(site.log) < 40:
        assert child.poll() is None
        time.sleep(0.02)
    # Connections are tested before use, so a single disconnection would go unnoticed: the server stays away.
    name = address.split("/")[3].split("?")[0]
    with psycopg.connect(postgresql.address("postgres"), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        time.sleep(2)
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())
    child.communicate(timeout=60)
    assert child.returncode == 4
    assert [state for state, _ in runs(address)] == ["failed"]
    assert count(address, "letters") == 0
    assert commands.lgsco("crawl", cwd=tmp_path, given=given).returncode == 0
    assert [state for state, _ in runs(address)] == ["failed", "published"]
    assert count(address, "letters") == 44


@pytest.mark.attack(
    Promise.REPORTED,
    {
        "The archive's server does not come back": "one line names the run without an end",
    },
)
def test_an_archive_that_does_not_come_back_is_reported_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    class Away(Ledger):
        def __init__(self) -> None:
            self.asked = 0

        def fail(self, claim: Claim, reasons: object) -> None:
            self.asked += 1
            raise DatabaseUnreachableError(f"{claim.run_id}: the server does not answer: {reasons}")

    monkeypatch.setattr(jobs_crawl, "_POLL_SECONDS", 0.01)
    away = Away()
    began = datetime.now(UTC)
    with pytest.raises(UnsettledError, match="run 7 has no end in the ledger"):
        jobs_crawl._settle(away, Claim(7, "token"), "the crawl ended", patience=0.2)
    assert away.asked > 1
    assert (datetime.now(UTC) - began).total_seconds() < 5
