"""Run years of the schedule in minutes: a simulated clock, and a local site with all kinds of trouble, from a seed.

Scheduler, crawl, reader, ledger, archive, verdict and notifications are the real ones; only the clock of every process
is simulated. The site has new letters, corrections, restampings, withdrawals, a merger, outages and block pages, and
the machine is killed during runs.
"""

from __future__ import annotations

import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import time_machine
from sqlalchemy import text

from benchmarks import soak_site
from benchmarks.measured import seconds
from benchmarks.soak_site import Life
from crawler.reading import READER_VERSION
from crawler.run import claim as handover
from jobs.notify import outbox
from jobs.run.crawl_process import Ended, Request
from jobs.scheduler import run_if_due
from lgsco_store import upgrade
from lgsco_store.archive import Archive
from lgsco_store.database.session import Database, open_database
from lgsco_store.runs.ledger import AnotherRunIsOn, Ledger
from lgsco_store.settings import Settings
from lgsco_store.terms import RunState
from tests.crawler import crawls
from tests.crawler.crawls import Stage
from tests.jobs.webhooks import Webhook, webhook
from tests.processes import FORKED
from tests.site.server import Site, serve

START = datetime(2024, 4, 2, 9, tzinfo=UTC)
STEP = timedelta(hours=12)

# The site is local and needs no pauses; an address that does not answer there is out of order for days. It has letters
# alone: the schedule of decisions is tested without it.
SETTINGS = {
    "decision_weeks": 0,
    "min_authorities": 8,
    "data_tables_path": "",
    "max_authorities_lost": 0.15,
    "download_delay": 0,
    "autothrottle": False,
    "retries": 0,
    "backoff": 0,
    "read_workers": 1,
}

# A power cut comes before or after one of these.
DEADLY = ("Archive.store_capture", "Archive.store_reading", "Archive.plan", "Archive.publish")

Version = tuple[str, int, str]
"""Slug, year and digest of one version of a letter."""


# A crawl of this site takes a second; after this many seconds it is stuck.
HANGS = 120.0


class Killed(Exception):  # noqa: N818 -- it names an event
    """The machine went down during a run."""


def crawl_at(now: datetime, environment: dict[str, str], words: tuple[str, ...], log: Path, fate: Stage | None) -> None:
    """Run the crawl process at another time."""
    with time_machine.travel(now):
        crawls.crawl(environment, words, log, fate)


