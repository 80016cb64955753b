"""The summary of one run, for people and programs: what it found, what changed most, and why it ended as it did."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from jobs.monitor.run_lines import RunLine, plain, run_line
from jobs.terminal import changes as changed
from jobs.terminal.changes import NO_CHANGE
from lgsco_store.history import run_evidence
from lgsco_store.publications.decision import DECISION
from lgsco_store.reference.vocabulary import named
from lgsco_store.terms import RunState, Spider
from lgsco_store.visible import visible, visible_json

_MOVEMENTS = 5

# Letters of the run's newest year against those of the year before; rates are what can be compared between years.
_YEAR_ON_YEAR = """
SELECT new.authority_name, new.year, old.value, new.value
FROM versions v
JOIN figures new ON new.authority_slug = v.authority_slug AND new.year = v.year AND new.source = v.source
JOIN figures old ON old.authority_slug = v.authority_slug AND old.year = v.year - 1 AND old.source = v.source
WHERE v.run_id = :run AND v.version = 1 AND v.source = 'letter'
    AND v.year = (SELECT MAX(year) FROM versions WHERE run_id = :run AND source = 'letter')
    AND new.measure = 'uphold_rate' AND old.measure = 'uphold_rate'
    AND new.value IS NOT NULL AND old.value IS NOT NULL
"""
_REVISED = """
SELECT authority_slug, year, measure, category, old_value, new_value
FROM changes
WHERE run_id = :run AND kind = 'revised' AND source = 'letter' AND field = 'value'
    AND old_value IS NOT NULL AND new_value IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Movement:
    """One figure before and after: of the same letter if it was revised, otherwise of two successive years."""

    authority: str
    year: int
    figure: str
    old: float
    new: float

    @property
    def size(self) -> float:
        """Return the size of the change, as a share of the former value."""
        return abs(self.new - self.old) / max(abs(self.old), 1)

    def __str__(self) -> str:
        return f"{self.authority}, {self.figure} of {self.year}: {self.old:g} → {self.new:g}"


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of one run; ``revisions`` and ``year_on_year`` are its biggest movements, biggest first.

    ``errors`` are the issues of severity error that it found. ``changes`` counts letters, ``others`` every other kind
    of publication with changes, by its plural.
    """

    run: RunLine
    changes: str
    others: dict[str, str]
    errors: list[str]
    revisions: list[Movement]
    year_on_year: list[Movement]

    @property
    def title(self) -> str:
        """Return one line that says what happened, as a heading."""
        return f"{self.in_short[0].upper()}{self.in_short[1:]}"

    @property
    def in_short(self) -> str:
        """Return one line that says what happened."""
        return f"{self.run.ended}: {self._change()}" if self.run.state == RunState.PUBLISHED else self.run.ended

    def _change(self) -> str:
        if self.run.spider == Spider.DECISIONS:
            return self.others.get(DECISION.plural, NO_CHANGE)
        return "no letter changed" if self.others and self.changes == NO_CHANGE else self.changes

    def as_json(self) -> str:
        """Render the summary for programs: one JSON object, with times as ISO 8601 in UTC."""
        return visible_json(json.dumps(plain(asdict(self)), ensure_ascii=False, indent=2) + "\n")

    def as_markdown(self) -> str:
        """Render the summary for people; what the site says in it is not markup."""
        run = self.run
        lines = [f"# {self.title}", "", f"- began {run.started_at:%Y-%m-%d %H:%M} UTC, by {run.trigger}"]
        lines += [f"- ended {run.finished_at:%Y-%m-%d %H:%M} UTC"] if run.finished_at else []
        if run.spider == Spider.LETTERS:
            lines += [f"- {run.authorities} authorities, {run.letters} letters, {run.unread} new ones unread"]
        lines += [f"- {plural}: {sentence}" for plural, sentence in self.others.items()]
        lines += [f"- {_as_text(reason)}" for reason in run.reasons]
        if run.state == RunState.HELD:
            lines += ["", f"Decide with `lgsco publish {run.run_id}` or `lgsco discard {run.run_id}`;"]
            lines += ["`lgsco status` lists the evidence."]
        if run.state in {RunState.FAILED, RunState.ABANDONED}:
            lines += ["", f"`{run.retry}` tries again at once; `lgsco status` says what is due by itself, and when."]
        lines += _section("What may be wrong", self.errors)
        if self.errors:
            lines += ["", "`lgsco issues --severity error` lists the keys of these issues;"]
            lines += ["`lgsco issues --accept KEY` records that somebody has looked."]
        lines += _section("The biggest revisions", self.revisions)
        lines += _section("The biggest movements since the year before", self.year_on_year)
        return visible("\n".join([*lines, ""]))


def summarise_run(connection: Connection, run_id: int) -> Summary:
    """Summarise one run.

    Raises:
        RunStateError: there is no such run.
    """
    run = run_line(connection, run_id)
    changes = changed.run_changes(connection, run_id)
    return Summary(
        run,
        changed.letters_in_short(changes),
        changed.others_in_short(changes),
        _errors(connection, run_id),
        _biggest(_revisions(connection, run_id)),
        _biggest(_year_on_year(connection, run_id)),
    )


def write(summary: Summary, folder: Path) -> None:
    """Write ``run-000012.json`` and ``run-000012.md``, each in full or not at all.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for ending, content in (("json", summary.as_json()), ("md", summary.as_markdown())):
        path = folder / f"run-{summary.run.run_id:06}.{ending}"
        part = path.with_suffix(f".{ending}.part")
        part.write_text(content, encoding="utf-8")
        part.replace(path)


def _revisions(connection: Connection, run_id: int) -> list[Movement]:
    rows = connection.execute(text(_REVISED), {"run": run_id})
    return [
        Movement(slug, year, named(measure, category), float(old), float(new))
        for slug, year, measure, category, old, new in rows
    ]


def _year_on_year(connection: Connection, run_id: int) -> list[Movement]:
    rows = connection.execute(text(_YEAR_ON_YEAR), {"run": run_id})
    return [Movement(name, year, "uphold rate", old, new) for name, year, old, new in rows]


def _biggest(movements: list[Movement]) -> list[Movement]:
    moved = (each for each in movements if each.size)
    return sorted(moved, key=lambda each: (-each.size, str(each)))[:_MOVEMENTS]


def _errors(connection: Connection, run_id: int) -> list[str]:
    """List possible faults that a run found in a letter that it brought or on the site."""
    found = run_evidence.errors(connection, run_id)
    places = (" ".join(str(part) for part in (each.authority_slug, each.year) if part) for each in found)
    return [f"{place}: {each.message}".removeprefix(": ") for place, each in zip(places, found, strict=True)]


def _section(title: str, lines: Sequence[object]) -> list[str]:
    return ["", f"## {title}", "", *(f"- {_as_text(each)}" for each in lines)] if lines else []


def _as_text(said: object) -> str:
    """Return one line of Markdown that shows a text as it is, with no element, link or picture."""
    return " ".join(str(said).split()).replace("<", "&lt;").replace("[", "\\[")
