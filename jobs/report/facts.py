"""The data of the report, queried from the archive's views in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Protocol, TypeVar

from sqlalchemy import Connection, column

from jobs.report.definitions import Definitions, gather_definitions
from jobs.report.publications import Publications, gather_publications
from lgsco_store.contract import query, records
from lgsco_store.contract.export import origin
from lgsco_store.contract.records import Change, Coverage, Figure, Issue, Letter, Lineage, Version
from lgsco_store.errors import LgscoError
from lgsco_store.records import Source
from lgsco_store.reference import register
from lgsco_store.reference.vocabulary import categories, measures
from lgsco_store.terms import RunState

_YEARLY = (column("authority_slug").is_not(None), column("year").is_not(None))


class NothingToReportError(LgscoError):
    """The archive shows nothing yet; raised before anything is written."""


@dataclass(frozen=True, slots=True)
class Authority(records.Authority):
    """An authority, with what else the register knows about it."""

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
class Run:
    """One published run: its number, when it began and when it ended."""

    run_id: int
    started_at: datetime
    finished_at: datetime


@dataclass(frozen=True)
class Facts:
    """The archive as its last published run left it.

    Letters are by authority and year; figures, versions and issues by authority, year and source, figures in the order
    of the vocabulary. ``coverage`` has a state for each authority and year that has one. ``changes`` are those of
    publications of a year, and of authorities. ``is_demonstration`` is true if the letters are samples.
    """

    authorities: dict[str, Authority]
    relations: dict[str, list[Lineage]]
    letters: dict[tuple[str, int], Letter]
    figures: dict[tuple[str, int, str], list[Figure]]
    versions: dict[tuple[str, int, str], list[Version]]
    issues: dict[tuple[str, int, str], list[Issue]]
    coverage: dict[tuple[str, int], str]
    changes: list[Change]
    runs: list[Run]
    is_demonstration: bool
    publications: Publications
    definitions: Definitions

    @cached_property
    def years(self) -> list[int]:
        """Return the years for which the archive has any letter, newest first."""
        return sorted({year for _, year in self.coverage}, reverse=True)

    @property
    def last_run(self) -> Run:
        """Return the run whose end is the time of the whole report."""
        return self.runs[-1]


def gather(connection: Connection) -> Facts:
    """Query all of it.

    Raises:
        NothingToReportError: no run was published yet.
    """
    runs = [*_published_runs(connection)]
    if not runs:
        raise NothingToReportError("the archive shows nothing yet: run `lgsco crawl`, or publish the run that is held")
    authorities = [Authority(*astuple(each)) for each in query.rows(connection, records.Authority)]
    return Facts(
        authorities={each.slug: each for each in sorted(authorities, key=lambda each: (each.name, each.slug))},
        relations=_relations(query.rows(connection, Lineage, column("relation") != "self")),
        letters={(each.authority_slug, each.year): each for each in query.rows(connection, Letter)},
        figures=_by_publication(sorted(query.rows(connection, Figure), key=_as_printed)),
        versions=_by_publication(sorted(query.rows(connection, Version, *_YEARLY), key=lambda each: each.version)),
        issues=_by_publication(sorted(query.rows(connection, Issue, *_YEARLY), key=_by_severity)),
        coverage={(each.authority_slug, each.year): each.state for each in query.rows(connection, Coverage)},
        changes=sorted(query.rows(connection, Change, column("reference").is_(None)), key=_as_happened),
        runs=runs,
        is_demonstration=origin.is_demonstration(connection),
        publications=gather_publications(connection),
        definitions=gather_definitions(connection),
    )


def _published_runs(connection: Connection) -> Iterator[Run]:
    for run in query.rows(connection, records.Run, column("state") == RunState.PUBLISHED):
        if run.finished_at is not None:
            yield Run(run.run_id, run.started_at, run.finished_at)


def _relations(rows: Iterable[Lineage]) -> dict[str, list[Lineage]]:
    found: dict[str, list[Lineage]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: (each.steps, each.related_name)):
        found[row.authority_slug].append(row)
    return dict(found)


class _OfPublication(Protocol):
    """A row that may be about a publication of a year."""

    @property
    def authority_slug(self) -> str | None: ...
    @property
    def year(self) -> int | None: ...
    @property
    def source(self) -> Source | None: ...


P = TypeVar("P", bound=_OfPublication)


def _by_publication(rows: Iterable[P]) -> dict[tuple[str, int, str], list[P]]:
    """Group rows by the publication of a year that they are about; others have no place in the report."""
    found: dict[tuple[str, int, str], list[P]] = defaultdict(list)
    for row in rows:
        if row.authority_slug is not None and row.year is not None and row.source is not None:
            found[row.authority_slug, row.year, row.source].append(row)
    return dict(found)


def _by_severity(issue: Issue) -> tuple[str, str]:
    return issue.severity, issue.message


def _as_happened(line: Change) -> tuple[str, ...]:
    """Return a sort key that gives the same order on every database, however each sorts nulls."""
    at = (line.year or 0, line.source, line.kind, line.measure, line.category, line.field)
    return f"{line.run_id:09}", line.authority_slug or "", *(str(each or "") for each in at)


_MEASURE_AT = {measure: at for at, measure in enumerate(measures())}
_CATEGORY_AT = {(each.category_set, each.category): at for at, each in enumerate(categories())}


def _as_printed(figure: Figure) -> tuple[int, int, bool, Decimal, str]:
    """Return a sort key in the order of the vocabulary, which is nearly that of the letters; the text breaks ties."""
    category_set = measures()[figure.measure].category_set
    category = _CATEGORY_AT[category_set, figure.category] if category_set is not None else -1
    return _MEASURE_AT[figure.measure], category, figure.value is None, figure.value or Decimal(0), figure.text
