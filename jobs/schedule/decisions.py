"""Determine when the next crawl of decisions is due and of which days, from the contents of the ledger; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jobs.schedule.due import Due, after_failure, moment_of, yearly
from lgsco_store.runs.season import local_day
from lgsco_store.settings import Settings

FIRST_DAY = date(2013, 4, 1)
"""The Ombudsman publishes decisions on complaints received since that day."""

_EVERY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DecisionRun:
    """A crawl of decisions with a verdict: when it began, and the first and the last day of the lists that it read."""

    began: datetime
    covered: tuple[date, date] | None

    def reads_from(self, first: date) -> bool:
        """Return whether it read all lists from a day up to its own day."""
        return self.covered is not None and self.covered[0] <= first and self.covered[1] >= local_day(self.began)


@dataclass(frozen=True, slots=True)
class DecisionHistory:
    """The ledger's crawls of decisions with a verdict, newest first, and when a failed attempt after them ended.

    They go back to the last one of all decisions: those before it make no difference.
    """

    runs: tuple[DecisionRun, ...] = ()
    last_failed: datetime | None = None


def next_decisions(history: DecisionHistory, letters: datetime | None, settings: Settings, now: datetime) -> Due | None:
    """Return the next crawl of decisions, or the one that is due now; None if none is.

    The first follows a crawl of all ``letters``, which makes the councils known that decisions are about.
    """
    if not settings.decision_weeks or letters is None:
        return None
    whole = _last(history.runs, lambda _: FIRST_DAY)
    if whole is None:
        due = Due(letters, "the decisions have never all been crawled", first=FIRST_DAY)
    else:
        due = Due(yearly(whole, settings), "the yearly run of all decisions", first=FIRST_DAY)
        weekly = _weekly(_last(history.runs, lambda day: _first_of(day, settings)) or whole, settings)
        due = due if due.at <= max(now, weekly.at) else weekly
    return after_failure(due, history.last_failed, settings)


def _weekly(last: datetime, settings: Settings) -> Due:
    """Plan the next look back; its days go back from when it is due, so that one look makes up for all missed ones."""
    day = local_day(last) + _EVERY
    why = f"decisions of the last {settings.decision_weeks} weeks may be new or revised"
    return Due(moment_of(day), why, first=_first_of(day, settings))


def _first_of(day: date, settings: Settings) -> date:
    """Return the Monday on which the look back of a day begins."""
    back = day - timedelta(weeks=settings.decision_weeks)
    return back - timedelta(days=back.weekday())


def _last(runs: Iterable[DecisionRun], first_of: Callable[[date], date]) -> datetime | None:
    """Return when the newest run began that read the lists from a day, which depends on its own, up to its own."""
    return next((run.began for run in runs if run.reads_from(first_of(local_day(run.began)))), None)
