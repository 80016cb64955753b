"""Names of authorities as tables write them: the register knows them in full, and tables may shorten their rank."""

from __future__ import annotations

import re

from lgsco_store.reference.register import Entry, match

# What a shortened rank may stand for, around the name of the place.
_RANKS = {
    "LB": ("London Borough of {}",),
    "LBC": ("London Borough of {}",),
    "RB": ("Royal Borough of {}",),
    "RBC": ("Royal Borough of {}",),
    "MBC": ("{} Metropolitan Borough Council",),
    "MDC": ("{} Metropolitan District Council",),
    "BC": ("{} Borough Council",),
    "DC": ("{} District Council",),
    "CC": ("{} County Council", "{} City Council"),
    "UA": ("{} Council",),
}
_SHORT = re.compile(
    rf"(?P<before>{'|'.join(_RANKS)}) (?:of )?(?P<place>.+)|(?P<name>.+),? \(?(?P<after>{'|'.join(_RANKS)})\)?"
)
_LIKE_A_COUNCIL = re.compile(r"\b(?:council|borough|county|city of|district|corporation)\b", re.IGNORECASE)


def authority(name: str) -> Entry | None:
    """Return the authority of the register that a table means by a name; None if it may be several, or none."""
    if (known := match(name)) is not None:
        return known
    short = _SHORT.fullmatch(name)
    if short is None:
        return None
    place, rank = (short["place"], short["before"]) if short["before"] else (short["name"], short["after"])
    found = {entry.code: entry for form in _RANKS[rank] if (entry := match(form.format(place.rstrip(","))))}
    return next(iter(found.values())) if len(found) == 1 else None


def is_like_a_council(name: str) -> bool:
    """Return whether a name has words, or the shortened rank, that only those of councils have."""
    return _LIKE_A_COUNCIL.search(name) is not None or _SHORT.fullmatch(name) is not None
