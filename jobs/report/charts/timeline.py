"""The measures that letters print in each year, cut where a measure is redefined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from jobs.report.charts.svg import Name, element, image, share
from jobs.report.words.numbers import period
from lgsco_store.reference.comparability import BREAKS, ODD_YEARS

_TOP, _STEP = 58, 46
_HALF = 55


@dataclass(frozen=True, slots=True)
class Row:
    """A measure: its name, and the spans of letter years in which it is printed."""

    label: str
    measure: str
    spans: tuple[tuple[int, int], ...]


class _Frame:
    def __init__(self, rows: Sequence[Row], first: int, last: int) -> None:
        self.first, self.last, self.count = first, last, last - first + 1
        self.height = _TOP + len(rows) * _STEP + 22

    def x(self, year: float) -> float:
        return (year - self.first) / self.count * 100


def timeline(ident: str, title: str, rows: Sequence[Row], first: int, last: int) -> Markup:
    """Return the chart of the letter years from ``first`` to ``last``."""
    frame = _Frame(rows, first, last)
    sentences = (f"{row.label}: {'; '.join(f'{period(a)} to {period(b)}' for a, b in row.spans)}." for row in rows)
    parts = [*_odd(frame), *_cuts(frame)]
    parts += [part for at, row in enumerate(rows) for part in _row(frame, row, _TOP + at * _STEP)]
    return image(Name(ident, title, " ".join(sentences)), "timeline", frame.height, [*parts, *_axis(frame)])


def _odd(frame: _Frame) -> Iterator[Markup]:
    for year in ODD_YEARS:
        width, height = share(100 / frame.count), frame.height - 56
        yield element("rect", class_="odd", x=share(frame.x(year)), width=width, y=34, height=height)
        yield element("text", "odd", class_="flag-odd", x=share(frame.x(year + 0.5)), y=28, text_anchor="middle")


def _cuts(frame: _Frame) -> Iterator[Markup]:
    for each in BREAKS:
        at = share(frame.x(each.year))
        yield element("line", class_="cut", x1=at, x2=at, y1=24, y2=frame.height - 20)
        yield element("circle", class_="flag", cx=at, cy=14, r=10)
        yield element("text", each.letter, class_="flag-t", x=at, y=18, text_anchor="middle")


def _row(frame: _Frame, row: Row, y: int) -> Iterator[Markup]:
    start = frame.x(row.spans[0][0])
    at, anchor = (share(start), "start") if start < _HALF else ("100%", "end")
    yield element("text", row.label, class_="row", x=at, y=y, text_anchor=anchor)
    for a, b in row.spans:
        width = share((b - a + 1) / frame.count * 100)
        yield element("rect", class_="span", x=share(frame.x(a)), width=width, y=y + 8, height=18)
        for each in BREAKS:
            if a < each.year <= b and each.cuts(row.measure):
                cut = share(frame.x(each.year))
                yield element("rect", class_="gap", x=cut, width=8, transform="translate(-4 0)", y=y + 5, height=24)
                yield element("text", "//", class_="cut-t", x=cut, y=y + 22, text_anchor="middle")


def _axis(frame: _Frame) -> Iterator[Markup]:
    for year in dict.fromkeys((frame.first, 2014, 2019, *ODD_YEARS, 2023, frame.last)):
        beside_an_end = year not in {frame.first, frame.last} and min(year - frame.first, frame.last - year) <= 1
        if beside_an_end or not frame.first <= year <= frame.last:
            continue
        ends = {frame.first: (0.0, "start"), frame.last: (1.0, "end")}
        offset, anchor = ends.get(year, (0.5, "middle"))
        yield element(
            "text", str(year), class_="axis", x=share(frame.x(year + offset)), y=frame.height - 4, text_anchor=anchor
        )
