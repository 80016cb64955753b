"""Recognise digits in ink with a linear classifier that was trained on the digits of 380 fonts.

A shape is a grid of 8 by 12 cells stretched over the ink, each as dark as its inked share, plus the ratio of the ink's
width to its height. ``digits.csv`` has a row of weights for each digit, in eighths: one weight for each cell, row by
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
# Ink fainter than this share of the darkest is the anti-aliased edge of a letter.
_EDGE = 0.4
_WHOLE = 0.7
# The ink may be this many dots narrower than its box: boxes are whole dots and the edges of thin strokes are faint.
_ROUNDED = 2
_BACK = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


# pdfium draws a digit of one font and size with the same dots every time.
@lru_cache(maxsize=10_000)
def chances(size: tuple[int, int], shades: bytes, paper: int, turn: int = 0) -> tuple[float, ...]:
    """Return the probability of each digit from 0 to 9 for a greyscale picture of one character.

    ``size`` is the width and height of the picture, ``paper`` the shade of the background, and ``turn`` the
    anticlockwise rotation in degrees, a multiple of 90. The result is empty if no more than half a digit is drawn.
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
    """Return the box around the ink; None if there is none."""
    return _box(size, shades.translate(_contrast(paper)))


def _box(size: tuple[int, int], dots: bytes) -> tuple[int, int, int, int] | None:
    faint = int(max(dots, default=0) * _EDGE)
    return Image.frombytes("L", size, dots.translate(_above(faint))).getbbox()


def is_whole(box: tuple[int, int, int, int], size: tuple[int, int]) -> bool:
    """Return whether ink fills nearly all of a digit's box, so that the digit is not cut in half."""
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
