"""Draw a page with pdfium, as a person sees it."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import pypdfium2
from PIL import Image, ImageChops
from pypdfium2 import raw

from crawler.reading.ink.marks import Dots

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right and bottom in whole dots."""

# Pictures never have more dots than this: a page of any size is examined, a huge one at a lower resolution.
_MOST = 12_000_000


def scale_within(page: pypdfium2.PdfPage, wanted: float) -> float:
    """Return the wanted number of dots per point, or as many as the size of the page allows."""
    width, height = page.get_size()
    return min(wanted, math.sqrt(_MOST / max(1.0, width * height)))


@dataclass(frozen=True, slots=True)
class Shades:
    """A part of a page in shades of grey, row by row; ``box`` is its place in the picture of the whole page."""

    box: Box
    dots: bytearray

    def holds(self, box: Box) -> bool:
        """Return whether a box lies entirely within this part."""
        (left, top, right, bottom), (west, north, east, south) = box, self.box
        return west <= left and north <= top and right <= east and bottom <= south

    def within(self, box: Box) -> Box:
        """Return the part of a box that lies within this part."""
        if self.holds(box):
            return box
        (left, top, right, bottom), (west, north, east, south) = box, self.box
        return max(left, west), max(top, north), min(right, east), min(bottom, south)

    def at(self, across: int, down: int) -> int:
        """Return the shade of one dot that lies within this part."""
        west, north, east, _ = self.box
        return self.dots[(down - north) * (east - west) + across - west]

    def row(self, left: int, right: int, down: int) -> bytearray:
        """Return the shades between two dots of one row that lies within this part."""
        west, north, east, _ = self.box
        start = (down - north) * (east - west) - west
        return self.dots[start + left : start + right]

    def part(self, box: Box) -> bytes:
        """Return the shades in a box that lies within this part."""
        left, top, right, bottom = box
        west, north, east, _ = self.box
        wide = east - west
        first = (top - north) * wide + left - west
        starts = range(first, first + (bottom - top) * wide, wide)
        return b"".join([self.dots[start : start + right - left] for start in starts])


def on_page(page: pypdfium2.PdfPage, scale: float, box: Box) -> Box:
    """Return the part of a box that lies on the page."""
    width, height = _size(page, scale)
    return Shades((0, 0, width, height), bytearray()).within(box)


def picture(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    """Draw the page in colour, ``scale`` dots per point, on white paper."""
    size = _size(page, scale)
    dots = _drawn(page, scale, (0, 0, *size), (raw.FPDFBitmap_BGRx, 4), raw.FPDF_REVERSE_BYTE_ORDER)
    return Image.frombuffer("RGBX", size, dots, "raw", "RGBX", 0, 1)


def grey(page: pypdfium2.PdfPage, scale: float, part: Box) -> Shades:
    """Draw a part of the page in shades of grey, ``scale`` dots per point."""
    return Shades(part, _drawn(page, scale, part, (raw.FPDFBitmap_Gray, 1)))


def show(objects: Iterable[int], *, shown: bool) -> None:
    """Make objects part of the picture of their page, or leave them out of it."""
    for address in objects:
        raw.FPDFPageObj_SetIsActive(ctypes.cast(address, raw.FPDF_PAGEOBJECT), shown)


def _size(page: pypdfium2.PdfPage, scale: float) -> tuple[int, int]:
    width, height = page.get_size()
    return max(1, round(width * scale)), max(1, round(height * scale))


def _drawn(page: pypdfium2.PdfPage, scale: float, part: Box, colours: tuple[int, int], flags: int = 0) -> bytearray:
    kind, deep = colours
    left, top, right, bottom = part
    width, height = right - left, bottom - top
    dots = bytearray(b"\xff") * (width * deep * height)
    bitmap = raw.FPDFBitmap_CreateEx(width, height, kind, (ctypes.c_char * len(dots)).from_buffer(dots), width * deep)
    try:
        raw.FPDF_RenderPageBitmap(bitmap, page.raw, -left, -top, *_size(page, scale), 0, flags)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return dots


def around(box: Dots) -> Box:
    """Return the whole dots that a box touches."""
    left, top, right, bottom = box
    return int(left), int(top), int(right) + 1, int(bottom) + 1


def difference(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return the difference of two pictures, dot by dot, in the colour that differs most: 0 to 255."""
    red, green, blue, _ = ImageChops.difference(one, other).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)
