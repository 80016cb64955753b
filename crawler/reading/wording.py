"""Phrases and labels, found by their letters in squeezed texts.

A glyph without a meaning in its font can be up to three letters of a phrase (as many as a ligature has), and no digit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TypeAlias

from crawler.reading.squeezed_text import GLYPH, MAYBE, RAISED, TAKEN, UNKNOWN, Found, Squeezed, squeezed, squeezed_line

_VALUE = r"(?!0\d)(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
NUMBER = rf"(?<![^\s({TAKEN}])(?<!\d\x20){_VALUE}(?![^\W{RAISED}]|[.,]\d|{UNKNOWN})"
"""A number on its own, after white space: not a part of a word, an amount, or another number torn in two.

A raised digit after it is a footnote mark, and not one of its digits.
"""

# The same in text without spaces: letters may touch the number, but must belong to the phrase.
_AMONG_LETTERS = rf"(?<![^\sa-z(:{TAKEN}\x02])(?<!\d\x20){_VALUE}(?!\d|[.,]\d|\x20\d|[{UNKNOWN}\x04])"
_MAY_PRECEDE = frozenset(f"({TAKEN}")
_SPECKS = re.compile(r"(?<!\S)[-_]+(?!\S)|[^\w\s&'\u2019,()/-]|_|(?<!\S)\W*[^\W\d]\W*(?!\S)")
# Of this many letters of a phrase at most one may be an unknown glyph.
_LEAST_KNOWN = 8


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
        squeezed = squeezed_line(text)
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
    among = label.replace(UNKNOWN, GLYPH)
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
    return _SYNTAX.sub(_or_unknown, pattern.replace(UNKNOWN, GLYPH))


def _or_unknown(part: re.Match[str]) -> str:
    letter = part["letter"]
    first, second = MAYBE[0], MAYBE[1]
    # One alternative for each number of letters that a glyph may be: more would multiply with each glyph.
    return rf"(?:{letter}|{GLYPH}(?:{MAYBE})?|{first}{second}?|{second})" if letter else part.group()


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
    return (not before or before.isspace() or before in _MAY_PRECEDE or is_behind_words) and is_before_words


def _is_one_word(two: str) -> bool:
    """Return whether two characters belong to one word; a capital after a small letter begins the next one."""
    return len(two) == 2 and two.isalpha() and not (two[0].islower() and two[1].isupper())  # noqa: PLR2004
