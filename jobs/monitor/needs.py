"""What needs a person: one sentence each, with the command to type."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from jobs.monitor.issues import open_errors, unread_letters
from jobs.monitor.run_lines import RunLine
from jobs.schedule import history
from jobs.schedule.due import Due
from jobs.terminal.echo import counted
from lgsco_store.runs import past
from lgsco_store.runs.ledger import last_of_site
from lgsco_store.runs.notifications import count_pending
from lgsco_store.settings import Settings
from lgsco_store.terms import RunState, Trigger

# A scheduler that was off for a day makes up for it by itself.
_PATIENCE = timedelta(days=2)
_ACCEPT = "record that you have with `lgsco issues --accept KEY`"


def needs(connection: Connection, settings: Settings, lines: list[RunLine], due: Due, now: datetime) -> list[str]:
    """Return what needs a person, in the order in which a person should look at it; none if all is well."""
    return [
        *_held(lines),
        *_failed(lines, {each.run_id for each in past.last_ended(connection)}),
        *_overdue(lines, due, now),
        *_unread(connection),
        *_errors(connection),
        *_doubtful_times(connection, settings, now),
        *_other_site(connection, settings),
        *_not_sent(connection, lines),
    ]


def _held(lines: list[RunLine]) -> list[str]:
    return [
        f"{each.ended}: decide with `lgsco publish {each.run_id}` or `lgsco discard {each.run_id}`"
        for each in lines
        if each.state == RunState.HELD
    ]


def _failed(lines: list[RunLine], last: set[int]) -> list[str]:
    """Report the newest run, and the last one of each spider and scope, if it failed."""
    return [
        f"{each.ended}: {'; '.join(map(str, each.reasons))}; `{each.retry}` tries again at once"
        for at, each in enumerate(lines)
        if each.state in history.NOT_DONE and (at == 0 or each.run_id in last)
    ]


def _overdue(lines: list[RunLine], due: Due, now: datetime) -> list[str]:
    """Report a scheduler that does nothing."""
    if due.at >= now - _PATIENCE or any(each.state == RunState.RUNNING for each in lines):
        return []
    return [f"a crawl is due but none has begun ({due.why}): check the scheduler, or run `lgsco schedule --once`"]


def _errors(connection: Connection) -> list[str]:
    """Report issues of severity error: a figure may be wrong, or a letter may be another council's."""
    if not (count := open_errors(connection)):
        return []
    said = f"something may be wrong, according to {counted(count, 'issue')}"
    return [f"{said}: look at `lgsco issues --severity error`, then {_ACCEPT}"]


def _unread(connection: Connection) -> list[str]:
    """Report letters that could not be read."""
    if not (count := unread_letters(connection)):
        return []
    return [f"{counted(count, 'letter')} could not be read: look at `lgsco issues`, then {_ACCEPT}"]


def _not_sent(connection: Connection, lines: list[RunLine]) -> list[str]:
    """Report notifications that reached nobody."""
    if not (count := count_pending(connection)):
        return []
    fault = f"{counted(count, 'notification')} could not be sent"
    return [f"{fault}: check LGSCO_NOTIFY_URLS, and try it with `lgsco notify {lines[0].run_id}`"]


def _doubtful_times(connection: Connection, settings: Settings, now: datetime) -> list[str]:
    """Report times in the ledger that cannot be true, and a run in progress that no longer answers."""
    doubts = [
        f"run {run_id} is dated {last:%Y-%m-%d}, which is in the future: check the clock"
        for run_id, last in past.dated_ahead(connection, now).items()
    ]
    dead = past.dead(connection, now, timedelta(seconds=settings.claim_expiry))
    if dead is not None:
        run_id, why = dead
        doubts.append(f"run {run_id} is still open but counts as dead ({why}): the next run abandons it")
    return doubts


def _other_site(connection: Connection, settings: Settings) -> list[str]:
    """Report an archive of a site other than that of the settings; the demonstration's is exempt."""
    last = last_of_site(connection)
    if last is None or last.trigger == Trigger.DEMO or last.site_url.lower() == settings.site_url.lower():
        return []
    differ = f"the archive is of {last.site_url} but LGSCO_SITE_URL is {settings.site_url}"
    return [f"{differ}: correct the setting, or if the site has moved, run `lgsco crawl --new-site`"]
