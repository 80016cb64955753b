"""Join characters into words. Written for speed, since every character of every letter passes through here.

A run of characters that touch one another on one line becomes a word without looking at each of them. Only a run with a
jump is split, character by character.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import starmap
from operator import sub
from typing import TypeAlias

from crawler.reading.input.document import Word
from crawler.reading.input.meanings import BREAK, SPACE, has_leaders, without_leaders
from lgsco_store.records import BBox

_RUN = re.compile(rf"[^{SPACE}{BREAK}]+")
# The gap, as a share of the line's height, that separates two words even if the producer wrote no space, in addition to
# the normal gap between letters of the run, which is measured on a few gaps.
_WORD_GAP = 0.14
_FEW_GAPS, _WIDEST_SPACING = 3, 0.5
# How far the tail of a letter, such as that of a Q, reaches under the next ones.
_OVERHANG = 0.8
# How much higher, lower or larger a letter may be than the others of its word, as a share of its height.
_UNEVEN = 0.25
# Letters of one word touch, even if an engine infers something between them.
_LETTER_GAP = 0.05
# A footnote mark: its number of digits; its distance from its neighbour; the minimum rise in heights of its neighbour,
# if it is smaller and if it is not; the maximum rise; and the share of a box below the baseline.
_MARK = r"[\d*\N{ASTERISK OPERATOR}\N{DAGGER}\N{DOUBLE DAGGER}]+"
_DIGITS = re.compile(rf"{_MARK}(?:,{_MARK})*")
_MOST_OF_MARK = 2
_MARK_GAP = 0.35
# Tolerance for sums of floating-point numbers.
_ROUNDING = 1e-6
# An engine may infer a space and the end of a line between a number and its footnote mark.
_NEAR = 5
_SMALLER, _RAISED_SMALLER, _RAISED_ALIKE, _MOST_RAISED = 0.85, 0.1, 0.15, 0.8
_BELOW = 0.22
# The digits of one number are level; digits that are not are parts of two.
_LEVEL = 0.06
# The second drawing of text that makes it bold is shifted by less than this share of its height.
_SHIFT = 0.12

Edges: TypeAlias = list[float]
Row: TypeAlias = tuple[float, float]
"""Top and bottom of the characters of one line."""

_Placed: TypeAlias = tuple[str, BBox]


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of ``text`` with their edges, in points from the top left, in the direction of reading.

    ``rows`` follow from the baseline and font size alone, so that they are the same for all letters of a line. The
    letters of a ligature share one place.
    """

    text: str
    x0: Edges
    x1: Edges
    rows: list[Row]
    gaps: Edges = field(init=False)

    def __post_init__(self) -> None:
        """Work out the gap from each character to the next."""
        object.__setattr__(self, "gaps", list(map(sub, self.x0[1:], self.x1)))

    def placed(self, start: int, end: int) -> _Placed:
        """Return characters of one height with the box around them."""
        top, bottom = self.rows[start]
        return self.text[start:end], (self.x0[start], top, self.x1[end - 1], bottom)

    def touch(self, start: int, end: int) -> bool:
        """Return whether all characters of a run have one height, and each closely follows the one before it."""
        length = end - start
        if length == 1:
            return True
        top, bottom = row = self.rows[start]
        gaps, size = self.gaps[start : end - 1], bottom - top
        is_close = -_SHIFT * size < min(gaps) and max(gaps) <= _WORD_GAP * size
        return is_close and self.rows[start:end].count(row) == length


def join_characters(characters: Characters) -> list[Word]:
    """Return the words, each once, in the order of the characters."""
    if has_leaders(characters.text):
        characters = replace(characters, text=without_leaders(characters.text))
    characters = _without_marks(characters)
    text = characters.text
    found: list[_Placed] = []
    end = 0
    for run in _RUN.finditer(text):
        start, last = run.span()
        parts = [characters.placed(start, last)] if characters.touch(start, last) else _parted(characters, start, last)
        if found and SPACE not in text[end:start] and _goes_on(found[-1], parts[0]):
            parts[0] = _united(found.pop(), parts[0])
        found += parts
        end = last
    return list(starmap(Word, _unmarked(_with_raised_signs(_drawn_once(found)))))


