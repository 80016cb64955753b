"""`lgsco status` takes no longer in an archive of many years: what it costs is counted in steps, not in seconds."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event

from jobs.monitor.overview import overview
from lgsco_store.archive import Archive
from lgsco_store.database.session import Database, open_database
from lgsco_store.runs.ledger import Ledger
from lgsco_store.settings import Settings
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Page, link
from tests.store.servers import SQLite

SETTINGS = Settings(site_url=SITE)
# No council of the register: every run has an issue with each.
UNKNOWN = {f"nowhere-{word}-council": Page([link(word, 2020)]) for word in "abcdef"}
RUNS = 6
# What one run more may cost: its line of the ledger is looked at a few times, and nothing that it gathered.
STEPS_PER_RUN = 300


def steps(database: Database, clock: Clock) -> int:
    """Return how many steps of SQLite's machine the state of an archive takes, roughly."""
    counted: list[None] = []

    def count(_connection: Any, cursor: Any, *_more: Any) -> None:
        cursor.connection.set_progress_handler(lambda: counted.append(None), 10)

    event.listen(database.engine, "before_cursor_execute", count)
    overview(database, SETTINGS, clock())
    event.remove(database.engine, "before_cursor_execute", count)
    return 10 * len(counted)


def test_status_costs_the_same_however_many_runs_there_were(sqlite: SQLite, clock: Clock) -> None:
    with open_database(sqlite.upgraded()) as database:
        crawler = Crawler(Archive(database, clock), Ledger(database, clock), clock)
        taken = []
        for _ in range(2):
            for _ in range(RUNS):
                crawler.run(UNKNOWN)
                clock.advance(3600)
            taken.append(steps(database, clock))
        assert (taken[1] - taken[0]) / RUNS < STEPS_PER_RUN, taken
