"""What the ledger says about earlier runs, for decisions about the next one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, not_, or_, select

from lgsco_store.database.models import Run
from lgsco_store.evidence import decision_index
from lgsco_store.runs.ledger import CLOCKS_APART, is_in_future, why_dead
from lgsco_store.terms import RunState, Spider, Trigger


@dataclass(frozen=True, slots=True)
class Crawl:
    """A run that requested every authority; ``years`` are those that it was limited to, None if it had no limit."""

    run_id: int
    state: RunState
    started_at: datetime
    finished_at: datetime | None
    years: frozenset[int] | None


def newest(connection: Connection) -> int:
    """Return the ID of the newest run, 0 if there is none."""
    return connection.execute(select(func.coalesce(func.max(Run.id), 0))).scalar_one()


def crawls(connection: Connection, now: datetime) -> list[Crawl]:
    """Return the runs that requested every authority, oldest first, without those dated in the future."""
    query = select(Run.id, Run.state, Run.started_at, Run.finished_at, Run.scope_years)
    query = query.where(Run.scope_authorities.is_(None), not_(is_in_future(now))).order_by(Run.id)
    return [
        Crawl(run_id, RunState(state), started_at, finished_at, None if years is None else frozenset(years))
        for run_id, state, started_at, finished_at, years in connection.execute(query)
    ]


@dataclass(frozen=True, slots=True)
class DecisionCrawl:
    """A crawl of decisions; ``covered`` are the days whose lists it read one after the other, None if it read none."""

    run_id: int
    state: RunState
    started_at: datetime
    finished_at: datetime | None
    covered: tuple[date, date] | None


def decision_crawls(connection: Connection, now: datetime) -> Iterator[DecisionCrawl]:
    """Yield the crawls of decisions, newest first, without those dated in the future.

    The lists of a crawl are looked up when it is yielded: callers need the newest only.
    """
    query = select(Run.id, Run.state, Run.started_at, Run.finished_at)
    query = query.where(Run.spider == Spider.DECISIONS, not_(is_in_future(now))).order_by(Run.id.desc())
    for row in connection.execute(query).all():
        covered = decision_index.covered(connection, row.id)
        yield DecisionCrawl(row.id, RunState(row.state), row.started_at, row.finished_at, covered)


@dataclass(frozen=True, slots=True)
class Ended:
    """One of the last runs of a spider that are over, and how it ended."""

    run_id: int
    spider: Spider
    state: RunState


def last_ended(connection: Connection) -> list[Ended]:
    """Return the last run of each spider that is over, and the last one of every council if a narrower one followed it.

    A run of certain councils or years says nothing about the others. Reading again says nothing about the site.
    """
    over = (Run.state != RunState.RUNNING, Run.trigger != Trigger.REREAD)
    last = select(func.max(Run.id)).where(*over).group_by(Run.spider)
    every_council = Run.scope_authorities.is_(None)
    wider = (last.where(every_council), last.where(every_council, Run.scope_years.is_(None)))
    query = select(Run.id, Run.spider, Run.state).where(or_(*(Run.id.in_(ids) for ids in (last, *wider))))
    rows = connection.execute(query.order_by(Run.id))
    return [Ended(run_id, Spider(spider), RunState(state)) for run_id, spider, state in rows]


def is_well(connection: Connection) -> bool:
    """Return whether no run waits for a decision and the last runs of each spider were published."""
    held = connection.execute(select(Run.id).where(Run.state == RunState.HELD).limit(1)).one_or_none()
    return held is None and all(each.state is RunState.PUBLISHED for each in last_ended(connection))


def triggers(connection: Connection) -> set[Trigger]:
    """Return everything that has ever started a run."""
    return {Trigger(each) for each in connection.execute(select(Run.trigger).distinct()).scalars()}


def dated_ahead(connection: Connection, now: datetime) -> dict[int, datetime]:
    """Return the last time of every run that has one in the future, by its ID.

    Of those that only end in the future it is the first one: the others were published after it.
    """
    latest = now + CLOCKS_APART
    first = select(func.min(Run.id)).where(Run.finished_at > latest).scalar_subquery()
    query = select(Run.id, Run.started_at, Run.heartbeat_at, Run.finished_at)
    rows = connection.execute(query.where(or_(is_in_future(now), Run.id == first)).order_by(Run.id))
    return {run_id: max(time for time in times if time is not None) for run_id, *times in rows}


def in_progress(connection: Connection, now: datetime, expiry: timedelta) -> bool:
    """Return whether a run is in progress and alive."""
    running = connection.execute(select(Run).where(Run.state == RunState.RUNNING)).one_or_none()
    return running is not None and why_dead(running, now, expiry) is None


def dead(connection: Connection, now: datetime, expiry: timedelta) -> tuple[int, str] | None:
    """Return the ID of the unfinished run that counts as dead, and why; None if there is none."""
    running = connection.execute(select(Run).where(Run.state == RunState.RUNNING)).one_or_none()
    why = None if running is None else why_dead(running, now, expiry)
    return None if running is None or why is None else (running.id, why)
