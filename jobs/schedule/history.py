"""Reads from the ledger and the archive what decides about the next crawl."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, not_, select, text

from jobs.schedule.due import Due, History, next_due
from lgsco_store.database.models import Run
from lgsco_store.runs.ledger import is_in_future
from lgsco_store.runs.season import local_day
from lgsco_store.settings import Settings
from lgsco_store.terms import RunState

# A run that came to a verdict was done, even where a person still has to decide about it. What a person refused was
# not, and is due as it was before.
DONE = (RunState.PUBLISHED, RunState.HELD)
NOT_DONE = (RunState.FAILED, RunState.ABANDONED)

# A year is complete when every authority that had a letter of the year before, and was not abolished since, has one.
_EXPECTED = """
SELECT p.year + 1 AS year, p.authority_id AS authority_id
FROM publication p
JOIN authority a ON a.id = p.authority_id
WHERE p.kind = 'letter' AND p.withdrawn_at IS NULL AND a.end_date IS NULL
    AND NOT EXISTS (SELECT 1 FROM authority_succession s WHERE s.predecessor_id = a.id)
"""
_COMPLETE = f"""
SELECT e.year
FROM ({_EXPECTED}) e
LEFT JOIN publication n ON n.authority_id = e.authority_id AND n.year = e.year AND n.kind = 'letter'
GROUP BY e.year
HAVING COUNT(*) = COUNT(n.id)
"""  # noqa: S608 -- our own words


@dataclass(frozen=True, slots=True)
class Look:
    """What is due next, and the newest run of the ledger at the time of looking, 0 where it is empty."""

    due: Due
    newest: int


def look(connection: Connection, chosen: Settings, now: datetime) -> Look:
    """Work out what is due."""
    newest = connection.execute(select(func.max(Run.id))).scalar_one() or 0
    return Look(next_due(history(connection, now), chosen, now), newest)


def history(connection: Connection, now: datetime) -> History:
    """Summarise the ledger's runs that asked for every authority, and the years that are complete.

    Runs with times that are yet to come tell nothing: a crawl would wait for years until they are over.
    """
    query = select(Run.id, Run.state, Run.started_at, Run.finished_at, Run.scope_years).order_by(Run.id)
    query = query.where(not_(is_in_future(now)))
    runs = connection.execute(query.where(Run.scope_authorities.is_(None))).all()
    whole = [run for run in runs if run.scope_years is None]
    newest = [run for run in runs if run.scope_years is None or local_day(run.started_at).year in run.scope_years]
    done_whole, done_newest = ([run for run in some if run.state in DONE] for some in (whole, newest))
    last_done = done_newest[-1].id if done_newest else 0
    failed = [run.finished_at for run in newest if run.state in NOT_DONE and run.id > last_done]
    return History(
        last_whole=done_whole[-1].started_at if done_whole else None,
        last_newest=done_newest[-1].started_at if done_newest else None,
        last_failed=failed[-1] if failed else None,
        complete=frozenset(connection.execute(text(_COMPLETE)).scalars()),
    )
