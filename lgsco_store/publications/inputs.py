"""The input of a plan: the last published state, and the evidence that one run gathered. Plain values, no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lgsco_store.records import CaptureKind, Diagnosis, Issue, ReadingStatus, Severity, Source

GONE = frozenset({404, 410})
"""The statuses by which a site reports that an address does not exist."""

LOOKS = 2
"""How often a run must see such a status: a single one may be a server error."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer of the address of one letter, or of one authority's page.

    ``looks_gone`` counts how often it was answered that it does not exist. ``seen_at`` is when the address was
    seen to show the same as the bytes of ``fetched_at``, which were kept.
    """

    capture_id: int
    url: str
    fetched_at: datetime
    status: int | None
    diagnosis: Diagnosis | None
    document_sha256: str | None
    looks_gone: int = 0
    seen_at: datetime | None = None

    @property
    def good(self) -> bool:
        """Return whether it brought, or vouched for, a stored document."""
        return self.diagnosis is None and self.document_sha256 is not None

    @property
    def gone(self) -> bool:
        """Return whether the site reported twice in a run that this address does not exist, and nothing else since."""
        return self.status in GONE and self.looks_gone >= LOOKS


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """The content of one reading, apart from its figures; ``head`` has the compared fields as text, by name.

    ``item`` is 0, or counts the publications that a page lists, from 1. The reading of such a page as a whole has all
    of its ``items``, and its ``issues``.
    """

    reading_id: int
    source: Source
    document_sha256: str
    reader_version: str
    status: ReadingStatus
    year: int | None
    text_sha256: str | None
    figures_sha256: str
    head: Mapping[str, str | None]
    item: int = 0
    items: tuple[ReadLetter, ...] = ()
    issues: tuple[Issue, ...] = ()

    def same_as(self, other: ReadLetter) -> ReadLetter | None:
        """Return what another reading of the same document took for a whole or an item; None if it took it for none.

        An item is recognised by its words; if several have the same, by all of its fields.
        """
        if other.item == 0:
            return self
        found = [each for each in self.items if each.text_sha256 == other.text_sha256]
        return found[0] if len(found) == 1 else next((each for each in found if each.head == other.head), None)


@dataclass(frozen=True, slots=True)
class Listed:
    """A letter as an authority's page lists it.

    ``code`` is the register's code of the authority, None if the register does not know it; ``year`` is the one that
    the link names, None if it names none. ``name`` is the authority's, and ``texts`` are the words of all links with
    which it lists the address.
    """

    authority_id: int
    slug: str
    code: str | None
    url: str
    year: int | None
    name: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenPage:
    """An authority's page that a run read in full.

    ``fetched`` is the capture that brought the text of its statistics, possibly in an earlier run: a page with
    unchanged text is not stored again. ``seen_at`` is when this run saw it. ``prints`` is true if it has statistics.
    """

    authority_id: int
    slug: str
    url: str
    seen_at: datetime
    prints: bool
    fetched: Fetched


@dataclass(frozen=True, slots=True)
class SeenList:
    """An authority's list of all of its service improvements or reports, as a run read it, page by page.

    ``url`` is the address of its first page. ``whole`` is true if it was followed to its end: only then does absence
    from it mean anything.
    """

    kind: CaptureKind
    authority_id: int
    slug: str
    url: str
    whole: bool
    pages: tuple[Fetched, ...]


@dataclass(frozen=True, slots=True)
class Extent:
    """The authorities and years that a run covers; None means all of them.

    ``decided`` is true if a person checks its withdrawals before they are shown: they requested these authorities, or
    the run is held.
    """

    authorities: frozenset[int] | None = None
    years: frozenset[int] | None = None
    decided: bool = False

    def has_authority(self, authority_id: int | None) -> bool:
        """Return whether the run covers an authority."""
        return self.authorities is None or authority_id in self.authorities

    def has_year(self, year: int | None) -> bool:
        """Return whether the run covers a year; an unknown year belongs only to runs of all years."""
        return self.years is None or year in self.years

    def includes(self, publication: Current) -> bool:
        """Return whether the run covers a publication."""
        return self.has_authority(publication.authority_id) and self.has_year(publication.year)


@dataclass(frozen=True, slots=True)
class Body:
    """A body that a publication names, if it is an authority of the archive."""

    authority_id: int
    slug: str


@dataclass(frozen=True, slots=True)
class Retention:
    """After how many years statements and reports are taken down; the site does not say, so it is a setting."""

    statements: int = 5
    reports: int = 9


@dataclass(frozen=True, slots=True)
class Evidence:
    """The findings of a run: ``listed`` in the order of its pages, ``fetched`` by address.

    ``readings`` are by kind and document. ``read`` are the authorities whose pages and lists were read in full.
    ``doubtful`` are those of them with another page that the last published run read and this one did not, or with a
    list that was not followed to its end. ``pages`` are the pages themselves, and ``gone_pages`` the addresses of pages
    that the site reported twice as gone. ``shared`` are the addresses that several authorities list. ``bodies``
    are the authorities by the names that readings print. ``tables`` are the yearly tables about all authorities,
    ``documents`` the national publications, ``council_lists`` an authority's lists of service improvements and reports.
    """

    extent: Extent
    listed: tuple[Listed, ...]
    fetched: Mapping[str, Fetched]
    readings: Mapping[tuple[Source, str], ReadLetter]
    read: frozenset[int]
    doubtful: frozenset[int]
    pages: tuple[SeenPage, ...] = ()
    tables: tuple[Fetched, ...] = ()
    documents: tuple[Fetched, ...] = ()
    council_lists: tuple[SeenList, ...] = ()
    gone_pages: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    bodies: Mapping[str, Body] = field(default_factory=dict)
    retention: Retention = field(default_factory=Retention)


@dataclass(frozen=True, slots=True)
class Current:
    """One current publication: where it was last seen, and its last version.

    ``reference`` identifies it within its kind; authority and year are None if it has none.
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
        """Return the document of the last version."""
        return self.reading.document_sha256


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one run that people should know; the code is stable, the message is not.

    ``source`` is the kind of the publication that it concerns, None if it concerns none.
    """

    code: str
    severity: Severity
    message: str
    authority_slug: str | None = None
    year: int | None = None
    url: str | None = None
    source: Source | None = None