@dataclass
class Soak:
    """An archive that lives through years; ``served`` are the letters that each run received, by its number."""

    address: str
    database: Database
    site: Site
    hook: Webhook
    random: Random
    folder: Path
    now: datetime = START
    until: datetime = START
    served: dict[int, set[Version]] = field(default_factory=dict)
    held: dict[int, datetime] = field(default_factory=dict)
    trouble: RunState | None = None
    seen: dict[int, RunState] = field(default_factory=dict)
    expected: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.life = Life(self.random, START)
        self.archive = Archive(self.database, self.clock)
        self.ledger = Ledger(self.database, self.clock)
        addresses = {"database_url": self.address, "site_url": self.site.url, "notify_urls": self.hook.address}
        self.settings = Settings.model_validate({**SETTINGS, **addresses})

    def clock(self) -> datetime:
        """Return the simulated time."""
        return self.now

    def live(self, years: int) -> None:
        """Live through the years; nothing disturbs the last check."""
        self.until = START + timedelta(days=round(365.25 * years))
        while self.now < self.until:
            self.now += STEP
            self.life.pass_time(self.now)
            self._decide()
            self._look()
        self.life.trouble = ""
        self.now += timedelta(days=400)
        run_if_due(self.database, self.settings, threading.Event(), self.clock, self._orderly)
        self._announce()

    def _look(self) -> None:
        try:
            run_if_due(self.database, self.settings, threading.Event(), self.clock, self._crawl)
        except (Killed, AnotherRunIsOn):
            return
        self._announce()

    def _crawl(self, request: Request, *_: object) -> Ended:
        """Run a crawl; one machine in ten goes down during it."""
        chance, deadly = self.random.random, self.random.choice(DEADLY)
        often = deadly in DEADLY[:2]
        call = self.random.randint(1, 15) if often else 1
        fate = Stage("lgsco_store.archive", deadly, call, after=chance() < 0.5)  # noqa: PLR2004 -- a coin
        return self._run(request, fate if chance() < 0.1 else None)  # noqa: PLR2004 -- one run in ten

    def _orderly(self, request: Request, *_: object) -> Ended:
        return self._run(request, None)

    def _run(self, request: Request, fate: Stage | None) -> Ended:
        """Do everything that a whole run does, in a forked process, since there are a thousand of them."""
        soak_site.show(self.life, self.site)
        self.site.log.clear()
        years = [int(request.years)] if request.years else []
        site = self.site.url
        claim = self.ledger.claim(request.trigger, site, READER_VERSION, years=years, newest=request.newest)
        words = (request.spider, "-a", f"years={request.years}")
        given = {**self.settings.environment(), handover.VARIABLE: handover.to_text(claim)}
        process = FORKED.Process(target=crawl_at, args=(self.now, given, words, self.folder / "log", fate))
        process.start()
        process.join(HANGS)
        if process.exitcode is None:
            process.kill()
            raise AssertionError(f"run {claim.run_id} does not end: {self.folder / 'log'} says why")
        self.served[claim.run_id] = set(soak_site.served(self.life, self.site))
        if process.exitcode == -signal.SIGKILL:
            raise Killed
        state = handover.settle(self.ledger, claim, f"the crawl ended with status {process.exitcode}")
        if state is RunState.HELD:
            self.held[claim.run_id] = self.now + timedelta(days=self.random.randint(1, 20))
        return Ended(claim.run_id, state)

    def _decide(self) -> None:
        """Decide a held run some days later, as a person would, and find it held or superseded."""
        for run_id in [run_id for run_id, at in self.held.items() if at <= self.now]:
            del self.held[run_id]
            if self.ledger.state(run_id) is RunState.HELD:
                if self.random.random() < 0.5:  # noqa: PLR2004 -- a coin
                    self.archive.publish(self.archive.plan(run_id))
                else:
                    self.ledger.discard(run_id)
                self._announce()

    def _announce(self) -> None:
        before = self.states()
        self._expect(before)
        outbox.announce(self.database, self.settings, self.clock)

    def _expect(self, states: dict[int, tuple[RunState, bool]]) -> None:
        """Expect the notifications that the states of the runs require, judged without looking at any notification."""
        for run_id, (state, changes) in states.items():
            if self.seen.get(run_id) == state or state is RunState.RUNNING:
                continue
            self.seen[run_id] = state
            if state is RunState.PUBLISHED:
                title = "all is well again" if self.trouble else "something changed" if changes else ""
                self.trouble = None
            elif state is RunState.DISCARDED:
                continue
            else:
                now = RunState.HELD if state is RunState.HELD else RunState.FAILED
                words = "a run is held and needs a decision" if now is RunState.HELD else "a run failed"
                title = "" if self.trouble is now else words
                self.trouble = now
            self.expected += [title] if title else []

    def states(self) -> dict[int, tuple[RunState, bool]]:
        """Return the state of each run, and whether it makes any change."""
        query = "SELECT id, state, published + revised + reworded + restamped + moved + withdrawn + restored FROM run"
        with self.database.reader() as connection:
            rows = connection.execute(text(f"{query} ORDER BY id"))
            return {run_id: (RunState(state), bool(changes)) for run_id, state, changes in rows}

    def faults(self) -> list[str]:
        """Return everything that is wrong after all those years; nothing if all is well."""
        return [*self._wrong_versions(), *self._open_runs(), *self._wrong_calls(), *self._years_without_a_look()]

    def _wrong_versions(self) -> Iterator[str]:
        published = {run_id for run_id, (state, _) in self.states().items() if state is RunState.PUBLISHED}
        wanted = set().union(*(self.served.get(run_id, set()) for run_id in published))
        with self.database.reader() as connection:
            rows = connection.execute(text("SELECT authority_slug, year, document_sha256 FROM versions"))
            kept = {(slug, year, digest) for slug, year, digest in rows}
        yield from (f"{version} was served in a published run and is not in the archive" for version in wanted - kept)
        yield from (f"{version} is in the archive and was served in no published run" for version in kept - wanted)

    def _open_runs(self) -> Iterator[str]:
        running = [run_id for run_id, (state, _) in self.states().items() if state is RunState.RUNNING]
        yield from (f"run {run_id} is left open" for run_id in running)

    def _wrong_calls(self) -> Iterator[str]:
        if self.hook.titles != self.expected:
            yield f"called for {self.hook.titles}, where {self.expected} happened"

    def _years_without_a_look(self) -> Iterator[str]:
        query = "SELECT started_at FROM run WHERE scope_years IS NULL AND state NOT IN ('failed', 'abandoned')"
        with self.database.reader() as connection:
            looked = {int(started_at[:4]) for (started_at,) in connection.execute(text(query))}
        lived = range(START.year, self.until.year)
        yield from (f"no run of everything in {year}" for year in lived if year not in looked)


def soak(address: str, years: int, seed: int) -> Soak:
    """Live through years in a new archive at an address; archive, site and webhook are closed at the end."""
    upgrade.upgrade(address)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_database(address) as database,
        serve(Site()) as site,
        webhook() as hook,
    ):
        lived = Soak(address, database, site, hook, Random(seed), Path(folder))  # noqa: S311 -- a seed makes it the same each time
        lived.live(years)
        found = lived.faults()
        if found:
            raise AssertionError(f"seed {seed}: {len(found)} faults, the first: {found[0]}")
    return lived


def main(years: int = 10, seed: int = 1) -> None:
    """Print how long the years took and what happened in them; end with the first fault."""
    with tempfile.TemporaryDirectory() as folder:
        lived: list[Soak] = []
        taken = seconds(lambda: lived.append(soak(f"sqlite:///{Path(folder) / 'soak.db'}", years, seed)), times=1)
        states = [state for state, _ in lived[0].states().values()]
        counts = ", ".join(f"{states.count(state)} {state}" for state in RunState if state in states)
        print(f"soak of {years} years in {taken:.0f} s: {counts}; {len(lived[0].hook.calls)} calls; no fault")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
