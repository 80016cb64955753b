"""What a plan is made from: the last published state, and the evidence that one run gathered. Plain values, no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lgsco_store.records import Diagnosis, ReadingStatus, Severity, Source

GONE = frozenset({404, 410})
"""The statuses by which a site says that there is nothing at an address."""

LOOKS = 2
"""How often a run must see that there is nothing: one answer may be a slip of the server."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the address of one letter, or of one authority's page, answered.

    ``looks_gone`` counts how often the run was told that there is nothing.
    """

    capture_id: int
    url: str
    fetched_at: datetime
    status: int | None
    diagnosis: Diagnosis | None
    document_sha256: str | None
    looks_gone: int = 0

    @property
    def good(self) -> bool:
        """Whether it brought, or vouched for, a document that the archive keeps."""
        return self.diagnosis is None and self.document_sha256 is not None

    @property
    def gone(self) -> bool:
        """Whether the site said twice in a run that there is nothing at this address, and nothing else after that."""
        return self.status in GONE and self.looks_gone >= LOOKS


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """What one reading says, apart from its figures; ``head`` holds the compared fields as text, by name."""

    reading_id: int
    source: Source
    document_sha256: str
    reader_version: str
    status: ReadingStatus
    year: int | None
    text_sha256: str | None
    figures_sha256: str
    head: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Listed:
    """A letter as an authority's page lists it.

    ``code`` is the register's code of the authority, None where the register does not know it; ``year`` is the one that
    the link names, None where it names none.
    """

    authority_id: int
    slug: str
    code: str | None
    url: str
    year: int | None


@dataclass(frozen=True, slots=True)
class SeenPage:
    """An authority's page that a run read well.

    ``fetched`` is the capture that brought the text of its statistics, which may be an earlier run's: a page whose text
    stays is not kept again. ``seen_at`` is when this run saw it. ``prints`` says whether it has statistics at all.
    """

    authority_id: int
    slug: str
    url: str
    seen_at: datetime
    prints: bool
    fetched: Fetched


@dataclass(frozen=True, slots=True)
class Extent:
    """What a run may speak about; None means every authority, or every year.

    ``decided`` says that a person looks at what it would withdraw before it shows: they asked for these authorities, or
    the run is held.
    """

    authorities: frozenset[int] | None = None
    years: frozenset[int] | None = None
    decided: bool = False

    def has_authority(self, authority_id: int | None) -> bool:
        """Whether the run may speak about an authority."""
        return self.authorities is None or authority_id in self.authorities

    def has_year(self, year: int | None) -> bool:
        """Whether the run may speak about a year; one that is not known belongs only to every year."""
        return self.years is None or year in self.years

    def includes(self, publication: Current) -> bool:
        """Whether the run may speak about a publication."""
        return self.has_authority(publication.authority_id) and self.has_year(publication.year)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a run found: ``listed`` in the order of its pages, ``fetched`` by address.

    ``readings`` are by kind and document. ``read`` are the authorities whose pages and lists were read well;
    ``doubtful`` those of them of which another page, read well in the last run that was published about them, was not
    read in this one, or whose list was not followed to its end. ``pages`` are the pages themselves, and ``gone_pages``
    the addresses of those that the site said twice are gone. ``shared`` are the addresses that several authorities
    list.
    """

    extent: Extent
    listed: tuple[Listed, ...]
    fetched: Mapping[str, Fetched]
    readings: Mapping[tuple[Source, str], ReadLetter]
    read: frozenset[int]
    doubtful: frozenset[int]
    pages: tuple[SeenPage, ...] = ()
    gone_pages: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Current:
    """One publication as it stands: where it was last seen, and its last version.

    ``reference`` names it among those of its kind; authority and year are None where it has none.
    """

    publication_id: int
    source: Source
    reference: str
    authority_id: int | None
    slug: str | None
    year: int | None
    url: str
    withdrawn: bool
    last_seen_at: datetime
    number: int
    reading: ReadLetter

    @property
    def document_sha256(self) -> str:
        """The document of the last version."""
        return self.reading.document_sha256


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one run that a person should know; the code is stable, the message is not.

    ``source`` is the kind of the publication that it concerns, None where it concerns none.
    """

    code: str
    severity: Severity
    message: str
    authority_slug: str | None = None
    year: int | None = None
    url: str | None = None
    source: Source | None = None
