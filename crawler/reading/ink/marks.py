"""List the characters that should be visible on a page, each with the box of its ink in dots of a picture."""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat, starmap
from struct import unpack
from typing import TypeAlias

import pypdfium2
from pypdfium2 import raw

from crawler.reading.page_text import PageText, address, fast_function

Dots: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom of a box in dots of a picture, which has a known number of dots per point."""

# The edges of a character in the row of those of a page.
_LEFT, _TOP, _RIGHT, _BOTTOM = range(4)

_kind = fast_function(raw.FPDFPageObj_GetType, ctypes.c_void_p)
_mode = fast_function(raw.FPDFTextObj_GetTextRenderMode, ctypes.c_void_p)
_of_page = fast_function(raw.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_int, result=ctypes.c_void_p)
_of_form = fast_function(raw.FPDFFormObj_GetObject, ctypes.c_void_p, ctypes.c_ulong, result=ctypes.c_void_p)


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One character: its number in pdfium, its letter, the text object that draws it, and the box of its ink.

    ``size`` is its font size as drawn, in points: the smaller of the two directions. ``turn`` is its anticlockwise
    rotation in degrees, a multiple of 90, on the page as shown.
    """

    index: int
    letter: str
    object: int
    box: Dots
    size: float
    turn: int


class Letters:
    """The characters of a page and the places of their ink, in a picture with ``scale`` dots per point."""

    def __init__(self, page: pypdfium2.PdfPage, text: PageText, scale: float) -> None:
        """Read the text of a page for a picture of this scale."""
        self._dots, self._turn = to_dots(page, scale), page.get_rotation()
        self._text, self._scale = text, scale
        west, south, east, north = page.get_bbox()
        # Which of a character's edges in the file say how far down the picture it is, the smaller first, and where the
        # picture begins; numbers in the file grow down the picture or up.
        self._down = {
            0: (_BOTTOM, _TOP, north, -1),
            90: (_LEFT, _RIGHT, west, 1),
            180: (_BOTTOM, _TOP, south, 1),
            270: (_LEFT, _RIGHT, east, -1),
        }[self._turn]

    @property
    def text(self) -> str:
        """Return one character for each that pdfium counts."""
        return self._text.letters

    def boxes(self, indexes: Iterable[int]) -> list[Dots]:
        """Return the ink box of each of these characters; the box of one without a place is empty."""
        return list(starmap(self._dots, self._text.ink(indexes)))

    def on_rows(self, found: Iterable[re.Match[str]], rows: Sequence[tuple[float, float]]) -> list[re.Match[str]]:
        """Return the matches whose first character lies on a row, judging by the box that its font gives it.

        ``rows`` are separate stretches down the picture, from top to bottom.
        """
        low, high, origin, sign = self._down
        lows, highs = self._text.edges[low::4], self._text.edges[high::4]
        within = sorted(sorted(origin + sign * end / self._scale for end in row) for row in rows)
        starts, ends = [start for start, _ in within], [end for _, end in within]
        near = []
        for match in found:
            first = match.start()
            at = bisect(starts, highs[first])
            if at and lows[first] <= ends[at - 1]:
                near.append(match)
        return near

    def marks(self) -> list[Mark]:
        """Return every character that should be visible on the page; those that pdfium adds have no text object."""
        letters, objects = self.text, self._text.objects
        indexes = [index for index, letter in enumerate(letters) if objects[index] and not letter.isspace()]
        found = zip(indexes, self.boxes(indexes), self._text.drawn(indexes), strict=True)
        size_and_turn = cache(self._size_and_turn)
        return [
            Mark(index, letters[index], objects[index], box, *size_and_turn(four, size))
            for index, box, (four, _, _, size) in found
            if box[0] < box[2] and box[1] < box[3]
        ]

    def _size_and_turn(self, matrix: bytes, size: float) -> tuple[float, int]:
        a, b, c, d = unpack("4f", matrix)
        angle = round(math.degrees(math.atan2(b, a)) / 90) * 90
        return abs(size) * min(math.hypot(a, b), math.hypot(c, d)), (angle - self._turn) % 360


