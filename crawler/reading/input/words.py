"""Join characters into words. Written for speed, since every character of every letter passes through here.

A run of characters that touch one another on one line becomes a word without looking at each of them. Only a run with a
jump is split, character by character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import starmap

from crawler.reading.input.characters import LETTER_GAP, LEVEL, SHIFT, UNEVEN, WORD_GAP, Characters, Placed
from crawler.reading.input.document import Word
from crawler.reading.input.meanings import BREAK, SPACE, has_leaders, without_leaders
from crawler.reading.input.raised import unmarked_words, with_raised_signs, without_marks
from lgsco_store.records import BBox

_RUN = re.compile(rf"[^{SPACE}{BREAK}]+")
# The normal gap between letters of a run, which is measured on a few gaps, comes on top of the gap between words.
_FEW_GAPS, _WIDEST_SPACING = 3, 0.5
# How far the tail of a letter, such as that of a Q, reaches under the next ones.
_OVERHANG = 0.8
# A digit that reaches further under the next one is written over it.
_DIGIT_OVERHANG = 0.2


def join_characters(characters: Characters) -> list[Word]:
    """Return the words, each once, in the order of the characters."""
    if has_leaders(characters.text):
        characters = replace(characters, text=without_leaders(characters.text))
    characters = without_marks(characters)
    text = characters.text
    found: list[Placed] = []
    end = 0
    for run in _RUN.finditer(text):
        start, last = run.span()
        parts = [characters.placed(start, last)] if characters.touch(start, last) else _parted(characters, start, last)
        if found and SPACE not in text[end:start] and _goes_on(found[-1], parts[0]):
            parts[0] = _united(found.pop(), parts[0])
        found += parts
        end = last
    return list(starmap(Word, unmarked_words(with_raised_signs(_drawn_once(found)))))


def _goes_on(word: Placed, part: Placed) -> bool:
    """Return whether a word continues with a part that an engine separates from it."""
    return _follows(word[1], part[1], LETTER_GAP) and _is_level(word, part)


def _parted(characters: Characters, start: int, end: int) -> list[Placed]:
    """Return a run of characters as words: a new one begins where characters are not close together."""
    found = [characters.placed(start, start + 1)]
    gap = WORD_GAP + _spacing(characters, start, end)
    for at in range(start + 1, end):
        one, before = characters.placed(at, at + 1), characters.placed(at - 1, at)
        if one[1] == before[1] and one[0].isalpha():
            found[-1] = (found[-1][0] + one[0], found[-1][1])
        elif one[0] == before[0] and _is_over(one[1], before[1]):
            continue
        elif _follows(found[-1][1], one[1], gap) and _is_level(before, one):
            found[-1] = _united(found[-1], one)
        else:
            found.append(one)
    return found


def _spacing(characters: Characters, start: int, end: int) -> float:
    """Return the usual gap between the letters of a run, as a share of the height: letters may be spaced out."""
    size, gaps = characters.size(start), sorted(characters.gaps[start : end - 1])
    usual = gaps[len(gaps) // 2] / size if len(gaps) >= _FEW_GAPS and size > 0 else 0.0
    return min(max(usual, 0.0), _WIDEST_SPACING)


def _follows(word: BBox, box: BBox, gap: float) -> bool:
    """Return whether a character closely follows a word, on the same line and of about the same size."""
    size = box[3] - box[1]
    return (
        -_OVERHANG * size < box[0] - word[2] <= gap * size
        and abs(word[3] - box[3]) <= UNEVEN * size
        and abs(word[1] - box[1]) <= UNEVEN * size
    )


def _is_level(before: Placed, behind: Placed) -> bool:
    """Return whether two pieces of a word are level and side by side, as the digits of a number must be."""
    if not (before[0][-1].isdigit() and behind[0][0].isdigit()):
        return True
    (_, top, right, bottom), (left, other_top, _, other_bottom) = before[1], behind[1]
    aside = max(abs(top - other_top), abs(bottom - other_bottom))
    return aside <= LEVEL * (bottom - top) and right - left <= _DIGIT_OVERHANG * (bottom - top)


def _united(word: Placed, more: Placed) -> Placed:
    (text, (x0, top, x1, bottom)), (letters, box) = word, more
    return text + letters, (x0, min(top, box[1]), max(x1, box[2]), max(bottom, box[3]))


def _drawn_once(words: Iterable[Placed]) -> list[Placed]:
    """Return the words without repeats drawn over themselves."""
    seen: dict[str, list[BBox]] = {}
    kept = []
    for word in words:
        text, box = word
        places = seen.get(text)
        if places is None:
            seen[text] = [box]
        elif any(_is_over(box, place) for place in places):
            continue
        else:
            places.append(box)
        kept.append(word)
    return kept


def _is_over(one: BBox, other: BBox) -> bool:
    """Return whether two boxes are the same, apart from the shift that makes text look bold."""
    shift = SHIFT * (one[3] - one[1])
    return abs(one[1] - other[1]) <= shift and abs(one[0] - other[0]) <= shift and abs(one[2] - other[2]) <= 2 * shift
