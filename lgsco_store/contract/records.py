"""The rows of the views as typed records, each with a field for every column of its view, in order.

A test holds them to the catalogue of columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lgsco_store.records import FigureState, ReadingStatus, Severity, Source
from lgsco_store.terms import Cause, RunState, Spider, Trigger


@dataclass(frozen=True, slots=True)
class Authority:
    """A body that receives letters; the dates are its first and its last day, None if the register has none."""

    slug: str
    name: str
    code: str | None
    gss_code: str | None
    type: str | None
    region: str | None
    start_date: date | None
    end_date: date | None


@dataclass(frozen=True, slots=True)
class Lineage:
    """What one authority is to another: itself, its predecessor or its successor, over so many mergers.

    ``related_slug`` is None if the site has never shown the other one.
    """

    authority_slug: str
    authority_name: str
    relation: str
    steps: int
    related_slug: str | None
    related_name: str
    related_code: str | None
    related_start_date: date | None
    related_end_date: date | None
    split: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with its last version; ``year`` is the year in which the reported period ends, on 31 March."""

    authority_slug: str
    authority_name: str
    gss_code: str | None
    authority_type: str | None
    region: str | None
    year: int
    title: str | None
    letter_date: date | None
    url: str
    version: int
    status: ReadingStatus
    layout: str | None
    document_sha256: str
    first_published_at: datetime
    last_changed_at: datetime
    last_seen_at: datetime
    withdrawn: bool
    withdrawn_at: datetime | None
    period_start: date | None
    period_end: date | None
    reader_version: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its evidence; ``value`` is None exactly if the state is neither printed nor derived.

    ``x0``, ``top``, ``x1`` and ``bottom`` are the box around it in points from the top left of its page, None if it was
    read from text.
    """

    authority_slug: str
    authority_name: str
    gss_code: str | None
    authority_type: str | None
    year: int
    source: Source
    measure: str
    category: str
    value: Decimal | None
    unit: str
    state: FigureState
    page: int
    text: str
    version: int
    document_sha256: str
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None
    withdrawn: bool
    withdrawn_at: datetime | None
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class PastFigure(Figure):
    """A figure as it was shown from ``valid_from`` until before ``valid_to``, which is None if it still is."""

    valid_from: datetime
    valid_to: datetime | None


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a publication, with the digests of what it says."""

    authority_slug: str | None
    year: int | None
    source: Source
    version: int
    run_id: int
    captured_at: datetime
    url: str
    document_sha256: str
    text_sha256: str | None
    figures_sha256: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference that a run made; ``kind`` is a word of ``AnyKind`` or ``AuthorityKind``, values are text."""

    run_id: int
    at: datetime
    authority_slug: str | None
    year: int | None
    source: Source | None
    kind: str
    field: str | None
    measure: str | None
    category: str | None
    old_value: str | None
    new_value: str | None
    cause: Cause
    version: int | None
    reference: str | None


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the ledger; its scope, ``reasons``, ``answers`` and ``diagnoses`` are JSON."""

    run_id: int
    trigger: Trigger
    spider: Spider
    state: RunState
    started_at: datetime
    finished_at: datetime | None
    scope_authorities: str | None
    scope_years: str | None
    decided_by: str | None
    decided_at: datetime | None
    reasons: str
    answers: str
    diagnoses: str
    retries: int
    pages: int
    letters: int
    captures: int
    not_modified: int
    bytes_received: int
    authorities: int
    published: int
    revised: int
    reworded: int
    restamped: int
    moved: int
    withdrawn: int
    restored: int
    unread: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the letter of one authority and year."""

    authority_slug: str
    year: int
    state: str


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that people should know about a publication, an authority or the site."""

    authority_slug: str | None
    year: int | None
    source: Source | None
    code: str
    severity: Severity
    measure: str | None
    message: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A publication that a search found, with its last version.

    ``day`` is that of the decision; ``state`` is published, withdrawn or expired; ``text`` are the words that were
    searched.
    """

    source: Source
    reference: str
    body: str | None
    authority_slug: str | None
    category: str | None
    outcome: str | None
    day: date | None
    state: str
    gone_at: datetime | None
    url: str
    version: int
    text: str
