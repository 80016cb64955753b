"""A glance at the figures of a letter: whether the picture of their pages plainly shows each as it was read.

Every letter gets one, so it must be quick: each page with figures is drawn once, and each digit of theirs compared with
what it should look like. Whatever is in doubt then gets a close look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import TypeAlias, cast

import pypdfium2
from PIL import Image

from crawler.reading.ink.digits import chances
from crawler.reading.ink.layers import shared
from crawler.reading.ink.marks import Dots, Letters, image_share
from crawler.reading.ink.picture import around, grey, scale_within
from lgsco_store.records import BBox

# Dots a point: a digit of ten points is some fourteen dots high.
_SCALE = 2.0
# The share of a page that images cover at most where the page is no scan.
_SCAN = 0.4
# A word that differs by less than this, of 255, from what it stands on may be too faint to see.
_CLEAR = 60
# Digits lower than this many dots may be too small to see.
_LOW = 3
# How far above a digit the paper is looked at.
_ABOVE = 2
_LIKELY = 0.5
# What is not plain is looked at once more in a picture so many times as large, if there is little of it.
_LARGER = 3
_MOST_UNSURE = 12
_AROUND = 4
_OVER = 0.4
_Placed: TypeAlias = tuple[Dots, str]
_DIGIT = re.compile(r"[0-9]")
_WORD = re.compile(r"[^\W\d_]+")


def is_doubtful(page: pypdfium2.PdfPage, places: Iterable[BBox], *, whole: bool) -> bool:
    """Whether a page does not plainly show the figures that stand in these places.

    Texts that stand one over the other are looked for there, or on the ``whole`` page.
    """
    scale = scale_within(page, _SCALE)
    within = [(x0 * scale, top * scale, x1 * scale, bottom * scale) for x0, top, x1, bottom in places]
    with closing(Letters(page, scale)) as letters:
        digits, words = _digits(letters), _words(letters)
    around = (digits, words) if whole else (_inside(digits, within), _inside(words, within))
    if _overlap([box for box, _ in (*around[0], *around[1])]):
        return True
    if not within:
        return False
    shown = grey(page, scale)
    unsure = [digit for digit in _inside(digits, within) if not _is_plain(shown, *digit)]
    unclear = [word for word in _inside(words, within) if not _is_clear(shown, word[0])]
    if len(unsure) + len(unclear) > _MOST_UNSURE:
        return True
    return not all(_is_plain(*_enlarged(page, scale, box), digit) for box, digit in unsure) or not all(
        _is_clear(*_enlarged(page, scale, box)) for box, _ in unclear
    )


def _enlarged(page: pypdfium2.PdfPage, scale: float, box: Dots) -> tuple[Image.Image, Dots]:
    """A larger picture of a place and its surroundings, with its box in it."""
    left, top, right, bottom = (edge * _LARGER for edge in box)
    part = around((left - _AROUND, top - _AROUND, right + _AROUND, bottom + _AROUND))
    moved = (left - part[0], top - part[1], right - part[0], bottom - part[1])
    return grey(page, scale * _LARGER, part), moved


def is_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether images cover so much of a page that it may be a scan, whose text is what was recognised in it."""
    return image_share(page) > _SCAN


def _digits(letters: Letters) -> list[_Placed]:
    found = list(_DIGIT.finditer(letters.text))
    boxes = letters.boxes([digit.start() for digit in found])
    return [(box, digit[0]) for box, digit in zip(boxes, found, strict=True)]


def _words(letters: Letters) -> list[_Placed]:
    """Each word in the box around its first and its last letter."""
    found = list(_WORD.finditer(letters.text))
    first = letters.boxes([word.start() for word in found])
    last = letters.boxes([word.end() - 1 for word in found])
    return [
        ((min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])), word[0])
        for one, other, word in zip(first, last, found, strict=True)
    ]


def _inside(texts: Iterable[_Placed], places: Sequence[Dots]) -> list[_Placed]:
    """What has its middle in one of the places."""
    found = []
    for box, text in texts:
        across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for left, top, right, bottom in places:
            if top <= down <= bottom and left <= across <= right:
                found.append((box, text))
                break
    return found


def _is_plain(shown: Image.Image, box: Dots, digit: str) -> bool:
    """Whether the picture shows this digit in the box."""
    left, top, right, bottom = around(box)
    if top < _ABOVE or bottom - top < _LOW or bottom > shown.height or left < 0 or right > shown.width:
        return False
    paper = shown.crop((left, top - _ABOVE, left + 1, top - _ABOVE + 1)).tobytes()[0]
    likely = chances(shown.crop((left, top, right, bottom)), paper)
    return bool(likely) and likely[int(digit)] >= _LIKELY


def _is_clear(shown: Image.Image, box: Dots) -> bool:
    least, most = cast("tuple[int, int]", shown.crop(around(box)).getextrema())
    return most - least >= _CLEAR


def _overlap(boxes: Iterable[Dots]) -> bool:
    """Whether two texts stand on one place."""
    above: list[Dots] = []
    for box in sorted(boxes, key=lambda box: box[1]):
        above = [other for other in above if other[3] > box[1]]
        if any(shared(box, other) > _OVER for other in above):
            return True
        above.append(box)
    return False
