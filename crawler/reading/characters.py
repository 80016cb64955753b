"""The characters of one page as pdfium has them, turned so that most of the text reads from left to right.

pdfium is asked for all places in one sweep. Characters of one text object share its matrix, so that what follows from
that (size, baseline, direction) is worked out once an object.
"""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import compress, repeat
from struct import iter_unpack, pack, unpack
from typing import Any, TypeAlias

import pypdfium2
from pypdfium2 import raw

from crawler.reading import words
from crawler.reading.document import UnreadableError, Word
from crawler.reading.frame import Frame
from crawler.reading.words import BREAK, SPACE, UNKNOWN, Characters, Edges

# A megabyte of characters is a hundred letters.
MAX_CHARACTERS = 1_000_000

# For a hyphen at the end of a line pdfium has marks of its own. Half of a pair is no character; a control character,
# or one of the area for private use, says which glyph is drawn and not which letter it is.
_MEANT = (
    dict.fromkeys((*range(0x01, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xF900)), UNKNOWN)
    # Ghostscript swaps the two bytes of each letter of a ligature; what isn't a letter then is not believed.
    | dict.fromkeys(range(0x3100, 0x10000, 0x100), UNKNOWN)
    | {ord(letter) << 8: letter for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    | dict.fromkeys((0x00, 0x09, 0x20, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000), SPACE)
    | dict.fromkeys((0x0A, 0x0D), BREAK)
    | dict.fromkeys((0x02, 0xFFFE, 0xAD), "-")
    # A raised digit is the mark of a note, and no digit of the number before it.
    | dict.fromkeys((0xB2, 0xB3, 0xB9, *range(0x2070, 0x207A)), SPACE)
)
# Only what may be part of a number is asked whether its font says so itself, since asking takes time.
_COUNTING = re.compile(r"[\d.,%]")

# How far the letters of a font reach above and below its baseline, as shares of its size; one for all fonts, since
# many fonts don't say it.
_ASCENT, _DESCENT = 0.9, 0.25
# Fonts of type 3 may have any unit: one whose letters are this much lower or higher than its size is measured.
_LIKELY = (0.3, 3.0)
# Below a sixth of a degree the two ends of a line still stand level, above five the text is meant to stand askew.
_STRAIGHT, _ASKEW = math.radians(1 / 6), math.radians(5)
# The share of a page's characters that a stamp up its margin has at most.
_STAMP = 0.1

# The edges of a box as pdfium writes them, from the bottom left of the file's page.
_LEFT, _TOP, _RIGHT, _BOTTOM = range(4)
_BOX, _MATRIX = ctypes.sizeof(raw.FS_RECTF), ctypes.sizeof(raw.FS_MATRIX)


def _swift(function: Any, result: type = ctypes.c_int, *more: type) -> Any:
    """A function of pdfium that takes addresses: the binding of pypdfium2 wraps each pointer, which takes longer."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *more)(address)


_place = _swift(raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p)
_matrix = _swift(raw.FPDFText_GetMatrix, ctypes.c_int, ctypes.c_void_p)
_size = _swift(raw.FPDFText_GetFontSize, ctypes.c_double)

# The four numbers of a matrix that say how letters are turned and stretched, and the size that these are applied to.
_Kind: TypeAlias = tuple[bytes, float]
# What pdfium adds of its own has no font.
_ADDED: _Kind = pack("4f", 1, 0, 0, 1), 1.0


@dataclass(frozen=True, slots=True)
class _Style:
    """What characters of one kind have in common: the direction in which they run, and their size in points.

    ``turn`` are the degrees, a multiple of 90, by which the page is turned clockwise to make them upright or nearly,
    and ``slope`` is what is left then, in radians, downwards to the right.
    """

    turn: int
    slope: float
    size: float
    count: int

    @property
    def is_straight(self) -> bool:
        """Whether they run along the page in one of the four directions, however askew it was laid."""
        return abs(self.slope) < _ASKEW


@dataclass(frozen=True, slots=True)
class _Raw:
    """Every character of a page as pdfium has it: its letter, the four edges of its box, its kind, and its baseline.

    ``x`` and ``y`` are a point of the baseline, as the file counts.
    """

    letters: str
    edges: Edges
    kinds: list[_Kind]
    x: Edges
    y: Edges


def read(page: pypdfium2.PdfPage) -> tuple[list[Word], Frame]:
    """The words of a page in the producer's order, with their boxes in the frame in which most of the text is read.

    Words that run in another direction come behind, each in the box that it takes up there; the little that a stamp up
    the margin has, or one across the page, is no part of a letter and left out.
    """
    characters = _characters(page)
    styles, bounds = _styles(characters), page.get_bbox()
    turns: Counter[int] = Counter()
    for style in styles.values():
        if style.is_straight:
            turns[style.turn] += style.count
    frames = [
        Frame(turn, bounds, _skew(styles, turn))
        for turn, count in turns.most_common()
        if count >= _STAMP * turns.total()
    ]
    main, *others = frames or [Frame(0, bounds)]
    found = words.joined(_in_frame(characters, styles, main))
    for frame in others:
        aside = words.joined(_in_frame(characters, styles, frame))
        found += [Word(word.text, frame.moved(word.box, main)) for word in aside if word.box]
    return found, main


def _characters(page: pypdfium2.PdfPage) -> _Raw:
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MAX_CHARACTERS:
            raise UnreadableError("too_large", f"A page of the PDF holds {count} characters: no letter has as many.")
        letters = _believed(_letters(text.raw, count).translate(_MEANT), text)
        handle = repeat(ctypes.cast(text.raw, ctypes.c_void_p).value)
        boxes, matrices = ctypes.create_string_buffer(count * _BOX), ctypes.create_string_buffer(count * _MATRIX)
        box, matrix = ctypes.addressof(boxes), ctypes.addressof(matrices)
        placed = list(map(_place, handle, range(count), range(box, box + count * _BOX, _BOX)))
        placed += map(_matrix, handle, range(count), range(matrix, matrix + count * _MATRIX, _MATRIX))
        sizes = list(map(_size, handle, range(count)))
    finally:
        text.close()
    if not all(placed):
        known = zip(letters, placed, placed[count:], strict=False)
        letters = "".join([letter if is_placed and is_set else SPACE for letter, is_placed, is_set in known])
    numbers = array("f", matrices.raw[: count * _MATRIX]).tolist()
    turned = [four for (four,) in iter_unpack("16s8x", matrices.raw[: count * _MATRIX])]
    edges = array("f", boxes.raw[: count * _BOX]).tolist()
    return _Raw(letters, edges, list(zip(turned, sizes, strict=True)), numbers[4::6], numbers[5::6])


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
    if not guessed:
        return letters
    believed = list(letters)
    for at in guessed:
        believed[at] = UNKNOWN
    return "".join(believed)


def _styles(characters: _Raw) -> dict[_Kind, _Style]:
    """The style of each kind but pdfium's own."""
    styles = {}
    for kind, count in Counter(characters.kinds).items():
        if kind != _ADDED:
            a, b, c, d = unpack("4f", kind[0])
            quarters = round(math.atan2(b, a) / (math.pi / 2))
            turn, slope = quarters % 4 * 90, quarters * math.pi / 2 - math.atan2(b, a)
            size = _measured(characters, kind, turn, abs(kind[1]) * math.hypot(c, d))
            styles[kind] = _Style(turn, slope, size, count)
    return styles


def _measured(characters: _Raw, kind: _Kind, turn: int, size: float) -> float:
    """The size of a kind, or what its highest letter says of it."""
    low, high = (share * size for share in _LIKELY)
    if low < _height(characters.edges, characters.kinds.index(kind), turn) < high:
        return size
    own = [at for at, other in enumerate(characters.kinds) if other == kind]
    highest = max(_height(characters.edges, at, turn) for at in own)
    return size if low < highest < high else highest


def _height(edges: Edges, at: int, turn: int) -> float:
    left, top, right, bottom = edges[4 * at : 4 * at + 4]
    return right - left if turn % 180 else top - bottom


def _skew(styles: Mapping[_Kind, _Style], turn: int) -> float:
    """By how much most of the text in one direction slopes."""
    own = sorted((style.slope, style.count) for style in styles.values() if style.turn == turn and style.is_straight)
    half = sum(count for _, count in own) / 2
    for slope, count in own:
        half -= count
        if half <= 0:
            return slope if abs(slope) > _STRAIGHT else 0.0
    return 0.0


def _in_frame(characters: _Raw, styles: Mapping[_Kind, _Style], frame: Frame) -> Characters:
    """The characters that run in the frame's direction, with what pdfium adds between them."""
    chosen = {kind for kind, style in styles.items() if style.turn == frame.turn and style.is_straight}
    if len(chosen) < len(styles):
        characters = _kept(characters, [kind in chosen or kind == _ADDED for kind in characters.kinds])
    letters, kinds = characters.letters, characters.kinds
    if _ADDED in kinds:
        letters = "".join([BREAK if kind == _ADDED else letter for letter, kind in zip(letters, kinds, strict=True)])
    up = {kind: _ASCENT * style.size for kind, style in styles.items()} | {_ADDED: 0.0}
    high = {kind: _ASCENT * style.size + _DESCENT * style.size for kind, style in styles.items()} | {_ADDED: 0.0}
    top = [level - up[kind] for level, kind in zip(_levels(characters, frame), kinds, strict=True)]
    bottom = [level + high[kind] for level, kind in zip(top, kinds, strict=True)]
    x0, x1 = _sides(characters, frame)
    return Characters(letters, x0, top, x1, bottom)


def _kept(characters: _Raw, keep: list[bool]) -> _Raw:
    return _Raw(
        "".join(compress(characters.letters, keep)),
        list(compress(characters.edges, [kept for kept in keep for _ in range(4)])),
        list(compress(characters.kinds, keep)),
        list(compress(characters.x, keep)),
        list(compress(characters.y, keep)),
    )


def _levels(characters: _Raw, frame: Frame) -> Edges:
    """How far down the baseline of each character lies."""
    if frame.turn == 0 and not frame.skew:
        north = frame.bounds[3]
        return [north - y for y in characters.y]
    return [down for _, down in map(frame.seen, characters.x, characters.y)]


def _sides(characters: _Raw, frame: Frame) -> tuple[Edges, Edges]:
    """Where each character begins and ends on its line; on one that slopes, the way along it is longer."""
    west, south, east, north = frame.bounds
    first, last, sign, move = {
        0: (_LEFT, _RIGHT, 1, -west),
        90: (_BOTTOM, _TOP, 1, -south),
        180: (_RIGHT, _LEFT, -1, east),
        270: (_TOP, _BOTTOM, -1, north),
    }[frame.turn]
    x0, x1 = characters.edges[first::4], characters.edges[last::4]
    if sign != 1 or move:
        x0, x1 = ([sign * edge + move for edge in side] for side in (x0, x1))
    if not frame.skew:
        return x0, x1
    sine, cosine = math.sin(frame.skew), math.cos(frame.skew)
    upright = replace(frame, skew=0.0)
    starts = map(upright.seen, characters.x, characters.y)
    along = [(y - x * sine / cosine) * sine for x, y in starts]
    x0, x1 = ([x / cosine + move for x, move in zip(side, along, strict=True)] for side in (x0, x1))
    return x0, x1
