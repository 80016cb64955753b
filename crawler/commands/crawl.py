"""``scrapy crawl SPIDER``: a complete run by hand, with its ledger entry, verdict and exit status."""

from __future__ import annotations

import argparse
import os
import sys

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from crawler.extensions import Run
from crawler.reading import READER_VERSION
from crawler.run import claim as handover
from crawler.run import dates, exit_status, logs
from crawler.run.scope import Scope, ScopeError, check_arguments
from lgsco_store.database.session import Database, open_database
from lgsco_store.errors import LgscoError, nearest
from lgsco_store.runs.counts import summary_line
from lgsco_store.runs.held import refuse_narrower
from lgsco_store.runs.ledger import AnotherRunIsOn, Claim, Ledger
from lgsco_store.settings import PREFIX, load_settings
from lgsco_store.terms import Spider, Trigger
from lgsco_store.visible import visible


class Command(ScrapyCrawl):
    """Scrapy's own command, with a claim before the crawl and a verdict after it."""

    settings: Settings

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Keep the log to what concerns the run, unless all of it is asked for with ``-L DEBUG``."""
        super().process_options(args, opts)
        if self.settings["LOG_LEVEL"] != "DEBUG":
            logs.quieten()

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl; report anything that prevents a run in one line, with an exit status."""
        try:
            self._check(args, opts)
            with open_database(load_settings().database_url) as database:
                self._run(database, args, opts)
        except LgscoError as error:
            print(visible(f"lgsco: {error}"), file=sys.stderr)  # noqa: T201 -- a command's answer
            refused = isinstance(error, AnotherRunIsOn)
            self.exitcode = exit_status.ANOTHER_RUN_IS_ON if refused else exit_status.COULD_NOT_START

    def _check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse an unknown spider or argument, and a setting that only a part of the program would see.

        Raises:
            ScopeError: there is no such spider or argument, or ``-s`` gives a setting of ours.
        """
        for name in (each.partition("=")[0] for each in opts.set):
            if name.startswith(PREFIX):
                why = "would not reach the verdict"
                raise ScopeError(f"scrapy crawl: -s {name} {why}: set the environment variable {name}")
        known = get_spider_loader(self.settings).list()
        given = " ".join(args)
        if given not in known:
            raise ScopeError(
                f"scrapy crawl: there is no spider {given!r}, give one of {', '.join(known)}{nearest(given, known)}"
            )
        check_arguments(Spider(given), opts.spargs)
        if given == Spider.DECISIONS:
            dates.requested_window(opts.spargs)

    def _run(self, database: Database, args: list[str], opts: argparse.Namespace) -> None:
        settings = load_settings()
        ledger = Ledger(database, claim_expiry=settings.claim_expiry, run_limit=settings.run_limit)
        claim = self._claim(database, ledger, Spider(args[0]), opts)
        why = self._crawl(args[0], opts) or "the crawl ended without a verdict"
        self.exitcode = exit_status.exit_status_for(handover.settle(ledger, claim, why))
        # A terminal shows no log messages of this level.
        if sys.stderr.isatty():
            with database.reader() as connection:
                print(visible(summary_line(connection, claim.run_id)), file=sys.stderr)  # noqa: T201 -- a command's answer

    def _crawl(self, spider: str, opts: argparse.Namespace) -> str | None:
        """Crawl to the end; return why the run got no verdict, if that is known."""
        if self.crawler_process is None:
            raise RuntimeError("Scrapy has given the command no process to crawl in")
        crawler = self.crawler_process.create_crawler(spider)
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        try:
            return Run.of(crawler).no_verdict
        except RuntimeError:
            # The crawl has not even begun; Scrapy has logged why.
            return None

    def _claim(self, database: Database, ledger: Ledger, spider: Spider, opts: argparse.Namespace) -> Claim:
        """Return the claim that the parent process passed on, or make one."""
        claim = self._handed_on() or self._own(database, ledger, spider, opts)
        opts.spargs["claim"] = handover.to_text(claim)
        return claim

    def _handed_on(self) -> Claim | None:
        handed_on = os.environ.pop(handover.VARIABLE, None)
        return None if handed_on is None else handover.from_text(handed_on)

    def _own(self, database: Database, ledger: Ledger, spider: Spider, opts: argparse.Namespace) -> Claim:
        scope = Scope.parse(opts.spargs.get("authority", ""), opts.spargs.get("years", ""))
        window = any(opts.spargs.get(name) for name in dates.ARGUMENTS)
        refuse_narrower(database, spider, scope.authorities, scope.years, window=window)
        return ledger.claim(
            Trigger.SCRAPY,
            self.settings["LGSCO_SITE_URL"],
            READER_VERSION,
            scope.authorities,
            scope.years,
            spider=spider,
            new_site=opts.spargs.pop("new_site", "") == "yes",
        )
