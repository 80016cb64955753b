"""One measure of a council: over the years, since the letter before, and among the others of its type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from jobs.report import cells, paragraph
from jobs.report.cells import Cell
from jobs.report.charts.lines import lines, year_label
from jobs.report.charts.scale import Scale, fitting, spread
from jobs.report.charts.strips import Dots, dots, strip
from jobs.report.happenings import Happenings
from jobs.report.key_figures import LABELS
from jobs.report.peers import Groups
from jobs.report.results import COMPLIANCE, REMEDIES, UPHELD, Result, Results
from jobs.report.series import Series, series
from jobs.report.words.comparisons import Rate, change
from jobs.report.words.numbers import listed, percent, period
from jobs.report.words.types import noun
from lgsco_store.reference.comparability import ODD_YEARS, Break, OddYear, between

SHOWN = (UPHELD, COMPLIANCE, REMEDIES)
_IDS = {UPHELD: "upheld", COMPLIANCE: "compliance", REMEDIES: "remedies"}
# The width of one of three columns, for which dots are kept apart.
_COLUMN = 300


@dataclass(frozen=True, slots=True)
class Row:
    """One letter in the table behind a chart; ``breaks`` are those between it and the row above, a newer one."""

    year: int
    note: str
    value: Cell
    average: Cell
    breaks: list[Break]


@dataclass(frozen=True, slots=True)
class Measure:
    """All contents of the page about one measure; empty if there is nothing to show, ``chart`` if none is drawn."""

    measure: str
    ident: str
    title: str
    change: str
    chart: Markup
    caption: str
    breaks: list[Break]
    odd_years: list[OddYear]
    place: str
    strip: Markup
    strip_caption: str
    rows: list[Row]


@dataclass(frozen=True)
class Measures:
    """Makes the measures of councils; the dots of a type are placed once for all of its councils."""

    results: Results
    groups: Groups
    happenings: Happenings
    _placed: dict[tuple[str, int, str, int], Dots]

    def council_measures(self, current: Result) -> list[Measure]:
        """Return the measures of one council that any of its letters prints; ``current`` is its newest result.

        A council that ended gets neither change nor place.
        """
        return [found for measure in SHOWN if (found := self._measure(current, measure)).rows]

    def series(self, result: Result, measure: str) -> Series:
        """Return the series of one measure and council."""
        slug = result.authority.slug
        corrected = self.happenings.corrected_years(slug, measure)
        return series(measure, result.authority.short, self.results.authority_results(slug), corrected)

    def strip(self, ident: str, result: Result, measure: str, width: int = _COLUMN) -> tuple[Markup, str]:
        """Return the strip of a council's type with it marked, and a caption; both empty if it has no dot."""
        placed = self.placed(result.authority.type, result.year, measure, width)
        if placed is None or result.authority.slug not in placed.spots or len(placed.spots) == 1:
            return Markup(), ""
        many = noun(result.authority.type).many
        title = f"{LABELS[measure]}: {many}, {period(result.year)}"
        marked = result.authority.slug, result.authority.short
        return strip(ident, title, placed, marked), f"Among {len(placed.spots)} {many}, {period(result.year)}"

    def placed(self, kind: str | None, year: int, measure: str, width: int, *, whole: bool = False) -> Dots | None:
        """Return the dots of one type and year, on the ``whole`` scale if several are compared; None without a rate."""
        key = kind or "", year, measure, width
        if key not in self._placed:
            peers = self.groups.peers(kind, year, measure)
            if not peers.rates:
                return None
            self._placed[key] = dots(peers, Scale() if whole else spread(measure, peers.rates.values()), width)
        return self._placed[key]

    def note(self, result: Result, measure: str) -> str:
        """Say what sets a year apart from the others; nothing for most years."""
        notes = {
            "odd year": result.year in ODD_YEARS,
            "corrected": bool(self.happenings.earlier(result, measure)),
            "withdrawn": result.withdrawn,
        }
        return ", ".join(word for word, holds in notes.items() if holds)

    def _measure(self, current: Result, measure: str) -> Measure:
        series = self.series(current, measure)
        ident = _IDS[measure]
        drawn, scale = series.drawn, fitting(measure, _values(series))
        title = f"{LABELS[measure]}: {current.authority.name}"
        exists = current.authority.end_date is None
        strip_of_type, strip_caption = self.strip(f"{ident}-among", current, measure) if exists else (Markup(), "")
        return Measure(
            measure=measure,
            ident=ident,
            title=LABELS[measure],
            change=self._change(current, measure) if exists else "",
            chart=lines(ident, title, series, scale) if drawn else Markup(),
            caption=_caption(series, scale) if drawn else not_drawn(series),
            breaks=between(measure, series.years[0], series.years[-1]) if drawn else [],
            odd_years=[ODD_YEARS[year] for year in series.years if year in ODD_YEARS] if drawn else [],
            place=paragraph.place(current, self.groups, measure) if exists else "",
            strip=strip_of_type,
            strip_caption=strip_caption,
            rows=list(self._rows(current, series)),
        )

    def _change(self, current: Result, measure: str) -> str:
        """Say how the rate changed since the letter of the year before; nothing without a rate that counts."""
        now = _rate(current, measure)
        if now is None or not current.counts:
            return ""
        before = self.results.result(current.authority.slug, current.year - 1)
        return change(measure, now, _rate(before, measure) if before.counts else None)

    def _rows(self, current: Result, series: Series) -> Iterator[Row]:
        newer: int | None = None
        years = {point.year for point in series.points}
        for result in self.results.authority_results(current.authority.slug):
            if result.year in years:
                crossed = between(series.measure, result.year, newer) if newer else []
                value, average = cells.rate(result, series.measure), cells.average(result, series.measure)
                yield Row(result.year, self.note(result, series.measure), value, average, crossed[::-1])
                newer = result.year


def not_drawn(series: Series) -> str:
    """Say why no chart is drawn."""
    years = [period(point.year) for point in series.points]
    if not years:
        return ""
    return f"{'One letter only' if len(years) == 1 else f'Letters of {listed(years)}'}: no chart is drawn."


def _rate(result: Result, measure: str) -> Rate | None:
    value = result.rate(measure).number
    return None if value is None else Rate(result.year, value, result.cases(measure))


def _values(series: Series) -> Iterator[Decimal]:
    for point in series.points:
        yield point.value
        if point.average is not None:
            yield point.average


def _caption(series: Series, scale: Scale) -> str:
    first = series.years[0]
    parts = [f"Letter years: {year_label(series.years, first)} is {period(first)}."]
    if scale.low:
        parts.append(f"The scale starts at {percent(scale.low)}.")
    elif scale.high < Scale().high:
        parts.append(f"The scale ends at {percent(scale.high)}.")
    if any(point.corrected for point in series.points):
        parts.append("* corrected after publication.")
    return " ".join(parts)
