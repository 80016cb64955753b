"""The state of the archive at a glance, for people and monitors."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from jobs.monitor import held_run as evidence
from jobs.monitor.held_run import Exhibit
from jobs.monitor.needs import needs
from jobs.monitor.run_lines import RunLine, plain, runs
from jobs.schedule import history
from jobs.schedule.due import Due
from lgsco_store.database.session import Database
from lgsco_store.settings import Settings
from lgsco_store.terms import RunState


@dataclass(frozen=True, slots=True)
class Held:
    """A run that a person must decide about, and the evidence by address."""

    run: RunLine
    evidence: list[Exhibit]

    def as_lines(self) -> list[str]:
        """Return everything needed to decide, as lines."""
        decide = f"  `lgsco publish {self.run.run_id}` shows it as it is, `lgsco discard {self.run.run_id}` rejects it"
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
        needed = needs(connection, settings, lines, due, now)
    held = [
        Held(line, evidence.run_exhibits(database, line.run_id, settings.retention))
        for line in lines
        if line.state == RunState.HELD
    ]
    last = lines[0] if lines else None
    success = next((line.finished_at for line in lines if line.state == RunState.PUBLISHED), None)
    return Overview(last, success, due, held, coverage, issues, needed)


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


def _run_text(run: RunLine | None) -> str:
    if run is None:
        return "none yet"
    ended = f", ended {run.finished_at:%Y-%m-%d %H:%M}" if run.finished_at else ""
    return (
        f"{run.run_id} ({run.spider}, by {run.trigger}) {run.state}, began {run.started_at:%Y-%m-%d %H:%M}{ended} UTC"
    )
