"""Send notifications when a run changes the state of the archive: one for each change of state, not for each attempt.

The table ``notification`` records them, so that neither a restart nor a second scheduler sends one twice; one that no
service accepted is sent again at the next check.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import apprise

from jobs.notify import run_summary
from jobs.notify.run_summary import Summary
from jobs.terminal import echo
from lgsco_store.database.session import Database
from lgsco_store.errors import LgscoError, SettingsError
from lgsco_store.runs import notifications, past
from lgsco_store.runs.ledger import Clock, utc_now
from lgsco_store.runs.notifications import AlreadyQueuedError, Queued, Unreported
from lgsco_store.settings import Settings
from lgsco_store.terms import Event, Kind, RunState

logger = logging.getLogger(__name__)

_TITLES = {
    Event.CHANGES: "Ombudsman's letters: something changed",
    Event.DOUBTS: "Ombudsman's letters: something may be wrong",
    Event.HELD: "Ombudsman's letters: a run is held and needs a decision",
    Event.FAILED: "Ombudsman's letters: a run failed",
    Event.RECOVERED: "Ombudsman's letters: all is well again",
}

TROUBLE = {RunState.HELD: Event.HELD, RunState.FAILED: Event.FAILED, RunState.ABANDONED: Event.FAILED}
"""The notifications for runs that were not published."""


class Callers:
    """The services to call; their addresses carry passwords and tokens, so that nothing here ever shows one."""

    def __init__(self, addresses: Sequence[str]) -> None:
        # These libraries' own logs quote addresses.
        for name in ("apprise", "urllib3"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        self._services = [_service(address, at, len(addresses)) for at, address in enumerate(addresses, 1)]

    def __bool__(self) -> bool:
        return bool(self._services)

    def send(self, title: str, body: str) -> bool:
        """Send a body in Markdown to every service; return whether at least one accepted it."""
        taken = [
            bool(service.notify(title=title, body=body, body_format=apprise.NotifyFormat.MARKDOWN))
            for service in self._services
        ]
        for at, one in enumerate(taken, 1):
            if not one:
                logger.error("address %d of %d in LGSCO_NOTIFY_URLS did not accept a notification", at, len(taken))
        return any(taken)


def check(settings: Settings) -> None:
    """Refuse an unusable notification address before anything is done.

    Raises:
        SettingsError: a notification address cannot be used.
    """
    Callers(settings.notify_urls.split())


def announce(database: Database, settings: Settings, now: Clock = utc_now) -> None:
    """Send a notification for every run that ended since the last time, and retry those that were not accepted.

    Raises:
        SettingsError: a notification address cannot be used.
        ArchiveError: the database cannot be read or written.
    """
    callers = Callers(settings.notify_urls.split())
    with database.reader() as connection:
        unreported = notifications.unreported(connection)
    for run in unreported:
        _queue_notification(database, settings, run, now)
    if not callers:
        return
    with database.reader() as connection:
        pending = notifications.pending(connection, now())
    for queued in pending:
        _send(database, callers, queued, now)


def announce_if_possible(database: Database, settings: Settings) -> None:
    """Announce what a command did, or say why that failed: what it did is done, and decides its exit status."""
    try:
        announce(database, settings)
    except LgscoError as error:
        echo.line(f"lgsco: no notification was sent: {error}", err=True)


def event_of(
    state: RunState, before: RunState | None, *, changes: bool, recovered: bool = False, doubts: bool = False
) -> Event:
    """Name what a run's state needs a notification for; ``before`` is the last notified state of its spider."""
    if state in TROUBLE:
        return Event.QUIET if before is not None and TROUBLE[state] is TROUBLE.get(before) else TROUBLE[state]
    if state is RunState.PUBLISHED and doubts:
        return Event.DOUBTS
    if state is RunState.PUBLISHED and recovered:
        return Event.RECOVERED
    return Event.CHANGES if state is RunState.PUBLISHED and changes else Event.QUIET


def message(event: Event, summary: Summary) -> tuple[str, str]:
    """Write the title and the body of a notification."""
    return _TITLES[event], summary.as_markdown()


def _service(address: str, number: int, total: int) -> apprise.Apprise:
    service = apprise.Apprise()
    if not service.add(address):
        raise SettingsError(f"LGSCO_NOTIFY_URLS: address {number} of {total} is not understood by Apprise: correct it")
    return service


def _queue_notification(database: Database, settings: Settings, run: Unreported, now: Clock) -> None:
    """Queue a notification; if another process queues the same one first, leave it to that process."""
    try:
        with database.writer() as connection:
            summary = run_summary.summarise_run(connection, run.run_id)
            changes = bool(summary.others) or any(getattr(summary.run, kind.value) for kind in Kind)
            before = notifications.last_state(connection, run.run_id)
            recovered = notifications.is_open(connection, TROUBLE.values()) and past.is_well(connection)
            event = event_of(run.state, before, changes=changes, recovered=recovered, doubts=bool(summary.errors))
            wanted = bool(settings.notify_urls.split()) and event is not Event.QUIET
            notifications.queue(connection, run, event, now(), wanted=wanted)
    except AlreadyQueuedError:
        return
    if settings.summaries:
        try:
            run_summary.write(summary, Path(settings.summaries))
        except OSError as error:
            logger.error("the summary of run %d could not be written: %s", run.run_id, error)  # noqa: TRY400 -- a line for a person


def _send(database: Database, callers: Callers, queued: Queued, now: Clock) -> None:
    """Send one notification, unless another process does."""
    with database.writer() as connection:
        if not notifications.take(connection, queued, now()):
            return
        summary = run_summary.summarise_run(connection, queued.run_id)
    accepted = callers.send(*message(queued.event, summary))
    with database.writer() as connection:
        if accepted:
            notifications.mark_sent(connection, queued, now())
        else:
            notifications.release(connection, queued)
