"""The tables of the archive. Nothing in them is ever deleted, so no foreign key cascades."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from lgsco_store.database.types import Day, Instant, Json, Value, time_checks
from lgsco_store.records import CaptureKind, Diagnosis, FigureState, ReadingStatus, Severity, Source
from lgsco_store.terms import AuthorityKind, Cause, Event, Kind, RunState, Spelling, Trigger

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class Base(DeclarativeBase):
    """Base of the tables. What each of them keeps as a time or a date is checked to be one."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, type[TypeEngine[Any]]]] = {
        str: Text,
        datetime: Instant,
        date: Day,
        Decimal: Value,
        float: Double,
    }

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        table = Base.metadata.tables[cls.__tablename__]
        for column in table.columns:
            for constraint in time_checks(column.name, column.type):
                table.append_constraint(constraint)


def _one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    known = tuple(map(str, words))
    listed = ", ".join(f"'{word}'" for word in known)
    return CheckConstraint(f"{column} IN ({listed})", name=column, info={"words": (column, known)})


def _digest(column: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = 64", name=column)


def _no_negatives(*columns: str) -> CheckConstraint:
    return CheckConstraint(" AND ".join(f"{column} >= 0" for column in columns), name="counts")


class Run(Base):
    """One crawl, from claim to verdict; ``token_sha256`` is the digest of what proves whose it is.

    ``answers`` counts its captures by status, ``diagnoses`` by diagnosis, each as a JSON object.
    ``scope_authorities`` and ``scope_years`` are JSON lists, null where the run spoke about all of them. The counts
    from ``published`` on are those of the run's plan: what a held run would do, what a published one did.
    """

    __tablename__ = "run"
    __table_args__ = (
        _one_of("trigger", Trigger),
        _one_of("state", RunState),
        CheckConstraint("(state = 'running') = (finished_at IS NULL)", name="finished"),
        _no_negatives(
            *("retries", "pages", "letters", "captures", "not_modified", "bytes_received", "authorities", "published"),
            *("revised", "reworded", "restamped", "moved", "withdrawn", "restored", "unread"),
        ),
        Index(
            "uq_run_running",
            "state",
            unique=True,
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    trigger: Mapped[str]
    state: Mapped[str]
    token_sha256: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime]
    heartbeat_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    site_url: Mapped[str]
    scope_authorities: Mapped[list[str] | None] = mapped_column(Json)
    scope_years: Mapped[list[int] | None] = mapped_column(Json)
    reasons: Mapped[list[str]] = mapped_column(Json)
    reader_version: Mapped[str]
    answers: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    diagnoses: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    retries: Mapped[int] = mapped_column(default=0)
    pages: Mapped[int] = mapped_column(default=0)
    letters: Mapped[int] = mapped_column(default=0)
    captures: Mapped[int] = mapped_column(default=0)
    not_modified: Mapped[int] = mapped_column(default=0)
    bytes_received: Mapped[int] = mapped_column(BigInteger, default=0)
    authorities: Mapped[int] = mapped_column(default=0)
    published: Mapped[int] = mapped_column(default=0)
    revised: Mapped[int] = mapped_column(default=0)
    reworded: Mapped[int] = mapped_column(default=0)
    restamped: Mapped[int] = mapped_column(default=0)
    moved: Mapped[int] = mapped_column(default=0)
    withdrawn: Mapped[int] = mapped_column(default=0)
    restored: Mapped[int] = mapped_column(default=0)
    unread: Mapped[int] = mapped_column(default=0)


class RegisterEntry(Base):
    """One authority of the register that the package carries; abolished ones are in it too."""

    __tablename__ = "register_entry"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    short_name: Mapped[str]
    gss_code: Mapped[str | None]
    type: Mapped[str]
    region: Mapped[str | None]
    start_date: Mapped[date | None]
    end_date: Mapped[date | None]


class RegisterSuccession(Base):
    """One authority of the register that took over from another."""

    __tablename__ = "register_succession"

    predecessor_code: Mapped[str] = mapped_column(ForeignKey("register_entry.code"), primary_key=True)
    successor_code: Mapped[str] = mapped_column(ForeignKey("register_entry.code"), primary_key=True)


class MeasureRow(Base):
    """One measure of the vocabulary that the package carries; figures have no other, and each in its own unit."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("measure", "unit"),)

    measure: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str]
    label: Mapped[str]


class MeasureCategory(Base):
    """One category by which a measure is divided."""

    __tablename__ = "measure_category"

    measure: Mapped[str] = mapped_column(ForeignKey("measure.measure"), primary_key=True)
    category: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]


class Authority(Base):
    """A body that gets letters: one row through every renaming.

    ``slug`` is the site's newest, in lower case; ``name`` is the register's official one, the site's where the
    register has none. ``code`` and all after it are the register's, null where it does not know the name.
    """

    __tablename__ = "authority"
    __table_args__ = (
        UniqueConstraint("slug"),
        UniqueConstraint("code"),
        CheckConstraint("slug = lower(slug)", name="slug_lower"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    site_slug: Mapped[str]
    name: Mapped[str]
    code: Mapped[str | None] = mapped_column(ForeignKey("register_entry.code"))
    gss_code: Mapped[str | None]
    type: Mapped[str | None]
    region: Mapped[str | None]
    start_date: Mapped[date | None]
    end_date: Mapped[date | None]


class AuthorityAlias(Base):
    """One way in which a page of a published run has spelled an authority's slug or name; ``run_id`` is the first."""

    __tablename__ = "authority_alias"
    __table_args__ = (UniqueConstraint("authority_id", "kind", "spelling"), _one_of("kind", Spelling))

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    kind: Mapped[str]
    spelling: Mapped[str]
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))


