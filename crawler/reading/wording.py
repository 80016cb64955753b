"""Compare words by their letters: spaces, hyphens, quotes and case depend on the producer.

Digits are exact: white space stays wherever it could separate two numbers. A glyph without a meaning in its font can be
up to three letters of a phrase (as many as a ligature has), and no digit.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from typing import TypeAlias

TAKEN = "\0"
"""Marks each character that was removed: no phrase matches across it."""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""A glyph whose letters are unknown."""

_RAISED = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
_VALUE = r"(?!0\d)(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"

NUMBER = rf"(?<![^\s({TAKEN}])(?<!\d\x20){_VALUE}(?![^\W{_RAISED}]|[.,]\d|{UNKNOWN})"
"""A number on its own, after white space: not a part of a word, an amount, or another number torn in two.

A raised digit after it is a footnote mark, and not one of its digits.
"""

# The same in text without spaces: letters may touch the number, but must belong to the phrase.
_AMONG_LETTERS = rf"(?<![^\sa-z(:{TAKEN}\x02])(?<!\d\x20){_VALUE}(?!\d|[.,]\d|\x20\d|[{UNKNOWN}\x04])"
_STANDS_BEFORE = frozenset(f"({TAKEN}")

# An unknown glyph as one required letter and two optional ones.
_MAYBE = "\x01\x02"
# The form of an unknown glyph in patterns and in the texts that they match: with the character itself, which is far
# from the letters, compiling a pattern takes ten times as long.
_GLYPH = "\x03"
# Several in a row cannot be ligatures of one word, and match nothing.
_LOST, _MOST_UNKNOWN = "\x04", 2
# In a text longer than any letter an unknown glyph matches no letters either, since trying all takes long.
_LONGEST = 100_000
# Fonts without a map give private characters; Ghostscript swaps the bytes of letters, which then read as Chinese.
_NONSENSE = re.compile(f"[{UNKNOWN}\ue000-\uf8ff\u2e80-\ud7ff]")
_MEANT = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st"}
_MEANT |= {"\ufb06": "st", "&": "and"}
_DASHES = "\u2010-\u2015\u2212-"
_QUOTES = "'\"`\u00b4\u2018-\u201f\u2032\u2033"
_NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_GONE = dict.fromkeys(map(ord, _NOTHING))
_RUN = re.compile(rf"([\s{_NOTHING}{_RAISED}{_QUOTES}\u2020\u2021*{_DASHES}]+|[\ufb00-\ufb06&]|{_NONSENSE.pattern}+)")
_UNSEEN = re.compile(rf"[{_NOTHING}\u2020\u2021*]+|[{_RAISED}]+|[{_QUOTES}]")
_WHITE = re.compile(r"\s+")
_ONE_WHITE = frozenset(" \n")
_NO_BREAK = re.compile(r"[^\n]")
_ONE_DASH = re.compile(rf"\s*[{_DASHES}]+\s*")
_SPECKS = re.compile(r"(?<!\S)[-_]+(?!\S)|[^\w\s&'\u2019,()/-]|_|(?<!\S)\W*[^\W\d]\W*(?!\S)")
# Of this many letters of a phrase at most one may be an unknown glyph.
_LEAST_KNOWN = 8


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
        return self.text.replace(UNKNOWN, _GLYPH) if self.unknown else self.text

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


