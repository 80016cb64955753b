"""What names say about whose a letter is: whether a printed one means another body, and whom a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from lgsco_store.reference.register import (
    EMPTY_WORDS,
    KIND_WORDS,
    Entry,
    match,
    normalised_name,
    official_names,
    peculiar_words,
)

# Other bodies use these words for what they are, now one and now another.
_BODY_WORDS = frozenset({"authority", "service", "services"})
_OTHER_KINDS = frozenset({"lbc", "mbc", "mdc", "rbc", "unitary"})
_GENERIC = EMPTY_WORDS | KIND_WORDS | _BODY_WORDS | _OTHER_KINDS
# Names that differ in one letter in five may still be one name, misread or mistyped.
_ALIKE = 0.8
# Shorter words are not names.
_LEAST_LETTERS = 3

# What a head may print behind a name without making it another body: how the letter was sent, the name's initials,
# whom it is for, and where they are.
_SENT = r"\s*[,;(\u2010-\u2015-]*\s*\b(?:sent\s+)?(?:by|via)\s+(?:e-?mail|post)\b.*"
_INITIALS = r"\s*\((?-i:[A-Z]{2,6})\)"
_ROLE = r"\s*,?\s+(?:(?:acting|interim|joint)\s+)?(?:chief executive|managing director|head of paid service)\W*"
_BUILDING = (
    r"\s*,(?:\s+[\w'\u2019.-]+){0,4}\s+"
    r"(?:hall|house|centre|offices?|buildings?|street|road|square|lane|avenue|way|quay|castle|po box \d+)\b"
    r"(?P<place>(?:\s*,.*)?)"
)
_BEHIND = re.compile(rf"(?:{_SENT}|{_INITIALS}|{_ROLE}|{_BUILDING})$", re.IGNORECASE | re.DOTALL)

# The longest names have eight words.
_MOST_WORDS = 9
_OF = re.compile(r"(?:(?:london|royal|metropolitan) )?(?:borough|city|council|county|district) of \w")


def contradict(name: str, own: str) -> bool:
    """Return whether a printed name means another body than the one with a name of its own, whatever the register says.

    It may leave out words of its own name, be mistyped or cut off, and say which kind of council it is. Any other word
    makes it another body: a pension fund, a town council, a fire authority that shares the county's name.
    """
    words, owned = _distinctive(_BEHIND.sub(_kept, name.strip())), _distinctive(own)
    missing = [word for word in owned if word not in words]
    added = [word for word in words if word not in owned and not _is_generic(word)]
    mistyped = all(any(_is_torn(word, each) for each in missing) for word in added)
    return not mistyped and not _are_alike("".join(added), "".join(missing))


def names_somebody(name: str | None) -> bool:
    """Return whether a printed name has any word of its own: "the Council" has none."""
    return bool(name and _distinctive(name))


def named_in(text: str) -> frozenset[Entry]:
    """Return the authorities of the register that a text names in full; of names within one another, the longest."""
    words = ["council" if word == "councils" else word for word in normalised_name(text).split()]
    return frozenset(_named(words))


def _named(words: list[str]) -> Iterator[Entry]:
    at = 0
    while at < len(words):
        ends = range(min(len(words), at + _MOST_WORDS), at, -1)
        found = next(((entry, end) for end in ends if (entry := _full_name(" ".join(words[at:end])))), None)
        if found is not None:
            yield found[0]
        at = found[1] if found is not None else at + 1


def _full_name(words: str) -> Entry | None:
    """Return the authority that words name as a council or by its official name: "Reading" alone may be a verb."""
    is_council = words.endswith((" council", " corporation")) or _OF.match(words)
    return match(words) if is_council or words in official_names() else None


def _kept(behind: re.Match[str]) -> str:
    """Return what follows a name and is no address after all, since it names a council."""
    return behind.group() if named_in(behind.group()) else ""


def _distinctive(name: str) -> list[str]:
    """Return the words of a name that other authorities do not have, in order."""
    words = peculiar_words(name) - _BODY_WORDS
    return [word for word in normalised_name(name).split() if word in words and len(word) >= _LEAST_LETTERS]


def _is_generic(word: str) -> bool:
    """Return whether a word says which kind of council it is, be it mistyped or cut off."""
    return any(word[0] == each[0] and _is_torn(word, each) for each in _GENERIC)


def _is_torn(word: str, whole: str) -> bool:
    """Return whether a word is another one, mistyped, misread or cut off."""
    return whole.startswith(word) or _are_alike(word, whole)


def _are_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE
