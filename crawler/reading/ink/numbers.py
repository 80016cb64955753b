"""Confirm the numbers in a scan's recognised text against its picture.

Recognition may have misread them, so the ink in the place of each number is examined again: it must separate into as
many pieces as the number has characters, with paper around them, and each piece must clearly be the digit that the text
gives. If a piece is certainly another digit, the picture shows another number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from PIL import Image

from crawler.reading.ink.digits import chances
from crawler.reading.ink.marks import Dots, Mark

Piece: TypeAlias = tuple[int, int, int, int]
"""The box around connected ink: left, top, right and bottom in dots."""

_NUMBER = re.compile(r"[\d.,]*\d%?")
_SURE, _SURELY_ANOTHER = 0.9, 0.97
# Ink differs from the paper by more than half of the greatest difference, and by at least this much of 255.
_CLEAR = 60
# How far around a number the paper is sampled, in heights of its box: recognised text is only near its picture.
_AROUND = 1.0
# Shares of a line's height. Lines, and numbers on a line, are separated by more than the first two. A speck is smaller
# than the third, and smaller than a point; a digit is higher than the fourth, a point or comma lower than the fifth.
_NEXT_LINE, _NEXT_WORD, _SPECK, _DIGIT, _POINT = 0.08, 0.3, 0.06, 0.7, 0.45
# A percent sign is wider than this share of its height; a digit never is.
_WIDE = 0.75


def confirm_numbers(words: Iterable[Sequence[Mark]], page: Image.Image) -> Iterator[tuple[str, Dots, bool | None]]:
    """Yield each number among the words, with the box of its text, and whether the page without its text shows it.

    It is None if the picture does not settle it.
    """
    grey = page.convert("L")
    for word in words:
        text, box = "".join(mark.letter for mark in word), _around(word)
        if _NUMBER.fullmatch(text):
            yield text, box, None if any(mark.turn for mark in word) else _is_shown(grey, text, box)


def _around(word: Sequence[Mark]) -> Dots:
    left, top, right, bottom = zip(*(mark.box for mark in word), strict=True)
    return min(left), min(top), max(right), max(bottom)


def _is_shown(page: Image.Image, text: str, box: Dots) -> bool | None:
    far = _AROUND * (box[3] - box[1])
    left, top = int(box[0] - far), int(box[1] - far)
    shades = page.crop((left, top, int(box[2] + far) + 1, int(box[3] + far) + 1))
    count = shades.histogram()
    paper = count.index(max(count))
    contrast = shades.point([abs(shade - paper) for shade in range(256)])
    most = max(contrast.tobytes())
    ink = contrast.point([255 * (shade > most / 2) for shade in range(256)])
    pieces = _pieces(ink, (box[0] - left, box[1] - top, box[2] - left, box[3] - top))
    return _spells(pieces, text, shades, paper) if most >= _CLEAR else None


def _pieces(ink: Image.Image, box: Dots) -> list[Piece]:
    """Return the pieces of the number at a box, from left to right; none if the number reaches the edges."""
    size = box[3] - box[1]
    inside = ink.crop((int(box[0]), 0, int(box[2]) + 1, ink.height))
    lines = _runs(inside.getprojection()[1], _NEXT_LINE * size)
    top, bottom = max(lines, key=lambda line: _shared(line, (box[1], box[3])), default=(0, 0))
    if top == 0 or bottom == ink.height or _shared((top, bottom), (box[1], box[3])) <= 0:
        return []
    line = ink.crop((0, top, ink.width, bottom))
    words: list[list[Piece]] = [[]]
    for piece in (_inked(line, start, end) for start, end in _runs(line.getprojection()[0], 1)):
        if max(piece[2] - piece[0], piece[3] - piece[1]) > _SPECK * line.height:
            if words[-1] and piece[0] - words[-1][-1][2] >= _NEXT_WORD * line.height:
                words.append([])
            words[-1].append(piece)
    own = max(words, key=lambda word: _shared((word[0][0], word[-1][2]), (box[0], box[2])) if word else 0)
    if not own or own[0][0] == 0 or own[-1][2] == ink.width:
        return []
    return [(left, top + high, right, top + low) for left, high, right, low in own]


def _runs(inked: Iterable[int], gap: float) -> list[tuple[int, int]]:
    """Return where rows or columns of ink begin and end, joining those no further apart than a gap."""
    found: list[tuple[int, int]] = []
    for at in (at for at, is_inked in enumerate(inked) if is_inked):
        if found and at - found[-1][1] < gap:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def _inked(line: Image.Image, start: int, end: int) -> Piece:
    _, top, _, bottom = line.crop((start, 0, end, line.height)).getbbox() or (0, 0, 0, 0)
    return start, top, end, bottom


def _shared(one: tuple[float, float], other: tuple[float, float]) -> float:
    return min(one[1], other[1]) - max(one[0], other[0])


def _spells(pieces: Sequence[Piece], text: str, shades: Image.Image, paper: int) -> bool | None:
    """Return whether the pieces are the characters of a number; None if that is not certain."""
    digits = text.removesuffix("%")
    if len(pieces) < len(digits) or not _are_sign(pieces[len(digits) :], is_rate=digits != text):
        return None
    high, low = min(piece[1] for piece in pieces), max(piece[3] for piece in pieces)
    found = [
        _is_point(piece, high, low) if letter in ".," else _is_digit(letter, piece, shades, paper, low - high)
        for letter, piece in zip(digits, pieces, strict=False)
    ]
    return all(found) if None not in found else (False if False in found else None)


def _are_sign(rest: Sequence[Piece], *, is_rate: bool) -> bool:
    """Return whether the pieces after the digits form a percent sign, whose circles may be separate from its stroke."""
    sizes = sorted((bottom - top, right - left) for left, top, right, bottom in rest)
    if not is_rate or not sizes:
        return not is_rate and not sizes
    (height, width), circles = sizes[-1], sizes[:-1]
    is_stroke = len(circles) == len("oo") or width > _WIDE * height
    return len(circles) <= len("oo") and is_stroke and all(low < _DIGIT * height for low, _ in circles)


def _is_point(piece: Piece, high: int, low: int) -> bool | None:
    return (piece[3] - piece[1] <= _POINT * (low - high) and piece[1] - high >= _POINT * (low - high)) or None


def _is_digit(letter: str, piece: Piece, shades: Image.Image, paper: int, height: int) -> bool | None:
    digit = shades.crop(piece)
    likely = chances(digit.size, digit.tobytes(), paper)
    if piece[3] - piece[1] < _DIGIT * height or not likely:
        return None
    own = likely[int(letter)]
    return own >= _SURE or (False if max(likely) >= _SURELY_ANOTHER and own <= 1 - _SURELY_ANOTHER else None)