@dataclass(frozen=True)
class Phrase:
    r"""A pattern of words in lower case, in which spaces are only for readability; ``\s?`` is a space beside a number.

    ``^`` and ``$`` at its ends match the ends of a row. Its ``beginning`` may be missing: its words are looked for
    first, which takes a tenth of the time. None of its words is part of a longer one.
    """

    words: str
    beginning: str = ""

    def finditer(self, text: Squeezed | str) -> Iterator[Found]:
        """Yield every match, from the first to the last."""
        squeezed = text if isinstance(text, Squeezed) else Squeezed.of(text)
        words, beginning = self._wild if squeezed.unknown else self._patterns
        among = squeezed.matched
        for match in words.finditer(among):
            first = max(0, match.start() - _LONGEST_BEGINNING)
            before = beginning.search(among, first, match.start()) if beginning else None
            found = self._found(squeezed, match, before)
            if found is not None and self._is_whole(squeezed.source, found):
                yield found

    def search(self, text: Squeezed | str) -> Found | None:
        """Return the first match."""
        return next(self.finditer(text), None)

    def fullmatch(self, text: str) -> Found | None:
        """Match the whole of a text, without the beginning of the phrase."""
        text = text.strip()
        first = text[:1].lower()
        if self._initial and first != self._initial and first.isascii() and first.isalpha():
            return None
        squeezed = _short(text)
        words, _ = self._wild if squeezed.unknown else self._patterns
        match = words.fullmatch(squeezed.matched)
        return self._found(squeezed, match, None) if match else None

    @cached_property
    def _initial(self) -> str:
        """Return the letter that begins the phrase in every form: most texts begin with another. Empty if it varies."""
        outside = _INSIDE.sub("", self.words)
        while (less := _GROUP.sub("", outside)) != outside:
            outside = less
        return self.words[0] if self.words[:2].isalpha() and "|" not in outside else ""

    @cached_property
    def _patterns(self) -> _Patterns:
        return _compiled(_plain(self.words), _plain(self.beginning))

    @cached_property
    def _wild(self) -> _Patterns:
        return _compiled(_with_unknown(_plain(self.words)), _with_unknown(_plain(self.beginning)))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Return the names of its groups that are numbers."""
        return frozenset(_NAMED_NUMBER.findall(self.beginning + self.words))

    def _found(self, squeezed: Squeezed, match: re.Match[str], before: re.Match[str] | None) -> Found | None:
        start, end = before.start() if before else match.start(), match.end()
        if start == end or not _is_known(squeezed.text[start:end]):
            return None
        first, last = squeezed.origin(start), squeezed.origin(end - 1) + 1
        groups: dict[str, str | None] = {}
        for part in (before, match) if before else (match,):
            for name, text in part.groupdict().items():
                one, other = part.span(name)
                place = (squeezed.origin(one), squeezed.origin(other - 1) + 1) if text else (0, 0)
                is_sound = text and (name not in self.numbers or _is_separate(squeezed.source, place, (first, last)))
                groups[name] = squeezed.source[slice(*place)] if is_sound else None
        return Found(first, last, (start, end), groups)

    def _is_whole(self, source: str, found: Found) -> bool:
        """Return whether a match is on rows of its own if it must be, and its words are not parts of others."""
        start, end = found.start, found.end
        if self.words[0] == "^" and source[source.rfind("\n", 0, start) + 1 : start].strip(_BLANK):
            return False
        if self.words[-1] == "$" and source[end:].partition("\n")[0].strip(_BLANK):
            return False
        return not _is_one_word(source[start - 1 : start + 1]) and not _is_one_word(source[end - 1 : end + 1])


_Patterns: TypeAlias = tuple[re.Pattern[str], re.Pattern[str] | None]
_LONGEST_BEGINNING = 60
_BLANK = f" \t{TAKEN}"
_SYNTAX = re.compile(r"\\.|\(\?P<\w+>|\(\?<?[:=!]|\[(?:\\.|[^\]\\])*\]|\{[\d,]*\}|(?P<letter>[a-z])")
_INSIDE, _GROUP = re.compile(r"\\.|\[[^\]]*\]"), re.compile(r"\([^()]*\)")
_NAMED_NUMBER = re.compile(r"\(\?P<(\w+)>" + re.escape(NUMBER))


def squeezed(text: str) -> str:
    """Return a label in the form that is compared."""
    return _short(text.strip()).text


@lru_cache(maxsize=4096)
def _short(text: str) -> Squeezed:
    """Return a label or a line that is never changed, and that many phrases are compared with."""
    return Squeezed.of(text)


def known_label(text: str, labels: Collection[str]) -> str:
    """Return the one of the squeezed ``labels`` that a text matches; the squeezed text if it matches none.

    With unknown glyphs it must match only one. Marks and loose letters beside its words are specks and rules of a scan;
    a colon at its end leads to a value of another kind.
    """
    label = squeezed(text)
    is_lead = text.rstrip().endswith(":")
    if label not in labels and not is_lead and (clean := _without_specks(text)) in labels:
        return clean
    unknown = label.count(UNKNOWN)
    if not unknown or len(label) - 3 * unknown < 2 * unknown:
        return label
    among = label.replace(UNKNOWN, _GLYPH)
    found = [known for known in labels if re.fullmatch(_with_unknown(re.escape(known)), among)]
    return found[0] if len(found) == 1 else label


def beginning_words(words: Iterable[str], labels: tuple[str, ...]) -> int:
    """Return how many words may begin one of the labels, compared as in ``known_label``."""
    begins = _beginnings(labels)
    return sum(
        UNKNOWN in word or squeezed(word).rstrip("-") in begins or _without_specks(word) in begins for word in words
    )


@cache
def _beginnings(labels: tuple[str, ...]) -> frozenset[str]:
    return frozenset(label[:end] for label in labels for end in range(1, len(label) + 1))


@lru_cache(maxsize=4096)
def _without_specks(text: str) -> str:
    return squeezed(_SPECKS.sub(" ", text))


@lru_cache(maxsize=1024)
def _with_unknown(pattern: str) -> str:
    """Return a pattern in which any letter may be an unknown glyph, alone or together with its neighbours."""
    return _SYNTAX.sub(_or_unknown, pattern.replace(UNKNOWN, _GLYPH))


def _or_unknown(part: re.Match[str]) -> str:
    letter = part["letter"]
    first, second = _MAYBE[0], _MAYBE[1]
    # One alternative for each number of letters that a glyph may be: more would multiply with each glyph.
    return rf"(?:{letter}|{_GLYPH}(?:{_MAYBE})?|{first}{second}?|{second})" if letter else part.group()


def _plain(words: str) -> str:
    return words.replace(NUMBER, _AMONG_LETTERS).replace(" ", "").removeprefix("^").removesuffix("$")


def _compiled(words: str, beginning: str) -> _Patterns:
    return re.compile(words), re.compile(rf"(?:{beginning})\Z") if beginning else None


def _is_known(text: str) -> bool:
    return text.count(UNKNOWN) * _LEAST_KNOWN <= len(text)


def _is_separate(source: str, place: tuple[int, int], within: tuple[int, int]) -> bool:
    """Return whether a number is on its own: white space is around it, or words of its phrase."""
    before, after = source[place[0] - 1 : place[0]], source[place[1] : place[1] + 1]
    is_behind_words = within[0] < place[0] and before.isalpha()
    is_before_words = place[1] < within[1] or not after.isalnum() or not after.isascii()
    return (not before or before.isspace() or before in _STANDS_BEFORE or is_behind_words) and is_before_words


def _is_one_word(two: str) -> bool:
    """Return whether two characters belong to one word; a capital after a small letter begins the next one."""
    return len(two) == 2 and two.isalpha() and not (two[0].islower() and two[1].isupper())  # noqa: PLR2004


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
    parts[1::2] = [_kept(run, plain[start - 1 : start], plain[end : end + 1]) for run, start, end in runs]
    return "".join(parts), [0, *accumulate(map(len, parts[:-1]))], origins


def _kept(run: str, before: str, after: str) -> str:
    """Return what remains of a run between two characters; one character is never replaced by one other."""
    if run in _ONE_WHITE and (before.isalpha() or after.isalpha()):
        return ""
    instead = _instead(run, before, after)
    return run if len(run) == len(instead) == 1 else instead


def _is_letter(character: str) -> bool:
    return character.isalpha() or character == "&" or _NONSENSE.match(character) is not None


def _instead(run: str, before: str, after: str) -> str:
    """Return the replacement for a run of insignificant characters, judging by the characters around it."""
    if run in _MEANT:
        return _MEANT[run]
    if _NONSENSE.match(run):
        return (UNKNOWN + _MAYBE) * len(run) if len(run) <= _MOST_UNKNOWN else _LOST
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
