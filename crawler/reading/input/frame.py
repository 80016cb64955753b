"""A page seen from the direction in which its text is read, which may not be the one in which it is shown."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

from lgsco_store.records import BBox

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A view of a page, in points from the top left, after a rotation of ``turn`` degrees clockwise.

    ``bounds`` are the edges of the page in its file: west, south, east and north, counted from the bottom left.
    ``skew`` is the remaining slope of the text, in radians, downwards to the right.
    """

    turn: int
    bounds: BBox
    skew: float = 0.0

    def seen(self, x: float, y: float) -> Point:
        """Convert a point of the file to this frame."""
        west, south, east, north = self.bounds
        across, down = {
            0: (x - west, north - y),
            90: (y - south, x - west),
            180: (east - x, y - south),
            270: (north - y, east - x),
        }[self.turn]
        return _rotated(across, down, self.skew) if self.skew else (across, down)

    def filed(self, x: float, y: float) -> Point:
        """Convert a point of this frame to the file."""
        west, south, east, north = self.bounds
        across, down = _rotated(x, y, -self.skew) if self.skew else (x, y)
        return {
            0: (across + west, north - down),
            90: (down + west, across + south),
            180: (east - across, down + south),
            270: (east - down, north - across),
        }[self.turn]

    def moved(self, box: BBox, to: Frame) -> BBox:
        """Return the smallest box in another frame of the same page that contains a box of this one."""
        if self == to:
            return box
        x0, top, x1, bottom = box
        corners = [to.seen(*self.filed(x, y)) for x, y in ((x0, top), (x1, top), (x0, bottom), (x1, bottom))]
        across, down = zip(*corners, strict=True)
        return min(across), min(down), max(across), max(down)


def _rotated(x: float, y: float, angle: float) -> Point:
    cosine, sine = math.cos(angle), math.sin(angle)
    return x * cosine + y * sine, y * cosine - x * sine