def _goes_on(word: _Placed, part: _Placed) -> bool:
    """Return whether a word continues with a part that an engine separates from it."""
    return _follows(word[1], part[1], _LETTER_GAP) and _is_level(word, part)


def _without_marks(characters: Characters) -> Characters:
    """Return the characters with a space for each footnote mark: digits that are raised beside other text.

    The character that carries a mark is then as wide as both: what follows is not further away for having a footnote.
    """
    marks = [
        (start, end)
        for found in _DIGITS.finditer(characters.text)
        for start, end in _alike(characters, *found.span())
        if _is_short(characters.text[start:end]) and _is_mark(characters, start, end)
    ]
    if not marks:
        return characters
    letters, x1 = list(characters.text), list(characters.x1)
    for start, end in marks:
        letters[start:end] = SPACE * (end - start)
        carrier = _carrier(characters, start)
        if carrier is not None:
            x1[carrier] = x1[end - 1]
    return replace(characters, text="".join(letters), x1=x1)


def _alike(characters: Characters, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return the parts of a run of digits that have one height."""
    rows, begin = characters.rows, start
    for at in range(start + 1, end + 1):
        if at == end or rows[at] != rows[begin]:
            yield begin, at
            begin = at


def _is_short(text: str) -> bool:
    """Return whether a text is no longer than a mark, or than two of them with a comma between."""
    return len(text) <= _MOST_OF_MARK or (len(text) == len("1,2") and text[1] == ",")


def _is_mark(characters: Characters, start: int, end: int) -> bool:
    """Return whether digits are raised next to the character before, or smaller and raised next to the one after."""
    if _carrier(characters, start) is not None:
        return True
    text, x0, x1 = characters.text, characters.x0, characters.x1
    after = next((at for at in range(end, min(len(text), end + _NEAR)) if not text[at].isspace()), None)
    return (
        after is not None
        and _size(characters, start) < _SMALLER * _size(characters, after)
        and _is_raised(characters, start, after, x0[after] - x1[end - 1])
    )


def _carrier(characters: Characters, start: int) -> int | None:
    """Return the character before digits that are raised next to it."""
    near = range(start - 1, max(-1, start - _NEAR), -1)
    before = next((at for at in near if not characters.text[at].isspace()), None)
    if before is None or not _is_raised(characters, start, before, characters.x0[start] - characters.x1[before]):
        return None
    return before


def _with_raised_signs(words: list[_Placed]) -> list[_Placed]:
    """Return the words with each percent sign that is raised behind a number as a part of it."""
    signs = [at for at, (text, _) in enumerate(words) if text == "%"]
    if not signs:
        return words
    # Only a number that ends near the beginning of a sign can carry it.
    numbers = sorted((box[2], at) for at, (text, box) in enumerate(words) if text[-1].isdigit())
    reach = _LETTER_GAP * max((words[at][1][3] - words[at][1][1] for _, at in numbers), default=0.0)
    signed: dict[int, int] = {}
    for sign in reversed(signs):
        box = words[sign][1]
        first, last = (bisect(numbers, (box[0] + aside,)) for aside in (-reach - _ROUNDING, reach + _ROUNDING))
        beside = sorted(at for _, at in numbers[first:last])
        before = next((at for at in beside if at not in signed and _carries_sign(words[at], box)), None)
        if before is not None:
            signed[before] = sign
    gone = set(signed.values())
    return [_signed(word, words, signed.get(at)) for at, word in enumerate(words) if at not in gone]


def _signed(word: _Placed, words: Sequence[_Placed], sign: int | None) -> _Placed:
    """Return a number with its sign, on the number's own line."""
    if sign is None:
        return word
    text, (left, top, _, bottom) = word
    return f"{text}%", (left, top, words[sign][1][2], bottom)


def _carries_sign(word: _Placed, sign: BBox) -> bool:
    """Return whether a number ends where a sign begins, on one line with it."""
    text, (_, top, right, bottom) = word
    is_beside = text[-1].isdigit() and abs(sign[0] - right) <= _LETTER_GAP * (bottom - top)
    return is_beside and top < sign[3] <= bottom + _UNEVEN * (bottom - top)


def _unmarked(words: list[_Placed]) -> list[_Placed]:
    """Return the words without footnote marks that the producer wrote as separate words."""
    short = [at for at, (text, _) in enumerate(words) if _is_short(text) and _DIGITS.fullmatch(text)]
    if not short:
        return words
    # Only a word that ends near the beginning of a mark can carry it.
    beside = sorted([(box[2], box) for text, box in words if text[-1].isalnum()])
    reach = _MARK_GAP * max([box[3] - box[1] for _, box in beside], default=0.0)
    marks = set()
    for at in short:
        box = words[at][1]
        first, last = (bisect(beside, (box[0] + aside,)) for aside in (-reach - _ROUNDING, reach + _ROUNDING))
        if any(_is_raised_box(box, other) for _, other in beside[first:last]):
            marks.add(at)
    return [word for at, word in enumerate(words) if at not in marks] if marks else words


def _is_raised_box(box: BBox, beside: BBox) -> bool:
    size, other = box[3] - box[1], beside[3] - beside[1]
    return abs(box[0] - beside[2]) <= _MARK_GAP * other and _is_higher(size, other, beside[3] - box[3])


def _size(characters: Characters, at: int) -> float:
    top, bottom = characters.rows[at]
    return bottom - top


def _is_raised(characters: Characters, at: int, beside: int, gap: float) -> bool:
    if characters.rows[at] == characters.rows[beside]:
        return False
    size, other = _size(characters, at), _size(characters, beside)
    up = characters.rows[beside][1] - characters.rows[at][1]
    return abs(gap) <= _MARK_GAP * other and _is_higher(size, other, up)


def _is_higher(size: float, other: float, up: float) -> bool:
    """Return whether a box of this size that ends this far above another is raised enough to be a footnote mark."""
    # The boxes of all letters reach equally far below their baselines, as shares of their height.
    raised = up - _BELOW * (other - size)
    least = _RAISED_SMALLER if size < _SMALLER * other else _RAISED_ALIKE
    return size <= other + _LEVEL * other and least * other < raised < _MOST_RAISED * other


def _parted(characters: Characters, start: int, end: int) -> list[_Placed]:
    """Return a run of characters as words: a new one begins where characters are not close together."""
    found = [characters.placed(start, start + 1)]
    gap = _WORD_GAP + _spacing(characters, start, end)
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
    size, gaps = _size(characters, start), sorted(characters.gaps[start : end - 1])
    usual = gaps[len(gaps) // 2] / size if len(gaps) >= _FEW_GAPS and size > 0 else 0.0
    return min(max(usual, 0.0), _WIDEST_SPACING)


def _follows(word: BBox, box: BBox, gap: float) -> bool:
    """Return whether a character closely follows a word, on the same line and of about the same size."""
    size = box[3] - box[1]
    return (
        -_OVERHANG * size < box[0] - word[2] <= gap * size
        and abs(word[3] - box[3]) <= _UNEVEN * size
        and abs(word[1] - box[1]) <= _UNEVEN * size
    )


def _is_level(before: _Placed, behind: _Placed) -> bool:
    """Return whether two pieces of a word are level, as the digits of a number must be."""
    if not (before[0][-1].isdigit() and behind[0][0].isdigit()):
        return True
    (_, top, _, bottom), (_, other_top, _, other_bottom) = before[1], behind[1]
    return max(abs(top - other_top), abs(bottom - other_bottom)) <= _LEVEL * (bottom - top)


def _united(word: _Placed, more: _Placed) -> _Placed:
    (text, (x0, top, x1, bottom)), (letters, box) = word, more
    return text + letters, (x0, min(top, box[1]), max(x1, box[2]), max(bottom, box[3]))


def _drawn_once(words: Iterable[_Placed]) -> list[_Placed]:
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
    shift = _SHIFT * (one[3] - one[1])
    return abs(one[1] - other[1]) <= shift and abs(one[0] - other[0]) <= shift and abs(one[2] - other[2]) <= 2 * shift
