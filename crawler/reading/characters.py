"""The characters of one page as pdfium has them, asked for in a few sweeps over all of them."""

from __future__ import annotations

import ctypes
import re
from array import array
from collections.abc import Iterable
from dataclasses import replace
from itertools import repeat
from struct import iter_unpack, unpack
from typing import Any

import pypdfium2
from pypdfium2 import raw

from crawler.reading.document import UnreadableError
from crawler.reading.ink.sight import Sight
from crawler.reading.upright import Glyphs
from crawler.reading.words import MEANT, SPACE, UNKNOWN

# A megabyte of characters is a hundred letters.
MAX_CHARACTERS = 1_000_000

# Only what may be part of a number is asked whether its font says so itself, since asking takes time.
_COUNTING = re.compile(r"[\d.,%]")
_DIGIT = re.compile(r"\d")
# By how much, as a share of its size, the ink of a raised digit begins above the baseline; that of others never does.
_RAISED = 0.2

_BOX, _MATRIX = ctypes.sizeof(raw.FS_RECTF), ctypes.sizeof(raw.FS_MATRIX)


def _swift(function: Any, result: type = ctypes.c_int, *more: type) -> Any:
    """A function of pdfium that takes addresses: the binding of pypdfium2 wraps each pointer, which takes longer."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *more)(address)


_place = _swift(raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p)
_matrix = _swift(raw.FPDFText_GetMatrix, ctypes.c_int, ctypes.c_void_p)
_ink = _swift(raw.FPDFText_GetCharBox, ctypes.c_int, *[ctypes.c_void_p] * 4)
_size = _swift(raw.FPDFText_GetFontSize, ctypes.c_double)


def read(page: pypdfium2.PdfPage, sight: Sight | None = None) -> Glyphs:
    """Every character of a page, in the producer's order; raises what says that there are too many.

    Those that a close look at the page did not find are spaces, or unknown.
    """
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MAX_CHARACTERS:
            raise UnreadableError("too_large", f"A page of the PDF holds {count} characters: no letter has as many.")
        handle = ctypes.cast(text.raw, ctypes.c_void_p).value
        letters = _believed(_letters(text.raw, count).translate(MEANT), text)
        if sight is not None:
            letters = _with(_with(letters, sight.blank, SPACE), sight.unknown, UNKNOWN)
        return _without_marks(handle, _swept(handle, letters))
    finally:
        text.close()


def _swept(handle: int | None, letters: str) -> Glyphs:
    """The letters with their places; one without a place is a space."""
    count = len(letters)
    boxes, matrices = ctypes.create_string_buffer(count * _BOX), ctypes.create_string_buffer(count * _MATRIX)
    box, matrix = ctypes.addressof(boxes), ctypes.addressof(matrices)
    placed = list(map(_place, repeat(handle), range(count), range(box, box + count * _BOX, _BOX)))
    placed += map(_matrix, repeat(handle), range(count), range(matrix, matrix + count * _MATRIX, _MATRIX))
    sizes = map(_size, repeat(handle), range(count))
    if not all(placed):
        known = zip(letters, placed, placed[count:], strict=False)
        letters = "".join([letter if is_placed and is_set else SPACE for letter, is_placed, is_set in known])
    numbers = array("f", matrices.raw[: count * _MATRIX]).tolist()
    turned = [four for (four,) in iter_unpack("16s8x", matrices.raw[: count * _MATRIX])]
    edges = array("f", boxes.raw[: count * _BOX]).tolist()
    return Glyphs(letters, edges, list(zip(turned, sizes, strict=True)), numbers[4::6], numbers[5::6])


def _without_marks(handle: int | None, glyphs: Glyphs) -> Glyphs:
    """The glyphs with a space for each digit whose own shape is raised: some fonts have marks of notes as glyphs."""
    corners = (ctypes.c_double * 4)()
    left, right, bottom, top = (ctypes.addressof(corners) + 8 * at for at in range(4))
    marks = []
    for found in _DIGIT.finditer(glyphs.letters):
        at = found.start()
        _, _, c, d = unpack("4f", glyphs.kinds[at][0])
        if _ink(handle, at, left, right, bottom, top):
            x0, x1, y0, y1 = corners
            lowest = min(c * x0, c * x1) + min(d * y0, d * y1) - c * glyphs.x[at] - d * glyphs.y[at]
            if lowest > _RAISED * abs(glyphs.kinds[at][1]) * (c * c + d * d):
                marks.append(at)
    return replace(glyphs, letters=_with(glyphs.letters, marks, SPACE)) if marks else glyphs


def _with(letters: str, places: Iterable[int], instead: str) -> str:
    changed = list(letters)
    for at in places:
        changed[at] = instead
    return "".join(changed)


def _letters(handle: object, count: int) -> str:
    """The page's text, one character for each that pdfium counts."""
    units = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(handle, 0, count, units)
    text = bytes(units).decode("utf-16-le", "surrogatepass")
    # What pdfium leaves out of the text would shift all that follows against its place, and so would a pair.
    if written == len(text) == count + 1:
        return text[:count]
    return "".join(map(chr, map(raw.FPDFText_GetUnicode, repeat(handle), range(count))))


def _believed(letters: str, text: pypdfium2.PdfTextPage) -> str:
    """Where a font says no letter for a glyph, pdfium gives the glyph's number, which may look like a digit."""
    guessed = [
        found.start()
        for found in _COUNTING.finditer(letters)
        if raw.FPDFText_HasUnicodeMapError(text.raw, found.start())
    ]
    return _with(letters, guessed, UNKNOWN) if guessed else letters
