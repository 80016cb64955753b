"""One run: claimed here, crawled and judged in a child process, and reported from the ledger.

Scrapy exits with 0 after nearly everything and may hang or be killed, so only the ledger says how a run ended.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from crawler.reading import READER_VERSION
from crawler.run import claim as handover
from crawler.run import dates
from crawler.run.scope import Scope
from lgsco_store.database.session import Database
from lgsco_store.errors import (
    DatabaseBrokenError,
    DatabaseBusyError,
    DatabaseFullError,
    DatabaseUnreachableError,
    LgscoError,
)
from lgsco_store.runs.held import refuse_narrower
from lgsco_store.runs.ledger import Claim, Ledger
from lgsco_store.settings import Settings
from lgsco_store.terms import RunState, Spider, Trigger

# How often we look at the child, and how long it may take to end in order once it was asked to.
_POLL_SECONDS = 0.2
_GRACE_SECONDS = 30.0

# What may be over in a moment.
_PASSING = (DatabaseBrokenError, DatabaseBusyError, DatabaseFullError, DatabaseUnreachableError)


class UnsettledError(LgscoError):
    """A run is over but could not be recorded in the archive; raised after the crawl."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to crawl and on whose behalf; ``authority`` and ``years`` as ``scrapy crawl letters -a`` takes them.

    ``window`` has the arguments of ``scrapy crawl decisions -a``: the days from and to, or the weeks.

    ``newest`` is the newest run in the ledger when the crawl was decided upon, None if it does not matter. ``new_site``
    accepts letters from another address than before. ``log_level`` is the lowest level of messages that the crawl logs.
    """

    trigger: Trigger
    authority: str = ""
    years: str = ""
    newest: int | None = None
    new_site: bool = False
    log_level: str = "INFO"
    spider: Spider = Spider.LETTERS
    window: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ended:
    """A run that is over, and how; ``interrupt`` is the Ctrl-C or SIGTERM that ended it, or came too late to."""

    run_id: int
    state: RunState
    interrupt: KeyboardInterrupt | None = None


def crawl(request: Request, database: Database, settings: Settings, stop: threading.Event | None = None) -> Ended:
    """Do a whole run.

    Args:
        request: what to crawl.
        database: the archive's database, which the child opens again by its address.
        settings: the settings, which the child gets as its environment.
        stop: set by another thread to end the run early.

    Raises:
        AnotherRunIsOn: another run has the claim, or began after the one that the request knows of.
        OtherSiteError: the archive belongs to another site.
        ScopeError: the scope of the crawl cannot be understood.
        WiderRunHeldError: a person requests less than a held run covers.
        UnsettledError: the archive became unavailable during the crawl and did not come back.
    """
    scope = Scope.parse(request.authority, request.years)
    if request.spider is Spider.DECISIONS:
        dates.requested_window(request.window)
    if request.trigger is Trigger.CRAWL:
        window = bool(request.window)
        refuse_narrower(database, request.spider, scope.authorities, scope.years, window=window)
    ledger = Ledger(database, claim_expiry=settings.claim_expiry, run_limit=settings.run_limit)
    claim = _claim(ledger, request, scope, settings.site_url)
    child = _start(request, claim, settings)
    interrupt = None
    try:
        why = _wait(child, timedelta(hours=settings.run_limit), stop or threading.Event())
    except KeyboardInterrupt as caught:
        _end(child)
        why, interrupt = "the run was interrupted", caught
    return Ended(claim.run_id, _settle(ledger, claim, why, settings.claim_expiry), interrupt)


def _claim(ledger: Ledger, request: Request, scope: Scope, site_url: str) -> Claim:
    return ledger.claim(
        request.trigger,
        site_url,
        READER_VERSION,
        scope.authorities,
        scope.years,
        spider=request.spider,
        newest=request.newest,
        new_site=request.new_site,
    )


def _start(request: Request, claim: Claim, settings: Settings) -> subprocess.Popen[bytes]:
    scope = {"authority": request.authority, "years": request.years}
    arguments = {**(scope if request.spider is Spider.LETTERS else request.window), "parent": str(os.getpid())}
    command = [sys.executable, "-m", "scrapy", "crawl", request.spider]
    command += [word for name, value in arguments.items() for word in ("-a", f"{name}={value}")]
    command += ["-s", f"LOG_LEVEL={request.log_level}"]
    environment = {**os.environ, **settings.environment(), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    environment[handover.VARIABLE] = handover.to_text(claim)
    # In a group of its own, since the terminal sends Ctrl-C to every process of ours: only this one acts on it.
    return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, process_group=0)  # noqa: S603 -- our own words


def _wait(child: subprocess.Popen[bytes], limit: timedelta, stop: threading.Event) -> str:
    """Wait for the child, end it if it is no longer wanted, and return how it ended."""
    deadline = time.monotonic() + limit.total_seconds()
    while child.poll() is None:
        if stop.wait(_POLL_SECONDS):
            _end(child)
            return "the run was stopped"
        if time.monotonic() > deadline:
            _end(child)
            return f"the run took longer than the limit of {limit}"
    return f"the crawl's process ended with status {child.returncode} and without a verdict; its log says why"


def _settle(ledger: Ledger, claim: Claim, why: str, patience: float) -> RunState:
    """Return how the run ended; keep asking an archive that is locked, full or unavailable until the claim expires.

    Raises:
        UnsettledError: the archive did not come back in time.
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            return handover.settle(ledger, claim, why)
        except _PASSING as error:
            if time.monotonic() > deadline:
                raise UnsettledError(
                    f"run {claim.run_id} has no end in the ledger ({error}): the next run abandons it"
                ) from error
            time.sleep(_POLL_SECONDS)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Ask the child to stop cleanly, and kill it if it does not."""
    child.terminate()
    try:
        child.wait(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
