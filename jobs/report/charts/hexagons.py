"""Maps of hexagons, one for each council, by the code of the Office for National Statistics.

The layout is Open Innovations' (MIT licence, see assets/licences.txt): rows are offset, and count northward.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from markupsafe import Markup

from jobs.report.charts.svg import element

_ACROSS, _DOWN = 20.0, 17.32
_SHAPE = "M0-11.5 10-5.75V5.75L0 11.5-10 5.75V-5.75Z"


@dataclass(frozen=True, slots=True)
class Cell:
    """One council on the map: its link, its text, its classes, and a sign for each view."""

    gss_code: str
    href: str
    label: str
    classes: str
    signs: dict[str, str] = field(default_factory=dict)


@cache
def layout(which: str) -> dict[str, tuple[int, int]]:
    """Return the positions of one map, ``district`` or ``county``, by code."""
    text = resources.files("jobs.report").joinpath("data", "map.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["gss_code"]: (int(row["q"]), int(row["r"])) for row in rows if row["map"] == which}


def definitions() -> Markup:
    """Return the shapes that maps use, to be included once per page."""
    return Markup("").join(
        [
            element("path", id="hx", d=_SHAPE),
            element("path", id="m-up", class_="m-lt", d="M0-4.5 5 4H-5Z"),
            element("path", id="m-down", class_="m-dk", d="M0 4.5 5-4H-5Z"),
            element("path", id="m-below", class_="m-lt", d="M0 4.5 5-4H-5Z"),
            element("circle", id="m-few", class_="m-ring", r=1.5),
            element("path", id="m-none", class_="m-line", d="M-4 0H4"),
        ]
    )


def hexagons(ident: str, title: str, which: str, cells: Sequence[Cell]) -> Markup:
    """Return a map: a link for each council, one tab stop for all, and outlines where the archive has no council."""
    places = layout(which)
    left, top = min(q for q, _ in places.values()), max(r for _, r in places.values())
    right, bottom = max(q for q, _ in places.values()), min(r for _, r in places.values())

    def at(code: str) -> dict[str, str]:
        q, r = places[code]
        x, y = (q - left + r % 2 / 2) * _ACROSS + 11, (top - r) * _DOWN + 13
        return {"x": f"{x:g}", "y": f"{y:.1f}"}

    shown = {cell.gss_code for cell in cells}
    outlines = [element("use", class_="ghost", href="#hx", **at(code)) for code in places if code not in shown]
    links = (_link(cell, at(cell.gss_code), first=number == 0) for number, cell in enumerate(cells))
    size = f"0 0 {(right - left + 1.5) * _ACROSS + 4:.0f} {(top - bottom) * _DOWN + 26:.0f}"
    name = element("title", title, id=f"{ident}-t")
    parts = [name, *outlines, *links, *_signs((cell.signs, at(cell.gss_code)) for cell in cells)]
    return element("svg", *parts, class_="hexes", role="group", aria_labelledby=f"{ident}-t", viewBox=size)


def key(classes: str, sign: str = "") -> Markup:
    """Return one hexagon for a legend."""
    parts = [element("use", class_=classes, href="#hx")]
    if sign:
        parts.append(element("use", class_="mk0", href=f"#{sign}"))
    return element("svg", *parts, class_="hexes key", width=22, height=24, viewBox="-11 -12 22 24")


def _link(cell: Cell, at: dict[str, str], *, first: bool) -> Markup:
    inside = element("use", class_=cell.classes, href="#hx", **at)
    return element("a", inside, href=cell.href, tabindex=0 if first else -1, aria_label=cell.label)


def _signs(placed: Iterable[tuple[dict[str, str], dict[str, str]]]) -> Iterator[Markup]:
    by_view: dict[str, list[Markup]] = {}
    for signs, at in placed:
        for view, sign in signs.items():
            by_view.setdefault(view, []).append(element("use", href=f"#{sign}", **at))
    for view, uses in by_view.items():
        yield element("g", *uses, class_=f"marks {view}", aria_hidden="true")
