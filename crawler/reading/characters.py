"""The characters of one page joined into words; written for speed, since every character of every letter passes here.

pdfium is asked for all places in one sweep, and a run of characters that touch one another on one line becomes a word
without a look at each. Only a run that jumps is taken apart, character by character.
"""

from __future__ import annotations

import ctypes
import re
from array import array
from dataclasses import dataclass
from itertools import repeat, starmap
from operator import neg, sub
from typing import TypeAlias

import pypdfium2
from pypdfium2 import raw

from crawler.reading.document import UnreadableError, Word
from lgsco_store.records import BBox

# A megabyte of characters is a hundred letters.
MAX_CHARACTERS = 1_000_000

_SPACE, _BREAK = " ", "\n"
# pdfium makes breaks up where it believes that a line ends, even inside a word where a producer places each letter; for
# a hyphen at the end of a line it has marks of its own. Half of a pair is no character.
_MEANT = (
    dict.fromkeys((0x20, 0xA0, 0x09, 0x00), _SPACE)
    | dict.fromkeys((0x0A, 0x0D), _BREAK)
    | dict.fromkeys((0x02, 0xFFFE, 0xAD), "-")
    | dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
)
_RUN = re.compile(rf"[^{_SPACE}{_BREAK}]+")
# The gap, as a share of the line's height, that parts two words even where the producer wrote no space.
_WORD_GAP = 0.25
# Letters of one word touch, whatever pdfium believes to be between them.
_LETTER_GAP = 0.05

# The edges of a box as pdfium writes them (left, top, right, bottom, from the bottom left of the file's page) that are
# x0, top, x1, bottom of the page as it is shown, turned clockwise by so many degrees; a minus where it counts the other
# way.
_LEFT, _TOP, _RIGHT, _BOTTOM = range(4)
_SHOWN = {
    0: ((_LEFT, _TOP, _RIGHT, _BOTTOM), (False, True, False, True)),
    90: ((_BOTTOM, _LEFT, _TOP, _RIGHT), (False, False, False, False)),
    180: ((_RIGHT, _BOTTOM, _LEFT, _TOP), (True, False, True, False)),
    270: ((_TOP, _RIGHT, _BOTTOM, _LEFT), (True, True, True, True)),
}

_Edges: TypeAlias = list[float]
_FourEdges: TypeAlias = tuple[_Edges, _Edges, _Edges, _Edges]
_Placed: TypeAlias = tuple[str, BBox]
_WIDE = ctypes.sizeof(raw.FS_RECTF)
# The binding that pypdfium2 makes wraps each pointer, which takes longer than the call; this one takes addresses.
_place = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)


@dataclass(frozen=True, slots=True)
class _Characters:
    """One character each of ``text``, with its four edges, still to be moved by ``across`` and ``down``.

    ``gaps`` is from each character to the next.
    """

    text: str
    edges: _FourEdges
    gaps: _Edges
    across: float
    down: float

    def placed(self, start: int, end: int) -> _Placed:
        """Characters of one height with the box around them as the page is shown."""
        left, top, right, bottom = self.edges
        across, down = self.across, self.down
        return self.text[start:end], (
            left[start] + across,
            top[start] + down,
            right[end - 1] + across,
            bottom[start] + down,
        )


def words(page: pypdfium2.PdfPage) -> list[Word]:
    """The words of a page with their boxes from the top left of the page as it is shown, in the producer's order."""
    characters = _characters(page)
    found: list[_Placed] = []
    end = 0
    for run in _RUN.finditer(characters.text):
        start = run.start()
        parts = _parted(characters, start, run.end())
        is_broken = found and _SPACE not in characters.text[end:start]
        if is_broken and _follows(found[-1][1], parts[0][1], _LETTER_GAP):
            parts[0] = _joined(found.pop(), parts[0])
        found += parts
        end = run.end()
    return list(starmap(Word, found))


def _parted(characters: _Characters, start: int, end: int) -> list[_Placed]:
    """A run of characters as one word, or as several where one does not follow close behind the one before it."""
    if _touch(characters, start, end):
        return [characters.placed(start, end)]
    found = [characters.placed(start, start + 1)]
    for at in range(start + 1, end):
        one = characters.placed(at, at + 1)
        if _follows(found[-1][1], one[1], _WORD_GAP):
            found[-1] = _joined(found[-1], one)
        else:
            found.append(one)
    return found


def _touch(characters: _Characters, start: int, end: int) -> bool:
    """Whether all characters of a run have one height, and each follows close behind the one before it."""
    length = end - start
    if length == 1:
        return True
    _, top, _, bottom = characters.edges
    if top[start:end].count(top[start]) != length or bottom[start:end].count(bottom[start]) != length:
        return False
    size, gaps = bottom[start] - top[start], characters.gaps[start : end - 1]
    return -size / 2 < min(gaps) and max(gaps) <= _WORD_GAP * size


def _follows(word: BBox, box: BBox, gap: float) -> bool:
    """Whether a character stands close behind a word, on the same line and in about the same size."""
    size = box[3] - box[1]
    return (
        -size / 2 < box[0] - word[2] <= gap * size
        and abs(word[3] - box[3]) <= _WORD_GAP * size
        and abs(word[1] - box[1]) <= _WORD_GAP * size
    )


def _joined(word: _Placed, more: _Placed) -> _Placed:
    (text, (x0, top, _, bottom)), (letters, box) = word, more
    return text + letters, (x0, min(top, box[1]), box[2], max(bottom, box[3]))


def _characters(page: pypdfium2.PdfPage) -> _Characters:
    """Every character of a page with its edges; one without a place is a space."""
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MAX_CHARACTERS:
            raise UnreadableError("too_large", f"A page of the PDF holds {count} characters: no letter has as many.")
        letters = _letters(text.raw, count).translate(_MEANT)
        boxes = (raw.FS_RECTF * count)()
        handle, address = ctypes.cast(text.raw, ctypes.c_void_p).value, ctypes.addressof(boxes)
        placed = list(map(_place, repeat(handle), range(count), range(address, address + ctypes.sizeof(boxes), _WIDE)))
    finally:
        text.close()
    if not all(placed):
        letters = "".join(letter if place else _SPACE for letter, place in zip(letters, placed, strict=True))
    return _shown(letters, array("f", bytes(boxes)).tolist(), page)


def _letters(handle: object, count: int) -> str:
    """The page's text, one character for each that pdfium counts."""
    units = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(handle, 0, count, units)
    text = bytes(units).decode("utf-16-le", "surrogatepass")
    # What pdfium leaves out of the text would shift all that follows against its place, and so would a pair.
    if written == len(text) == count + 1:
        return text[:count]
    return "".join(map(chr, map(raw.FPDFText_GetUnicode, repeat(handle), range(count))))


def _shown(letters: str, flat: _Edges, page: pypdfium2.PdfPage) -> _Characters:
    """The characters with their edges in the order and the direction in which the page is shown."""
    turn, (west, south, east, north) = page.get_rotation(), page.get_bbox()
    order, flipped = _SHOWN[turn]
    x0, top, x1, bottom = (
        [*map(neg, flat[edge::4])] if is_flipped else flat[edge::4]
        for edge, is_flipped in zip(order, flipped, strict=True)
    )
    across, down = {0: (-west, north), 90: (-south, -west), 180: (east, -south), 270: (north, east)}[turn]
    return _Characters(letters, (x0, top, x1, bottom), list(map(sub, x0[1:], x1)), across, down)
