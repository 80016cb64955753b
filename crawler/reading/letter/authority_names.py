"""Names of authorities as table headings print them: abbreviated, or cut off where the space ended."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from lgsco_store.reference.register import Entry, entries, match, normalised_name

REPORT_ON = re.compile(r"local authority report\s*[:\u2010-\u2015\u2212-]\s*(?P<name>.*)", re.IGNORECASE)
"""The head of a report on one authority."""

# Text after a name, on its line or on the next.
_BEHIND = re.compile(
    r"\s*\bfor(?:\s+the)?$|\s*\bfor\s+the\s+period\b.*|\s+\d{4}/\d{2}\b.*|\s*\(.*", re.IGNORECASE | re.DOTALL
)
_SHORT = {
    "DC": ("District Council",),
    "BC": ("Borough Council",),
    "MBC": ("Metropolitan Borough Council", "Borough Council"),
    "CC": ("City Council", "County Council"),
    "LB": ("London Borough of",),
    "RB": ("Royal Borough of",),
}
_WORD = re.compile(rf"\b({'|'.join(_SHORT)})\b")
# A shorter beginning matches too many names by chance.
_LEAST_LETTERS = 8
# A letter names its authority several times, and others follow about the same one: the answers for this many are kept.
_NAMES_KEPT = 1000


def name_alone(text: str) -> str:
    """Return the name that begins a text, without what heads print after it."""
    return _BEHIND.sub("", text).strip()


@lru_cache(_NAMES_KEPT)
def resolve_name(name: str) -> Entry | None:
    """Return the one registered authority that a name means: in full, abbreviated or cut off; else None."""
    return match(name) or _one(_written_out(name)) or _one(_begun(name)) or _one(_shortened(name))


def shortens(short: str, name: str) -> bool:
    """Return whether each word of a name, in order, begins a word of another, as in "King's Lynn & W Nor"."""
    return _shortens(normalised_name(short), normalised_name(name))


def _shortens(short: str, name: str) -> bool:
    words = iter(name.split())
    return all(any(word.startswith(begun) for word in words) for begun in short.split())


@cache
def _official_names() -> list[tuple[str, Entry]]:
    return [(normalised_name(entry.official_name), entry) for entry in entries()]


def _one(found: list[Entry]) -> Entry | None:
    return found[0] if len({entry.code for entry in found}) == 1 else None


def _written_out(name: str) -> list[Entry]:
    short = _WORD.search(name)
    if short is None:
        return []
    spellings = [name[: short.start()] + long + name[short.end() :] for long in _SHORT[short.group()]]
    found = [match(spelling) for spelling in spellings]
    return [entry for entry in found if entry is not None]


def _begun(name: str) -> list[Entry]:
    start = normalised_name(name)
    if len(start) < _LEAST_LETTERS:
        return []
    return [entry for official, entry in _official_names() if official.startswith(start)]


def _shortened(name: str) -> list[Entry]:
    short = normalised_name(name)
    if len(short) < _LEAST_LETTERS:
        return []
    first, *_ = short.split()
    return [entry for official, entry in _official_names() if first in official and _shortens(short, official)]
