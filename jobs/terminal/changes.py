"""Changes as people and programs read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any

import click
from sqlalchemy import Connection, column

from jobs.terminal import tables
from lgsco_store.contract import query
from lgsco_store.contract.records import Change
from lgsco_store.database.types import instant_text, stored_instant
from lgsco_store.publications.letter import LETTER
from lgsco_store.publications.registry import KINDS, kind_of
from lgsco_store.records import Source
from lgsco_store.reference.vocabulary import named
from lgsco_store.terms import AuthorityKind, DecisionKind, ItemKind, Kind

FIRST = frozenset({Kind.PUBLISHED, ItemKind.ADDED, AuthorityKind.ADDED})
"""The kinds of change that a run makes by the dozen."""

NO_CHANGE = "no change"
"""The sentence for a run that changed nothing."""


def changes_since(connection: Connection, day: date | None) -> list[Change]:
    """Return every change from the beginning of a day, in UTC; all changes if no day is given."""
    start = [column("at") >= stored_instant(datetime.combine(day, time(), UTC))] if day else []
    return [*query.rows(connection, Change, *start)]


def run_changes(connection: Connection, run_id: int) -> list[Change]:
    """Return every change of one run."""
    return [*query.rows(connection, Change, column("run_id") == run_id)]


def change_json(change: Change) -> dict[str, Any]:
    """Render a change as a JSON object."""
    return {**asdict(change), "at": instant_text(change.at)}


def what_changed(change: Change) -> str:
    """Return the figure or the field that changed."""
    about = named(change.measure, change.category)
    return about if change.measure and change.field == "value" else " ".join(filter(None, (about, change.field)))


def how_changed(change: Change) -> str:
    """Return how it changed, and the kind of publication unless it is a letter."""
    return change.kind + (kind_of(change.source).mark if change.source else "")


def letters_in_short(lines: list[Change]) -> str:
    """Return how many letters changed in which way, as one sentence."""
    return _counted(_of(lines, LETTER.source), Kind) or NO_CHANGE


def others_in_short(lines: list[Change]) -> dict[str, str]:
    """Return how many other publications changed in which way, as one sentence per kind, by its plural."""
    words = (*Kind, *DecisionKind, *ItemKind)
    sentences = {kind.plural: _counted(_of(lines, kind.source), words) for kind in KINDS if kind is not LETTER}
    return {plural: sentence for plural, sentence in sentences.items() if sentence}


def authorities_in_short(lines: list[Change]) -> str:
    """Return how many authorities were added, renamed or merged, as one sentence; empty if none were."""
    return _counted(lines, AuthorityKind).replace("authority_", "")


def _of(lines: list[Change], source: Source) -> list[Change]:
    return [line for line in lines if line.source == source]


def _counted(lines: list[Change], kinds: Iterable[StrEnum]) -> str:
    changed = {(line.kind, line.authority_slug, line.year, line.source, line.reference) for line in lines}
    counts = [(kind.value, sum(each[0] == kind for each in changed)) for kind in kinds]
    return ", ".join(f"{count} {kind}" for kind, count in counts if count)


def show(lines: list[Change], *, summed_up: bool = False) -> None:
    """Print changes as a table; ``summed_up`` with one row for all that a run published first of one kind and year."""
    if not lines:
        click.echo("no changes")
        return
    heads = ("run", "at (UTC)", "authority", "year", "change", "what", "old", "new")
    if not summed_up:
        tables.show(heads, map(_row, lines))
        return
    rows: list[tuple[Any, ...]] = []
    for _, of_run in groupby(lines, key=attrgetter("run_id")):
        together = list(of_run)
        rows += _counted_rows([line for line in together if line.kind in FIRST])
        rows += [_row(line) for line in together if line.kind not in FIRST]
    tables.show(heads, rows)


def _counted_rows(lines: list[Change]) -> list[tuple[Any, ...]]:
    counts = Counter(
        (line.run_id, _minute(line), how_changed(line), line.year or 0, *_counted_as(line)) for line in lines
    )
    return [
        (run, at, f"{count} {one if count == 1 else many}", year or None, how, "", None, None)
        for (run, at, how, year, one, many), count in sorted(counts.items())
    ]


def _row(line: Change) -> tuple[Any, ...]:
    where = line.run_id, _minute(line), line.authority_slug, line.year or line.reference
    return *where, how_changed(line), what_changed(line), line.old_value, line.new_value


def _minute(line: Change) -> str:
    return f"{line.at:%Y-%m-%d %H:%M}"


def _counted_as(line: Change) -> tuple[str, str]:
    """Return what many changes are counted as, singular and plural: an authority may have several of some kinds."""
    kind = kind_of(line.source) if line.source and line.reference else None
    return (kind.label, kind.plural) if kind else ("authority", "authorities")
