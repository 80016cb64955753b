"""What crosses a border: plain values that the crawler, the reader and the archive share.

They import nothing of ours, so that each side can be read, tested and replaced alone.
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
    """How a figure was had; only ``PRINTED`` and ``DERIVED`` carry a value."""

    PRINTED = "printed"
    DERIVED = "derived"
    NOT_APPLICABLE = "not_applicable"
    UNREADABLE = "unreadable"


class Severity(StrEnum):
    """What an issue means: a figure may be wrong, something is missing, or it is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class ReadingStatus(StrEnum):
    """What became of reading one document."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NO_STATISTICS = "no_statistics"
    NOT_A_LETTER = "not_a_letter"
    UNRECOGNISED = "unrecognised"
    UNREADABLE = "unreadable"


class Source(StrEnum):
    """Which of the Ombudsman's two publications a figure stands in."""

    LETTER = "letter"
    STATISTICS_PAGE = "statistics_page"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in the head or at the close of a letter."""

    name: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a reading, with the evidence for it.

    ``measure``, ``category`` and ``unit`` are words of the vocabulary; ``value`` is None exactly when the
    state is neither printed nor derived; ``page`` counts from 1; ``text`` is what stands there, or, for a
    derived figure, what it follows from.
    """

    measure: str
    category: str | None
    value: Decimal | None
    unit: str
    state: FigureState
    page: int
    bbox: BBox | None
    text: str


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should know about one reading or one run; the code is stable, the message is not."""

    code: str
    severity: Severity
    message: str
    measure: str | None = None


BROKEN_OFF = frozenset({"too_slow", "too_much_memory", "reader_died", "reader_failed"})
"""The codes of what breaks a reading off: time or memory ran out, or the process or the program did."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader version took from one document; the shape is that of ``lgsco read``.

    ``sha256`` is of the bytes (None only where the bytes could not be had, which no stored document knows) and
    ``text_sha256`` of the normalised text (None where no text could be had).
    ``year`` is the year in which the reported period ends, on 31 March.
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

    @property
    def broke_off(self) -> bool:
        """Whether reading was broken off: it says how much the machine could do, and nothing of the document."""
        return any(issue.code in BROKEN_OFF for issue in self.issues)


@dataclass(frozen=True, slots=True)
class ToRead:
    """A stored document that is to be read; ``page_url`` is the address of an authority's page, None for a letter."""

    sha256: str
    page_url: str | None


class CaptureKind(StrEnum):
    """What an address was fetched as."""

    ROBOTS = "robots"
    INDEX = "index"
    AUTHORITY_PAGE = "authority_page"
    LETTERS_PAGE = "letters_page"
    LETTER = "letter"


class Diagnosis(StrEnum):
    """Why a capture is not what was asked for."""

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

    ``status`` is None where there was no answer. ``body_sha256`` is the digest of the bytes that arrived, or,
    for a 304, of the bytes that the server vouched for; it is None where there were none. ``length`` counts
    the bytes of the body that were transferred (0 for a 304). ``answered_url`` is where a redirect led to, None without
    one.
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
    """What a page shows, as digests: the words and links of all of it, and the words of its statistics.

    Neither holds what a server makes anew for whoever asks. Both are None for a letter, whose bytes alone count, and
    the second where a page prints no statistics.
    """

    all_sha256: str | None = None
    statistics_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class AuthorityPage:
    """What an authority's page says of itself, once it was read well.

    ``slug`` is in lower case, ``site_slug`` and ``name`` are as the site spells them; ``predecessors`` are the slugs,
    in lower case, that its merger note links to. ``statistics_sha256`` is the digest of the text of its statistics,
    None where the page prints none; ``url`` is where the page itself was asked for, wherever its list stands. ``cut``
    says why the list was not followed to its end, None where it was: only then is absence from it a statement.
    """

    slug: str
    site_slug: str
    name: str
    predecessors: tuple[str, ...]
    statistics_sha256: str | None
    url: str
    cut: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A letter as an authority's page lists it: its address, the words of the link, and the year they name.

    ``year`` is that in which the reported period ends, None where the link names none.
    """

    slug: str
    url: str
    text: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask "has it changed?" with, and the digest of the bytes it vouched for.

    ``url`` is the address that they came from, which a redirect may have led to: elsewhere they mean nothing.
    """

    etag: str | None
    last_modified: str | None
    document_sha256: str
    url: str
