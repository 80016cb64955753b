"""``python -m jobs.guides.diagram > docs/reference/views.svg``: the views, their keys, and whose rows belong to which.

A view stands below the view that its rows belong to, and right of it; every view that it joins is named in its box.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from lgsco_store.contract import views
from lgsco_store.contract.catalog import Join, joins, key

_WIDTH, _LINE, _GAP, _INDENT = 360, 16, 10, 40
_STYLE = """
text { font: 12px ui-monospace, monospace; fill: #1b1f23 }
.name { font-weight: bold }
.join { fill: #57606a }
rect { fill: #ffffff; stroke: #57606a }
path { fill: none; stroke: #57606a }
"""


@dataclass(frozen=True, slots=True)
class Box:
    """One view, drawn: how deep it stands, and from where to where."""

    view: str
    depth: int
    top: int
    lines: Sequence[str]

    @property
    def left(self) -> int:
        """Return its left edge."""
        return _GAP + self.depth * _INDENT

    @property
    def height(self) -> int:
        """Return its height: a line for its name, and one for its key and for each view that it joins."""
        return (len(self.lines) + 1) * _LINE + _GAP


def picture() -> str:
    """Draw all views."""
    boxes = _placed()
    by_view = {box.view: box for box in boxes}
    drawn = [line for box in boxes for line in (*_edge(box, by_view), *_box(box))]
    width = max(box.left for box in boxes) + _WIDTH + _GAP
    height = max(box.top + box.height for box in boxes) + _GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    background = f'<path d="M0 0H{width}V{height}H0Z" style="fill: #ffffff; stroke: none"/>'
    return "\n".join([head, f"<style>{_STYLE}</style>", background, *drawn, "</svg>"]) + "\n"


def _placed() -> list[Box]:
    """Place every view below those that it belongs to, a tree after the other."""
    boxes: list[Box] = []

    def place(view: str, depth: int) -> None:
        top = boxes[-1].top + boxes[-1].height + _GAP if boxes else _GAP
        boxes.append(Box(view, depth, top, _lines(view)))
        for other in views.VIEWS:
            if _owner(other) == view:
                place(other, depth + 1)

    for view in views.VIEWS:
        if _owner(view) is None:
            place(view, 0)
    return boxes


def _owner(view: str) -> str | None:
    return next((each.view for each in joins(view)), None)


def _lines(view: str) -> list[str]:
    own = [f"key: {', '.join(key(view))}"] if key(view) else []
    return [*own, *map(_joined, joins(view))]


def _joined(join: Join) -> str:
    return f"{', '.join(join.columns)} \N{RIGHTWARDS ARROW} {join.view}"


def _box(box: Box) -> Iterator[str]:
    yield f'<rect x="{box.left}" y="{box.top}" width="{_WIDTH}" height="{box.height}" rx="4"/>'
    for number, line in enumerate([box.view, *box.lines], 1):
        kind = "name" if number == 1 else "key" if line.startswith("key: ") else "join"
        y = box.top + number * _LINE
        yield f'<text class="{kind}" x="{box.left + _GAP}" y="{y}">{escape(line)}</text>'


def _edge(box: Box, by_view: dict[str, Box]) -> Iterator[str]:
    """Draw the line from a view down and right to one whose rows belong to it."""
    owner = _owner(box.view)
    if owner is not None:
        above = by_view[owner]
        down = above.left + _INDENT // 2
        yield f'<path d="M{down} {above.top + above.height}V{box.top + _LINE}H{box.left}"/>'


if __name__ == "__main__":
    sys.stdout.write(picture())
