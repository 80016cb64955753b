"""Determine when the next crawl is due and of what, from the contents of the ledger; pure.

Times are London times, where the Ombudsman publishes, at an hour that clock changes do not affect.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from lgsco_store.runs.season import LONDON, local_day
from lgsco_store.settings import Settings

# The clocks change between 01:00 and 02:00.
HOUR = time(5, 0)

# Whatever was due before anything happened.
AT_ONCE = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class History:
    """The ledger's crawls of every authority; all None if there was none.

    ``last_whole`` is when the last crawl of all years with a verdict began, ``last_newest`` the same for the newest
    year, alone or with all others; ``last_failed`` is when a failed attempt after both of them ended. ``complete`` are
    the letter years without a missing letter.
    """

    last_whole: datetime | None = None
    last_newest: datetime | None = None
    last_failed: datetime | None = None
    complete: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Due:
    """The moment from which a crawl is due, in UTC, the reason, and the letter year; None for all years.

    ``first`` is the first day of the decisions that are due, None if letters are.
    """

    at: datetime
    why: str
    year: int | None = None
    first: date | None = None

    def __str__(self) -> str:
        when = "at once" if self.at == AT_ONCE else f"{self.at:%Y-%m-%d %H:%M} UTC"
        return f"{when} ({self.why})"


def next_due(history: History, settings: Settings, now: datetime) -> Due:
    """Return the next crawl, or the one that is due now; a full crawl includes one of the newest year."""
    due = _full_crawl(history, settings)
    if history.last_newest is not None:
        season = _newest_year(history.last_newest, history.complete, settings)
        due = due if due.at <= max(now, season.at) else season
    return after_failure(due, history.last_failed, settings)


def after_failure(due: Due, failed: datetime | None, settings: Settings) -> Due:
    """Return what is due once the pause after a failed try is over."""
    if failed is None:
        return due
    retry = failed + timedelta(hours=settings.retry_hours)
    return due if due.at > retry else replace(due, at=retry, why=f"{due.why}; the last try failed")


def _full_crawl(history: History, settings: Settings) -> Due:
    if history.last_whole is None:
        return Due(AT_ONCE, "the whole site has never been crawled")
    return Due(yearly(history.last_whole, settings), "the yearly run of everything")


def yearly(last: datetime, settings: Settings) -> datetime:
    """Return the first yearly moment after a run of everything."""
    month, day = settings.yearly_month_and_day
    year = local_day(last).year
    moments = (moment_of(date(each, month, day)) for each in (year, year + 1))
    return next(moment for moment in moments if moment > last)


def _newest_year(last: datetime, complete: frozenset[int], settings: Settings) -> Due:
    """Plan the next look at the newest year, unless that is out of season or its year is complete."""
    season = settings.season
    day = season.next_day(local_day(last) + timedelta(days=settings.season_interval_days))
    while day.year in complete:
        day = season.start(day.year + 1)
    return Due(moment_of(day), f"letters of {day.year} appear from {season}", day.year)


def moment_of(day: date) -> datetime:
    """Return the moment of a day from which a run is due."""
    return datetime.combine(day, HOUR, LONDON).astimezone(UTC)
