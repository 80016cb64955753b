"""The text of one page in pdfium: a row of characters, counted from 0, and the attributes of each.

Every character of every letter is looked up here, so each lookup covers all of them in one sweep.
"""

from __future__ import annotations

import ctypes
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import compress, repeat
from struct import iter_unpack
from typing import Any, TypeAlias

import pypdfium2
from pypdfium2 import raw

_POINTER, _NUMBER = ctypes.c_void_p, ctypes.c_int


def fast_function(function: Any, *arguments: type, result: type = _NUMBER) -> Any:
    """Return a pdfium function that takes addresses and keeps the interpreter lock.

    The bindings of pypdfium2 wrap each pointer and release the lock, which takes longer than most calls. Numbers and
    references may be passed without types, which halves the time of a call.
    """
    address = ctypes.cast(function, _POINTER).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def address(handle: Any) -> int:
    """Return the address of a pdfium object."""
    return ctypes.cast(handle, _POINTER).value or 0


def _reference(handle: Any) -> Any:
    """Return a pdfium object as an argument that need not be converted for each call."""
    return ctypes.byref(ctypes.c_char.from_address(address(handle)))


_object = fast_function(raw.FPDFText_GetTextObject, result=ctypes.c_size_t)
_loose = fast_function(raw.FPDFText_GetLooseCharBox)
_tight = fast_function(raw.FPDFText_GetCharBox)
_matrix = fast_function(raw.FPDFText_GetMatrix)
_size = fast_function(raw.FPDFText_GetFontSize, result=ctypes.c_double)
_unicode = fast_function(raw.FPDFText_GetUnicode, result=ctypes.c_uint)
_is_added = fast_function(raw.FPDFText_IsGenerated)
_is_guessed = fast_function(raw.FPDFText_HasUnicodeMapError)

_LOOSE, _DOUBLE = ctypes.sizeof(raw.FS_RECTF), ctypes.sizeof(ctypes.c_double)
_MATRIX = ctypes.sizeof(raw.FS_MATRIX)
_SIDES = 4


Sides: TypeAlias = tuple[float, float, float, float]
"""The edges of a character's ink, left, right, bottom and top, in points from the bottom left of the file's page."""

NOWHERE: Sides = (0.0, 0.0, 0.0, 0.0)
"""The edges of a character that has no place."""


class PageText:
    """The characters of a page, until it is closed."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        """Take the text of a page as it is now: text hidden later stays in it."""
        self._text = page.get_textpage()
        self._handle = _reference(self._text.raw)
        self._ink: dict[int, Sides] = {}
        self.count: int = self._text.count_chars()

    def close(self) -> None:
        """Return the text to pdfium."""
        self._text.close()

    @cached_property
    def letters(self) -> str:
        """Return one character for each that pdfium counts."""
        units = (ctypes.c_ushort * (self.count + 1))()
        written = raw.FPDFText_GetText(self._text.raw, 0, self.count, units)
        text = bytes(units).decode("utf-16-le", "surrogatepass")
        # A character missing from pdfium's text, or a surrogate pair, would shift all that follow against their places.
        if written == len(text) == self.count + 1:
            return text[: self.count]
        return "".join(map(chr, map(_unicode, repeat(self._handle), range(self.count))))

    @cached_property
    def objects(self) -> list[int]:
        """Return the text object that draws each character; 0 for characters that pdfium adds."""
        return list(map(_object, repeat(self._handle), range(self.count)))

    @cached_property
    def edges(self) -> Sequence[float]:
        """Return left, top, right and bottom of each character in one row, from the bottom left of the page."""
        return self._swept[0]

    @cached_property
    def placeless(self) -> list[int]:
        """Return the characters that have no place."""
        found = self._swept[1]
        return [] if all(found) else [at for at, is_placed in enumerate(found) if not is_placed]

    @cached_property
    def _swept(self) -> tuple[Sequence[float], list[int]]:
        buffer = (ctypes.c_float * (_SIDES * self.count + 1))()
        places = _places(buffer, self.count, _LOOSE)
        found = list(map(_loose, repeat(self._handle), range(self.count), places))
        return array("f", bytes(buffer)[: self.count * _LOOSE]), found

    def drawn(self, indexes: Sequence[int]) -> Iterable[tuple[bytes, float, float, float]]:
        """Return how each of some characters is drawn.

        Each result has the four numbers that rotate and stretch it, packed as single floats, a point of its baseline,
        and its font size.
        """
        buffer = ctypes.create_string_buffer(len(indexes) * _MATRIX + 1)
        places = _places(buffer, len(indexes), _MATRIX)
        deque(map(_matrix, repeat(self._handle), indexes, places), maxlen=0)
        sizes = map(_size, repeat(self._handle), indexes)
        matrices = iter_unpack("16s2f", buffer.raw[: len(indexes) * _MATRIX])
        return ((four, x, y, size) for (four, x, y), size in zip(matrices, sizes, strict=True))

    def added(self, indexes: Sequence[int]) -> list[int]:
        """Return those of some characters that pdfium adds to separate words and lines."""
        return list(compress(indexes, map(_is_added, repeat(self._handle), indexes)))

    def guessed(self, indexes: Sequence[int]) -> list[int]:
        """Return those of some characters for which the font gives no letter.

        For these pdfium returns the glyph's number, which can look like a digit.
        """
        return list(compress(indexes, map(_is_guessed, repeat(self._handle), indexes)))

    def ink(self, indexes: Iterable[int]) -> list[Sides]:
        """Return the ink box of each of some characters."""
        indexes = list(indexes)
        new = [index for index in indexes if index not in self._ink]
        if new:
            self._ink.update(zip(new, self._inked(new), strict=True))
        return [self._ink[index] for index in indexes]

    def _inked(self, indexes: Sequence[int]) -> Iterable[Sides]:
        count = len(indexes)
        buffer = (ctypes.c_double * (_SIDES * count))()
        sides = (_places(buffer, count, _SIDES * _DOUBLE, side * _DOUBLE) for side in range(_SIDES))
        deque(map(_tight, repeat(self._handle), indexes, *sides), maxlen=0)
        return zip(*[iter(buffer[:])] * _SIDES, strict=True)


def _places(buffer: Any, count: int, step: int, first: int = 0) -> Iterator[Any]:
    """Return references to places in a buffer, this many bytes apart."""
    return map(ctypes.byref, repeat(buffer), range(first, first + count * step, step))
