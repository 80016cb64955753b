"""Publications, version by version, and their changes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from lgsco_store.database.models.base import Base, one_of
from lgsco_store.terms import Cause

_RESTORED = text("kind = 'restored'")


class Publication(Base):
    """Something that the Ombudsman publishes, as the published runs last saw it.

    ``reference`` identifies it within its kind and is never null: without one, no key would distinguish two
    publications. For a kind with one publication per authority and year it combines both.
    """

    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint("kind", "reference"),
        UniqueConstraint("id", "authority_id"),
        CheckConstraint(
            "kind NOT IN ('letter', 'statistics_page') OR "
            "(authority_id IS NOT NULL AND year IS NOT NULL AND reference = authority_id || '/' || year)",
            name="yearly",
        ),
        # The Ombudsman began in 1974; a letter may be about a year that ends after it was seen, but no later one.
        CheckConstraint("year >= 1974 AND year <= CAST(substr(last_seen_at, 1, 4) AS INTEGER) + 1", name="year"),
        # With the kind it is closer than the next one, which SQLite would take as well for one letter of an authority.
        Index("ix_publication_authority_id_year_kind", "authority_id", "year", "kind"),
        Index("ix_publication_year_kind", "year", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(ForeignKey("publication_kind.word"))
    reference: Mapped[str]
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"))
    year: Mapped[int | None]
    url: Mapped[str]
    withdrawn_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime]


class Version(Base):
    """One document of a publication; ``number`` counts from 1, ``published_at`` is when the run was published.

    ``reading_id`` is the reading that is shown of it, or that was shown last.
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
    """What the views showed of a publication from a certain time until its next row: one reading of one version."""

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
        one_of("cause", Cause),
        CheckConstraint("version_id IS NULL OR publication_id IS NOT NULL", name="version"),
        CheckConstraint("authority_id IS NOT NULL OR publication_id IS NOT NULL", name="about"),
        ForeignKeyConstraint(["publication_id", "authority_id"], ["publication.id", "publication.authority_id"]),
        ForeignKeyConstraint(["version_id", "publication_id"], ["version.id", "version.publication_id"]),
        Index("ix_change_run_id", "run_id"),
        Index("ix_change_publication_id", "publication_id"),
        Index("ix_change_authority_id", "authority_id"),
        # Few changes are restorations, by which the history of each publication is divided.
        Index("ix_change_restored", "publication_id", sqlite_where=_RESTORED, postgresql_where=_RESTORED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    at: Mapped[datetime]
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"))
    publication_id: Mapped[int | None]
    version_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(ForeignKey("change_kind.word"))
    field: Mapped[str | None]
    measure: Mapped[str | None] = mapped_column(ForeignKey("measure.measure"))
    category: Mapped[str | None]
    subject: Mapped[str | None]
    old_value: Mapped[str | None]
    new_value: Mapped[str | None]
    cause: Mapped[str]
