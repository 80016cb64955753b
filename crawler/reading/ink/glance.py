"""Glance at the figures of a letter: does the picture of their pages plainly show each one as it was read?

Every letter is checked, so the check must be fast: each page with figures is drawn once, and each of their digits is
compared with its expected shape. If a document is read only in part, contradicts itself or seems to be no letter, all
text is checked, since text that is not shown may be the reason. Anything in doubt is then examined closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from typing import TypeAlias

import pypdfium2

from crawler.reading.ink.digits import chances
from crawler.reading.ink.layers import shared
from crawler.reading.ink.marks import Dots, Letters, image_share
from crawler.reading.ink.picture import Box, Shades, around, grey, on_page, scale_within
from crawler.reading.page_text import PageText
from lgsco_store.records import BBox

# Dots per point: a digit of ten points is some fourteen dots high.
_SCALE = 2.0
# Images cover at most this share of a page that is not a scan.
_SCAN = 0.4
# A word whose shade differs from its background by less than this, of 255, may be too faint to see.
_CLEAR = 60
# Digits lower than this many dots may be too small to see.
_LOW = 3
# How far above a digit the shade of the paper is sampled.
_ABOVE = 2
_LIKELY = 0.5
# If there are only a few doubtful places, each is checked again in a picture this many times as large.
_LARGER = 3
_MOST_UNSURE = 12
_AROUND = 4
_OVER = 0.4
_Placed: TypeAlias = tuple[Dots, str]
_DIGIT = re.compile(r"[0-9]")
_WORD = re.compile(r"[^\W\d_]+")


def is_doubtful(page: pypdfium2.PdfPage, text: PageText, places: Iterable[BBox], *, turn: int, whole: bool) -> bool:
    """Return whether a page fails to show plainly the text in these places, or all of its text if ``whole`` is true.

    ``turn`` is the counter-clockwise rotation of most of the page's text as shown, in degrees and a multiple of 90.
    """
    scale = scale_within(page, _SCALE)
    within = [(x0 * scale, top * scale, x1 * scale, bottom * scale) for x0, top, x1, bottom in places]
    letters = Letters(page, text, scale)
    rows = None if whole else _rows(within)
    digits, words = _digits(letters, rows), _words(letters, rows)
    figures, labels = (digits, words) if whole else (_inside(digits, within), _inside(words, within))
    if _overlap([box for box, _ in (*figures, *labels)]):
        return True
    if not figures and not labels:
        return False
    part = on_page(page, scale, _surrounded([box for box, _ in (*figures, *labels)]))
    if part[0] >= part[2] or part[1] >= part[3]:
        return True
    shown = grey(page, scale, part)
    is_plain = partial(_is_plain, turn)
    unsure = [digit for digit in figures if not is_plain(shown, *digit)]
    unclear = [word for word in labels if not _is_clear(shown, word[0])]
    if len(unsure) + len(unclear) > _MOST_UNSURE:
        return True
    return not all(is_plain(*_enlarged(page, scale, box), digit) for box, digit in unsure) or not all(
        _is_clear(*_enlarged(page, scale, box)) for box, _ in unclear
    )


def _enlarged(page: pypdfium2.PdfPage, scale: float, box: Dots) -> tuple[Shades, Dots]:
    """Return a larger picture of a place and its surroundings, with the box of the place in it."""
    left, top, right, bottom = box
    larger = left * _LARGER, top * _LARGER, right * _LARGER, bottom * _LARGER
    return grey(page, scale * _LARGER, _surrounded([larger])), larger


def _surrounded(boxes: Sequence[Dots]) -> Box:
    """Return the part of a page that contains all boxes, with a small margin."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return around((min(left) - _AROUND, min(top) - _AROUND, max(right) + _AROUND, max(bottom) + _AROUND))


def is_picture(page: pypdfium2.PdfPage) -> bool:
    """Return whether images cover so much of a page that it may be a scan with recognised text."""
    return image_share(page) > _SCAN


def _rows(places: Iterable[Dots]) -> list[tuple[float, float]]:
    """Return the vertical ranges of the page that contain one of the places, merged where they touch."""
    rows: list[tuple[float, float]] = []
    for _, top, _, bottom in sorted(places, key=lambda place: place[1]):
        if rows and top <= rows[-1][1]:
            rows[-1] = rows[-1][0], max(rows[-1][1], bottom)
        else:
            rows.append((top, bottom))
    return rows


def _near(
    letters: Letters, pattern: re.Pattern[str], rows: Sequence[tuple[float, float]] | None
) -> list[re.Match[str]]:
    """Return the matches on the rows: the boxes of their ink, which take longer to get, are requested afterwards."""
    found = pattern.finditer(letters.text)
    return list(found) if rows is None else letters.on_rows(found, rows)


def _digits(letters: Letters, rows: Sequence[tuple[float, float]] | None) -> list[_Placed]:
    found = _near(letters, _DIGIT, rows)
    boxes = letters.boxes([digit.start() for digit in found])
    return [(box, digit[0]) for box, digit in zip(boxes, found, strict=True)]


def _words(letters: Letters, rows: Sequence[tuple[float, float]] | None) -> list[_Placed]:
    """Return each word with the box around its first and its last letter."""
    found = _near(letters, _WORD, rows)
    first = letters.boxes([word.start() for word in found])
    last = letters.boxes([word.end() - 1 for word in found])
    return [
        ((min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])), word[0])
        for one, other, word in zip(first, last, found, strict=True)
    ]


def _inside(texts: Iterable[_Placed], places: Sequence[Dots]) -> list[_Placed]:
    """Return the pieces of text whose middle lies in one of the places."""
    found = []
    for box, text in texts:
        across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for left, top, right, bottom in places:
            if top <= down <= bottom and left <= across <= right:
                found.append((box, text))
                break
    return found


def _is_plain(turn: int, shown: Shades, box: Dots, digit: str) -> bool:
    """Return whether the picture shows this digit in the box."""
    left, top, right, bottom = around(box)
    if bottom - top < _LOW or not shown.holds((left, top - _ABOVE, right, bottom)):
        return False
    paper, dots = shown.at(left, top - _ABOVE), shown.part((left, top, right, bottom))
    likely = chances((right - left, bottom - top), dots, paper, turn)
    return bool(likely) and likely[int(digit)] >= _LIKELY and _is_dark_enough(dots)


def _is_clear(shown: Shades, box: Dots) -> bool:
    """Return whether something legible is drawn in the box; a line through the middle of a word crosses its letters."""
    left, top, right, bottom = shown.within(around(box))
    # Every other dot of its middle row is usually enough.
    return _has_contrast(shown.row(left, right, (top + bottom) // 2)[::2]) or _has_contrast(
        shown.part((left, top, right, bottom))
    )


# The dots of a digit are the same every time, as in ``chances``.
@lru_cache(maxsize=10_000)
def _is_dark_enough(dots: bytes) -> bool:
    return _has_contrast(dots)


def _has_contrast(dots: bytes | bytearray) -> bool:
    return bool(dots) and max(dots) - min(dots) >= _CLEAR


def _overlap(boxes: Iterable[Dots]) -> bool:
    """Return whether two pieces of text overlap."""
    above: list[Dots] = []
    for box in sorted(boxes, key=lambda box: box[1]):
        left, top, right, _ = box
        above = [other for other in above if other[3] > top]
        for other in above:
            if other[0] < right and left < other[2] and shared(box, other) > _OVER:
                return True
        above.append(box)
    return False
