"""Readings of documents, in the words of the vocabulary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from lgsco_store.database.models.base import Base, one_of
from lgsco_store.records import FigureState, ReadingStatus, Severity


class MeasureRow(Base):
    """One measure of the package's vocabulary; figures have no other measures, each with its own unit."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("measure", "unit"),)

    measure: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str]
    label: Mapped[str]


class MeasureCategory(Base):
    """One category of a measure."""

    __tablename__ = "measure_category"

    measure: Mapped[str] = mapped_column(ForeignKey("measure.measure"), primary_key=True)
    category: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]


class ReadingRow(Base):
    """One reader version's reading of one document as one kind of publication: a page may contain several.

    ``item`` counts the publications that a page lists, from 1, each in a row of its own; that of the document is 0.
    """

    __tablename__ = "reading"
    __table_args__ = (
        UniqueConstraint("document_sha256", "kind", "reader_version", "item"),
        CheckConstraint("item >= 0", name="item"),
        UniqueConstraint("id", "document_sha256"),
        one_of("status", ReadingStatus),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_sha256: Mapped[str] = mapped_column(ForeignKey("document.sha256"))
    kind: Mapped[str] = mapped_column(ForeignKey("publication_kind.word"))
    reader_version: Mapped[str]
    item: Mapped[int] = mapped_column(default=0)
    status: Mapped[str]
    layout: Mapped[str | None]
    authority: Mapped[str | None]
    year: Mapped[int | None]
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    title: Mapped[str | None]
    letter_date: Mapped[date | None]
    text_sha256: Mapped[str | None] = mapped_column(String(64))
    figures_sha256: Mapped[str] = mapped_column(String(64))


class ReadingAttribute(Base):
    """An attribute that only readings of one kind have, such as the addressee of a letter."""

    __tablename__ = "reading_attribute"

    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class FigureRow(Base):
    """One number of a reading; ``page`` counts from 1, the box is in points from the top left of the page.

    ``subject`` is whom it is about in a document about many, as printed; ``authority_code`` is the register's code of
    that name, ``cell`` its place on the sheet.
    """

    __tablename__ = "figure"
    __table_args__ = (
        UniqueConstraint("reading_id", "position"),
        one_of("state", FigureState),
        CheckConstraint("(value IS NULL) = (state NOT IN ('printed', 'derived'))", name="value"),
        CheckConstraint("page >= 1", name="page"),
        CheckConstraint("(subject IS NULL) = (cell IS NULL)", name="cell"),
        CheckConstraint("authority_code IS NULL OR subject IS NOT NULL", name="subject"),
        # No infinity is below the bound, and in PostgreSQL NaN is greater than all numbers.
        CheckConstraint("value >= 0 AND value <= 1e300", name="number"),
        CheckConstraint("unit <> 'percent' OR value <= 100", name="rate"),
        CheckConstraint("unit <> 'count' OR value = round(value)", name="whole"),
        ForeignKeyConstraint(["measure", "unit"], ["measure.measure", "measure.unit"]),
        ForeignKeyConstraint(["measure", "category"], ["measure_category.measure", "measure_category.category"]),
        Index("ix_figure_measure_reading_id_value", "measure", "reading_id", "value"),
        Index("ix_figure_authority_code", "authority_code"),
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
    subject: Mapped[str | None]
    authority_code: Mapped[str | None]
    cell: Mapped[str | None]


class ReadingIssue(Base):
    """Something that people should know about one reading."""

    __tablename__ = "reading_issue"
    __table_args__ = (UniqueConstraint("reading_id", "position"), one_of("severity", Severity))

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id"))
    position: Mapped[int]
    code: Mapped[str]
    severity: Mapped[str]
    message: Mapped[str]
    measure: Mapped[str | None]
