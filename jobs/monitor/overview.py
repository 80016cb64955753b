"""The state of the archive at a glance, for people and monitors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, column, text

from jobs.monitor import held_run as evidence
from jobs.monitor.held_run import Exhibit
from jobs.monitor.issues import open_errors
from jobs.schedule import history
from jobs.schedule.due import Due
from lgsco_store.contract import query
from lgsco_store.contract.records import Run
from lgsco_store.database.session import Database
from lgsco_store.publications.inputs import Retention
from lgsco_store.runs import past, reasons
from lgsco_store.runs.endings import RunStateError
from lgsco_store.runs.ledger import last_of_site
from lgsco_store.runs.notifications import count_pending
from lgsco_store.runs.reasons import Value
from lgsco_store.settings import Settings
from lgsco_store.terms import Kind, RunState, Trigger

# A scheduler that was off for a day makes up for it by itself.
_PATIENCE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """Why a run ended as it did: a stable code, the sentence for a person, and the numbers and names in it."""

    code: str
    message: str
    values: Mapping[str, Value]

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run for people and programs; times are in UTC."""

    run_id: int
    trigger: str
    state: str
    started_at: datetime
    finished_at: datetime | None
    reasons: list[ReasonLine]
    authorities: int
    letters: int
    published: int
    revised: int
    reworded: int
    restamped: int
    moved: int
    withdrawn: int
    restored: int
    unread: int

    def __str__(self) -> str:
        counts = ((kind.value, getattr(self, kind.value)) for kind in Kind)
        changes = ", ".join(f"{count} {kind}" for kind, count in counts if count) or "no change"
        effect = f"would bring {changes}" if self.state == RunState.HELD else changes
        return f"run {self.run_id} {self.state}: {self.authorities} authorities, {self.letters} letters; {effect}"


@dataclass(frozen=True, slots=True)
class Held:
    """A run that a person must decide about, and the evidence by address."""

    run: RunLine
    evidence: list[Exhibit]

    def as_lines(self) -> list[str]:
        """Return everything needed to decide, as lines."""
        decide = f"  `lgsco publish {self.run.run_id}` shows it as it is, `lgsco discard {self.run.run_id}` refuses it"
        return [str(self.run), *(f"  {each}" for each in self.run.reasons), *evidence.as_lines(self.evidence), decide]


