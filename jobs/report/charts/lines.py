"""A measure over the years: never a line across a break, over a missing year, or to a withdrawn letter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from operator import attrgetter

from markupsafe import Markup

from jobs.report.charts.scale import Scale
from jobs.report.charts.svg import Name, down, element, image, share
from jobs.report.series import Point, Series
from jobs.report.words.numbers import percent, period, plain
from lgsco_store.reference.comparability import ODD_YEARS, between

_TOP, _BOTTOM, _SMALL = 40, 172, 112
# The years are below the axis.
_FOOT = 28
# The minimum distance of the names at the right end.
_APART = 16
# A longer name does not fit there on a telephone.
_LONGEST = 7
# A small chart of more letters labels the newest, the highest and the lowest value; its table has all of them.
_CROWDED = 6
# With more years than this, the first is shortened to two figures like the others.
_WIDE = 6


class _Frame:
    """The places of years and values."""

    def __init__(self, series: Series, scale: Scale, bottom: int = _BOTTOM) -> None:
        self.series, self.scale, self.bottom = series, scale, bottom
        self.first, self.count = series.years[0], len(series.years)

    @property
    def half(self) -> float:
        return 50 / self.count

    def x(self, year: int) -> float:
        return (year - self.first) * 100 / self.count + self.half

    def y(self, value: float) -> float:
        return self.bottom - self.scale.at(value) / 100 * (self.bottom - _TOP)

    def image(self, ident: str, title: str, parts: Iterable[Markup]) -> Markup:
        return image(Name(ident, title, _description(self.series)), "series", self.bottom + _FOOT, parts)


def lines(ident: str, title: str, series: Series, scale: Scale) -> Markup:
    """Return the chart, with the names of both lines at their right ends, beside the newest values."""
    frame = _Frame(series, scale)
    return frame.image(ident, title, [*_drawn(frame, series.points[:-1]), *_ends(frame), *_years(frame)])


def small_lines(ident: str, title: str, series: Series, scale: Scale) -> Markup:
    """Return one of several small charts side by side: no names, and of many letters the outermost values only."""
    frame = _Frame(series, scale, _SMALL)
    labelled = series.points
    if len(labelled) > _CROWDED:
        value = attrgetter("value")
        labelled = [labelled[-1], max(labelled, key=value), min(labelled, key=value)]
    every = 2 if len(series.years) > _CROWDED else 1
    return frame.image(ident, title, [*_drawn(frame, labelled), *_years(frame, every)])


def _drawn(frame: _Frame, labelled: Collection[Point]) -> list[Markup]:
    """Draw everything but the names; ``labelled`` are the letters whose value is printed beside its dot."""
    return [*_grid(frame), *_odd_years(frame), *_breaks(frame), *_averages(frame), *_own(frame, labelled)]


def _description(series: Series) -> str:
    each = (
        f"{period(point.year)}: {percent(point.value)}"
        + (f", average {percent(point.average)}" if point.average is not None else "")
        for point in series.points
    )
    return f"{'; '.join(each)}."


def _grid(frame: _Frame) -> Iterator[Markup]:
    low, high = frame.scale.low, frame.scale.high
    for value in (low, (low + high) / 2, high):
        at = down(frame.y(value))
        yield element("line", class_="grid", x1=0, x2="100%", y1=at, y2=at)
    for value in (low, high):
        yield element("text", percent(value), class_="axis", x=0, y=down(frame.y(value) - 7))


def _odd_years(frame: _Frame) -> Iterator[Markup]:
    for year in frame.series.years:
        if year in ODD_YEARS:
            left, width = share(frame.x(year) - frame.half), share(2 * frame.half)
            yield element("rect", class_="odd", x=left, width=width, y=_TOP - 8, height=frame.bottom - _TOP + 8)
            yield element("text", "odd", class_="flag-odd", x=share(frame.x(year)), y=_TOP - 13, text_anchor="middle")


def _breaks(frame: _Frame) -> Iterator[Markup]:
    years = frame.series.years
    for each in between(frame.series.measure, years[0], years[-1]):
        at = share(frame.x(each.year) - frame.half)
        yield element("line", class_="cut", x1=at, x2=at, y1=_TOP - 16, y2=frame.bottom)
        yield element("circle", class_="flag", cx=at, cy=_TOP - 25, r=9)
        yield element("text", each.letter, class_="flag-t", x=at, y=_TOP - 21, text_anchor="middle")


def _joined(frame: _Frame, points: list[tuple[Point, float]], kind: str) -> Iterator[Markup]:
    """Draw lines between values of neighbouring years; dotted from and to an odd one."""
    for (one, start), (other, end) in pairwise(points):
        cut = between(frame.series.measure, one.year, other.year) or one.withdrawn or other.withdrawn
        if other.year - one.year == 1 and not cut:
            soft = " soft" if {one.year, other.year} & ODD_YEARS.keys() else ""
            across = {"x1": share(frame.x(one.year)), "x2": share(frame.x(other.year))}
            yield element("line", class_=f"{kind}{soft}", **across, y1=down(start), y2=down(end))


def _averages(frame: _Frame) -> Iterator[Markup]:
    placed = [(point, frame.y(float(point.average))) for point in frame.series.points if point.average is not None]
    yield from _joined(frame, placed, "avg")
    for point, y in placed:
        name = element("title", f"{period(point.year)}: average {percent(point.average or 0)}")
        at = {"x": share(frame.x(point.year)), "y": down(y - 3), "width": 6, "height": 6}
        yield element("rect", name, class_="avg", **at, transform="translate(-3 0)")


def _own(frame: _Frame, labelled: Collection[Point]) -> Iterator[Markup]:
    placed = [(point, frame.y(float(point.value))) for point in frame.series.points]
    yield from _joined(frame, placed, "own")
    for point, y in placed:
        at = share(frame.x(point.year))
        hollow = " hollow" if point.hollow else ""
        name = element("title", f"{period(point.year)}: {percent(point.value)}")
        yield element("circle", name, class_=f"own{hollow}", cx=at, cy=down(y), r=4.5)
        if point in labelled:
            number = plain(point.value) + ("*" if point.corrected else "")
            yield element("text", number, class_="val", x=at, y=down(_beside(frame, point, y)), text_anchor="middle")


def _beside(frame: _Frame, point: Point, y: float) -> float:
    """Return the place of a point's number: away from the average, and neither over the chart nor among the years."""
    above = point.average is None or point.value >= point.average
    if y - 9 < _TOP - 6:
        above = False
    return y - 9 if above or y + 19 > frame.bottom else y + 19