def enclosing(marks: Iterable[Mark]) -> Dots:
    """Return the smallest box around some marks."""
    left, top, right, bottom = zip(*(mark.box for mark in marks), strict=True)
    return min(left), min(top), max(right), max(bottom)


def text_objects(page: pypdfium2.PdfPage) -> list[int]:
    """Return every text object of the page, including those within forms."""
    return [one for one, kind, _ in _objects(page) if kind == raw.FPDF_PAGEOBJ_TEXT]


def drawn_objects(page: pypdfium2.PdfPage) -> list[int]:
    """Return every object of the page that draws something itself, including those within forms."""
    return [one for one, kind, _ in _objects(page) if kind != raw.FPDF_PAGEOBJ_FORM]


def is_invisible(text_object: int) -> bool:
    """Return whether a text object is marked as not to be drawn."""
    return bool(_mode(text_object) == raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def is_stencil(text_object: int) -> bool:
    """Return whether a text object draws nothing, but shows what is painted later in the shapes of its letters."""
    return bool(_mode(text_object) == raw.FPDF_TEXTRENDERMODE_CLIP)


def image_share(page: pypdfium2.PdfPage) -> float:
    """Return the area of all images on the page as a share of the page's area."""
    width, height = page.get_size()
    areas = (_area(one) * grown for one, kind, grown in _objects(page) if kind == raw.FPDF_PAGEOBJ_IMAGE)
    return float(sum(areas) / max(1.0, width * height))


def _objects(page: pypdfium2.PdfPage) -> Iterable[tuple[int, int, float]]:
    """Return every object on the page, including those within forms, with its kind and its form's enlargement."""
    count = raw.FPDFPage_CountObjects(page.raw)
    return _within(map(_of_page, repeat(address(page.raw)), range(count)), 1.0)


def _within(objects: Iterable[int], grown: float) -> Iterable[tuple[int, int, float]]:
    objects = list(objects)
    kinds = list(map(_kind, objects))
    found: Iterable[tuple[int, int, float]] = zip(objects, kinds, repeat(grown))
    return found if raw.FPDF_PAGEOBJ_FORM not in kinds else chain(found, *map(_of_forms, objects, kinds, repeat(grown)))


def _of_forms(one: int, kind: int, grown: float) -> Iterable[tuple[int, int, float]]:
    """Return the objects within an object, if it is a form."""
    if kind != raw.FPDF_PAGEOBJ_FORM:
        return ()
    form = ctypes.cast(one, raw.FPDF_PAGEOBJECT)
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(form, matrix)
    more = grown * abs(matrix.a * matrix.d - matrix.b * matrix.c)
    return _within(map(_of_form, repeat(one), range(raw.FPDFFormObj_CountObjects(form))), more)


def _area(one: int) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(ctypes.cast(one, raw.FPDF_PAGEOBJECT), left, bottom, right, top)
    return float((right.value - left.value) * (top.value - bottom.value))


def to_dots(page: pypdfium2.PdfPage, scale: float) -> Callable[[float, float, float, float], Dots]:
    """Return a function from left, right, bottom and top in the file to a box in the picture of the page."""
    west, south, east, north = page.get_bbox()
    turns: dict[int, Callable[[float, float, float, float], Dots]] = {
        0: lambda x0, x1, y0, y1: (
            (x0 - west) * scale,
            (north - y1) * scale,
            (x1 - west) * scale,
            (north - y0) * scale,
        ),
        90: lambda x0, x1, y0, y1: (
            (y0 - south) * scale,
            (x0 - west) * scale,
            (y1 - south) * scale,
            (x1 - west) * scale,
        ),
        180: lambda x0, x1, y0, y1: (
            (east - x1) * scale,
            (y0 - south) * scale,
            (east - x0) * scale,
            (y1 - south) * scale,
        ),
        270: lambda x0, x1, y0, y1: (
            (north - y1) * scale,
            (east - x1) * scale,
            (north - y0) * scale,
            (east - x0) * scale,
        ),
    }
    return turns[page.get_rotation()]
