"""Texts as they are compared: without the spaces, hyphens, quotes and case that depend on the producer.

Digits are exact: white space stays wherever it could separate two numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

TAKEN = "\0"
"""Marks each character that was removed: no phrase matches across it."""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""A glyph whose letters are unknown."""

RAISED = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
# An unknown glyph as one required letter and two optional ones.
MAYBE = "\x01\x02"
# The form of an unknown glyph in patterns and in the texts that they match: with the character itself, which is far
# from the letters, compiling a pattern takes ten times as long.
GLYPH = "\x03"
# Several in a row cannot be ligatures of one word, and match nothing.
_LOST, _MOST_UNKNOWN = "\x04", 2
# In a text longer than any letter an unknown glyph matches no letters either, since trying all takes long.
_LONGEST = 100_000
# Fonts without a map give private characters; Ghostscript swaps the bytes of letters, which then read as Chinese.
_NO_SENSE = f"{UNKNOWN}\ue000-\uf8ff\u2e80-\ud7ff"
_NONSENSE = re.compile(f"[{_NO_SENSE}]")
_MEANT = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st"}
_MEANT |= {"\ufb06": "st", "&": "and"}
_LOOSE = "\ufb00-\ufb06&"
_DASHES = "\u2010-\u2015\u2212-"
_QUOTES = "'\"`\u00b4\u2018-\u201f\u2032\u2033"
_NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_GONE = dict.fromkeys(map(ord, _NOTHING))
_APART = rf"\s{_NOTHING}{RAISED}{_QUOTES}\u2020\u2021*{_DASHES}"
# A pattern that begins with one set of characters is found faster than one that begins with alternatives. The dash that
# ends a set must stay at its end: between others it would mean all that lies between them.
_RUN = re.compile(rf"([{_LOOSE}{_NO_SENSE}{_APART}](?:(?<=[{_APART}])[{_APART}]*|(?<=[{_NO_SENSE}])[{_NO_SENSE}]*)?)")
_UNSEEN = re.compile(rf"[{_NOTHING}\u2020\u2021*]+|[{RAISED}]+|[{_QUOTES}]")
_WHITE = re.compile(r"\s+")
_ONE_WHITE = frozenset(" \n")
_NO_BREAK = re.compile(r"[^\n]")
_ONE_DASH = re.compile(rf"\s*[{_DASHES}]+\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found in a text: its place there and in the text as compared, and its named parts with their places."""

    start: int
    end: int
    among: tuple[int, int]
    groups: dict[str, str | None]


@dataclass(slots=True)
class Squeezed:
    """A text as it is compared, with the way back: ``text`` has letters in lower case and no space beside them.

    Removing a part also removes it from its ``source``, where the ends of rows stay.
    """

    source: str
    text: str
    starts: list[int]
    origins: list[int]
    unknown: bool = field(init=False)

    def __post_init__(self) -> None:
        """Look for unknown glyphs, once."""
        self.unknown = len(self.text) <= _LONGEST and UNKNOWN in self.text

    @property
    def matched(self) -> str:
        """Return the text in the form that patterns match."""
        return self.text.replace(UNKNOWN, GLYPH) if self.unknown else self.text

    @classmethod
    def of(cls, source: str) -> Squeezed:
        """Squeeze a text: remove what makes no difference."""
        return cls(source, *_compared(source))

    def take(self, found: Found) -> None:
        """Remove a phrase that was found."""
        self._blank(found.among, (found.start, found.end))

    def drop(self, start: int, end: int) -> None:
        """Remove a part of the source."""
        self._blank((self._place(start), self._place(end)), (start, end))

    def _blank(self, among: tuple[int, int], place: tuple[int, int]) -> None:
        self.text = self.text[: among[0]] + TAKEN * (among[1] - among[0]) + self.text[among[1] :]
        blank = _NO_BREAK.sub(TAKEN, self.source[slice(*place)])
        self.source = self.source[: place[0]] + blank + self.source[place[1] :]

    def _place(self, at: int) -> int:
        """Return where the part of the source from ``at`` on begins among the squeezed characters."""
        index = bisect_right(self.origins, at) - 1
        here = self.starts[index] + at - self.origins[index]
        return min(here, self.starts[index + 1]) if index + 1 < len(self.starts) else here

    def origin(self, at: int) -> int:
        """Return the place of a character of the squeezed text in the source."""
        index = bisect_right(self.starts, at) - 1
        here = self.origins[index] + at - self.starts[index]
        return min(here, self.origins[index + 1] - 1) if index + 1 < len(self.origins) else here


def squeezed(text: str) -> str:
    """Return a label in the form that is compared."""
    return squeezed_line(text.strip()).text


@lru_cache(maxsize=4096)
def squeezed_line(text: str) -> Squeezed:
    """Return a label or a line that is never changed, and that many phrases are compared with."""
    return Squeezed.of(text)


def _lowered(text: str) -> str:
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


@lru_cache(maxsize=16)
def _compared(source: str) -> tuple[str, list[int], list[int]]:
    """Squeeze a text, with the way back; cached, since several phrases in turn are looked for in the same text."""
    plain = _lowered(source)
    parts = _RUN.split(plain)
    origins = [0, *accumulate(map(len, parts[:-1]))]
    runs = zip(parts[1::2], origins[1::2], origins[2::2], strict=True)
    # A mark at the end is next to the first run as well, at -1: no neighbour is missing. Most runs are one space in
    # prose, and asking about each of them elsewhere takes as long as all the rest.
    around = plain + TAKEN
    parts[1::2] = [
        ""
        if run in _ONE_WHITE and (around[start - 1].isalpha() or around[end].isalpha())
        else _kept(run, around[start - 1], around[end])
        for run, start, end in runs
    ]
    return "".join(parts), [0, *accumulate(map(len, parts[:-1]))], origins


def _kept(run: str, before: str, after: str) -> str:
    """Return what remains of a run between two characters; one character is never replaced by one other."""
    instead = _instead(run, before, after)
    return run if len(run) == len(instead) == 1 else instead


def _is_letter(character: str) -> bool:
    return character.isalpha() or character == "&" or _NONSENSE.match(character) is not None


def _instead(run: str, before: str, after: str) -> str:
    """Return the replacement for a run of insignificant characters, judging by the characters around it."""
    if run in _MEANT:
        return _MEANT[run]
    if _NONSENSE.match(run):
        return (UNKNOWN + MAYBE) * len(run) if len(run) <= _MOST_UNKNOWN else _LOST
    left, right = _is_letter(before), _is_letter(after)
    if run == " ":
        return "" if left or right else run
    if before.isdigit() and after.isdigit():
        return _WHITE.sub(_one_space, run.translate(_GONE))
    rest = _UNSEEN.sub("", run)
    if left and right and (not rest.strip() or _ONE_DASH.fullmatch(rest)):
        return ""
    rest = _WHITE.sub(_one_space, rest)
    rest = rest.lstrip() if left else rest
    return rest.rstrip() if right else rest


def _one_space(white: re.Match[str]) -> str:
    return "\n" if "\n" in white.group() else " "
