"""Bars from 0 for averages, and pairs of dots for a rate of two years that may be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from jobs.report.charts.scale import Scale
from jobs.report.charts.svg import Name, element, image, share
from jobs.report.words.numbers import percent, plain, points

_ROW = 40
# On a narrow telephone a longer name leaves no room for words beside it.
_LONG = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One average, with a description in words."""

    label: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Pair:
    """A rate of one year and of the year before."""

    label: str
    before: Decimal
    now: Decimal


def bars(ident: str, title: str, rows: Sequence[Bar]) -> Markup:
    """Return a bar for each average, on a scale from 0 to 100%."""
    description = "; ".join(f"{row.label}: {percent(row.value)}" for row in rows)
    parts = [part for at, row in enumerate(rows) for part in _bar(row, at * _ROW + 14)]
    return image(Name(ident, title, f"{description}."), "averages", _height(rows), [*parts, *_axis(Scale(), len(rows))])


def moves(ident: str, title: str, rows: Sequence[Pair], scale: Scale) -> Markup:
    """Return two dots for each council, joined, with the difference in words."""
    description = "; ".join(f"{row.label}: from {percent(row.before)} to {percent(row.now)}" for row in rows)
    parts = [part for at, row in enumerate(rows) for part in _pair(row, at * _ROW + 14, scale)]
    return image(Name(ident, title, f"{description}."), "moves", _height(rows), [*parts, *_axis(scale, len(rows))])


def _height(rows: Sequence[object]) -> int:
    return len(rows) * _ROW + 20


def _bar(row: Bar, y: int) -> Iterator[Markup]:
    yield element("text", row.label, class_="row", x=0, y=y)
    yield _line(y + 13)
    yield element("rect", class_="bar", x=0, y=y + 9, width=share(float(row.value)), height=8)
    yield element("text", percent(row.value), class_="val", x=share(float(row.value)), dx=6, y=y + 18)


def _pair(row: Pair, y: int, scale: Scale) -> Iterator[Markup]:
    before, now = share(scale.at(row.before)), share(scale.at(row.now))
    way = f"{'up' if row.now > row.before else 'down'} {points(row.now - row.before)}"
    way_class = "way long" if len(row.label) > _LONG else "way"
    label = element("tspan", row.label), element("tspan", way, class_=way_class, dx=6)
    yield element("text", *label, class_="row", x=0, y=y)
    yield _line(y + 13)
    yield element("line", class_="move", x1=before, x2=now, y1=y + 13, y2=y + 13)
    yield element("circle", class_="then", cx=before, cy=y + 13, r=4)
    yield element("circle", class_="now", cx=now, cy=y + 13, r=5.5)
    for value, other, kind in ((row.before, row.now, "val"), (row.now, row.before, "val strong")):
        anchor, dx = ("end", -9) if value < other else ("start", 9)
        yield element("text", plain(value), class_=kind, x=share(scale.at(value)), dx=dx, y=y + 17, text_anchor=anchor)


def _line(y: int) -> Markup:
    return element("line", class_="base", x1=0, x2="100%", y1=y, y2=y)


def _axis(scale: Scale, rows: int) -> Iterator[Markup]:
    y = rows * _ROW + 16
    yield element("text", percent(scale.low), class_="axis", x=0, y=y)
    yield element("text", percent(scale.high), class_="axis", x="100%", y=y, text_anchor="end")
