"""The notifications about runs: one for each state of a run, and whether a service has accepted it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from lgsco_store.database.models import Notification, Run
from lgsco_store.errors import ArchiveError
from lgsco_store.terms import Event, RunState, Trigger


class AlreadyQueuedError(ArchiveError):
    """Another process has queued the same notification first; raised when it is queued again."""


@dataclass(frozen=True, slots=True)
class Unreported:
    """A run in a state for which no notification has been made yet."""

    run_id: int
    state: RunState


@dataclass(frozen=True, slots=True)
class Queued:
    """A notification that no service has accepted yet, and the number of attempts, counted from 1."""

    notification_id: int
    run_id: int
    event: Event
    attempts: int


SENDING = timedelta(minutes=5)
"""How long a process may take to send a notification."""

_PENDING = (Notification.attempts > 0, Notification.sent_at.is_(None))


def unreported(connection: Connection) -> list[Unreported]:
    """Return the runs in a state without a notification, oldest first."""
    reported = select(Notification.id).where(Notification.run_id == Run.id, Notification.state == Run.state)
    query = select(Run.id, Run.state).where(Run.state != RunState.RUNNING, ~reported.exists()).order_by(Run.id)
    return [Unreported(run_id, RunState(state)) for run_id, state in connection.execute(query)]


def last_state(connection: Connection, run_id: int) -> RunState | None:
    """Return the state that the newest notification about another run of the same spider is about.

    A decision to discard a run does not count, and neither does a run of certain councils or years if this one is
    of all. The answer is None if all has been well since, or if that run is still held: then this one is a second
    decision.
    """
    this = select(Run.spider, Run.trigger, Run.scope_authorities, Run.scope_years).where(Run.id == run_id).subquery()
    alike = (
        Run.spider == this.c.spider,
        (Run.trigger == Trigger.REREAD) == (this.c.trigger == Trigger.REREAD),
        or_(this.c.scope_authorities.is_not(None), Run.scope_authorities.is_(None)),
        or_(this.c.scope_years.is_not(None), Run.scope_years.is_(None)),
    )
    query = select(Notification.state, Run.state).join(Run, Run.id == Notification.run_id).join(this, and_(*alike))
    well = (
        select(func.coalesce(func.max(Notification.id), 0))
        .where(Notification.event == Event.RECOVERED)
        .scalar_subquery()
    )
    query = query.where(Notification.state != RunState.DISCARDED, Notification.run_id != run_id, Notification.id > well)
    last = connection.execute(query.order_by(Notification.id.desc()).limit(1)).one_or_none()
    return None if last is None or last[1] == RunState.HELD else RunState(last[0])


def is_open(connection: Connection, troubles: Collection[Event]) -> bool:
    """Return whether the newest notification of a trouble, or of its end, is of a trouble."""
    query = (
        select(Notification.event)
        .where(Notification.event.in_([*troubles, Event.RECOVERED]))
        .order_by(Notification.id.desc())
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none() in troubles


def queue(connection: Connection, run: Unreported, event: Event, at: datetime, *, wanted: bool) -> None:
    """Queue a notification, or record that nobody is to be notified if it is not ``wanted``.

    Raises:
        AlreadyQueuedError: another process was first; the transaction can only be rolled back.
    """
    row = {"run_id": run.run_id, "state": run.state, "event": event, "made_at": at, "attempts": int(wanted)}
    try:
        connection.execute(insert(Notification).values(row))
    except IntegrityError:
        raise AlreadyQueuedError(
            f"run {run.run_id} has been reported as {run.state} in the meantime; `lgsco status` prints its state"
        ) from None


def pending(connection: Connection, at: datetime) -> list[Queued]:
    """Return the notifications that no service has accepted yet and no process is sending, oldest first."""
    query = (
        select(Notification.id, Notification.run_id, Notification.event, Notification.attempts)
        .where(*_PENDING, _is_free(at))
        .order_by(Notification.id)
    )
    return [Queued(number, run_id, Event(event), tries) for number, run_id, event, tries in connection.execute(query)]


def count_pending(connection: Connection) -> int:
    """Count the notifications that no service has accepted yet."""
    return connection.execute(select(func.count()).select_from(Notification).where(*_PENDING)).scalar_one()


def take(connection: Connection, queued: Queued, at: datetime) -> bool:
    """Count one more attempt; return False if another process was first, which then sends the notification."""
    ours = (
        Notification.id == queued.notification_id,
        Notification.attempts == queued.attempts,
        Notification.sent_at.is_(None),
        _is_free(at),
    )
    taken = update(Notification).where(*ours).values(attempts=queued.attempts + 1, taken_at=at)
    return connection.execute(taken).rowcount > 0


def release(connection: Connection, queued: Queued) -> None:
    """Record that no service accepted a notification, so that any process may try again."""
    connection.execute(update(Notification).where(Notification.id == queued.notification_id).values(taken_at=None))


def _is_free(at: datetime) -> ColumnElement[bool]:
    """Return the condition that no process is sending a notification; one that died sends no longer."""
    return or_(
        Notification.taken_at.is_(None), Notification.taken_at < at - SENDING, Notification.taken_at > at + SENDING
    )


def mark_sent(connection: Connection, queued: Queued, at: datetime) -> None:
    """Record that a service accepted a notification."""
    connection.execute(update(Notification).where(Notification.id == queued.notification_id).values(sent_at=at))
