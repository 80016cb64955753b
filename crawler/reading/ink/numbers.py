"""Confirm the numbers in a scan's recognised text against its picture.

Recognition may have misread them, so the ink in the place of each number is examined again: it must separate into as
many pieces as the number has characters, with paper around them, and each piece must clearly be the digit that the text
gives. If a piece is certainly another digit, the picture shows another number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from PIL import Image

from crawler.reading.ink.digits import chances
from crawler.reading.ink.marks import Dots, Mark, enclosing

Piece: TypeAlias = tuple[int, int, int, int]
"""The box around connected ink: left, top, right and bottom in dots."""

_NUMBER = re.compile(r"[\d.,]*\d%?")
_SURE, _SURELY_ANOTHER = 0.9, 0.97
# Ink differs from the paper by more than half of the greatest difference, and by at least this much of 255.
_CLEAR = 60
# How far around a number the paper is sampled, in heights of its box: recognised text is only near its picture.
_AROUND, _ASIDE = 1.0, 1.3
# Shares of a line's height. Lines, and numbers on a line, are separated by more than the first two. A speck is smaller
# than the third, and smaller than a point; a digit is higher than the fourth, a point or comma lower than the fifth.
_NEXT_LINE, _NEXT_WORD, _SPECK, _DIGIT, _POINT = 0.08, 0.3, 0.06, 0.7, 0.45
# Ink lower than this share of its text's box is a fragment.
_LEAST = 0.4
# A 1 is at most this far from the next digit, narrower than the second share, and not cut off by the picture's edge if
# it is further from it than the third.
_LOOSE, _NARROW, _CUT = 0.55, 0.5, 0.2
# Shares of a piece's own height: the stroke of a percent sign is wider than the first, two digits that touch than the
# second.
_WIDE, _WIDEST = 0.75, 0.85
# The longest word that recognition makes of a number.
_SHORT = 5


def confirm_numbers(words: Iterable[Sequence[Mark]], page: Image.Image) -> Iterator[tuple[str, Dots, bool | None]]:
    """Yield each number among the words, with the box of its text, and whether the page without its text shows it.

    It is None if the picture, in shades of grey, does not settle it.
    """
    for word in words:
        text, box = "".join(mark.letter for mark in word), enclosing(word)
        if _NUMBER.fullmatch(text):
            yield text, box, None if any(mark.turn for mark in word) else _is_shown(page, text, box)


def misread_numbers(words: Iterable[Sequence[Mark]], page: Image.Image) -> Iterator[tuple[str, Dots]]:
    """Yield each number that a grey picture certainly shows where recognition read another short word, with its box.

    A number of another length or kind is none: in a poor picture a digit is in two pieces, or two touch.
    """
    for word in words:
        text = "".join(mark.letter for mark in word)
        if len(text) <= _SHORT and not any(mark.turn for mark in word):
            box = enclosing(word)
            found = _in_place(page, box)
            shown = _spelled(*found) if found else None
            if shown is not None and shown != text and (not _NUMBER.fullmatch(text) or _are_alike(shown, text)):
                yield shown, box


def _are_alike(one: str, other: str) -> bool:
    """Return whether two numbers have equally many digits, and both or neither are rates."""
    return len(one) == len(other) and one.endswith("%") is other.endswith("%")


def _is_shown(page: Image.Image, text: str, box: Dots) -> bool | None:
    found = _in_place(page, box)
    return _spells(text, *found) if found else None


def _in_place(page: Image.Image, box: Dots) -> tuple[list[Piece], Image.Image, int] | None:
    """Return the pieces of ink in a word's place, the picture around it and the shade of its paper, if there is ink."""
    far, aside = _AROUND * (box[3] - box[1]), _ASIDE * (box[3] - box[1])
    left, top = int(box[0] - aside), int(box[1] - far)
    shades = page.crop((left, top, int(box[2] + aside) + 1, int(box[3] + far) + 1))
    count = shades.histogram()
    paper = count.index(max(count))
    present = [shade for shade, dots in enumerate(count) if dots]
    most = max(paper - present[0], present[-1] - paper)
    ink = Image.frombytes("L", shades.size, shades.tobytes().translate(_inks(paper, most)))
    pieces, beside = _pieces(ink, (box[0] - left, box[1] - top, box[2] - left, box[3] - top))
    if pieces and any(_sure_digit(piece, piece[3] - piece[1], shades, paper) for piece in beside):
        pieces = []
    return (pieces, shades, paper) if most >= _CLEAR else None


@lru_cache(maxsize=1024)
def _inks(paper: int, most: int) -> bytes:
    """Return for each shade whether it is ink, if the greatest difference from the paper is this."""
    return bytes(255 * (abs(shade - paper) > most / 2) for shade in range(256))


