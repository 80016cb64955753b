"""Read from the ledger and the archive what the next crawl depends on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from jobs.schedule.decisions import FIRST_DAY, DecisionHistory, DecisionRun, next_decisions
from jobs.schedule.due import Due, History, next_due
from lgsco_store.history.complete_years import complete_years
from lgsco_store.runs import past
from lgsco_store.runs.season import local_day
from lgsco_store.settings import Settings
from lgsco_store.terms import RunState

# A run with a verdict counts as done, even if a person still has to decide about it. A run that a person rejected does
# not, and is due as before.
DONE = (RunState.PUBLISHED, RunState.HELD)
NOT_DONE = (RunState.FAILED, RunState.ABANDONED)


@dataclass(frozen=True, slots=True)
class Look:
    """What is due next, and the newest run of the ledger at the time of the check, 0 if it is empty."""

    due: Due
    newest: int


def look(connection: Connection, settings: Settings, now: datetime) -> Look:
    """Work out what is due: letters or decisions, whichever is due first, since never two runs are in progress."""
    of_letters = history(connection, now)
    letters = next_due(of_letters, settings, now)
    decisions = next_decisions(decision_history(connection, now), of_letters.last_whole, settings, now)
    due = letters if decisions is None or letters.at <= decisions.at else decisions
    return Look(due, past.newest(connection))


def decision_history(connection: Connection, now: datetime) -> DecisionHistory:
    """Summarise the ledger's crawls of decisions, without those that have times in the future."""
    runs: list[DecisionRun] = []
    last_failed: datetime | None = None
    for crawl in past.decision_crawls(connection, now):
        if crawl.state in NOT_DONE and not runs:
            last_failed = last_failed or crawl.finished_at
        if crawl.state in DONE:
            runs.append(DecisionRun(crawl.started_at, crawl.covered))
            if runs[-1].reads_from(FIRST_DAY):
                break
    return DecisionHistory(tuple(runs), last_failed)


def history(connection: Connection, now: datetime) -> History:
    """Summarise the ledger's runs of every authority, and the years that are complete.

    Runs with times in the future are ignored: otherwise a crawl would wait for years until they are over.
    """
    runs = past.crawls(connection, now)
    whole = [run for run in runs if run.years is None]
    newest = [run for run in runs if run.years is None or local_day(run.started_at).year in run.years]
    done_whole, done_newest = ([run for run in some if run.state in DONE] for some in (whole, newest))
    last_done = done_newest[-1].run_id if done_newest else 0
    failed = [run.finished_at for run in newest if run.state in NOT_DONE and run.run_id > last_done]
    return History(
        last_whole=done_whole[-1].started_at if done_whole else None,
        last_newest=done_newest[-1].started_at if done_newest else None,
        last_failed=failed[-1] if failed else None,
        complete=complete_years(connection),
    )
