"""The scheduler: it ticks, and the ledger decides whether anything is due.

A stored job with its next time would lose missed runs, and two schedulers would run it twice; checking the ledger every
few minutes does neither.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from jobs.notify.outbox import announce
from jobs.run.crawl_process import Ended, Request, crawl
from jobs.schedule.history import Look, look
from lgsco_store.database.session import Database, open_database
from lgsco_store.errors import LgscoError
from lgsco_store.runs.ledger import AnotherRunIsOn, Clock, utc_now
from lgsco_store.settings import Settings
from lgsco_store.terms import Spider, Trigger

logger = logging.getLogger(__name__)

Crawl: TypeAlias = Callable[[Request, Database, Settings, threading.Event], Ended]
"""A function that does a whole run: ``jobs.run.crawl_process.crawl``, or one that needs no process of its own."""


def run_if_due(
    database: Database, settings: Settings, stop: threading.Event, now: Clock = utc_now, crawl: Crawl = crawl
) -> Ended | None:
    """Do the crawl that is due and return how it ended; None if nothing is due.

    Raises:
        AnotherRunIsOn: something is due, but another run is doing it, or has done it since the check.
    """
    at = now()
    with database.reader() as connection:
        found = look(connection, settings, at)
    if found.due.at > at:
        logger.debug("the next crawl is due %s", found.due)
        return None
    logger.info("a crawl is due: %s", found.due.why)
    return crawl(_request(found), database, settings, stop)


def _request(found: Look) -> Request:
    """Return the crawl that is due."""
    if found.due.first is not None:
        window = {"from": found.due.first.isoformat()}
        return Request(Trigger.SCHEDULE, newest=found.newest, spider=Spider.DECISIONS, window=window)
    years = "" if found.due.year is None else str(found.due.year)
    return Request(Trigger.SCHEDULE, years=years, newest=found.newest)


def serve(settings: Settings) -> None:
    """Tick in the foreground until stopped; then end a run in progress cleanly."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    # Missed ticks are merged into one: what is due stays due until it is done.
    scheduler = BackgroundScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    )
    every = IntervalTrigger(seconds=round(timedelta(minutes=settings.tick_minutes).total_seconds()), timezone=UTC)
    scheduler.add_job(tick, every, args=(settings, stop), next_run_time=datetime.now(UTC))
    scheduler.start()
    logger.info("checking the ledger every %d minutes; `lgsco status` shows what is due next", settings.tick_minutes)
    stop.wait()
    scheduler.shutdown(wait=True)


def tick(settings: Settings, stop: threading.Event) -> None:
    """Check the ledger once; no error in it ends the scheduler."""
    try:
        with open_database(settings.database_url) as database:
            ended = run_if_due(database, settings, stop)
            announce(database, settings)
            if ended is not None:
                logger.info("run %d is %s", ended.run_id, ended.state)
    except AnotherRunIsOn as error:
        logger.info("%s", error)
    except LgscoError as error:
        logger.error("%s", error)  # noqa: TRY400 -- it is a line for a person
