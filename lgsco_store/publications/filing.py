"""What is filed in which place, and what stands in the way: the values that every kind of publication shares. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from lgsco_store.publications.inputs import Current, Fetched, Finding, ReadLetter
from lgsco_store.records import Severity, Source

_FIRST_YEAR = 1974

Place: TypeAlias = str
"""The reference that names a publication among those of its kind."""


def yearly(authority_id: int, year: int) -> Place:
    """Return the reference of what there is once for each authority and year, as the database makes it too."""
    return f"{authority_id}/{year}"


@dataclass(frozen=True, slots=True)
class Filed:
    """A publication in its place, with the capture and the reading that put it there.

    ``seen_at`` is when the run saw it, which for a page may be after its ``fetched`` bytes came.
    """

    source: Source
    place: Place
    authority_id: int | None
    slug: str | None
    year: int | None
    url: str
    seen_at: datetime
    fetched: Fetched
    reading: ReadLetter

    def finding(self, code: str, message: str) -> Finding:
        """Return what is wrong in its place."""
        return Finding(code, Severity.ERROR, message, self.slug, self.year, self.url, self.source)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A letter that a page lists and that this run did not get; ``year`` is the one that its link names.

    Or a statistics page whose year is not known.
    """

    authority_id: int
    url: str
    year: int | None

    def might_be(self, letter: Current) -> bool:
        """Whether a published letter could be this one; a link that names no year could be any."""
        if self.authority_id != letter.authority_id:
            return False
        return self.url == letter.url or self.year is None or self.year == letter.year


@dataclass(frozen=True, slots=True)
class Filing:
    """The publications of one kind that a run found, one a place, and what stood in the way of the others.

    ``not_letters`` are the captures of documents that turned out to be no letters.
    """

    filed: Mapping[Place, Filed]
    doubts: tuple[Doubt, ...]
    findings: tuple[Finding, ...]
    not_letters: tuple[int, ...] = ()


def is_possible(year: int, fetched: Fetched) -> bool:
    """Whether a publication can be about a year: the Ombudsman began in 1974, and nobody reports of years to come."""
    return _FIRST_YEAR <= year <= fetched.fetched_at.year + 1


def addresses(filed: Sequence[Filed]) -> str:
    """Return the addresses of several in one place, for a person."""
    return " and ".join(dict.fromkeys(each.url for each in filed))


def choose(filed: Sequence[Filed], current: Current | None) -> Filed:
    """Of several in one place the one already current stays, at its address if it is still there; else the first."""
    if current is None:
        return filed[0]

    def strangeness(each: Filed) -> int:
        if each.reading.document_sha256 != current.document_sha256:
            return 2
        return int(each.url != current.url)

    return min(filed, key=strangeness)
