"""All councils of a type as dots on one line, stacked where several have one value; one of them can be marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from jobs.report.charts.scale import Scale
from jobs.report.charts.svg import Name, down, element, image, share
from jobs.report.peers import Peers
from jobs.report.words.numbers import percent

# With more councils of one value than this, dots are placed side by side, at these distances and sizes.
_PACKED = ((60, 5, 4.4, 1.9), (12, 3, 6.4, 2.6))
_LOOSE = (9.0, 3.6)
# The assumed width of a strip when dots are kept from touching.
_GAP = 8.6
_ROOM, _UNDER, _AXIS = 28, 17, 20
_RIGHT, _LEFT, _MIDDLE = 60, 25, 55
# A longer name would leave too little room for the strip.
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Dots:
    """The dots of one strip, placed once for all pages that show it; ``base`` is the height of the lowest row."""

    markup: Markup
    peers: Peers
    scale: Scale
    base: float
    spots: dict[str, tuple[float, float]]


def dots(peers: Peers, scale: Scale, width: int) -> Dots:
    """Place a dot for each council: in the lowest row where it touches no other, or several abreast."""
    most = max(Counter(peers.rates.values()).values(), default=0)
    packed = next((rest for above, *rest in _PACKED if most > above), None)
    if packed:
        abreast, step, radius = int(packed[0]), packed[1], packed[2]
        rows = _abreast(peers, abreast)
    else:
        (step, radius), rows = _LOOSE, _dodged(peers, scale, width)
    base = _ROOM + (1 + max((row for row, _ in rows.values()), default=0)) * step
    parts = []
    spots = {}
    for slug, (row, side) in rows.items():
        at, y = scale.at(peers.rates[slug]), base - row * step
        few = " few" if peers.results[slug].few(peers.measure) else ""
        aside = {"transform": f"translate({side * step:g} 0)"} if side else {}
        parts.append(element("circle", class_=f"dot{few}", cx=share(at), cy=down(y), r=radius, **aside))
        spots[slug] = at, y
    return Dots(Markup("").join(parts), peers, scale, base, spots)


def _abreast(peers: Peers, abreast: int) -> dict[str, tuple[int, int]]:
    """Fill each row from its middle outwards."""
    sides = [0, *(side * way for side in range(1, abreast // 2 + 1) for way in (1, -1))]
    seen: Counter[Decimal] = Counter()
    found = {}
    for slug, rate in peers.rates.items():
        row, place = divmod(seen[rate], abreast)
        found[slug] = row, sides[place]
        seen[rate] += 1
    return found


def _dodged(peers: Peers, scale: Scale, width: int) -> dict[str, tuple[int, int]]:
    """Place dots without overlap; rates come in order, so only the last dot of each row can be touched."""
    ends: list[float] = []
    found = {}
    for slug, rate in peers.rates.items():
        at = scale.at(rate) / 100 * width
        row = next((row for row, end in enumerate(ends) if at - end >= _GAP), len(ends))
        ends[row : row + 1] = [at]
        found[slug] = row, 0
    return found


def strip(ident: str, title: str, placed: Dots, marked: tuple[str, str] | None, *, axis: bool = True) -> Markup:
    """Return the strip; ``marked`` is the slug and the name of one council, whose dot is larger and named."""
    average = placed.peers.average
    height = placed.base + (_UNDER if average is not None else 0) + (_AXIS if axis else 6)
    line = down(placed.base + 6)
    parts = [element("line", class_="base", x1=0, x2="100%", y1=line, y2=line), placed.markup]
    if average is not None:
        parts += _average(placed, average)
    if marked and marked[0] in placed.spots:
        parts += _marked(placed, *marked)
    if axis:
        parts += _axis(placed.scale, height)
    return image(Name(ident, title, _description(placed, marked)), "strip", round(height), parts)


def _description(placed: Dots, marked: tuple[str, str] | None) -> str:
    rates = placed.peers.rates
    values = list(rates.values())
    sentences = [f"{len(values)} councils from {percent(values[0])} to {percent(values[-1])}."]
    if marked and marked[0] in rates:
        sentences.append(f"{marked[1]}: {percent(rates[marked[0]])}.")
    if placed.peers.average is not None:
        sentences.append(f"Printed average: {percent(placed.peers.average)}.")
    return " ".join(sentences)


def _average(placed: Dots, average: Decimal) -> Iterator[Markup]:
    at, y = placed.scale.at(average), down(placed.base + 20)
    anchor, dx = ("end", -5) if at > _MIDDLE else ("start", 5)
    yield element("line", class_="avgline", x1=share(at), x2=share(at), y1=18, y2=y)
    label = f"average printed {percent(average)}"
    yield element("text", label, class_="end", x=share(at), dx=dx, y=y, text_anchor=anchor)


def _marked(placed: Dots, slug: str, name: str) -> Iterator[Markup]:
    at, y = placed.spots[slug]
    anchor = "end" if at > _RIGHT else "start" if at < _LEFT else "middle"
    hollow = " hollow" if placed.peers.results[slug].few(placed.peers.measure) else ""
    yield element("line", class_="lead", x1=share(at), x2=share(at), y1=18, y2=down(y))
    yield element("circle", class_=f"own{hollow}", cx=share(at), cy=down(y), r=6)
    shown = name if len(name) <= _LONGEST else "this council"
    label = f"{shown} {percent(placed.peers.rates[slug])}"
    yield element("text", label, class_="own-t end", x=share(at), y=12, text_anchor=anchor)


def _axis(scale: Scale, height: float) -> Iterator[Markup]:
    middle = (scale.low + scale.high) // 2
    for value, at, anchor in ((scale.low, 0, "start"), (middle, 50, "middle"), (scale.high, 100, "end")):
        yield element("text", percent(value), class_="axis", x=f"{at}%", y=down(height - 3), text_anchor=anchor)
