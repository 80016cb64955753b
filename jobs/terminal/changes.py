"""Changes, as rows of the view ``changes``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, time
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, text

from jobs.terminal import tables
from lgsco_store.database.types import instant_text
from lgsco_store.publications.letter import LETTER
from lgsco_store.publications.registry import KINDS, kind_of
from lgsco_store.records import Source
from lgsco_store.reference.vocabulary import named
from lgsco_store.terms import AuthorityKind, Kind


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One row of the view, by the names of its columns; ``at`` is UTC text."""

    run_id: int
    at: str
    authority_slug: str
    year: int | None
    source: str | None
    kind: str
    field: str | None
    measure: str | None
    category: str | None
    old_value: str | None
    new_value: str | None
    cause: str

    @property
    def what(self) -> str:
        """The figure or the field that changed."""
        about = named(self.measure, self.category)
        return about if self.measure and self.field == "value" else " ".join(filter(None, (about, self.field)))

    @property
    def how(self) -> str:
        """Return how it changed, and the kind of publication unless it is a letter."""
        return self.kind + (kind_of(Source(self.source)).mark if self.source else "")

    def as_json(self) -> dict[str, Any]:
        """Render the row as a JSON object."""
        return asdict(self)


FIRST = frozenset({Kind.PUBLISHED, AuthorityKind.ADDED})
"""The kinds of change that a run makes by the dozen."""

_COLUMNS = ", ".join(field.name for field in fields(ChangeLine))
_ORDER = "ORDER BY run_id, authority_slug, year, source, kind, measure, category, field"


def since(connection: Connection, day: date | None) -> list[ChangeLine]:
    """Return every change from the beginning of a day, in UTC; all changes if no day is given."""
    start = instant_text(datetime.combine(day, time(), UTC)) if day else ""
    query = text(f"SELECT {_COLUMNS} FROM changes WHERE at >= :start {_ORDER}")  # noqa: S608 -- our own column names
    return [ChangeLine(*row) for row in connection.execute(query, {"start": start})]


def of_run(connection: Connection, run_id: int) -> list[ChangeLine]:
    """Return every change of one run."""
    query = text(f"SELECT {_COLUMNS} FROM changes WHERE run_id = :run {_ORDER}")  # noqa: S608 -- our own column names
    return [ChangeLine(*row) for row in connection.execute(query, {"run": run_id})]


def in_short(lines: list[ChangeLine]) -> str:
    """Return how many letters changed in which way, as one sentence."""
    return _counted(_of(lines, LETTER.source), Kind) or "no change"


def others_in_short(lines: list[ChangeLine]) -> dict[str, str]:
    """Return how many other publications changed in which way, as one sentence per kind, by its plural."""
    told = {kind.plural: _counted(_of(lines, kind.source), Kind) for kind in KINDS if kind is not LETTER}
    return {plural: sentence for plural, sentence in told.items() if sentence}


def authorities_in_short(lines: list[ChangeLine]) -> str:
    """Return how many authorities were added, renamed or merged, as one sentence; empty if none were."""
    return _counted(lines, AuthorityKind).replace("authority_", "")


def _of(lines: list[ChangeLine], source: Source) -> list[ChangeLine]:
    return [line for line in lines if line.source == source]


def _counted(lines: list[ChangeLine], kinds: Iterable[StrEnum]) -> str:
    changed = {(line.kind, line.authority_slug, line.year, line.source) for line in lines}
    counts = [(kind.value, sum(each[0] == kind for each in changed)) for kind in kinds]
    return ", ".join(f"{count} {kind}" for kind, count in counts if count)


def show(lines: list[ChangeLine], *, summed_up: bool = False) -> None:
    """Print changes as a table; ``summed_up`` with one row for all that a run published first of one kind and year."""
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


def _counted_rows(lines: list[ChangeLine]) -> list[tuple[Any, ...]]:
    counts = Counter((line.run_id, _minute(line), line.how, line.year or 0) for line in lines)
    return [
        (run, at, _many(count), year or None, how, "", None, None)
        for (run, at, how, year), count in sorted(counts.items())
    ]


def _row(line: ChangeLine) -> tuple[Any, ...]:
    where = line.run_id, _minute(line), line.authority_slug, line.year
    return *where, line.how, line.what, line.old_value, line.new_value


def _minute(line: ChangeLine) -> str:
    return line.at[:16].replace("T", " ")


def _many(count: int) -> str:
    return "1 authority" if count == 1 else f"{count} authorities"
