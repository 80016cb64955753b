"""The data of the report, queried from the archive's views in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from sqlalchemy import Connection, text

from jobs.terminal import changes as changed
from lgsco_store.contract.records import Change
from lgsco_store.errors import LgscoError
from lgsco_store.reference import register
from lgsco_store.reference.vocabulary import categories, measures
from lgsco_store.terms import Trigger

T = TypeVar("T")

_VERSIONS = "versions WHERE year IS NOT NULL"
_OF_PUBLICATIONS = "issues WHERE authority_slug IS NOT NULL AND year IS NOT NULL AND source IS NOT NULL"


class NothingToReportError(LgscoError):
    """The archive shows nothing yet; raised before anything is written."""


@dataclass(frozen=True, slots=True)
class Authority:
    """One row of the view ``authorities``."""

    slug: str
    name: str
    code: str | None
    gss_code: str | None
    type: str | None
    region: str | None
    start_date: str | None
    end_date: str | None

    @property
    def short(self) -> str:
        """Return its short name."""
        entry = register.by_code(self.code)
        return entry.short_name if entry else self.name

    @property
    def population(self) -> int | None:
        """Return its population in the middle of 2020, according to the register."""
        entry = register.by_code(self.code)
        return entry.population if entry else None


@dataclass(frozen=True, slots=True)
class Relation:
    """One row of the view ``authority_lineage``; ``related_slug`` is None if the site never showed the other one."""

    authority_slug: str
    relation: str
    steps: int
    related_slug: str | None
    related_name: str
    related_code: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """One row of the view ``letters``."""

    authority_slug: str
    year: int
    title: str | None
    letter_date: str | None
    url: str
    version: int
    status: str
    first_published_at: str
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the view ``figures``."""

    authority_slug: str
    year: int
    source: str
    measure: str
    category: str
    value: float | None
    unit: str
    state: str
    page: int | None
    text: str | None
    version: int
    document_sha256: str

    @property
    def number(self) -> Decimal:
        """Return its value as printed, without the extra digits of binary fractions; 0 if it has none."""
        return Decimal(str(self.value or 0))


@dataclass(frozen=True, slots=True)
class Version:
    """One row of the view ``versions``."""

    authority_slug: str
    year: int
    source: str
    version: int
    captured_at: str
    url: str
    document_sha256: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One row of the view ``issues`` that concerns a publication."""

    authority_slug: str
    year: int
    source: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class Run:
    """One published run: its number, what started it, and when it ended."""

    run_id: int
    trigger: str
    started_at: str
    finished_at: str


@dataclass(frozen=True, slots=True)
class Cover:
    """One row of the view ``coverage``."""

    authority_slug: str
    year: int
    state: str


@dataclass(frozen=True)
class Facts:
    """The archive as its last published run left it.

    Letters are by authority and year; figures, versions and issues by authority, year and source, figures in the order
    of the vocabulary. ``coverage`` has a state for each authority and year that has one.
    """

    authorities: dict[str, Authority]
    relations: dict[str, list[Relation]]
    letters: dict[tuple[str, int], Letter]
    figures: dict[tuple[str, int, str], list[Figure]]
    versions: dict[tuple[str, int, str], list[Version]]
    issues: dict[tuple[str, int, str], list[Issue]]
    coverage: dict[tuple[str, int], str]
    changes: list[Change]
    runs: list[Run]

    @cached_property
    def years(self) -> list[int]:
        """Return the years of which the archive has any letter, newest first."""
        return sorted({year for _, year in self.coverage}, reverse=True)

    @property
    def last_run(self) -> Run:
        """Return the run whose end is the time of the whole report."""
        return self.runs[-1]

    @property
    def is_demonstration(self) -> bool:
        """Return whether the archive is the demonstration's, whose letters are samples."""
        return any(run.trigger == Trigger.DEMO for run in self.runs)


def gather(connection: Connection) -> Facts:
    """Query all of it.

    Raises:
        NothingToReportError: no run was published yet.
    """
    runs = _rows(connection, Run, "runs WHERE state = 'published'")
    if not runs:
        raise NothingToReportError("the archive shows nothing yet: run `lgsco crawl`, or publish the run that is held")
    authorities = _rows(connection, Authority, "authorities")
    return Facts(
        authorities={each.slug: each for each in sorted(authorities, key=lambda each: (each.name, each.slug))},
        relations=_relations(_rows(connection, Relation, "authority_lineage WHERE relation <> 'self'")),
        letters={(each.authority_slug, each.year): each for each in _rows(connection, Letter, "letters")},
        figures=_by_publication(sorted(_rows(connection, Figure, "figures"), key=_as_printed)),
        versions=_by_publication(sorted(_rows(connection, Version, _VERSIONS), key=lambda each: each.version)),
        issues=_by_publication(sorted(_rows(connection, Issue, _OF_PUBLICATIONS), key=str)),
        coverage={(each.authority_slug, each.year): each.state for each in _rows(connection, Cover, "coverage")},
        changes=sorted(filter(_is_yearly, changed.changes_since(connection, None)), key=_as_happened),
        runs=sorted(runs, key=lambda run: run.run_id),
    )


def _is_yearly(line: Change) -> bool:
    """Return whether a change is one of a publication of a year, or of an authority."""
    return line.reference is None


def _rows(connection: Connection, kind: type[T], source: str) -> list[T]:
    """Return every row of a view as a dataclass whose fields are named like its columns."""
    columns = ", ".join(field.name for field in fields(kind))  # type: ignore[arg-type]
    return [kind(*row) for row in connection.execute(text(f"SELECT {columns} FROM {source}"))]  # noqa: S608 -- our own names


def _relations(rows: Iterable[Relation]) -> dict[str, list[Relation]]:
    found: dict[str, list[Relation]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: (each.steps, each.related_name)):
        found[row.authority_slug].append(row)
    return dict(found)


P = TypeVar("P", Figure, Version, Issue)


def _by_publication(rows: Iterable[P]) -> dict[tuple[str, int, str], list[P]]:
    found: dict[tuple[str, int, str], list[P]] = defaultdict(list)
    for row in rows:
        found[row.authority_slug, row.year, row.source].append(row)
    return dict(found)


def _as_happened(line: Change) -> tuple[str, ...]:
    """Return a sort key that gives the same order on every database, however each sorts nulls."""
    at = (line.year or 0, line.source, line.kind, line.measure, line.category, line.field)
    return f"{line.run_id:09}", line.authority_slug or "", *(str(each or "") for each in at)


_MEASURE_AT = {measure: at for at, measure in enumerate(measures())}
_CATEGORY_AT = {(each.category_set, each.category): at for at, each in enumerate(categories())}


def _as_printed(figure: Figure) -> tuple[int, int, bool, float, str]:
    """Return a sort key in the order of the vocabulary, which is nearly that of the letters; the text breaks ties."""
    category_set = measures()[figure.measure].category_set
    category = _CATEGORY_AT[category_set, figure.category] if category_set is not None else -1
    return _MEASURE_AT[figure.measure], category, figure.value is None, figure.value or 0.0, figure.text or ""
