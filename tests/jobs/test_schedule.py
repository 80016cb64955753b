"""The scheduler with a real archive, a simulated clock and a simulated site."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from crawler.run import dates
from jobs.demo.server import Serving
from jobs.run.crawl_process import Ended, Request
from jobs.schedule.history import look
from jobs.scheduler import run_if_due
from lgsco_store.archive import Archive
from lgsco_store.database.session import Database, open_database
from lgsco_store.publications.listed import WindowRead
from lgsco_store.runs.ledger import AnotherRunIsOn, Ledger
from lgsco_store.runs.reasons import trouble
from lgsco_store.runs.season import local_day
from lgsco_store.settings import Settings
from lgsco_store.terms import RunState, Spider
from tests.attacks import Promise
from tests.conftest import Clock
from tests.jobs import commands
from tests.store.crawls import SITE, Crawler, Page, link
from tests.store.servers import SQLite

SETTINGS = Settings(min_authorities=1, decision_weeks=0)
WITH_DECISIONS = SETTINGS.model_copy(update={"decision_weeks": 26})


@dataclass
class World:
    """An archive, a clock and a site; ``fails`` are the results of the next crawls in place of a publication."""

    database: Database
    clock: Clock
    pages: dict[str, Page]
    fails: list[RunState] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def crawl(self, request: Request, database: Database, _chosen: Settings, _stop: threading.Event) -> Ended:
        ledger = Ledger(database, self.clock)
        if request.spider is Spider.DECISIONS:
            return self.crawl_decisions(request, ledger)
        years = [int(request.years)] if request.years else []
        claim = ledger.claim(request.trigger, SITE, "1", years=years, newest=request.newest)
        outcome = self.fails.pop(0) if self.fails else RunState.PUBLISHED
        archive = Archive(database, self.clock)
        crawler = Crawler(archive, ledger, self.clock)
        for slug, page in self.pages.items():
            crawler.page(claim.run_id, slug, page, "1")
        if outcome is RunState.FAILED:
            ledger.fail(claim, [trouble("the site did not answer")])
        elif outcome is RunState.HELD:
            archive.hold(archive.plan(claim.run_id), claim, [trouble("too strange")])
        elif outcome is RunState.PUBLISHED:
            archive.publish(archive.plan(claim.run_id), claim)
        return Ended(claim.run_id, outcome)

    def crawl_decisions(self, request: Request, ledger: Ledger) -> Ended:
        """Read one list of all the days, or none if the crawl fails."""
        claim = ledger.claim(request.trigger, SITE, "1", newest=request.newest, spider=Spider.DECISIONS)
        self.asked.append((f"{self.clock():%Y-%m-%d}", request.window["from"]))
        archive = Archive(self.database, self.clock)
        if self.fails and self.fails.pop(0) is RunState.FAILED:
            ledger.fail(claim, [trouble("the site did not answer")])
            return Ended(claim.run_id, RunState.FAILED)
        days = dates.window(request.window["from"], "", "", local_day(self.clock()))
        archive.store_decisions(claim.run_id, 0, [], WindowRead(days.first, days.last, 0, 0))
        archive.publish(archive.plan(claim.run_id), claim)
        return Ended(claim.run_id, RunState.PUBLISHED)

    def tick(self, at: str, settings: Settings = SETTINGS) -> Ended | None:
        self.clock.time = datetime.fromisoformat(at).replace(tzinfo=UTC)
        return run_if_due(self.database, settings, threading.Event(), self.clock, self.crawl)

    def runs(self) -> list[tuple[str, str | None]]:
        with self.database.reader() as connection:
            rows = connection.execute(text("SELECT state, scope_years FROM run ORDER BY id"))
            return [(state, years) for state, years in rows]


@pytest.fixture
def world(sqlite: SQLite, clock: Clock) -> Iterator[World]:
    pages = {slug: Page([link(slug, 2026)]) for slug in ("kent-county-council", "leeds-city-council")}
    with open_database(sqlite.upgraded()) as database:
        yield World(database, clock, pages)


def test_a_season_looks_at_the_newest_year_each_week_until_it_is_complete(world: World) -> None:
    assert world.tick("2026-10-01T04:00") is not None
    assert world.tick("2027-04-30T23:00") is None
    assert world.tick("2027-05-01T04:00") is not None
    assert world.tick("2027-05-07T23:00") is None
    world.pages["kent-county-council"].links.append(link("kent-county-council", 2027))
    assert world.tick("2027-05-08T04:00") is not None
    world.pages["leeds-city-council"].links.append(link("leeds-city-council", 2027))
    assert world.tick("2027-05-15T04:00") is not None
    # Everybody with a letter of 2026 has one of 2027: nothing more until the yearly run.
    assert world.tick("2027-08-31T04:00") is None
    assert world.tick("2027-10-01T03:59") is None
    assert world.tick("2027-10-01T04:00") is not None
    years = [None, "[2027]", "[2027]", "[2027]", None]
    assert world.runs() == [("published", each) for each in years]


def test_a_machine_that_was_off_makes_up_once(world: World) -> None:
    world.tick("2026-10-01T04:00")
    assert world.tick("2030-07-05T09:00") is not None
    assert world.tick("2030-07-05T09:15") is None
    assert world.runs() == [("published", None), ("published", None)]


def test_decisions_follow_the_letters_and_then_each_week(world: World) -> None:
    ticks = (
        # All letters, then all decisions, which fail once.
        *("2026-10-01T04:00", "2026-10-01T04:15", "2026-10-01T10:14", "2026-10-01T10:15"),
        # A week later those of the last 26 weeks, from a Monday on; then a machine that is off for four weeks.
        *("2026-10-08T03:59", "2026-10-08T04:00", "2026-10-08T04:15", "2026-11-12T09:00", "2026-11-12T09:15"),
    )
    world.fails = [RunState.PUBLISHED, RunState.FAILED]
    done = [at for at in ticks if world.tick(at, WITH_DECISIONS)]
    assert done == [ticks[at] for at in (0, 1, 3, 5, 7)]
    assert world.asked == [
        *(("2026-10-01", "2013-04-01"), ("2026-10-01", "2013-04-01"), ("2026-10-08", "2026-04-06")),
        # It goes back from the day on which it was due, the 15th.
        ("2026-11-12", "2026-04-13"),
    ]
    with world.database.reader() as connection:
        due = look(connection, WITH_DECISIONS, world.clock()).due
        assert str(due) == "2026-11-19 05:00 UTC (decisions of the last 26 weeks may be new or revised)"
        assert look(connection, SETTINGS, world.clock()).due.year == 2027


@pytest.mark.attack(
    Promise.ENDS,
    {"A run is published while the clock is years ahead": "one more crawl once it is right, then as usual"},
)
def test_a_clock_that_was_years_ahead_makes_one_more_crawl_of_each_kind(world: World) -> None:
    for at in ("2034-10-01T04:00", "2034-10-01T04:15"):
        assert world.tick(at, WITH_DECISIONS) is not None
    ticks = [f"2026-10-01T{hour}:00" for hour in ("04", "05", "06", "07")] + ["2026-10-08T04:00"]
    done = [at for at in ticks if world.tick(at, WITH_DECISIONS)]
    assert done == ["2026-10-01T04:00", "2026-10-01T05:00", "2026-10-08T04:00"]
    assert [first for _, first in world.asked] == ["2013-04-01", "2013-04-01", "2026-04-06"]


@pytest.mark.attack(Promise.ENDS, {"The clock goes back after a run": "no second run"})
def test_a_clock_that_goes_back_makes_no_second_run(world: World) -> None:
    world.tick("2026-10-25T00:59")
    assert world.tick("2026-10-25T00:30") is None
    assert world.tick("2026-10-25T02:30") is None


def test_a_failed_run_is_tried_again_after_its_pause_with_the_same_scope(world: World) -> None:
    world.tick("2027-04-01T04:00")
    world.fails = [RunState.FAILED, RunState.FAILED]
    assert world.tick("2027-05-01T04:00") is not None
    assert world.tick("2027-05-01T09:59") is None
    assert world.tick("2027-05-01T10:00") is not None
    assert world.tick("2027-05-01T16:00") is not None
    assert world.runs()[1:] == [("failed", "[2027]"), ("failed", "[2027]"), ("published", "[2027]")]


def test_a_run_whose_scheduler_was_killed_is_abandoned_and_done_again_at_once(world: World) -> None:
    world.fails = [RunState.RUNNING]
    world.tick("2026-10-01T04:00")
    with pytest.raises(AnotherRunIsOn):
        world.tick("2026-10-01T04:01")
    assert world.tick("2026-10-01T04:15") is not None
    assert world.runs() == [("abandoned", None), ("published", None)]


def test_a_held_run_is_done_but_a_refused_one_is_due_again(world: World) -> None:
    world.fails = [RunState.HELD]
    ended = world.tick("2026-10-01T04:00")
    assert ended is not None
    assert world.tick("2026-10-02T04:00") is None
    Ledger(world.database, world.clock).discard(ended.run_id)
    assert world.tick("2026-10-02T04:15") is not None


def test_the_second_of_two_schedulers_is_refused_even_after_the_first_run_has_ended(world: World) -> None:
    world.clock.time = datetime(2026, 10, 1, 4, tzinfo=UTC)
    with world.database.reader() as connection:
        seen = look(connection, SETTINGS, world.clock())
    assert seen.newest == 0
    assert world.tick("2026-10-01T04:00") is not None

    def late(request: Request, *rest: object) -> Ended:
        return world.crawl(Request(request.trigger, newest=seen.newest), *rest)  # type: ignore[arg-type]

    world.clock.time = datetime(2027, 5, 1, 4, tzinfo=UTC)
    with pytest.raises(AnotherRunIsOn, match="run 1 began since"):
        run_if_due(world.database, SETTINGS, threading.Event(), world.clock, late)
    assert world.runs() == [("published", None)]


@pytest.mark.attack(Promise.ENDS, {"Several schedulers at the same instant": "one run"})
def test_schedulers_at_the_same_instant_make_one_run(given: dict[str, str], tmp_path: Path) -> None:
    both = [commands.start("schedule", "--once", cwd=tmp_path, given=given) for _ in range(2)]
    said = [each.communicate(timeout=120) for each in both]
    assert sorted(each.returncode for each in both) in ([0, 0], [0, 5]), said
    with open_database(given["LGSCO_DATABASE_URL"]) as database, database.reader() as connection:
        assert connection.execute(text("SELECT state FROM run")).scalars().all() == ["published"]


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.attack(Promise.ENDS, {"A scheduler is killed during a run": "the next one makes up for it"})
def test_a_killed_schedulers_run_is_made_up_for_by_the_next(
    given: dict[str, str], tmp_path: Path, site: Serving
) -> None:
    first = commands.start("schedule", cwd=tmp_path, given={**given, "LGSCO_DOWNLOAD_DELAY": "0.3"})
    while len(site.log) < 5:
        assert first.poll() is None
    first.send_signal(signal.SIGKILL)
    first.communicate()
    quick = {**given, "LGSCO_CLAIM_EXPIRY": "0.2", "LGSCO_RETRY_HOURS": "0.0001"}
    for _ in range(5):
        ended = commands.lgsco("schedule", "--once", cwd=tmp_path, given=quick)
        if "published" in ended.stdout:
            break
        time.sleep(1)
    with open_database(given["LGSCO_DATABASE_URL"]) as database, database.reader() as connection:
        states = connection.execute(text("SELECT state FROM run ORDER BY id")).scalars().all()
    assert states[-1] == "published"
    assert set(states[:-1]) <= {"failed", "abandoned"}
    assert len(states) == 2
