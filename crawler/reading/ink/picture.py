"""The picture of a page, as pdfium draws it and a person sees it."""

from __future__ import annotations

import ctypes
import math
from typing import TypeAlias

import pypdfium2
from PIL import Image, ImageChops
from pypdfium2 import raw

from crawler.reading.ink.marks import Dots

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom in whole dots."""

# Pictures are never larger than this many dots: a page of any size is looked at, a huge one less closely.
_MOST = 12_000_000


def scale_within(page: pypdfium2.PdfPage, wanted: float) -> float:
    """The wanted number of dots a point, or as many as the size of the page allows."""
    width, height = page.get_size()
    return min(wanted, math.sqrt(_MOST / max(1.0, width * height)))


def picture(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    """The page in colour, ``scale`` dots a point, on white paper."""
    return _drawn(page, scale, (raw.FPDFBitmap_BGRx, "RGB", "BGRX"))


def grey(page: pypdfium2.PdfPage, scale: float, part: Box | None = None) -> Image.Image:
    """The same in shades of grey, or a part of it."""
    return _drawn(page, scale, (raw.FPDFBitmap_Gray, "L", "L"), part)


def _drawn(
    page: pypdfium2.PdfPage, scale: float, colours: tuple[int, str, str], part: Box | None = None
) -> Image.Image:
    kind, mode, order = colours
    whole = [max(1, round(side * scale)) for side in page.get_size()]
    left, top, right, bottom = part or (0, 0, *whole)
    width, height = right - left, bottom - top
    wide = width * len(order)
    dots = bytearray(b"\xff") * (wide * height)
    bitmap = raw.FPDFBitmap_CreateEx(width, height, kind, (ctypes.c_char * len(dots)).from_buffer(dots), wide)
    try:
        raw.FPDF_RenderPageBitmap(bitmap, page.raw, -left, -top, *whole, 0, 0)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return Image.frombuffer(mode, (width, height), dots, "raw", order, 0, 1)


def around(box: Dots) -> Box:
    """The whole dots that a box touches."""
    left, top, right, bottom = box
    return int(left), int(top), int(right) + 1, int(bottom) + 1


def difference(one: Image.Image, other: Image.Image) -> Image.Image:
    """How far two pictures differ, dot by dot, in the colour in which they differ most: 0 to 255."""
    red, green, blue = ImageChops.difference(one, other).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)
