"""One measure of one council over the years, for a chart and a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jobs.report.results import Result
from lgsco_store.reference.comparability import ODD_YEARS

# Fewer dots that are not neighbours do not make a series.
_LEAST_APART = 3


@dataclass(frozen=True, slots=True)
class Point:
    """One letter in a series: its rate, the average that it prints, and what sets it apart.

    ``hollow`` marks a rate that is not compared with others: of an odd year, of few cases, of a withdrawn letter.
    """

    year: int
    value: Decimal
    average: Decimal | None
    hollow: bool
    corrected: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one measure and council, oldest first; ``name`` is the council's name in the chart.

    ``years`` have no gap between the first and the last that the chart shows.
    """

    measure: str
    name: str
    years: range
    points: list[Point]

    @property
    def drawn(self) -> bool:
        """Return whether there is anything to draw: two letters of neighbouring years, or three at all."""
        years = {point.year for point in self.points}
        return len(years) >= _LEAST_APART or any(year + 1 in years for year in years)


def series(measure: str, name: str, results: Iterable[Result], corrected: set[int]) -> Series:
    """Return a series; ``corrected`` are the years whose rate was corrected."""
    points = [point for result in results if (point := _point(measure, result, corrected))]
    points.sort(key=lambda point: point.year)
    years = range(points[0].year, points[-1].year + 1) if points else range(0)
    return Series(measure, name, years, points)


def _point(measure: str, result: Result, corrected: set[int]) -> Point | None:
    rate = result.rate(measure)
    if rate.number is None:
        return None
    return Point(
        year=result.year,
        value=rate.number,
        average=result.value(f"{measure}_average").number,
        hollow=result.year in ODD_YEARS or result.few(measure) or result.withdrawn,
        corrected=result.year in corrected,
        withdrawn=result.withdrawn,
    )
