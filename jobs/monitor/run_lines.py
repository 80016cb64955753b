"""The runs of the ledger for people and programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, column

from jobs.terminal.echo import counted
from lgsco_store.contract import query
from lgsco_store.contract.records import Run
from lgsco_store.runs import reasons
from lgsco_store.runs.endings import RunStateError
from lgsco_store.runs.reasons import Value
from lgsco_store.terms import Kind, RunState, Spider


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """Why a run ended as it did: a stable code, the sentence for a person, and the numbers and names in it."""

    code: str
    message: str
    values: Mapping[str, Value]

    def __str__(self) -> str:
        return self.message


_VERBS: Mapping[str, str] = {
    RunState.FAILED: "failed",
    RunState.ABANDONED: "was abandoned",
    RunState.DISCARDED: "was discarded",
}


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run for people and programs; times are in UTC."""

    run_id: int
    trigger: str
    spider: str
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

    @property
    def name(self) -> str:
        """Return what to call it; most runs are of letters."""
        return f"run {self.run_id} of decisions" if self.spider == Spider.DECISIONS else f"run {self.run_id}"

    @property
    def ended(self) -> str:
        """Return its name and its state as a clause."""
        return f"{self.name} {_VERBS.get(self.state, f'is {self.state}')}"

    @property
    def retry(self) -> str:
        """Return the command that does the same again."""
        return "lgsco crawl --kind decisions" if self.spider == Spider.DECISIONS else "lgsco crawl"

    def __str__(self) -> str:
        if self.spider == Spider.DECISIONS:
            return f"{self.name} {self.state}"
        counts = ((kind.value, getattr(self, kind.value)) for kind in Kind)
        changes = ", ".join(f"{count} {kind}" for kind, count in counts if count) or "no change"
        effect = f"would bring {changes}" if self.state == RunState.HELD else changes
        authorities = counted(self.authorities, "authority", "authorities")
        found = f"{authorities}, {counted(self.letters, 'letter')}"
        return f"run {self.run_id} {self.state}: {found}; {effect}"


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


def plain(value: Any) -> Any:
    """Convert a value for JSON: times as ISO 8601 in UTC, days as ISO 8601."""
    if isinstance(value, date):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list) else value
