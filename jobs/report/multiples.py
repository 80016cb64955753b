"""Uphold rates before and after a merger: a small chart for each council, with the same years and scale."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from jobs.report import cells, lineage
from jobs.report.cells import Cell
from jobs.report.charts.lines import small_lines, year_label
from jobs.report.charts.scale import Scale
from jobs.report.facts import Authority
from jobs.report.measures import Measures, not_drawn
from jobs.report.results import UPHELD, Result, last_year
from jobs.report.series import Series
from jobs.report.words.numbers import percent, period
from lgsco_store.reference.comparability import BREAKS, ODD_YEARS, Break, OddYear, between


@dataclass(frozen=True, slots=True)
class Multiple:
    """The chart of one council; ``sentence`` replaces it if too few letters print a rate."""

    name: str
    note: str
    slug: str
    chart: Markup
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """One year and a cell for each council; ``breaks`` are those between it and the row above, a newer one."""

    year: int
    cells: list[Cell]
    breaks: list[Break]


@dataclass(frozen=True, slots=True)
class Multiples:
    """All charts, their cuts, and the table with the same values."""

    charts: list[Multiple]
    caption: str
    breaks: list[Break]
    odd_years: list[OddYear]
    rows: list[Row]


def multiples(measures: Measures, current: Result) -> Multiples | None:
    """Return the charts of a council and of those it replaced; None if those have no letters."""
    before = lineage.ancestors(measures.results.facts, current.authority.slug)
    earlier = [(each.authority, each.note, _until_end(measures, each.authority)) for each in before]
    earlier = [each for each in earlier if each[2].points]
    if not earlier:
        return None
    own = measures.series(current, UPHELD)
    every = [*earlier, (current.authority, lineage.since(current.authority), own)]
    every = [each for each in every if each[2].points]
    years = [point.year for _, _, each in every for point in each.points]
    span = range(min(years), max(years) + 1)
    return Multiples(
        charts=[_multiple(at, *each, span) for at, each in enumerate(every)],
        caption=f"Letter years: {year_label(span, span[0])} is {period(span[0])}.",
        breaks=[each for each in BREAKS if each.cuts(UPHELD) and span[0] < each.year <= span[-1]],
        odd_years=[ODD_YEARS[year] for year in span if year in ODD_YEARS],
        rows=_rows(measures, [authority for authority, _, _ in every], set(years)),
    )


def _until_end(measures: Measures, authority: Authority) -> Series:
    """Return the series of an ended council, without figures printed after its end."""
    last = last_year(authority)
    series = measures.series(measures.results.result(authority.slug, last or 0), UPHELD)
    points = [point for point in series.points if last is None or point.year <= last]
    return Series(series.measure, series.name, series.years, points)


def _multiple(at: int, authority: Authority, note: str, series: Series, span: range) -> Multiple:
    if series.drawn:
        title = f"Uphold rate: {authority.name}"
        chart = small_lines(f"before-{at}", title, Series(series.measure, series.name, span, series.points), Scale())
        return Multiple(authority.name, note, authority.slug, chart, "")
    printed = ", ".join(f"{period(point.year)}: {percent(point.value)}" for point in series.points)
    return Multiple(authority.name, note, authority.slug, Markup(), f"{printed} upheld. {not_drawn(series)}")


def _rows(measures: Measures, councils: list[Authority], years: set[int]) -> list[Row]:
    rows: list[Row] = []
    for year in sorted(years, reverse=True):
        row = [_cell(measures, authority, year) for authority in councils]
        crossed = between(UPHELD, year, rows[-1].year)[::-1] if rows else []
        rows.append(Row(year, row, crossed))
    return rows


def _cell(measures: Measures, authority: Authority, year: int) -> Cell:
    """Return the rate that a council's letter prints; a word for years in which the council did not exist."""
    last = last_year(authority)
    if last is not None and year > last:
        return Cell("ended")
    return cells.rate(measures.results.result(authority.slug, year), UPHELD)
