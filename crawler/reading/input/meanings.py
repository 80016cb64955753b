"""What the characters that an engine returns mean."""

from __future__ import annotations

import re

SPACE, BREAK = " ", "\n"
"""A space that the producer wrote, and a place where an engine infers the end of a word or a line."""
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""Represents a glyph whose letters the file does not give: one letter, or the few of a ligature."""

# Half of a surrogate pair is not a character; a control or private-use character says which glyph is drawn, not which
# letter it is.
_MEANT = (
    dict.fromkeys((*range(0x01, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xF900)), UNKNOWN)
    # Ghostscript swaps the two bytes of each letter of a ligature; a result that is not a letter is not trusted.
    | dict.fromkeys(range(0x3100, 0x10000, 0x100), UNKNOWN)
    | {ord(letter) << 8: letter for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    | dict.fromkeys((0x00, 0x09, 0x20, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000), SPACE)
    | dict.fromkeys((0x0A, 0x0D), BREAK)
    # The first two are pdfium's markers for a hyphen at the end of a line.
    | dict.fromkeys((0x02, 0xFFFE, 0xAD), "-")
    # A raised digit is a footnote mark, and not a digit of the number before it.
    | dict.fromkeys((0xB2, 0xB3, 0xB9, *range(0x2070, 0x207A)), SPACE)
)

# Signs between the digits of one number: a thin space groups them, and a point may be raised.
_GROUPING, _RAISED_POINT = "\u2009\u202f", "\u00b7\u2219\u22c5"
_GROUPED = re.compile(rf"(?<=\d)[{_GROUPING}](?=\d{{3}}(?!\d))")
_POINTED = re.compile(rf"(?<=\d)[{_RAISED_POINT}](?=\d)")
_LEADER = re.compile(r"(?:[._\N{HORIZONTAL ELLIPSIS}]\s?){4,}")
_LEADERS = ("....", ". . . .", "____", "\N{HORIZONTAL ELLIPSIS}" * 4)


def meant(letters: str) -> str:
    """Return the characters of an engine as they are meant, one for each."""
    if any(sign in letters for sign in _GROUPING):
        letters = _GROUPED.sub(",", letters)
    if any(sign in letters for sign in _RAISED_POINT):
        letters = _POINTED.sub(".", letters)
    return letters.translate(_MEANT)


def has_leaders(text: str) -> bool:
    """Return whether dots may lead from a label to its value: most pages have none, and to look closer takes long."""
    return any(dots in text for dots in _LEADERS)


def without_leaders(text: str) -> str:
    """Return a text with spaces for the dots that lead from labels to values."""
    return _LEADER.sub(lambda dots: SPACE * len(dots[0]), text)
