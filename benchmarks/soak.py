"""Years of schedule in minutes: a moved clock, and a make-believe site with everything that goes wrong, on a seed.

Scheduler, ledger, archive, verdict and calls are the real ones; only the fetching is make-believe. The site has letters
that appear, corrections, restampings, withdrawals, a merger, outages, block pages, and the machine is killed in runs.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import text

from benchmarks.measured import seconds
from crawler.extensions import thresholds
from jobs import calls
from jobs.crawl import Ended, Request
from jobs.schedule import run_if_due
from lgsco_store import migrate
from lgsco_store.archive import Archive
from lgsco_store.database import Database, open_database
from lgsco_store.ledger import AnotherRunIsOn, Claim, Ledger
from lgsco_store.records import CaptureKind, Diagnosis
from lgsco_store.settings import Settings
from lgsco_store.terms import RunState
from tests.jobs.webhooks import Webhook, webhook
from tests.store.crawls import SITE, Crawler, Letter, Link, Page, link

COUNCILS = (
    "kent-county-council",
    "essex-county-council",
    "leeds-city-council",
    "worcester-city-council",
    "luton-borough-council",
    "blaby-district-council",
    "redditch-borough-council",
    "london-borough-of-lambeth",
    "allerdale-borough-council",
    "carlisle-city-council",
)
MERGER = ("cumberland-council", COUNCILS[-2:])

START = datetime(2024, 4, 2, 9, tzinfo=UTC)
STEP = timedelta(hours=12)

CHOSEN = Settings(min_authorities=8, max_authorities_lost=0.15)

Version = tuple[str, int, str]
"""Slug, year and digest of one version of a letter."""


class Killed(Exception):  # noqa: N818 -- it says what is the case
    """The machine went down in a run."""


@dataclass
class Site:
    """The make-believe site; ``trouble`` is what is wrong with it until a day."""

    random: Random
    pages: dict[str, Page] = field(default_factory=lambda: {slug: Page() for slug in COUNCILS})
    trouble: str = ""
    until: datetime = START
    gone: list[tuple[str, Link]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for slug, page in self.pages.items():
            page.links = [link(slug, year, Letter(year, str(self.random.randint(0, 100)))) for year in (2022, 2023)]

    def pass_time(self, now: datetime) -> None:
        """What happens on the site in half a day."""
        chance = self.random.random
        merged = now.year >= START.year + 2
        if merged and MERGER[0] not in self.pages:
            self.pages[MERGER[0]] = Page(predecessors=MERGER[1])
        if now.month in {5, 6, 7} and chance() < 0.3:  # noqa: PLR2004 -- about 50 letters a season, more than there are
            self._appear(now.year, merged=merged)
        for odds, happen in (
            (0.02, self._correct),
            (0.01, self._restamp),
            (0.004, self._withdraw),
            (0.01, self._restore),
        ):
            if chance() < odds:
                happen()
        if now >= self.until:
            self.trouble = ""
        if not self.trouble and chance() < 0.02:  # noqa: PLR2004 -- some fourteen times a year
            self.trouble = self.random.choice(["down", "pages", "blocked"])
            self.until = now + timedelta(days=self.random.randint(1, 9))

    def _appear(self, year: int, *, merged: bool) -> None:
        dead = MERGER[1] if merged else ()
        wanting = [slug for slug, page in self.pages.items() if slug not in dead and not _has(page, year)]
        if wanting:
            slug = self.random.choice(wanting)
            self.pages[slug].links.append(link(slug, year, Letter(year, str(self.random.randint(0, 100)))))

    def _correct(self) -> None:
        self._change(rate=str(self.random.randint(0, 100)), words=str(self.random.random()))

    def _restamp(self) -> None:
        self._change(stamp=self.random.randint(1, 10**9))

    def _change(self, **fields: str | int) -> None:
        page = self.pages[self.random.choice(sorted(self.pages))]
        if page.links:
            at = self.random.randrange(len(page.links))
            answer = page.links[at].answer
            if isinstance(answer, Letter):
                page.links[at] = replace(page.links[at], answer=replace(answer, **fields))  # type: ignore[arg-type]

    def _withdraw(self) -> None:
        slug = self.random.choice(sorted(self.pages))
        if self.pages[slug].links:
            at = self.random.randrange(len(self.pages[slug].links))
            self.gone.append((slug, self.pages[slug].links.pop(at)))

    def _restore(self) -> None:
        if self.gone:
            slug, back = self.gone.pop()
            if back.year is not None and not _has(self.pages[slug], back.year):
                self.pages[slug].links.append(back)


class Blocked(Crawler):
    """Finds a firewall before every letter."""

    def letter(self, run_id: int, wanted: Link, reader: str) -> None:  # noqa: ARG002 -- there is nothing to read
        """What it gets instead of a letter."""
        capture = self.capture(wanted.url, CaptureKind.LETTER, 403, b"")
        self.archive.store_capture(run_id, replace(capture, diagnosis=Diagnosis.BLOCK_PAGE))


@dataclass
class Soak:
    """An archive that lives through years; ``served`` are the letters that a run got, by its number."""

    database: Database
    hook: Webhook
    random: Random
    now: datetime = START
    until: datetime = START
    served: dict[int, set[Version]] = field(default_factory=dict)
    held: dict[int, datetime] = field(default_factory=dict)
    trouble: RunState | None = None
    seen: dict[int, RunState] = field(default_factory=dict)
    expected: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site = Site(self.random)
        self.archive = Archive(self.database, self.clock)
        self.ledger = Ledger(self.database, self.clock)
        self.chosen = CHOSEN.model_copy(update={"notify_urls": self.hook.address})

    def clock(self) -> datetime:
        """The moved clock."""
        return self.now

    def live(self, years: int) -> None:
        """Lives through years; the last look is one that nothing disturbs."""
        self.until = START + timedelta(days=round(365.25 * years))
        while self.now < self.until:
            self.now += STEP
            self.site.pass_time(self.now)
            self._decide()
            self._look()
        self.site.trouble = ""
        self.now += timedelta(days=400)
        run_if_due(self.database, self.chosen, threading.Event(), self.clock, self._orderly)
        self._announce()

    def _look(self) -> None:
        try:
            run_if_due(self.database, self.chosen, threading.Event(), self.clock, self._crawl)
        except (Killed, AnotherRunIsOn):
            return
        self._announce()

    def _crawl(self, request: Request, database: Database, chosen: Settings, stop: threading.Event) -> Ended:
        killed = self.random.random() < 0.1  # noqa: PLR2004 -- one run in ten
        return self._run(request, killed=killed) if killed else self._orderly(request, database, chosen, stop)

    def _orderly(self, request: Request, *_: object) -> Ended:
        return self._run(request, killed=False)

    def _run(self, request: Request, *, killed: bool) -> Ended:
        years = [int(request.years)] if request.years else []
        claim = self.ledger.claim(request.trigger, SITE, "1", years=years, newest=request.newest)
        if self.site.trouble == "down":
            self.ledger.fail(claim, ["the site did not answer"])
            return Ended(claim.run_id, RunState.FAILED)
        pages = dict(self._answers(years))
        if killed:
            pages = dict(list(pages.items())[: self.random.randrange(len(pages))])
        self._fetch(claim, pages)
        if killed:
            raise Killed
        return Ended(claim.run_id, self._judge(claim))

    def _answers(self, years: list[int]) -> Iterator[tuple[str, Page]]:
        """What the site shows a run of some years today."""
        for slug, page in self.site.pages.items():
            links = [each for each in page.links if not years or each.year in years]
            up = self.site.trouble != "pages" or self.random.random() < 0.7  # noqa: PLR2004 -- some pages are away
            yield slug, replace(page, links=links, up=up)

    def _fetch(self, claim: Claim, pages: dict[str, Page]) -> None:
        blocked = self.site.trouble == "blocked"
        crawler = (Blocked if blocked else Crawler)(self.archive, self.ledger, self.clock)
        got = self.served.setdefault(claim.run_id, set())
        for slug, page in pages.items():
            crawler.page(claim.run_id, slug, page, "1")
            for each in page.links if page.up and not blocked else ():
                if isinstance(each.answer, Letter) and each.year is not None:
                    got.add((slug, each.year, each.answer.sha256))

    def _judge(self, claim: Claim) -> RunState:
        """As a crawl does at its end."""
        plan = self.archive.plan(claim.run_id)
        verdict = self.archive.verdict(plan, thresholds(self.chosen))
        if verdict.holds:
            self.archive.hold(plan, claim, verdict.reasons)
            self.held[claim.run_id] = self.now + timedelta(days=self.random.randint(1, 20))
            return RunState.HELD
        self.archive.publish(plan, claim, verdict.reasons)
        return RunState.PUBLISHED

    def _decide(self) -> None:
        """A person comes back some days after a run was held, and finds it held or superseded."""
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
        calls.announce(self.database, self.chosen, self.clock)

    def _expect(self, states: dict[int, tuple[RunState, bool]]) -> None:
        """What people must be called for, told by the states of runs as they are seen, and by nothing of the calls."""
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
        """By run its state, and whether it brings any change."""
        query = "SELECT id, state, published + revised + reworded + restamped + moved + withdrawn + restored FROM run"
        with self.database.reader() as connection:
            rows = connection.execute(text(f"{query} ORDER BY id"))
            return {run_id: (RunState(state), bool(changes)) for run_id, state, changes in rows}

    def faults(self) -> list[str]:
        """What is not as it must be after all those years; nothing, where all is well."""
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


def _has(page: Page, year: int) -> bool:
    return any(each.year == year for each in page.links)


def soak(address: str, years: int, seed: int) -> Soak:
    """Lives through years in a new archive at an address; the archive and the webhook are closed at the end."""
    migrate.upgrade(address)
    with open_database(address) as database, webhook() as hook:
        lived = Soak(database, hook, Random(seed))  # noqa: S311 -- a seed makes it the same each time
        lived.live(years)
        found = lived.faults()
        if found:
            raise AssertionError(f"seed {seed}: {len(found)} faults, the first: {found[0]}")
    return lived


def main(years: int = 10, seed: int = 1) -> None:
    """Prints how long the years took and what happened in them; a fault ends it with the first."""
    with tempfile.TemporaryDirectory() as folder:
        lived: list[Soak] = []
        taken = seconds(lambda: lived.append(soak(f"sqlite:///{Path(folder) / 'soak.db'}", years, seed)), times=1)
        states = [state for state, _ in lived[0].states().values()]
        told = ", ".join(f"{states.count(state)} {state}" for state in RunState if state in states)
        print(f"soak of {years} years in {taken:.0f} s: {told}; {len(lived[0].hook.calls)} calls; no fault")


if __name__ == "__main__":
    main()