def _pieces(ink: Image.Image, box: Dots) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of the number at a box, from left to right, and those beside it that may be more of it.

    There are none if the number reaches the edges.
    """
    size = box[3] - box[1]
    inside = ink.crop((int(box[0]), 0, int(box[2]) + 1, ink.height))
    lines = _runs(inside.getprojection()[1], _NEXT_LINE * size)
    top, bottom = max(lines, key=lambda line: _shared(line, (box[1], box[3])), default=(0, 0))
    is_cut = top == 0 or bottom == ink.height
    if is_cut or bottom - top < _LEAST * size or _shared((top, bottom), (box[1], box[3])) <= 0:
        return [], []
    line = ink.crop((0, top, ink.width, bottom))
    words: list[list[Piece]] = [[]]
    for piece in (_inked(line, start, end) for start, end in _runs(line.getprojection()[0], 1)):
        if max(piece[2] - piece[0], piece[3] - piece[1]) > _SPECK * line.height:
            if words[-1] and piece[0] - words[-1][-1][2] >= _NEXT_WORD * line.height:
                words.append([])
            words[-1].append(piece)
    words = [word for word in words if word]
    first, last = _in_box(words, (box[0], box[2]))
    own = [piece for word in words[first:last] for piece in word]
    if not own or own[0][0] == 0 or own[-1][2] == ink.width:
        return [], []
    beside = list(_beside_a_one(words, first, last, line.size))
    return _lower(own, top), _lower(beside, top)


def _lower(pieces: Iterable[Piece], down: int) -> list[Piece]:
    return [(left, down + high, right, down + low) for left, high, right, low in pieces]


def _in_box(words: Sequence[Sequence[Piece]], box: tuple[float, float]) -> tuple[int, int]:
    """Return the first of the words whose larger part lies in a box and the one after the last, or the nearest word."""
    shares = [_shared((word[0][0], word[-1][2]), box) for word in words]
    own = [at for at, (word, share) in enumerate(zip(words, shares, strict=True)) if 2 * share > _width(word)]
    own = own or [shares.index(max(shares))] if words else []
    return (own[0], own[-1] + 1) if own else (0, 0)


def _beside_a_one(words: Sequence[Sequence[Piece]], first: int, last: int, size: tuple[int, int]) -> Iterator[Piece]:
    """Yield the pieces so close to some words that they are no words of their own if either piece there is a 1.

    A 1 is so narrow that the next digit seems to begin another word.
    """
    width, height = size
    before = [(words[first - 1], words[first - 1][-1], words[first][0])] if first else []
    after = [(words[last], words[last][0], words[last - 1][-1])] if last < len(words) else []
    for other, piece, own in before + after:
        gap = max(own[0] - piece[2], piece[0] - own[2])
        is_cut = piece[0] == 0 or piece[2] == width
        is_lone_one = len(other) == 1 and _is_narrow(piece, height) and min(piece[0], width - piece[2]) >= _CUT * height
        if gap < _LOOSE * height and not is_cut and (is_lone_one or _is_narrow(own, height)):
            yield piece


def _is_narrow(piece: Piece, height: int) -> bool:
    """Return whether a piece of a line may be a 1."""
    left, high, right, low = piece
    return low - high >= _DIGIT * height and right - left < _NARROW * height


def _width(word: Sequence[Piece]) -> int:
    return word[-1][2] - word[0][0]


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


def _spelled(pieces: Sequence[Piece], shades: Image.Image, paper: int) -> str | None:
    """Return the whole number or rate that the pieces are, None if that is not certain."""
    if not pieces:
        return None
    height = max(piece[3] for piece in pieces) - min(piece[1] for piece in pieces)
    digits = ""
    for at, piece in enumerate(pieces):
        digit = _sure_digit(piece, height, shades, paper)
        if digit is None:
            return f"{digits}%" if digits and _are_sign(pieces[at:], height, is_rate=True) else None
        digits += digit
    return digits if len(digits) == 1 or digits[0] != "0" else None


def _sure_digit(piece: Piece, height: int, shades: Image.Image, paper: int) -> str | None:
    """Return the digit that a piece certainly is."""
    likely = _likely(piece, height, shades, paper)
    return str(likely.index(max(likely))) if max(likely, default=0.0) >= _SURE else None


def _likely(piece: Piece, height: int, shades: Image.Image, paper: int) -> tuple[float, ...]:
    """Return the probability of each digit for a piece of a number; none if it is a part of one, or two that touch."""
    left, top, right, bottom = piece
    if bottom - top < _DIGIT * height or right - left > _WIDEST * (bottom - top):
        return ()
    digit = shades.crop(piece)
    return chances(digit.size, digit.tobytes(), paper)


def _spells(text: str, pieces: Sequence[Piece], shades: Image.Image, paper: int) -> bool | None:
    """Return whether the pieces are the characters of a number; None if that is not certain."""
    digits = text.removesuffix("%")
    high, low = min((piece[1] for piece in pieces), default=0), max((piece[3] for piece in pieces), default=0)
    if len(pieces) < len(digits) or not _are_sign(pieces[len(digits) :], low - high, is_rate=digits != text):
        return None
    found = [
        _is_point(piece, high, low) if letter in ".," else _is_digit(letter, piece, shades, paper, low - high)
        for letter, piece in zip(digits, pieces, strict=False)
    ]
    return all(found) if None not in found else (False if False in found else None)


def _are_sign(rest: Sequence[Piece], tall: int, *, is_rate: bool) -> bool:
    """Return whether the pieces after the digits form a percent sign, whose circles may be separate from its stroke."""
    sizes = sorted((bottom - top, right - left) for left, top, right, bottom in rest)
    if not is_rate or not sizes:
        return not is_rate and not sizes
    (height, width), circles = sizes[-1], sizes[:-1]
    is_stroke = height >= _DIGIT * tall and (len(circles) == len("oo") or width > _WIDE * height)
    return len(circles) <= len("oo") and is_stroke and all(low < _DIGIT * height for low, _ in circles)


def _is_point(piece: Piece, high: int, low: int) -> bool | None:
    return (piece[3] - piece[1] <= _POINT * (low - high) and piece[1] - high >= _POINT * (low - high)) or None


def _is_digit(letter: str, piece: Piece, shades: Image.Image, paper: int, height: int) -> bool | None:
    likely = _likely(piece, height, shades, paper)
    if not likely:
        return None
    own = likely[int(letter)]
    return own >= _SURE or (False if max(likely) >= _SURELY_ANOTHER and own <= 1 - _SURELY_ANOTHER else None)
