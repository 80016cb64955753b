"""Which digit some ink looks like: a linear classifier, learnt from the digits of 380 fonts.

A shape is 8 by 12 squares stretched over the ink, each as dark as the share of it that is inked, and the ratio of the
ink's width to its height. ``digits.csv`` has a row of weights for each digit, in eighths: one for each square, row by
row, then the ratio and a constant.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files
from operator import mul

from PIL import Image

DIGITS = frozenset("0123456789")

_GRID = (8, 12)
_WIDEST = 1.5
_UNIT = 8
# Ink fainter than this share of the darkest is the softened edge of a letter.
_EDGE = 0.4
_WHOLE = 0.7
# The dots by which ink may be narrower, since a place has whole dots and the edges of thin strokes are faint.
_ROUNDED = 2
_BACK = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


# pdfium draws a digit of one font and size as the same dots each time.
@lru_cache(maxsize=10_000)
def chances(size: tuple[int, int], shades: bytes, paper: int, turn: int = 0) -> tuple[float, ...]:
    """The chance of each digit from 0 to 9 to be what a picture in shades of grey shows.

    ``size`` is its width and height, ``paper`` the shade on which it is drawn, ``turn`` by how many degrees, a multiple
    of 90, it is turned against the clock. Empty if no more than half a digit is drawn.
    """
    dots = shades.translate(_contrast(paper))
    box = _box(size, dots)
    if box is None or not is_whole(box, size):
        return ()
    ink = Image.frombytes("L", size, dots)
    if turn:
        ink = ink.crop(box).transpose(_BACK[turn])
        box = (0, 0, *ink.size)
    width, height = box[2] - box[0], box[3] - box[1]
    is_small = width < _GRID[0] or height < _GRID[1]
    grid = ink.resize(_GRID, Image.Resampling.BILINEAR if is_small else Image.Resampling.BOX, box=box).tobytes()
    return _chances(grid, max(dots), min(_WIDEST, width / height))


def inked(size: tuple[int, int], shades: bytes, paper: int) -> tuple[int, int, int, int] | None:
    """The box around what is drawn; None if nothing is."""
    return _box(size, shades.translate(_contrast(paper)))


def _box(size: tuple[int, int], dots: bytes) -> tuple[int, int, int, int] | None:
    faint = int(max(dots, default=0) * _EDGE)
    return Image.frombytes("L", size, dots.translate(_above(faint))).getbbox()


def is_whole(box: tuple[int, int, int, int], size: tuple[int, int]) -> bool:
    """Whether ink fills nearly all of the place that a digit takes up, and not a half that something leaves of it."""
    left, top, right, bottom = box
    return right - left >= _WHOLE * size[0] - _ROUNDED and bottom - top >= _WHOLE * size[1] - _ROUNDED


def _chances(grid: bytes, most: int, ratio: float) -> tuple[float, ...]:
    features = [*[shade / most for shade in grid], ratio, 1.0]
    scores = [sum(map(mul, features, weights)) for weights in _weights()]
    highest = max(scores)
    powers = [math.exp((score - highest) / _UNIT) for score in scores]
    whole = sum(powers)
    return tuple(power / whole for power in powers)


@cache
def _contrast(paper: int) -> bytes:
    return bytes(abs(shade - paper) for shade in range(256))


@cache
def _above(least: int) -> bytes:
    return bytes(255 * (shade > least) for shade in range(256))


@cache
def _weights() -> list[list[float]]:
    rows = files(__package__).joinpath("digits.csv").read_text("ascii").splitlines()
    return [[float(weight) for weight in row.split(",")] for row in rows]
