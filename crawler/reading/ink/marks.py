"""The characters of a page that should leave a mark on it, each with the box of its ink in dots of a picture."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain, repeat, starmap
from struct import unpack
from typing import TypeAlias

import pypdfium2
from pypdfium2 import raw

from crawler.reading.page_text import PageText, address, swift

Dots: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom of a box in a picture, which has a certain number of dots a point."""

_kind = swift(raw.FPDFPageObj_GetType, ctypes.c_void_p)
_mode = swift(raw.FPDFTextObj_GetTextRenderMode, ctypes.c_void_p)
_of_page = swift(raw.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_int, result=ctypes.c_void_p)
_of_form = swift(raw.FPDFFormObj_GetObject, ctypes.c_void_p, ctypes.c_ulong, result=ctypes.c_void_p)


@dataclass(frozen=True, slots=True)
class Mark:
    """One character: its number in pdfium, its letter, the text object that draws it, and the box around its ink.

    ``size`` is that of its font as it is drawn, in points: the smaller of the two directions. ``turn`` is by how many
    degrees, a multiple of 90, it is turned against the clock on the page as it is shown.
    """

    index: int
    letter: str
    object: int
    box: Dots
    size: float
    turn: int


class Letters:
    """The characters of a page, and where their ink is, in dots of a picture with ``scale`` dots a point."""

    def __init__(self, page: pypdfium2.PdfPage, text: PageText, scale: float) -> None:
        """Take the text of a page as it lies in a picture of it."""
        self._dots, self._turn = _to_dots(page, scale), page.get_rotation()
        self._text = text

    @property
    def text(self) -> str:
        """One character for each that pdfium counts."""
        return self._text.letters

    def boxes(self, indexes: Iterable[int]) -> list[Dots]:
        """The box around the ink of each of these characters; one that has no place has a box without an inside."""
        return list(starmap(self._dots, self._text.ink(indexes)))

    def loose(self, index: int) -> Dots:
        """The box that a character's font gives it."""
        left, top, right, bottom = self._text.edges[4 * index : 4 * index + 4]
        return self._dots(left, right, bottom, top)

    def marks(self) -> list[Mark]:
        """Every character that should be seen on the page; what pdfium adds of its own has no text object."""
        letters, objects = self.text, self._text.objects
        indexes = [index for index, letter in enumerate(letters) if objects[index] and not letter.isspace()]
        found = zip(indexes, self.boxes(indexes), self._text.drawn(indexes), strict=True)
        return [
            Mark(index, letters[index], objects[index], box, *self._size_and_turn(four, size))
            for index, box, (four, _, _, size) in found
            if box[0] < box[2] and box[1] < box[3]
        ]

    def _size_and_turn(self, matrix: bytes, size: float) -> tuple[float, int]:
        a, b, c, d = unpack("4f", matrix)
        angle = round(math.degrees(math.atan2(b, a)) / 90) * 90
        return abs(size) * min(math.hypot(a, b), math.hypot(c, d)), (angle - self._turn) % 360


def text_objects(page: pypdfium2.PdfPage) -> list[int]:
    """Every text object of the page, those within forms as well."""
    return [one for one, kind, _ in _objects(page) if kind == raw.FPDF_PAGEOBJ_TEXT]


def is_invisible(text_object: int) -> bool:
    """Whether a text object says that it is not to be drawn."""
    return bool(_mode(text_object) == raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def image_share(page: pypdfium2.PdfPage) -> float:
    """The area of all images on the page, as a share of its own."""
    width, height = page.get_size()
    areas = (_area(one) * grown for one, kind, grown in _objects(page) if kind == raw.FPDF_PAGEOBJ_IMAGE)
    return float(sum(areas) / max(1.0, width * height))


def _objects(page: pypdfium2.PdfPage) -> Iterable[tuple[int, int, float]]:
    """Every object on the page, within forms as well, with its kind and by how much its form makes areas larger."""
    count = raw.FPDFPage_CountObjects(page.raw)
    return _within(map(_of_page, repeat(address(page.raw)), range(count)), 1.0)


def _within(objects: Iterable[int], grown: float) -> Iterable[tuple[int, int, float]]:
    objects = list(objects)
    kinds = list(map(_kind, objects))
    found: Iterable[tuple[int, int, float]] = zip(objects, kinds, repeat(grown))
    return found if raw.FPDF_PAGEOBJ_FORM not in kinds else chain(found, *map(_of_forms, objects, kinds, repeat(grown)))


def _of_forms(one: int, kind: int, grown: float) -> Iterable[tuple[int, int, float]]:
    """What is within an object, if it is a form."""
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


def _to_dots(page: pypdfium2.PdfPage, scale: float) -> Callable[[float, float, float, float], Dots]:
    """From left, right, bottom and top in the file to a box in the picture of the page, which may be turned."""
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
