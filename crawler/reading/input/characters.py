"""The characters of a page, as an engine places them."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import sub
from typing import TypeAlias

from lgsco_store.records import BBox

# The gap, as a share of the line's height, that separates two words even if the producer wrote no space.
WORD_GAP = 0.14
# Letters of one word touch, even if an engine infers something between them.
LETTER_GAP = 0.05
# How much higher, lower or larger a letter may be than the others of its word, as a share of its height.
UNEVEN = 0.25
# The digits of one number are level; digits that are not are parts of two.
LEVEL = 0.06
# The second drawing of text that makes it bold is shifted by less than this share of its height.
SHIFT = 0.12

Edges: TypeAlias = list[float]
Row: TypeAlias = tuple[float, float]
"""Top and bottom of the characters of one line."""

Placed: TypeAlias = tuple[str, BBox]
"""Letters with the box around them."""


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of ``text`` with their edges, in points from the top left, in the direction of reading.

    ``rows`` follow from the baseline and font size alone, so that they are the same for all letters of a line. The
    letters of a ligature share one place.
    """

    text: str
    x0: Edges
    x1: Edges
    rows: list[Row]
    gaps: Edges = field(init=False)

    def __post_init__(self) -> None:
        """Work out the gap from each character to the next."""
        object.__setattr__(self, "gaps", list(map(sub, self.x0[1:], self.x1)))

    def placed(self, start: int, end: int) -> Placed:
        """Return characters of one height with the box around them."""
        top, bottom = self.rows[start]
        return self.text[start:end], (self.x0[start], top, self.x1[end - 1], bottom)

    def touch(self, start: int, end: int) -> bool:
        """Return whether all characters of a run have one height, and each closely follows the one before it."""
        length = end - start
        if length == 1:
            return True
        top, bottom = row = self.rows[start]
        gaps, size = self.gaps[start : end - 1], bottom - top
        is_close = -SHIFT * size < min(gaps) and max(gaps) <= WORD_GAP * size
        return is_close and self.rows[start:end].count(row) == length

    def size(self, at: int) -> float:
        """Return the height of a character's row."""
        top, bottom = self.rows[at]
        return bottom - top
