"""Characters as an engine has them, turned so that most of the text of their page reads from left to right."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import compress
from struct import pack, unpack
from typing import TypeAlias

from crawler.reading import words
from crawler.reading.document import Word
from crawler.reading.frame import Frame
from crawler.reading.words import BREAK, Characters, Edges
from lgsco_store.records import BBox

# How far the letters of a font reach above and below its baseline, as shares of its size; one for all fonts, since
# many fonts don't say it.
_ASCENT, _DESCENT = 0.9, 0.25
# Fonts of type 3 may have any unit: one whose letters are this much lower or higher than its size is measured.
_LIKELY = (0.3, 3.0)
# Below a sixth of a degree the two ends of a line still stand level, above five the text is meant to stand askew.
_STRAIGHT, _ASKEW = math.radians(1 / 6), math.radians(5)
# The share of a page's characters that a stamp up its margin has at most.
_STAMP = 0.1

# The edges of a box from the bottom left of the file's page.
_LEFT, _TOP, _RIGHT, _BOTTOM = range(4)

Kind: TypeAlias = tuple[bytes, float]
"""The four numbers of a matrix that say how letters are turned and stretched, and the size that these are applied to.

The numbers are packed as single floats; a text has few kinds.
"""

ADDED: Kind = pack("4f", 1, 0, 0, 1), 1.0
"""What an engine adds of its own to the text, to part words and lines: it has no font."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Every character of a page: its letter, its kind, the four edges of its box, and a point of its baseline.

    ``edges`` are left, top, right and bottom of each in one row; they count from the bottom left, as ``x`` and ``y``.
    """

    letters: str
    edges: Edges
    kinds: list[Kind]
    x: Edges
    y: Edges


@dataclass(frozen=True, slots=True)
class _Style:
    """What characters of one kind have in common: the direction in which they run, and their size in points.

    ``turn`` are the degrees, a multiple of 90, by which the page is turned clockwise to make them upright or nearly,
    and ``slope`` is what is left then, in radians, downwards to the right.
    """

    turn: int
    slope: float
    size: float
    count: int

    @property
    def is_straight(self) -> bool:
        """Whether they run along the page in one of the four directions, however askew it was laid."""
        return abs(self.slope) < _ASKEW


def read(glyphs: Glyphs, bounds: BBox) -> tuple[list[Word], Frame]:
    """The words of a page with these bounds, with their boxes in the frame in which most of the text is read.

    They keep the order of the glyphs, but that those which run in another direction come behind, each in the box that
    it takes up there; the little that a stamp up the margin has, or one across the page, is no part of a letter and
    left out.
    """
    styles = _styles(glyphs)
    turns: Counter[int] = Counter()
    for style in styles.values():
        if style.is_straight:
            turns[style.turn] += style.count
    frames = [
        Frame(turn, bounds, _skew(styles, turn))
        for turn, count in turns.most_common()
        if count >= _STAMP * turns.total()
    ]
    main, *others = frames or [Frame(0, bounds)]
    found = words.joined(_in_frame(glyphs, styles, main))
    for frame in others:
        aside = words.joined(_in_frame(glyphs, styles, frame))
        found += [Word(word.text, frame.moved(word.box, main)) for word in aside if word.box]
    return found, main


def _styles(glyphs: Glyphs) -> dict[Kind, _Style]:
    """The style of each kind but pdfium's own."""
    styles = {}
    for kind, count in Counter(glyphs.kinds).items():
        if kind != ADDED:
            a, b, c, d = unpack("4f", kind[0])
            quarters = round(math.atan2(b, a) / (math.pi / 2))
            turn, slope = quarters % 4 * 90, quarters * math.pi / 2 - math.atan2(b, a)
            size = _measured(glyphs, kind, turn, abs(kind[1]) * math.hypot(c, d))
            styles[kind] = _Style(turn, slope, size, count)
    return styles


