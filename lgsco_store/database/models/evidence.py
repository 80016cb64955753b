"""Captured evidence: bytes, fetches, and what the pages list."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from lgsco_store.database.models.base import Base, digest, no_negatives
from lgsco_store.database.types import Json


class Document(Base):
    """Distinct bytes, identified by their SHA-256; ``length`` counts them."""

    __tablename__ = "document"
    __table_args__ = (digest("sha256"), no_negatives("length"))

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    length: Mapped[int]
    media_type: Mapped[str]
    first_seen_at: Mapped[datetime]


class DocumentBody(Base):
    """The bytes of a document, in a table of their own so that listing documents does not read them."""

    __tablename__ = "document_body"

    sha256: Mapped[str] = mapped_column(ForeignKey("document.sha256"), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class CaptureRow(Base):
    """One fetch of one address; ``document_sha256`` is null if its bytes are not kept.

    ``shown_sha256`` is, for a page, the digest of the words and links that it shows, and ``text_sha256``, for an
    authority's page, that of the text of its statistics. ``answered_url`` is the target of a redirect, null without
    one.
    """

    __tablename__ = "capture"
    __table_args__ = (
        Index("ix_capture_run_id_url", "run_id", "url"),
        Index("ix_capture_url", "url"),
        no_negatives("length"),
        UniqueConstraint("document_sha256", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    url: Mapped[str]
    kind: Mapped[str] = mapped_column(ForeignKey("capture_kind.word"))
    fetched_at: Mapped[datetime]
    status: Mapped[int | None]
    headers: Mapped[dict[str, str]] = mapped_column(Json)
    body_sha256: Mapped[str | None] = mapped_column(String(64))
    document_sha256: Mapped[str | None] = mapped_column(ForeignKey("document.sha256"))
    text_sha256: Mapped[str | None] = mapped_column(String(64))
    shown_sha256: Mapped[str | None] = mapped_column(String(64))
    answered_url: Mapped[str | None]
    length: Mapped[int]
    diagnosis: Mapped[str | None] = mapped_column(ForeignKey("diagnosis.word"))
    detail: Mapped[str | None]


class ListingRow(Base):
    """A letter as an authority's page lists it; ``capture_id`` is the page's, ``year`` that of the link."""

    __tablename__ = "listing"
    __table_args__ = (Index("ix_listing_run_id_authority_id", "run_id", "authority_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    capture_id: Mapped[int] = mapped_column(ForeignKey("capture.id"))
    url: Mapped[str]
    text: Mapped[str]
    year: Mapped[int | None]


class ListPageRow(Base):
    """A page of an authority's list of service improvements or reports; ``list_url`` is that of the first page.

    ``slug`` is the authority's, whose page was read in the same run. The kind of its capture says what it lists. The
    list is ``whole`` with its last page, if it was followed to its end.
    """

    __tablename__ = "list_page"
    __table_args__ = (
        UniqueConstraint("run_id", "capture_id"),
        Index("ix_list_page_run_id_slug", "run_id", "slug"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    capture_id: Mapped[int] = mapped_column(ForeignKey("capture.id"))
    slug: Mapped[str]
    list_url: Mapped[str]
    whole: Mapped[bool]


class PageRead(Base):
    """An authority's page that was read in full with its list of letters in a run, and its own name for itself.

    ``capture_id`` is that of the list, ``url`` the address of the page, which may differ. ``code`` is the register's
    for the name. ``predecessors`` is a JSON list of the slugs that its merger note links to. A list that is not
    ``whole`` continues beyond the part that was read.
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