@dataclass(frozen=True, slots=True)
class YearLine:
    """The letters of one year: how many were read in full, in part, not at all, and how many are withdrawn."""

    year: int
    read: int
    partial: int
    unread: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of an archive; ``needs`` are sentences about what needs a person, none if all is well.

    ``last_success`` is when the newest published run ended; None before the first.
    """

    last_run: RunLine | None
    last_success: datetime | None
    next_due: Due
    held: list[Held]
    coverage: list[YearLine]
    issues: dict[str, int]
    needs: list[str]

    def as_json(self) -> dict[str, Any]:
        """Render the overview for programs, with times as ISO 8601 in UTC."""
        return {name: plain(value) for name, value in asdict(self).items()}

    def as_text(self) -> str:
        """Render the overview for people, with what needs a person first."""
        lines = [f"needs a person: {need}" for need in self.needs] or ["all is well"]
        lines.append(f"last run: {_run_text(self.last_run)}")
        lines.append(f"next due: {self.next_due}")
        lines += [line for each in self.held for line in each.as_lines()]
        lines += [
            f"letters of {each.year}: {each.read} read, {each.partial} in part, {each.unread} unread, "
            f"{each.withdrawn} withdrawn"
            for each in self.coverage
        ]
        issues = ", ".join(f"{count} {severity}" for severity, count in self.issues.items())
        return "\n".join([*lines, f"issues: {issues or 'none'}"])


def overview(database: Database, settings: Settings, now: datetime) -> Overview:
    """Survey an archive."""
    with database.reader() as connection:
        lines = runs(connection)
        due = history.look(connection, settings, now).due
        coverage = _coverage(connection)
        issues = _issues(connection)
        of_spiders = {each.run_id for each in past.last_ended(connection)}
        not_taken = count_pending(connection)
        doubtful = [
            *_errors(connection),
            *_doubtful_times(connection, settings, now),
            *_other_site(connection, settings),
        ]
    held = [_held(database, settings, line) for line in lines if line.state == RunState.HELD]
    last = lines[0] if lines else None
    needs = _needs(lines, of_spiders, due, coverage, now)
    needs += doubtful
    if not_taken:
        needs.append(f"{not_taken} notifications were accepted by no service: check LGSCO_NOTIFY_URLS")
    success = next((line.finished_at for line in lines if line.state == RunState.PUBLISHED), None)
    return Overview(last, success, due, held, coverage, issues, needs)


def _held(database: Database, settings: Settings, run: RunLine) -> Held:
    retention = Retention(settings.retention_statements, settings.retention_reports)
    return Held(run, evidence.run_exhibits(database, run.run_id, retention))


def runs(connection: Connection, run_id: int | None = None) -> list[RunLine]:
    """List the runs of the ledger, the newest first, or one of them."""
    wanted = [] if run_id is None else [column("run_id") == run_id]
    return [_line(run) for run in reversed(query.rows(connection, Run, *wanted))]


def run_line(connection: Connection, run_id: int) -> RunLine:
    """Return one run of the ledger.

    Raises:
        RunStateError: there is no such run.
    """
    found = runs(connection, run_id)
    if not found:
        raise RunStateError(f"there is no run {run_id}: `lgsco runs` lists them")
    return found[0]


def _line(run: Run) -> RunLine:
    same = {name: getattr(run, name) for name in RunLine.__dataclass_fields__.keys() - {"reasons"}}
    found = [ReasonLine(each.code, str(each), each.values) for each in reasons.from_json(json.loads(run.reasons))]
    return RunLine(reasons=found, **same)


def _errors(connection: Connection) -> list[str]:
    """Report issues of severity error: a figure may be wrong, or a letter may be another council's."""
    if not (count := open_errors(connection)):
        return []
    return [f"{count} issues say that something may be wrong: `lgsco issues --severity error` lists them"]


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
    return [f"the archive is of {last.site_url} but LGSCO_SITE_URL is {settings.site_url}: no crawl can use it"]


def _coverage(connection: Connection) -> list[YearLine]:
    rows = connection.execute(
        text("""
            SELECT year,
                SUM(CASE WHEN withdrawn = 0 AND status IN ('complete', 'no_statistics') THEN 1 ELSE 0 END),
                SUM(CASE WHEN withdrawn = 0 AND status = 'partial' THEN 1 ELSE 0 END),
                SUM(CASE WHEN withdrawn = 0 AND status IN ('unrecognised', 'unreadable') THEN 1 ELSE 0 END),
                SUM(withdrawn)
            FROM letters GROUP BY year ORDER BY year
        """)
    )
    return [YearLine(*row) for row in rows]


def _issues(connection: Connection) -> dict[str, int]:
    rows = connection.execute(text("SELECT severity, COUNT(*) FROM issues GROUP BY severity ORDER BY severity"))
    return {severity: count for severity, count in rows}  # noqa: C416 -- a row is not typed as a pair


def _needs(lines: list[RunLine], last: set[int], due: Due, coverage: list[YearLine], now: datetime) -> list[str]:
    needs = [f"run {each.run_id} is held: publish or discard it" for each in lines if each.state == RunState.HELD]
    needs += [
        f"run {each.run_id} is {each.state}: {'; '.join(map(str, each.reasons))}"
        for at, each in enumerate(lines)
        if each.state in history.NOT_DONE and (at == 0 or each.run_id in last)
    ]
    if due.at < now - _PATIENCE and all(each.state != RunState.RUNNING for each in lines):
        needs.append(f"a crawl is due but none has begun ({due.why}): is the scheduler running?")
    unread = sum(line.unread for line in coverage)
    if unread:
        needs.append(f"{unread} letters could not be read")
    return needs


def _run_text(run: RunLine | None) -> str:
    if run is None:
        return "none yet"
    ended = f", ended {run.finished_at:%Y-%m-%d %H:%M}" if run.finished_at else ""
    return f"{run.run_id} ({run.trigger}) {run.state}, began {run.started_at:%Y-%m-%d %H:%M}{ended} UTC"


def plain(value: Any) -> Any:
    """Convert a value for JSON: times as ISO 8601 in UTC, days as ISO 8601."""
    if isinstance(value, date):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list) else value
