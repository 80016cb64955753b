"""Letters of one authority that are gone at once: pure, from what would be withdrawn and what is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lgsco_store.publications.base import Standing
from lgsco_store.publications.inputs import Current, Evidence, Finding
from lgsco_store.records import Severity


@dataclass(frozen=True, slots=True)
class Vanished:
    """An authority that would lose all of its letters, or several, at once: ``lost`` of ``standing`` ones."""

    authority_id: int
    slug: str
    lost: int
    standing: int

    def __str__(self) -> str:
        return f"{self.slug} ({self.lost} of {self.standing})"


def vanished_letters(withdrawn: Iterable[Current], current: Standing, evidence: Evidence) -> tuple[Vanished, ...]:
    """Return the authorities that would lose several letters, or their whole list, at once.

    The Ombudsman takes down single letters now and then, but never all letters of an authority: a page that is no
    longer the list, or a server in trouble, has the same effect.
    """
    lost = Counter((letter.authority_id, letter.slug) for letter in withdrawn)
    standing = Counter(letter.authority_id for letter in current.values() if not letter.withdrawn)
    listing = {listed.authority_id for listed in evidence.listed}
    return tuple(
        Vanished(authority_id, slug, count, standing[authority_id])
        for (authority_id, slug), count in sorted(lost.items(), key=str)
        if authority_id is not None and slug is not None and (count > 1 or authority_id not in listing)
    )


def kept_for_now(vanished: Iterable[Vanished]) -> Iterator[Finding]:
    """Return findings about the letters that are missing but kept until a person decides."""
    for each in vanished:
        message = (
            f"{each.lost} of {each.standing} letters are gone at once, which is a fault of the site more often than "
            f"not: they are kept; if they are gone indeed, `lgsco crawl --authority {each.slug}` and `lgsco publish` "
            "withdraw them"
        )
        yield Finding("letters_vanished", Severity.ERROR, message, each.slug)