class AuthoritySuccession(Base):
    """One authority that took over from another, by the site's merger notes or by the register."""

    __tablename__ = "authority_succession"
    __table_args__ = (CheckConstraint("predecessor_id <> successor_id", name="another"),)

    predecessor_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), primary_key=True)


class Document(Base):
    """Distinct bytes, known by their SHA-256; ``length`` counts them."""

    __tablename__ = "document"
    __table_args__ = (_digest("sha256"), _no_negatives("length"))

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    length: Mapped[int]
    media_type: Mapped[str]
    first_seen_at: Mapped[datetime]


class DocumentBody(Base):
    """The bytes of a document, apart from the rest so that a look at the documents does not read them."""

    __tablename__ = "document_body"

    sha256: Mapped[str] = mapped_column(ForeignKey("document.sha256"), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class CaptureRow(Base):
    """One fetch of one address; ``document_sha256`` is null where its bytes are not kept.

    ``shown_sha256`` is, for a page, the digest of the words and links that it shows, and ``text_sha256``, for an
    authority's page, that of the text of its statistics. ``answered_url`` is where a redirect led to, null without one.
    """

    __tablename__ = "capture"
    __table_args__ = (
        _one_of("kind", CaptureKind),
        _one_of("diagnosis", Diagnosis),
        Index("ix_capture_run_id_url", "run_id", "url"),
        Index("ix_capture_url", "url"),
        _no_negatives("length"),
        UniqueConstraint("document_sha256", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    url: Mapped[str]
    kind: Mapped[str]
    fetched_at: Mapped[datetime]
    status: Mapped[int | None]
    headers: Mapped[dict[str, str]] = mapped_column(Json)
    body_sha256: Mapped[str | None] = mapped_column(String(64))
    document_sha256: Mapped[str | None] = mapped_column(ForeignKey("document.sha256"))
    text_sha256: Mapped[str | None] = mapped_column(String(64))
    shown_sha256: Mapped[str | None] = mapped_column(String(64))
    answered_url: Mapped[str | None]
    length: Mapped[int]
    diagnosis: Mapped[str | None]
    detail: Mapped[str | None]


class ListingRow(Base):
    """A letter as an authority's page lists it; ``capture_id`` is the page's, ``year`` the one the link names."""

    __tablename__ = "listing"
    __table_args__ = (Index("ix_listing_run_id_authority_id", "run_id", "authority_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    capture_id: Mapped[int] = mapped_column(ForeignKey("capture.id"))
    url: Mapped[str]
    text: Mapped[str]
    year: Mapped[int | None]


class PageRead(Base):
    """That an authority's page and its list of letters were read well in a run, and what the page calls itself.

    ``capture_id`` is that of the list, ``url`` the address of the page, which may be another. ``code`` is the
    register's for the name. ``predecessors`` is a JSON list of the slugs that its merger note links to. A list that is
    not ``whole`` goes on beyond where it was read.
    """

    __tablename__ = "page_read"
    __table_args__ = (
        UniqueConstraint("run_id", "authority_id", "capture_id"),
        Index("ix_page_read_authority_id", "authority_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    capture_id: Mapped[int] = mapped_column(ForeignKey("capture.id"))
    url: Mapped[str]
    slug: Mapped[str]
    site_slug: Mapped[str]
    name: Mapped[str]
    code: Mapped[str | None] = mapped_column(ForeignKey("register_entry.code"))
    predecessors: Mapped[list[str]] = mapped_column(Json)
    whole: Mapped[bool]


class ReadingRow(Base):
    """What one reader version took from one document."""

    __tablename__ = "reading"
    __table_args__ = (
        UniqueConstraint("document_sha256", "reader_version"),
        UniqueConstraint("id", "document_sha256"),
        _one_of("status", ReadingStatus),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_sha256: Mapped[str] = mapped_column(ForeignKey("document.sha256"))
    reader_version: Mapped[str]
    status: Mapped[str]
    layout: Mapped[str | None]
    authority: Mapped[str | None]
    year: Mapped[int | None]
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    title: Mapped[str | None]
    letter_date: Mapped[date | None]
    addressee_name: Mapped[str | None]
    addressee_role: Mapped[str | None]
    signatory_name: Mapped[str | None]
    signatory_role: Mapped[str | None]
    text_sha256: Mapped[str | None] = mapped_column(String(64))
    figures_sha256: Mapped[str] = mapped_column(String(64))


class FigureRow(Base):
    """One number of a reading; ``page`` counts from 1, the box is in points from the top left of the page."""

    __tablename__ = "figure"
    __table_args__ = (
        UniqueConstraint("reading_id", "position"),
        _one_of("state", FigureState),
        CheckConstraint("(value IS NULL) = (state NOT IN ('printed', 'derived'))", name="value"),
        CheckConstraint("page >= 1", name="page"),
        # No infinity is below the bound, and to PostgreSQL NaN is above all numbers.
        CheckConstraint("value >= 0 AND value <= 1e300", name="number"),
        CheckConstraint("unit <> 'percent' OR value <= 100", name="rate"),
        CheckConstraint("unit <> 'count' OR value = round(value)", name="whole"),
        ForeignKeyConstraint(["measure", "unit"], ["measure.measure", "measure.unit"]),
        ForeignKeyConstraint(["measure", "category"], ["measure_category.measure", "measure_category.category"]),
        Index("ix_figure_measure_reading_id_value", "measure", "reading_id", "value"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id"))
    position: Mapped[int]
    measure: Mapped[str]
    category: Mapped[str | None]
    value: Mapped[Decimal | None]
    unit: Mapped[str]
    state: Mapped[str]
    page: Mapped[int]
    x0: Mapped[float | None]
    top: Mapped[float | None]
    x1: Mapped[float | None]
    bottom: Mapped[float | None]
    text: Mapped[str]


class ReadingIssue(Base):
    """Something a person should know about one reading."""

    __tablename__ = "reading_issue"
    __table_args__ = (UniqueConstraint("reading_id", "position"), _one_of("severity", Severity))

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id"))
    position: Mapped[int]
    code: Mapped[str]
    severity: Mapped[str]
    message: Mapped[str]
    measure: Mapped[str | None]


class Publication(Base):
    """What the Ombudsman publishes about one authority and one year, as the published runs last saw it."""

    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint("authority_id", "year", "source"),
        UniqueConstraint("id", "authority_id"),
        _one_of("source", Source),
        # The Ombudsman began in 1974; a letter may be about a year that ends after it was seen, and no later one.
        CheckConstraint("year >= 1974 AND year <= CAST(substr(last_seen_at, 1, 4) AS INTEGER) + 1", name="year"),
        Index("ix_publication_year", "year"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    year: Mapped[int]
    source: Mapped[str]
    url: Mapped[str]
    withdrawn_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime]


class Version(Base):
    """One document of a publication; ``number`` counts from 1, ``published_at`` is when the run was published.

    ``reading_id`` is the reading that is shown of it, or was shown last.
    """

    __tablename__ = "version"
    __table_args__ = (
        UniqueConstraint("publication_id", "number"),
        UniqueConstraint("id", "publication_id"),
        ForeignKeyConstraint(["reading_id", "document_sha256"], ["reading.id", "reading.document_sha256"]),
        ForeignKeyConstraint(["document_sha256", "capture_id"], ["capture.document_sha256", "capture.id"]),
        Index("ix_version_reading_id_publication_id_number", "reading_id", "publication_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        Index("ix_version_run_id", "run_id"),
        Index("ix_version_document_sha256", "document_sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    number: Mapped[int]
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    capture_id: Mapped[int]
    document_sha256: Mapped[str] = mapped_column(ForeignKey("document.sha256"))
    reading_id: Mapped[int]
    captured_at: Mapped[datetime]
    published_at: Mapped[datetime]


class Shown(Base):
    """What the views showed of a publication from a time on, until its next row: one reading of one version."""

    __tablename__ = "shown"
    __table_args__ = (
        ForeignKeyConstraint(["version_id", "publication_id"], ["version.id", "version.publication_id"]),
        Index("ix_shown_publication_id", "publication_id"),
        Index("ix_shown_reading_id", "reading_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int]
    version_id: Mapped[int]
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    valid_from: Mapped[datetime]


class ChangeRow(Base):
    """One difference that a published run made, with its cause; a revision has a row for every field."""

    __tablename__ = "change"
    __table_args__ = (
        _one_of("kind", [*Kind, *AuthorityKind]),
        _one_of("cause", Cause),
        CheckConstraint("version_id IS NULL OR publication_id IS NOT NULL", name="version"),
        ForeignKeyConstraint(["publication_id", "authority_id"], ["publication.id", "publication.authority_id"]),
        ForeignKeyConstraint(["version_id", "publication_id"], ["version.id", "version.publication_id"]),
        Index("ix_change_run_id", "run_id"),
        Index("ix_change_publication_id", "publication_id"),
        Index("ix_change_authority_id", "authority_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    at: Mapped[datetime]
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    publication_id: Mapped[int | None]
    version_id: Mapped[int | None]
    kind: Mapped[str]
    field: Mapped[str | None]
    measure: Mapped[str | None] = mapped_column(ForeignKey("measure.measure"))
    category: Mapped[str | None]
    old_value: Mapped[str | None]
    new_value: Mapped[str | None]
    cause: Mapped[str]


class RunIssue(Base):
    """Something a person should know about one run; the code is stable, the message is not."""

    __tablename__ = "run_issue"
    __table_args__ = (
        _one_of("severity", Severity),
        Index("ix_run_issue_run_id", "run_id"),
        Index("ix_run_issue_authority_slug", "authority_slug"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    authority_slug: Mapped[str | None]
    year: Mapped[int | None]
    url: Mapped[str | None]
    code: Mapped[str]
    severity: Mapped[str]
    message: Mapped[str]


class AcceptedIssue(Base):
    """An issue that a person looked at and accepted; ``key`` is a digest of all that the view says of it."""

    __tablename__ = "accepted_issue"

    key: Mapped[str] = mapped_column(primary_key=True)
    accepted_at: Mapped[datetime]


class Call(Base):
    """What was told to people about a run when it came to a state, once for each of its states.

    ``attempts`` is 0 where nobody was to be called, 1 before the first try, and one more after each; ``sent_at`` is
    null until somebody took it.
    """

    __tablename__ = "call"
    __table_args__ = (UniqueConstraint("run_id", "state"), _one_of("event", Event), _no_negatives("attempts"))

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    state: Mapped[str]
    event: Mapped[str]
    made_at: Mapped[datetime]
    attempts: Mapped[int]
    sent_at: Mapped[datetime | None]
