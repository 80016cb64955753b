"""Extensions that run beside the crawl. ``Run`` maintains its row in the ledger, from the claim to the verdict."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import time
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals

from crawler.fetch.throttle import Pace
from crawler.run import claim, logs
from crawler.run.commits import Commits
from crawler.run.crawl import spider_of
from lgsco_store.archive import Archive
from lgsco_store.database.session import open_database
from lgsco_store.errors import LgscoError
from lgsco_store.runs.counts import summary_line
from lgsco_store.runs.ledger import Ledger
from lgsco_store.runs.reasons import Reason, note, trouble
from lgsco_store.runs.verdict import Thresholds, Verdict
from lgsco_store.settings import Settings, load_settings

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from lgsco_store.history.plan import Plan

logger = logging.getLogger(__name__)

# How often to check whether the process that started this one still exists.
_WATCH_SECONDS = 1.0

# A claim survives three missed heartbeats.
_HEARTBEATS_TO_EXPIRY = 4

# A fault that repeats on every page should not fill the ledger.
_TROUBLES_KEPT = 10

# What Scrapy calls the end by Ctrl-C or SIGTERM.
_SCRAPYS_REASONS = {"shutdown": "it was stopped"}


class Run:
    """The run of this crawl: its archive and claim, shared with the pipelines, and its end.

    All errors during the crawl are collected, and make the run fail: Scrapy itself would continue and exit with 0.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.spider = spider_of(crawler)
        self.settings = load_settings()
        self.database = open_database(self.settings.database_url)
        self.archive = Archive(self.database, retention=self.settings.retention)
        self.commits = Commits(self.archive)
        self.ledger = Ledger(self.database, claim_expiry=self.settings.claim_expiry, run_limit=self.settings.run_limit)
        self.claim = claim.from_text(self.spider.claim)
        self.pace = Pace(
            backoff=self.settings.backoff,
            longest_wait=self.settings.longest_wait,
            most_errors=self.settings.max_errors,
            window=self.settings.errors_window,
        )
        self.troubles: dict[str, None] = {}
        self.no_verdict: str | None = None
        self._stopping: asyncio.Task[None] | None = None
        self._watching: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the signals of the crawl's start, end and faults."""
        run = cls(crawler)
        crawler.signals.connect(run.opened, signals.spider_opened)
        crawler.signals.connect(run.spider_failed, signals.spider_error)
        crawler.signals.connect(run.item_failed, signals.item_error)
        crawler.signals.connect(run.closed, signals.spider_closed)
        return run

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """Return the run of a crawl."""
        run = crawler.get_extension(cls)
        if run is None:
            raise RuntimeError("the extension crawler.extensions.Run is needed and not enabled")
        return run

    def opened(self) -> None:
        """Start the heartbeat; only now has Scrapy finished setting up its log.

        Scrapy would only log an error of a signal's receiver, and go on.
        """
        logs.as_json_lines(self.claim.run_id)
        self._watching = asyncio.get_running_loop().create_task(self._watch())
        try:
            self.spider.known_slugs = self.archive.known_slugs()
        except Exception as error:  # noqa: BLE001 -- whatever it is, the run cannot begin
            self.give_up(f"the archive cannot be read: {error}")
        # Everything that is imported stays to the end: garbage collection need not look through it.
        gc.freeze()

    def spider_failed(self, failure: Failure, response: Response) -> None:
        """Record that a page broke the spider."""
        self.add_trouble(f"{response.url}: {failure.getErrorMessage()}")

    def item_failed(self, item: Any, failure: Failure) -> None:
        """Record that a capture could not be stored or read; stop if the archive itself has failed."""
        self.add_trouble(f"{item.capture.url}: {failure.getErrorMessage()}")
        if isinstance(failure.value, LgscoError):
            self._stop("the archive cannot be written")

    @property
    def is_ending(self) -> bool:
        """True if no further request should be sent."""
        return self._stopping is not None or not self.crawler.crawling

    def add_note(self, sentence: str) -> None:
        """Add a note that people should see, and that does not end the run."""
        logger.warning("%s", sentence)
        self.spider.notes.append(sentence)

    def add_trouble(self, sentence: str) -> None:
        """Record why the run will fail."""
        logger.error("%s", sentence)
        self.troubles[sentence] = None

    def give_up(self, why: str) -> None:
        """End the run as failed, since continuing would do more harm than good."""
        self.add_trouble(why)
        self._stop("it was given up")

    def closed(self, reason: str) -> None:
        """End the run: failed with its reasons, or with a verdict on what it found."""
        if self._watching is not None:
            self._watching.cancel()
        if self.spider.fault is not None:
            self.add_trouble(self.spider.fault)
        if reason != "finished":
            self.add_trouble(f"the crawl ended early: {_SCRAPYS_REASONS.get(reason, reason)}")
        try:
            self._end_or_say_why()
            with self.database.reader() as connection:
                logger.info("%s", summary_line(connection, self.claim.run_id))
        except LgscoError as error:
            logger.error("Run %d has no verdict: %s", self.claim.run_id, error)  # noqa: TRY400 -- it is a line for a person
        finally:
            self.database.close()

    def _end_or_say_why(self) -> None:
        """End the run, or leave the reason to whoever settles it: the database may take it a little later."""
        try:
            self._end()
        except Exception as error:
            self.no_verdict = str(error)
            raise

    def _end(self) -> None:
        if self.troubles:
            reasons = [trouble(sentence) for sentence in self.troubles]
            further = len(reasons) - _TROUBLES_KEPT
            more = [Reason("more_troubles", {"found": further})] if further > 0 else []
            self.ledger.fail(self.claim, reasons[:_TROUBLES_KEPT] + more)
            return
        plan, verdict = self._judged()
        if verdict.holds:
            # Its numbers are those of what a person would publish, who decides about letters that are kept for now too.
            plan, verdict = self._judged(decided=True)
        judged = (*verdict.reasons, *map(note, self.spider.notes))
        if verdict.holds:
            self.archive.hold(plan, self.claim, judged)
        else:
            self.archive.publish(plan, self.claim, judged)

    def _judged(self, *, decided: bool = False) -> tuple[Plan, Verdict]:
        """Plan the run's publication, and judge it; ``decided`` says whether a person will decide about withdrawals."""
        plan = self.archive.plan(self.claim.run_id, decided=decided)
        return plan, self.archive.verdict(plan, thresholds(self.settings))

    def _stop(self, reason: str) -> None:
        """Close the spider, once; nobody may await this, since closing waits for its caller."""
        if self._stopping is None:
            closing = self.crawler.engine.close_spider_async(reason=reason)
            self._stopping = asyncio.get_running_loop().create_task(closing)

    async def _watch(self) -> None:
        """Send heartbeats, and end the crawl once nobody waits for it any more."""
        every = self.settings.claim_expiry / _HEARTBEATS_TO_EXPIRY
        due = time.monotonic()
        while True:
            if self.spider.parent is not None and os.getppid() != self.spider.parent:
                self._stop("its parent process died")
                return
            if time.monotonic() >= due:
                due = time.monotonic() + every
                try:
                    self.ledger.heartbeat(self.claim)
                except Exception as error:  # noqa: BLE001 -- without heartbeats another run would begin
                    self.add_trouble(str(error))
                    self._stop("no heartbeat")
                    return
            await asyncio.sleep(min(_WATCH_SECONDS, every))


def thresholds(settings: Settings) -> Thresholds:
    """Return the bounds of the verdict from the settings."""
    return Thresholds(**{field.name: getattr(settings, field.name) for field in fields(Thresholds)})
