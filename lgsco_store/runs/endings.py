"""The end of a run: what it records, and which earlier held runs need no decision after it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, CursorResult, Row, select, update

from lgsco_store.database.models import Run
from lgsco_store.errors import ArchiveError
from lgsco_store.runs.counts import evidence_counts
from lgsco_store.runs.reasons import Reason
from lgsco_store.terms import RunState, Trigger


class RunStateError(ArchiveError):
    """A run is not in the state that a decision about it needs; raised when a held run is decided."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a run; ``counts`` are by the names of the run's columns, ``decided_by`` is who decided a held one."""

    state: RunState
    at: datetime
    reasons: Sequence[Reason] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    decided_by: str | None = None


def end_running(connection: Connection, run_id: int, which: ColumnElement[bool], ending: Ending) -> CursorResult[Any]:
    """End the running run that meets a condition, with the counts of its evidence."""
    counts = {**evidence_counts(connection, run_id), **ending.counts}
    values = {
        "state": ending.state,
        "finished_at": ending.at,
        "reasons": [each.as_json() for each in ending.reasons],
        **counts,
    }
    return connection.execute(update(Run).where(which).values(values))


def end_held(connection: Connection, run_id: int, ending: Ending) -> None:
    """Decide a held run; the reasons why it was held stay on record.

    Raises:
        RunStateError: there is no such run, or it is not held.
    """
    values = {"state": ending.state, "finished_at": ending.at, "decided_by": ending.decided_by, **ending.counts}
    held = (Run.id == run_id, Run.state == RunState.HELD)
    if connection.execute(update(Run).where(*held).values(values)).rowcount == 0:
        check_held(connection, run_id)
    supersede(connection, run_id, ending)


def check_held(connection: Connection, run_id: int) -> None:
    """Refuse a run that waits for no decision.

    Raises:
        RunStateError: there is no such run, or it is not held.
    """
    found = connection.execute(select(Run.state).where(Run.id == run_id)).scalar_one_or_none()
    if found != RunState.HELD:
        fault = f"run {run_id} is {found}, not held" if found else f"there is no run {run_id}"
        raise RunStateError(f"{fault}: `lgsco runs` lists them")


def supersede(connection: Connection, run_id: int, ending: Ending) -> None:
    """Discard earlier held runs of the same spider that need no decision any more.

    If this run was published, those are all of them, since publishing an older one would bring back what it replaced.
    If this run is held itself, they are those that requested no more than it did. Reading again replaces nothing from
    the site.
    """
    if ending.state not in {RunState.PUBLISHED, RunState.HELD}:
        return
    ours = connection.execute(select(Run).where(Run.id == run_id)).one()
    if ours.trigger == Trigger.REREAD:
        return
    earlier = select(Run).where(Run.state == RunState.HELD, Run.id < run_id, Run.spider == ours.spider)
    for held in connection.execute(earlier).all():
        if ending.state is RunState.PUBLISHED or covers(_scopes(ours), _scopes(held)):
            reasons = [*held.reasons, Reason("superseded", {"run": run_id}).as_json()]
            values = {"state": RunState.DISCARDED, "finished_at": ending.at, "reasons": reasons}
            connection.execute(update(Run).where(Run.id == held.id).values(values))


def covers(scopes: Sequence[Collection[Any] | None], others: Sequence[Collection[Any] | None]) -> bool:
    """Return whether authorities and years contain those of another run; None means all of them."""
    pairs = zip(scopes, others, strict=True)
    return all(ours is None or (theirs is not None and set(ours) >= set(theirs)) for ours, theirs in pairs)


def _scopes(run: Row[Any]) -> Sequence[Collection[Any] | None]:
    return run.scope_authorities, run.scope_years
