"""Rotate an engine's characters so that most of the text of their page reads from left to right."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from struct import pack, unpack
from typing import TypeAlias

from crawler.reading.input import words
from crawler.reading.input.characters import Characters, Edges, Row
from crawler.reading.input.document import Word
from crawler.reading.input.frame import Frame
from crawler.reading.input.meanings import BREAK
from crawler.reading.input.upright_heads import level_labels
from lgsco_store.records import BBox

# How far the letters of a font reach above and below its baseline, as shares of its size. The same values serve all
# fonts, since many do not give theirs.
_ASCENT, _DESCENT = 0.9, 0.25
# Fonts of type 3 may use any unit: a font whose letters are this much lower or higher than its size is measured.
_LIKELY = (0.3, 3.0)
# Below a sixth of a degree both ends of a line are level; above five degrees the text is slanted on purpose.
_STRAIGHT, _ASKEW = math.radians(1 / 6), math.radians(5)
# A stamp in the margin has at most this share of a page's characters.
_STAMP = 0.1

# The edges of a box from the bottom left of the file's page.
_LEFT, _TOP, _RIGHT, _BOTTOM = range(4)

Kind: TypeAlias = tuple[bytes, float]
"""The four matrix numbers that say how letters are rotated and stretched, and the font size that they apply to.

The numbers are packed as single floats; a text has only a few kinds.
"""

ADDED: Kind = pack("4f", 1, 0, 0, 1), 1.0
"""The kind of the separators that an engine adds between words and lines: it has no font."""


Run: TypeAlias = tuple[int, int, Kind, float, float]
"""A run of characters: the first one, the one after the last, their kind, and a point of their baseline."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Every character of a page: its letter, the four edges of its box, and the run that it is part of.

    ``edges`` are left, top, right and bottom of each in one row; they count from the bottom left, as the points of the
    runs do. Every character is part of one run, in their order.
    """

    letters: str
    edges: Sequence[float]
    runs: list[Run]


@dataclass(frozen=True, slots=True)
class _Style:
    """What characters of one kind have in common: their direction, and their size in points.

    ``turn`` is the clockwise rotation of the page, in degrees and a multiple of 90, that makes them upright or nearly
    so. ``slope`` is the slope that remains, in radians, downwards to the right.
    """

    turn: int
    slope: float
    size: float
    count: int

    @property
    def is_straight(self) -> bool:
        """True if they run along the page in one of the four directions, however slanted the page is."""
        return abs(self.slope) < _ASKEW


def read(glyphs: Glyphs, bounds: BBox) -> tuple[list[Word], Frame, str]:
    """Return the words of a page with these bounds, with their boxes in the frame in which most of the text is read.

    They keep the order of the glyphs, except that words in another direction come last, each in the box that it takes
    up in this frame; column labels are rotated to be level. Small amounts of other rotated text, such as a stamp in the
    margin or across the page, are not part of a letter and are returned separately.
    """
    styles = _styles(glyphs)
    turns: Counter[int] = Counter()
    for style in styles.values():
        if style.is_straight:
            turns[style.turn] += style.count
    frames = [Frame(turn, bounds, _skew(styles, turn)) for turn, _ in turns.most_common()]
    main, *others = frames or [Frame(0, bounds)]
    level = words.join_characters(_in_frame(glyphs, styles, main))
    found, stamp = list(level), [_slanted(glyphs, styles)]
    for frame in others:
        heads, rest = level_labels(words.join_characters(_in_frame(glyphs, styles, frame)), frame, level, main)
        found += heads
        if turns[frame.turn] >= _STAMP * turns.total():
            found += rest
        else:
            stamp += [word.text for word in rest]
    return found, main, " ".join(filter(None, stamp))


def _styles(glyphs: Glyphs) -> dict[Kind, _Style]:
    """Return the style of each kind other than pdfium's own."""
    counts: dict[Kind, int] = {}
    for start, end, kind, _, _ in glyphs.runs:
        counts[kind] = counts.get(kind, 0) + end - start
    styles = {}
    for kind, count in counts.items():
        if kind != ADDED:
            a, b, c, d = unpack("4f", kind[0])
            quarters = round(math.atan2(b, a) / (math.pi / 2))
            turn, slope = quarters % 4 * 90, quarters * math.pi / 2 - math.atan2(b, a)
            size = _measured(glyphs, kind, turn, abs(kind[1]) * math.hypot(c, d))
            styles[kind] = _Style(turn, slope, size, count)
    return styles


