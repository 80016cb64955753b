"""What is raised beside other text: a footnote mark is no part of it, and a percent sign is."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawler.reading.input.characters import LETTER_GAP, LEVEL, UNEVEN, Characters, Placed
from crawler.reading.input.meanings import SPACE
from lgsco_store.records import BBox

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


def without_marks(characters: Characters) -> Characters:
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
        and characters.size(start) < _SMALLER * characters.size(after)
        and _is_raised(characters, start, after, x0[after] - x1[end - 1])
    )


def _carrier(characters: Characters, start: int) -> int | None:
    """Return the character before digits that are raised next to it."""
    near = range(start - 1, max(-1, start - _NEAR), -1)
    before = next((at for at in near if not characters.text[at].isspace()), None)
    if before is None or not _is_raised(characters, start, before, characters.x0[start] - characters.x1[before]):
        return None
    return before


def unmarked_words(words: list[Placed]) -> list[Placed]:
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


def with_raised_signs(words: list[Placed]) -> list[Placed]:
    """Return the words with each percent sign that is raised behind a number as a part of it."""
    signs = [at for at, (text, _) in enumerate(words) if text == "%"]
    if not signs:
        return words
    # Only a number that ends near the beginning of a sign can carry it.
    numbers = sorted((box[2], at) for at, (text, box) in enumerate(words) if text[-1].isdigit())
    reach = LETTER_GAP * max((words[at][1][3] - words[at][1][1] for _, at in numbers), default=0.0)
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


def _signed(word: Placed, words: Sequence[Placed], sign: int | None) -> Placed:
    """Return a number with its sign, on the number's own line."""
    if sign is None:
        return word
    text, (left, top, _, bottom) = word
    return f"{text}%", (left, top, words[sign][1][2], bottom)


def _carries_sign(word: Placed, sign: BBox) -> bool:
    """Return whether a number ends where a sign begins, on one line with it."""
    text, (_, top, right, bottom) = word
    is_beside = text[-1].isdigit() and abs(sign[0] - right) <= LETTER_GAP * (bottom - top)
    return is_beside and top < sign[3] <= bottom + UNEVEN * (bottom - top)


def _is_raised(characters: Characters, at: int, beside: int, gap: float) -> bool:
    if characters.rows[at] == characters.rows[beside]:
        return False
    size, other = characters.size(at), characters.size(beside)
    up = characters.rows[beside][1] - characters.rows[at][1]
    return abs(gap) <= _MARK_GAP * other and _is_higher(size, other, up)


def _is_higher(size: float, other: float, up: float) -> bool:
    """Return whether a box of this size that ends this far above another is raised enough to be a footnote mark."""
    # The boxes of all letters reach equally far below their baselines, as shares of their height.
    raised = up - _BELOW * (other - size)
    least = _RAISED_SMALLER if size < _SMALLER * other else _RAISED_ALIKE
    return size <= other + LEVEL * other and least * other < raised < _MOST_RAISED * other
