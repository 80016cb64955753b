"""What is filed in which place, and what prevents it: the values that every kind of publication shares. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from lgsco_store.publications.inputs import Current, Fetched, Finding, ReadLetter
from lgsco_store.records import Severity, Source

_FIRST_YEAR = 1974

Place: TypeAlias = str
"""The reference that identifies a publication within its kind."""


def yearly(authority_id: int, year: int) -> Place:
    """Return the reference of a publication that exists once per authority and year, as the database also forms it."""
    return f"{authority_id}/{year}"


@dataclass(frozen=True, slots=True)
class Filed:
    """A publication in its place, with the capture and the reading that put it there.

    ``seen_at`` is when the run saw it; for a page that may be after its ``fetched`` bytes came.
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
        """Make a finding about its place."""
        return Finding(code, Severity.ERROR, message, self.slug, self.year, self.url, self.source)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A letter that a page lists but that this run did not get, or a statistics page of unknown year.

    ``year`` is the one that the link names.
    """

    authority_id: int
    url: str
    year: int | None

    def might_be(self, letter: Current) -> bool:
        """Return whether a published letter could be this one; a link without a year could be any."""
        if self.authority_id != letter.authority_id:
            return False
        return self.url == letter.url or self.year is None or self.year == letter.year


@dataclass(frozen=True, slots=True)
class Filing:
    """The publications of one kind that a run found, one per place, and what prevented the filing of others.

    ``not_letters`` are the captures of documents that turned out not to be letters.
    """

    filed: Mapping[Place, Filed]
    doubts: tuple[Doubt, ...]
    findings: tuple[Finding, ...]
    not_letters: tuple[int, ...] = ()


def is_possible(year: int, fetched: Fetched) -> bool:
    """Return whether a publication can be about a year: from 1974, when the Ombudsman began, and not a future one."""
    return _FIRST_YEAR <= year <= fetched.fetched_at.year + 1


def addresses(filed: Sequence[Filed]) -> str:
    """Return the addresses of several publications in one place, for people."""
    return " and ".join(dict.fromkeys(each.url for each in filed))


def choose(filed: Sequence[Filed], current: Current | None) -> Filed:
    """Choose from several publications in one place: the current one, preferably at its address, or the first."""
    if current is None:
        return filed[0]

    def strangeness(each: Filed) -> int:
        if each.reading.document_sha256 != current.document_sha256:
            return 2
        return int(each.url != current.url)

    return min(filed, key=strangeness)
