"""Plain values that the crawler, the reader and the archive share.

They import no other part of the project, so that each side can be read, tested and replaced alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

BBox: TypeAlias = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the top left of a page."""


class FigureState(StrEnum):
    """How a figure was obtained; only ``PRINTED`` and ``DERIVED`` have a value."""

    PRINTED = "printed"
    DERIVED = "derived"
    NOT_APPLICABLE = "not_applicable"
    UNREADABLE = "unreadable"


class Severity(StrEnum):
    """How serious an issue is: a figure may be wrong, something is missing, or it is only information."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class ReadingStatus(StrEnum):
    """The outcome of reading one document."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NO_STATISTICS = "no_statistics"
    NOT_A_LETTER = "not_a_letter"
    UNRECOGNISED = "unrecognised"
    UNREADABLE = "unreadable"


class Source(StrEnum):
    """Which of the Ombudsman's publications a figure is from."""

    LETTER = "letter"
    STATISTICS_PAGE = "statistics_page"
    DECISION = "decision"
    DATA_TABLE = "data_table"
    SERVICE_IMPROVEMENT = "service_improvement"
    COUNCIL_REPORT = "council_report"
    NATIONAL_DOCUMENT = "national_document"


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in the head or at the close of a letter."""

    name: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Subject:
    """The body of one row of a table about many, and the cell of a figure about it, such as ``D4``.

    ``name`` is as printed, without the mark of a note; ``code`` is that of the authority which the register knows by
    that name.
    """

    name: str
    code: str | None
    cell: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a reading, with the evidence for it.

    ``measure``, ``category`` and ``unit`` are words of the vocabulary; ``value`` is None exactly if the state is
    neither printed nor derived; ``page`` counts from 1; ``text`` is the printed words, or for a derived figure, what it
    follows from. ``subject`` is the body that it is about if the document is about many; its page is then a sheet.
    """

    measure: str
    category: str | None
    value: Decimal | None
    unit: str
    state: FigureState
    page: int
    bbox: BBox | None
    text: str
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that people should know about one reading or one run; the code is stable, the message is not."""

    code: str
    severity: Severity
    message: str
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One of the publications that a single page lists: its attributes, and the digest of its text."""

    attributes: tuple[tuple[str, str], ...]
    text_sha256: str


BROKEN_OFF = frozenset({"too_slow", "too_much_memory", "reader_died", "reader_failed"})
"""The codes of interrupted readings: time or memory ran out, or the process or the program failed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader version's reading of one document, in the shape of ``lgsco read``.

    ``sha256`` is the digest of the bytes (None only if they could not be fetched, which is never true of a stored
    document), and ``text_sha256`` that of the normalised text (None if there is no text). ``year`` is the year in which
    the reported period ends, on 31 March. ``attributes`` are names and values that only one kind of publication has, in
    the order of the names. ``items`` are the publications that a page lists, if each is one of its own.
    """

    sha256: str | None
    status: ReadingStatus
    reader_version: str
    layout: str | None = None
    authority: str | None = None
    year: int | None = None
    period_start: date | None = None
    period_end: date | None = None
    title: str | None = None
    letter_date: date | None = None
    addressee: Person | None = None
    signatory: Person | None = None
    figures: tuple[Figure, ...] = ()
    issues: tuple[Issue, ...] = ()
    text_sha256: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def broke_off(self) -> bool:
        """True if reading was interrupted: the limits of the machine, not the document, are the reason."""
        return any(issue.code in BROKEN_OFF for issue in self.issues)


@dataclass(frozen=True, slots=True)
class ToRead:
    """A stored document to read as one kind of publication; ``url`` is an address that it came from."""

    sha256: str
    source: Source
    url: str


class CaptureKind(StrEnum):
    """What an address was fetched as."""

    ROBOTS = "robots"
    INDEX = "index"
    AUTHORITY_PAGE = "authority_page"
    LETTERS_PAGE = "letters_page"
    IMPROVEMENTS_PAGE = "improvements_page"
    REPORTS_PAGE = "reports_page"
    LETTER = "letter"
    DECISION_LIST = "decision_list"
    DECISION = "decision"
    DATA_TABLES_INDEX = "data_tables_index"
    DATA_TABLE = "data_table"
    NATIONAL_DOCUMENT = "national_document"


class Diagnosis(StrEnum):
    """Why a capture is not what was requested."""

    ERROR_STATUS = "error_status"
    NO_ANSWER = "no_answer"
    REFUSED_BY_ROBOTS = "refused_by_robots"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    NOT_A_PDF = "not_a_pdf"
    NOT_HTML = "not_html"
    UNKNOWN_PAGE = "unknown_page"
    ANOTHER_AUTHORITY = "another_authority"
    SOFT_404 = "soft_404"
    BLOCK_PAGE = "block_page"
    LOGIN_PAGE = "login_page"
    OFF_SITE = "off_site"
    NOT_A_LETTER = "not_a_letter"


@dataclass(frozen=True, slots=True)
class Capture:
    """One fetch of one address.

    ``status`` is None if there was no answer. ``body_sha256`` is the digest of the bytes that arrived, or for a 304, of
    the bytes that the server vouched for; it is None if there were none. ``length`` counts the transferred bytes of the
    body (0 for a 304). ``answered_url`` is the target of a redirect, None without one.
    """

    url: str
    kind: CaptureKind
    fetched_at: datetime
    status: int | None
    headers: Mapping[str, str]
    body_sha256: str | None
    length: int
    diagnosis: Diagnosis | None = None
    detail: str | None = None
    answered_url: str | None = None


@dataclass(frozen=True, slots=True)
class Shows:
    """What a page shows, as digests: the words and links of the whole page, and the words of its statistics.

    Neither includes content that the server generates afresh for each request. Both are None for a letter, for which
    only the bytes count, and the second is None if a page prints no statistics.
    """

    all_sha256: str | None = None
    statistics_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class AuthorityPage:
    """An authority's page in its own words, once it was read in full.

    ``slug`` is in lower case, ``site_slug`` and ``name`` are as the site spells them; ``predecessors`` are the slugs,
    in lower case, that its merger note links to. ``statistics_sha256`` is the digest of the text of its statistics,
    None if the page prints none. ``url`` is the address at which the page itself was requested, wherever its list is.
    ``cut`` says why the list was not followed to its end, and ``beyond`` why it may go on where no request can follow;
    only if both are None does absence from the list mean anything.
    """

    slug: str
    site_slug: str
    name: str
    predecessors: tuple[str, ...]
    statistics_sha256: str | None
    url: str
    cut: str | None = None
    beyond: str | None = None

    @property
    def whole(self) -> bool:
        """Return whether all of its list was seen."""
        return self.cut is None and self.beyond is None


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of an authority's list of service improvements or reports: whose, by slug, and the list's address.

    ``slug`` is in lower case. ``whole`` is true with the last page of a list that was followed to its end.
    """

    slug: str
    list_url: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A letter as an authority's page lists it: its address, the words of the link, and the year that they name.

    ``year`` is the year in which the reported period ends, None if the link names none.
    """

    slug: str
    url: str
    text: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Validators:
    """A server's validators for a conditional request, and the digest of the bytes that it vouched for.

    ``url`` is the address that they came from, which may be the target of a redirect: they are meaningless elsewhere.
    """

    etag: str | None
    last_modified: str | None
    document_sha256: str
    url: str