def _ends(frame: _Frame) -> Iterator[Markup]:
    last = frame.series.points[-1]
    own = frame.y(float(last.value)) + 4
    at = {"x": share(frame.x(last.year)), "dx": 12}
    if last.average is not None:
        average = frame.y(float(last.average)) + 4
        if abs(average - own) < _APART:
            middle, sign = (average + own) / 2, 1 if average >= own else -1
            own, average = middle - sign * _APART / 2, middle + sign * _APART / 2
        yield element("text", f"average {plain(last.average)}", class_="end", **at, y=down(average))
    star = "*" if last.corrected else ""
    name = frame.series.name if len(frame.series.name) <= _LONGEST else "council"
    label = f"{name} {percent(last.value)}{star}"
    yield element("text", label, class_="end own-t", **at, y=down(own))


def year_label(years: range, year: int) -> str:
    """Return a letter's year as two figures, but the first in full if there is room."""
    return str(year) if year == years[0] and len(years) < _WIDE else f"{year % 100:02}"


def _years(frame: _Frame, every: int = 1) -> Iterator[Markup]:
    for year in frame.series.years[::every]:
        label = year_label(frame.series.years, year)
        yield element("text", label, class_="axis", x=share(frame.x(year)), y=frame.bottom + 18, text_anchor="middle")