def _measured(glyphs: Glyphs, kind: Kind, turn: int, size: float) -> float:
    """The size of a kind, or what its highest letter says of it."""
    low, high = (share * size for share in _LIKELY)
    if low < _height(glyphs.edges, glyphs.kinds.index(kind), turn) < high:
        return size
    own = [at for at, other in enumerate(glyphs.kinds) if other == kind]
    highest = max(_height(glyphs.edges, at, turn) for at in own)
    return size if low < highest < high else highest


def _height(edges: Edges, at: int, turn: int) -> float:
    left, top, right, bottom = edges[4 * at : 4 * at + 4]
    return right - left if turn % 180 else top - bottom


def _skew(styles: Mapping[Kind, _Style], turn: int) -> float:
    """By how much most of the text in one direction slopes."""
    own = sorted((style.slope, style.count) for style in styles.values() if style.turn == turn and style.is_straight)
    half = sum(count for _, count in own) / 2
    for slope, count in own:
        half -= count
        if half <= 0:
            return slope if abs(slope) > _STRAIGHT else 0.0
    return 0.0


def _in_frame(glyphs: Glyphs, styles: Mapping[Kind, _Style], frame: Frame) -> Characters:
    """The characters that run in the frame's direction, with what pdfium adds between them."""
    chosen = {kind for kind, style in styles.items() if style.turn == frame.turn and style.is_straight}
    if len(chosen) < len(styles):
        glyphs = _kept(glyphs, [kind in chosen or kind == ADDED for kind in glyphs.kinds])
    letters, kinds = glyphs.letters, glyphs.kinds
    if ADDED in kinds:
        letters = "".join([BREAK if kind == ADDED else letter for letter, kind in zip(letters, kinds, strict=True)])
    up = {kind: _ASCENT * style.size for kind, style in styles.items()} | {ADDED: 0.0}
    high = {kind: _ASCENT * style.size + _DESCENT * style.size for kind, style in styles.items()} | {ADDED: 0.0}
    top = [level - up[kind] for level, kind in zip(_levels(glyphs, frame), kinds, strict=True)]
    bottom = [level + high[kind] for level, kind in zip(top, kinds, strict=True)]
    x0, x1 = _sides(glyphs, frame)
    return Characters(letters, x0, top, x1, bottom)


def _kept(glyphs: Glyphs, keep: list[bool]) -> Glyphs:
    return Glyphs(
        "".join(compress(glyphs.letters, keep)),
        list(compress(glyphs.edges, [kept for kept in keep for _ in range(4)])),
        list(compress(glyphs.kinds, keep)),
        list(compress(glyphs.x, keep)),
        list(compress(glyphs.y, keep)),
    )


def _levels(glyphs: Glyphs, frame: Frame) -> Edges:
    """How far down the baseline of each character lies."""
    if frame.turn == 0 and not frame.skew:
        north = frame.bounds[3]
        return [north - y for y in glyphs.y]
    return [down for _, down in map(frame.seen, glyphs.x, glyphs.y)]


def _sides(glyphs: Glyphs, frame: Frame) -> tuple[Edges, Edges]:
    """Where each character begins and ends on its line; on one that slopes, the way along it is longer."""
    west, south, east, north = frame.bounds
    first, last, sign, move = {
        0: (_LEFT, _RIGHT, 1, -west),
        90: (_BOTTOM, _TOP, 1, -south),
        180: (_RIGHT, _LEFT, -1, east),
        270: (_TOP, _BOTTOM, -1, north),
    }[frame.turn]
    x0, x1 = glyphs.edges[first::4], glyphs.edges[last::4]
    if sign != 1 or move:
        x0, x1 = ([sign * edge + move for edge in side] for side in (x0, x1))
    if not frame.skew:
        return x0, x1
    sine, cosine = math.sin(frame.skew), math.cos(frame.skew)
    upright = replace(frame, skew=0.0)
    starts = map(upright.seen, glyphs.x, glyphs.y)
    along = [(y - x * sine / cosine) * sine for x, y in starts]
    x0, x1 = ([x / cosine + move for x, move in zip(side, along, strict=True)] for side in (x0, x1))
    return x0, x1
