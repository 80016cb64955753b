"""The addressees of a letter: names, roles and the authority, on lines of their own or all on one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from lgsco_store.records import Person
from lgsco_store.reference.register import match

_TITLES = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Professor|Prof|Councillor|Cllr|Reverend|Rev)\b\.?"
_NEXT_PERSON = re.compile(rf"\s*(?:,|;|&|\band\b)?\s+(?={_TITLES}\s)")
_TITLED = re.compile(rf"{_TITLES}\s")
# Words that begin a role. The word after a title or a first name is always a surname.
_ROLE = re.compile(
    r"(?:Acting|Assistant|Chief|Clerk|Commissioner|Corporate|Deputy|Director|Executive|Group|Head|Interim|Joint|Lead"
    r"|Leader|Managing|Monitoring|Permanent|Principal|Secretary|Senior|Service|Strategic|Temporary|Town)"
)
_ROLE_ENDS = r"(?:Executive|Director|Commissioner|Officer|Clerk|Secretary|Service|Services)"
# A lost space joins a council to its name.
_BODY = re.compile(r"(?:Council|\b(?:Borough|Corporation|Authority|City of|Agency|Transport|Homes))\b", re.IGNORECASE)
_JOINT = re.compile(r"\b(?:Council|Authority)\b.*(?:\band\b|&).*\b(?:Council|Authority)\b", re.IGNORECASE)
_OF_THE = re.compile(r"[\s,]+(?:(?:of|for)(?:\s+the)?\s*)?$")
# A narrow column or an envelope window breaks a name over at most this many lines.
_MOST_LINES = 3
_AFTER_ROLE = re.compile(rf"(?P<persons>.+\b{_ROLE_ENDS}),? (?P<authority>[^,]+)")


@dataclass(frozen=True, slots=True)
class Addressed:
    """The persons of a head in order, and its authority as printed."""

    persons: tuple[Person, ...]
    authority: str | None


def find_addressees(lines: Sequence[str], salutation: str | None) -> Addressed:
    """Extract persons and authority from the lines between date and salutation, without the postal address."""
    found = _known_authority(lines) or next(filter(None, map(_unknown_authority, range(len(lines)), lines)), None)
    if found is None:
        return Addressed(tuple(_persons(lines, salutation)), None)
    first, called, before = found
    return Addressed(tuple(_persons([*lines[:first], _OF_THE.sub("", before)], salutation)), called)


def main_addressee(persons: Sequence[Person], salutation: str | None) -> Person | None:
    """Return the person of the salutation, else the first; a person who is only greeted has no role."""
    if not persons:
        return Person(salutation, None) if salutation else None
    greeted = set((salutation or "").casefold().split())
    return next((person for person in persons if _surname(person) in greeted), persons[0])


def _surname(person: Person) -> str:
    return person.name.casefold().split()[-1]


_Place: TypeAlias = tuple[int, str, str]
"""The line where a name begins, the name, and the text before it on its first line."""


def _known_authority(lines: Sequence[str]) -> _Place | None:
    """Return the first name that the register knows, on as few lines as possible."""
    for first, more in product(range(len(lines)), range(_MOST_LINES)):
        found = _known_end(lines[first], lines[first + 1 : first + 1 + more])
        if found is not None:
            return first, *found
    return None


def _known_end(line: str, rest: Sequence[str]) -> tuple[str, str] | None:
    """Return the longest ending of a line, with all of ``rest``, that the register knows, and the text before it.

    A letter to two bodies is not one to the second.
    """
    whole = " ".join([line, *rest])
    if _JOINT.search(whole) and not match(whole):
        return None
    words = line.split()
    ends = [" ".join([*words[start:], *rest]) for start in range(len(words))]
    known = [end for end in ends if _BODY.search(end) and match(end)]
    if not known:
        return None
    plain = [end for end in known if end.split()[0] not in {"of", "the"}]
    name = next(iter(plain), known[0])
    return name, " ".join(words[: ends.index(name)])


def _unknown_authority(at: int, line: str) -> _Place | None:
    """Return the text after a role on one line, or a whole line that names a body and no person or role."""
    parted = _AFTER_ROLE.fullmatch(line)
    if parted and _BODY.search(parted["authority"]):
        return at, parted["authority"], parted["persons"]
    is_role = _ROLE.match(line) is not None or _TITLED.match(line) is not None
    return (at, line, "") if not is_role and _BODY.search(line) else None


def _persons(lines: Sequence[str], salutation: str | None) -> Iterator[Person]:
    name: str | None = None
    roles: list[str] = []
    for piece in (piece for line in lines for piece in _NEXT_PERSON.split(line) if piece.strip(" ,")):
        called, role = _parted(piece.strip(" ,"), salutation)
        if called and name:
            yield Person(name, " ".join(roles) or None)
            roles = []
        name = called or name
        roles += [role] if role else []
    if name:
        yield Person(name, " ".join(roles) or None)


def _parted(piece: str, salutation: str | None) -> tuple[str, str]:
    """Split a piece of a head into name and role; either may be empty."""
    rest = piece.removeprefix(salutation or "").strip(" ,")
    if salutation and rest != piece and (not rest or _ROLE.match(rest)):
        return salutation, rest
    words = piece.replace(",", " ,").split()
    if _ROLE.fullmatch(words[0]):
        return "", piece
    role = next((at for at, word in enumerate(words) if at > 1 and (word == "," or _ROLE.fullmatch(word))), len(words))
    return " ".join(words[:role]), " ".join(words[role:]).strip(" ,").replace(" ,", ",")
