"""The names of authorities of each type in the register."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun, for one and for many."""

    one: str
    many: str


TYPES = {
    "County": Noun("county council", "county councils"),
    "Unitary authority": Noun("unitary council", "unitary councils"),
    "Metropolitan district": Noun("metropolitan borough", "metropolitan boroughs"),
    "London borough": Noun("London borough", "London boroughs"),
    "Non-metropolitan district": Noun("district council", "district councils"),
    "City corporation": Noun("City corporation", "City corporations"),
    "Combined authority": Noun("combined authority", "combined authorities"),
    "Strategic Regional Authority": Noun("regional authority", "regional authorities"),
}
"""By the register's word, in the order in which a page lists them."""

_OTHER = Noun("other authority", "other authorities")


def noun(kind: str | None) -> Noun:
    """Return the noun for authorities of a type; those without one are "other authorities"."""
    return TYPES.get(kind or "", _OTHER)
