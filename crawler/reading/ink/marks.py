"""The characters of a page that should leave a mark on it, each with the box of its ink in dots of a picture."""

from __future__ import annotations

import ctypes
import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, TypeAlias

import pypdfium2
from pypdfium2 import raw

Dots: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom of a box in a picture, which has a certain number of dots a point."""

_EDGE = ctypes.sizeof(ctypes.c_double)
_EDGES = 4 * _EDGE


def _swift(function: Any, *arguments: type, result: type = ctypes.c_int) -> ctypes._CFunctionType:
    """A function of pdfium that takes addresses: the binding of pypdfium2 wraps each pointer, which takes longer."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_box = _swift(raw.FPDFText_GetCharBox, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4)
_object = _swift(raw.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_int, result=ctypes.c_void_p)
_unicode = _swift(raw.FPDFText_GetUnicode, ctypes.c_void_p, ctypes.c_int, result=ctypes.c_uint)
_kind = _swift(raw.FPDFPageObj_GetType, ctypes.c_void_p)
_of_page = _swift(raw.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_int, result=ctypes.c_void_p)
_of_form = _swift(raw.FPDFFormObj_GetObject, ctypes.c_void_p, ctypes.c_ulong, result=ctypes.c_void_p)


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
    """The characters of a page, and where their ink is, in dots; ``text`` has one for each that pdfium counts."""

    def __init__(self, page: pypdfium2.PdfPage, scale: float) -> None:
        """Take the text of a page, for a picture with so many dots a point."""
        self._dots, self._turn = _to_dots(page, scale), page.get_rotation()
        self._text = page.get_textpage()
        self._handle = _address(self._text.raw)
        self.text = "".join(map(chr, map(_unicode, repeat(self._handle), range(self._text.count_chars()))))

    def close(self) -> None:
        """Give the text back to pdfium."""
        self._text.close()

    def boxes(self, indexes: Sequence[int]) -> list[Dots]:
        """The box around the ink of each of these characters; one that has no place has a box without an inside."""
        count = len(indexes)
        buffer = ctypes.create_string_buffer(count * _EDGES + 1)
        first = ctypes.addressof(buffer)
        edges = (range(at, at + count * _EDGES, _EDGES) for at in range(first, first + _EDGES, _EDGE))
        list(map(_box, repeat(self._handle), indexes, *edges))
        placed = array("d", buffer.raw[: count * _EDGES]).tolist()
        return [self._dots(left, right, low, high) for left, right, low, high in zip(*[iter(placed)] * 4, strict=True)]

    def marks(self) -> list[Mark]:
        """Every character that should be seen on the page; what pdfium adds of its own has no text object."""
        indexes = [index for index, letter in enumerate(self.text) if not letter.isspace()]
        found = zip(indexes, map(_object, repeat(self._handle), indexes), self.boxes(indexes), strict=True)
        return [
            Mark(index, self.text[index], drawn_by, box, *self._size_and_turn(index))
            for index, drawn_by, box in found
            if drawn_by and box[0] < box[2] and box[1] < box[3]
        ]

    def _size_and_turn(self, index: int) -> tuple[float, int]:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text.raw, index, matrix)
        width, height = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90
        size = abs(float(raw.FPDFText_GetFontSize(self._text.raw, index)))
        return size * min(width, height), (angle - self._turn) % 360


def text_objects(page: pypdfium2.PdfPage) -> list[int]:
    """Every text object of the page, those within forms as well."""
    return [one for one, kind, _ in _objects(page) if kind == raw.FPDF_PAGEOBJ_TEXT]


def image_share(page: pypdfium2.PdfPage) -> float:
    """The area of all images on the page, as a share of its own."""
    width, height = page.get_size()
    areas = (_area(one) * grown for one, kind, grown in _objects(page) if kind == raw.FPDF_PAGEOBJ_IMAGE)
    return float(sum(areas) / max(1.0, width * height))


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[int, int, float]]:
    """Every object on the page, within forms as well, with its kind and by how much its form makes areas larger."""
    count = raw.FPDFPage_CountObjects(page.raw)
    return _within(map(_of_page, repeat(_address(page.raw)), range(count)), 1.0)


def _within(objects: Iterable[int], grown: float) -> Iterator[tuple[int, int, float]]:
    for one in objects:
        kind = _kind(one)
        yield one, kind, grown
        if kind == raw.FPDF_PAGEOBJ_FORM:
            form = ctypes.cast(one, raw.FPDF_PAGEOBJECT)
            matrix = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(form, matrix)
            more = grown * abs(matrix.a * matrix.d - matrix.b * matrix.c)
            yield from _within(map(_of_form, repeat(one), range(raw.FPDFFormObj_CountObjects(form))), more)


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


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
