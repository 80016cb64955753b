"""The pages of a year: the figures of each letter, all councils on one page, and the parts of older letters' tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial
from typing import TypeAlias

from markupsafe import Markup

from jobs.report import cells
from jobs.report.cells import Cell
from jobs.report.charts.strips import strip
from jobs.report.measures import Measures
from jobs.report.results import COMPLIANCE, PER_100K, REMEDIES, UPHELD, Result, Results, is_printed, last_year
from jobs.report.words.numbers import capital, period
from jobs.report.words.types import TYPES, noun
from lgsco_store.reference.comparability import BREAKS, ODD_YEARS, Break, OddYear
from lgsco_store.reference.vocabulary import ALL, measures, parts

CellMaker: TypeAlias = Callable[[Result], Cell]

_WIDTH = 620


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, and the function that makes its cells."""

    head: str
    cell: CellMaker


@dataclass(frozen=True, slots=True)
class Row:
    """One council: its cells, and whether it is below the line of few cases."""

    result: Result
    cells: list[Cell]

    @property
    def last(self) -> bool:
        """Return whether it is sorted after those that can be compared."""
        return self.cells[0].is_word or self.cells[0].few or not self.result.counts


@dataclass(frozen=True, slots=True)
class Strip:
    """All councils of one type as dots; the script marks one of them."""

    kind: str
    name: str
    count: int
    has_average: bool
    chart: Markup


@dataclass(frozen=True)
class YearPage:
    """A year, or one table of its letters; ``parts`` are the further tables, by the name of their file."""

    year: int
    name: str
    title: str
    columns: list[Column]
    rows: list[Row]
    strips: list[Strip] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    odd_year: OddYear | None = None
    parts: list[tuple[str, str]] = field(default_factory=list)
    with_counts: bool = False

    @cached_property
    def types(self) -> list[str]:
        """Return the types of its councils, in the order of all pages."""
        return ordered_types(row.result.authority.type for row in self.rows)

    @cached_property
    def regions(self) -> list[str]:
        """Return the regions of its councils, by name."""
        return sorted({row.result.authority.region for row in self.rows if row.result.authority.region})

    @cached_property
    def few_from(self) -> int:
        """Return how many rows are above the line of few cases."""
        return sum(not row.last for row in self.rows)


def ordered_types(kinds: Iterable[str | None]) -> list[str]:
    """Return types in the order of all pages, and others after them."""
    found = {kind for kind in kinds if kind}
    return [*(kind for kind in TYPES if kind in found), *sorted(found - TYPES.keys())]


def crossed(measure: str) -> list[Break]:
    """Return the breaks that cut a measure after it was first printed."""
    return [each for each in BREAKS if each.cuts(measure) and is_printed(measure, each.year - 1)]


def lowest_first(head: str, results: Results, year: int) -> str:
    """Return what stands after the # of a year's address to sort it by this column."""
    heads = ["Council", "Type", "Region", *(column.head for column in _filled(_listed(results, year)))]
    return f"sort={heads.index(head) + 1}a" if head in heads else ""


class Years:
    """Makes the pages of years; all councils come first, then one page for each measure with parts."""

    def __init__(self, results: Results, strips: Measures) -> None:
        self.results, self.measures = results, strips

    def pages(self, year: int) -> Iterator[YearPage]:
        """Return the pages of a year."""
        listed = _listed(self.results, year)
        first = self._first(year, listed)
        yield first
        for measure, (name, label) in zip(_with_parts(listed), first.parts, strict=True):
            columns = _part_columns(measure, year)
            yield YearPage(year, name, f"{label}, {period(year)}", columns, _rows(listed, columns))

    def count(self, year: int) -> int:
        """Return how many pages a year has."""
        return 1 + len(_with_parts(_listed(self.results, year)))

    def _first(self, year: int, listed: list[Result]) -> YearPage:
        columns = _filled(listed)
        return YearPage(
            year=year,
            name=str(year),
            title=f"All councils, {period(year)}",
            columns=columns,
            rows=_rows(listed, columns),
            strips=list(self._strips(year, listed)),
            breaks=crossed(UPHELD) if is_printed(UPHELD, year) else [],
            odd_year=ODD_YEARS.get(year),
            parts=[(f"{year}-{word.replace('_', '-')}", measures()[word].label) for word in _with_parts(listed)],
            with_counts=columns[:2] == list(COLUMNS[:2]),
        )

    def _strips(self, year: int, listed: list[Result]) -> Iterator[Strip]:
        kinds = ordered_types(each.authority.type for each in listed)
        placed = [(kind, self.measures.placed(kind, year, UPHELD, _WIDTH, whole=True)) for kind in kinds]
        shown = [(kind, dots) for kind, dots in placed if dots is not None and len(dots.spots) > 1]
        for kind, dots in shown:
            many = noun(kind).many
            ident = f"strip-{kinds.index(kind)}"
            last = kind == shown[-1][0]
            chart = strip(ident, f"Uphold rates of {many}, {period(year)}", dots, None, axis=last)
            yield Strip(kind, capital(many), len(dots.spots), dots.peers.average is not None, chart)


COLUMNS = (
    Column("Uphold rate", lambda result: cells.rate(result, UPHELD)),
    Column("Upheld of investigated", cells.upheld),
    Column("Upheld per 100,000", lambda result: cells.rate(result, PER_100K)),
    Column("Compliance", lambda result: cells.rate(result, COMPLIANCE)),
    Column("Satisfactory remedies", lambda result: cells.rate(result, REMEDIES)),
    Column("Complaints received", lambda result: cells.counted(result, "complaints_received", "total")),
    Column("Decisions made", lambda result: cells.counted(result, "complaints_decided", "total")),
    Column("First enquiries", lambda result: cells.counted(result, "first_enquiries")),
    Column("Days to respond", lambda result: cells.counted(result, "response_days_average")),
)


def _listed(results: Results, year: int) -> list[Result]:
    return [each for each in results.year_results(year) if year <= (last_year(each.authority) or year)]


def _filled(listed: list[Result]) -> list[Column]:
    """Return the columns in which any council has a figure, or the first."""
    return [column for column in COLUMNS if any(not column.cell(each).is_word for each in listed)] or [COLUMNS[0]]


def _with_parts(listed: list[Result]) -> list[str]:
    """List the measures with parts that any letter prints."""
    printed = {measure for each in listed for measure, category in each.values if category != ALL}
    return [measure for measure in measures() if measure in printed]


def _part_columns(measure: str, year: int) -> list[Column]:
    """List the parts that letters of a year print, the total first."""
    printed = [each for each in parts(measure).values() if each.first_year <= year <= each.last_year]
    ordered = sorted(printed, key=lambda each: each.category != "total")
    return [Column(each.label, partial(_part, measure, each.category)) for each in ordered]


def _part(measure: str, category: str, result: Result) -> Cell:
    return cells.counted(result, measure, category)


def _rows(listed: list[Result], columns: list[Column]) -> list[Row]:
    """Sort rows by their first number, highest first; then few cases, and then those without a number."""
    rows = [Row(result, [column.cell(result) for column in columns]) for result in listed]
    return sorted(rows, key=_order)


def _order(row: Row) -> tuple[bool, bool, Decimal, str]:
    first = row.cells[0]
    number = first.number if row.result.counts else None
    return number is None, row.last, -(number or Decimal()), row.result.authority.short