def _measured(glyphs: Glyphs, kind: Kind, turn: int, size: float) -> float:
    """Return the size of a kind as given, or as measured from its tallest letter."""
    low, high = (share * size for share in _LIKELY)
    own = (at for start, end, other, _, _ in glyphs.runs if other == kind for at in range(start, end))
    first = _height(glyphs.edges, next(own), turn)
    if low < first < high:
        return size
    highest = max((_height(glyphs.edges, at, turn) for at in own), default=first)
    highest = max(first, highest)
    return size if low < highest < high else highest


def _height(edges: Sequence[float], at: int, turn: int) -> float:
    left, top, right, bottom = edges[4 * at : 4 * at + 4]
    return right - left if turn % 180 else top - bottom


def _skew(styles: Mapping[Kind, _Style], turn: int) -> float:
    """Return the slope of most of the text in one direction."""
    own = sorted((style.slope, style.count) for style in styles.values() if style.turn == turn and style.is_straight)
    half = sum(count for _, count in own) / 2
    for slope, count in own:
        half -= count
        if half <= 0:
            return slope if abs(slope) > _STRAIGHT else 0.0
    return 0.0


def _slanted(glyphs: Glyphs, styles: Mapping[Kind, _Style]) -> str:
    """Return the letters that run across the page: often each is drawn on its own."""
    slanted = {kind for kind, style in styles.items() if not style.is_straight}
    return "".join(glyphs.letters[start:end] for start, end, kind, _, _ in glyphs.runs if kind in slanted)


def _in_frame(glyphs: Glyphs, styles: Mapping[Kind, _Style], frame: Frame) -> Characters:
    """Return the characters that run in the frame's direction, with the separators that pdfium adds between them."""
    chosen = {kind for kind, style in styles.items() if style.turn == frame.turn and style.is_straight}
    if len(chosen) < len(styles):
        glyphs = _kept(glyphs, {*chosen, ADDED})
    # How far above its baseline a character begins, and how far below that it ends.
    sizes = {kind: style.size for kind, style in styles.items()} | {ADDED: 0.0}
    reach = {kind: (_ASCENT * size, _ASCENT * size + _DESCENT * size) for kind, size in sizes.items()}
    is_plain, north = frame.turn == 0 and not frame.skew, frame.bounds[3]
    letters: list[str] = []
    rows: list[Row] = []
    for start, end, kind, x, y in glyphs.runs:
        up, high = reach[kind]
        top = (north - y if is_plain else frame.seen(x, y)[1]) - up
        letters.append(BREAK * (end - start) if kind == ADDED else glyphs.letters[start:end])
        rows += [(top, top + high)] * (end - start)
    x0, x1 = _sides(glyphs, frame)
    return Characters("".join(letters), x0, x1, rows)


def _kept(glyphs: Glyphs, kinds: Collection[Kind]) -> Glyphs:
    letters: list[str] = []
    edges: Edges = []
    runs = []
    at = 0
    for start, end, kind, x, y in glyphs.runs:
        if kind in kinds:
            letters.append(glyphs.letters[start:end])
            edges += glyphs.edges[4 * start : 4 * end]
            runs.append((at, at + end - start, kind, x, y))
            at += end - start
    return Glyphs("".join(letters), edges, runs)


def _sides(glyphs: Glyphs, frame: Frame) -> tuple[Edges, Edges]:
    """Return where each character begins and ends on its line; along a sloping line the distance is longer."""
    west, south, east, north = frame.bounds
    first, last, sign, move = {
        0: (_LEFT, _RIGHT, 1, -west),
        90: (_BOTTOM, _TOP, 1, -south),
        180: (_RIGHT, _LEFT, -1, east),
        270: (_TOP, _BOTTOM, -1, north),
    }[frame.turn]
    x0, x1 = list(glyphs.edges[first::4]), list(glyphs.edges[last::4])
    if sign != 1 or move:
        x0, x1 = ([sign * edge + move for edge in side] for side in (x0, x1))
    if not frame.skew:
        return x0, x1
    sine, cosine = math.sin(frame.skew), math.cos(frame.skew)
    upright = replace(frame, skew=0.0)
    along: Edges = []
    for start, end, _, *point in glyphs.runs:
        x, y = upright.seen(*point)
        along += [(y - x * sine / cosine) * sine] * (end - start)
    x0, x1 = ([x / cosine + move for x, move in zip(side, along, strict=True)] for side in (x0, x1))
    return x0, x1
