"""Find text through which something is painted, such as a gradient: its letters show, but it draws nothing itself.

Leaving such text out of the picture makes no difference. It is drawn alone instead, in black on white, and each of its
characters must have the same shape on the page.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Sequence
from operator import mul
from typing import Any

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from crawler.reading.ink.marks import Mark, drawn_objects
from crawler.reading.ink.picture import around, picture, show

# Dots around a character, so that there is paper in the box of one that is a mere stroke.
_MARGIN = 2
# The least correlation of the shades of a character drawn alone and on the page, whichever is the darker.
_ALIKE = 0.8


def shapes(page: pypdfium2.PdfPage, stencils: Iterable[int], scale: float) -> Image.Image:
    """Draw these text objects alone, in black on white."""
    texts = set(stencils)
    others = [one for one in drawn_objects(page) if one not in texts]
    try:
        show(others, shown=False)
        for one in texts:
            raw.FPDFPageObj_SetFillColor(_handle(one), 0, 0, 0, 255)
            raw.FPDFTextObj_SetTextRenderMode(_handle(one), raw.FPDF_TEXTRENDERMODE_FILL)
        return picture(page, scale).convert("L")
    finally:
        for one in texts:
            raw.FPDFTextObj_SetTextRenderMode(_handle(one), raw.FPDF_TEXTRENDERMODE_CLIP)
        show(others, shown=True)


def is_painted(mark: Mark, alone: Image.Image, page: Image.Image, least: int) -> bool:
    """Return whether the page shows a character in the shape that it has alone, with at least this contrast of 255."""
    left, top, right, bottom = around(mark.box)
    box = left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN
    shape, found = alone.crop(box).tobytes(), page.crop(box).tobytes()
    return max(found) - min(found) >= least and abs(_correlation(shape, found)) >= _ALIKE


def _correlation(one: Sequence[int], other: Sequence[int]) -> float:
    mean, other_mean = sum(one) / len(one), sum(other) / len(other)
    away, other_away = [shade - mean for shade in one], [shade - other_mean for shade in other]
    size = math.hypot(*away) * math.hypot(*other_away)
    return sum(map(mul, away, other_away)) / size if size else 0.0


def _handle(address: int) -> Any:
    return ctypes.cast(address, raw.FPDF_PAGEOBJECT)
