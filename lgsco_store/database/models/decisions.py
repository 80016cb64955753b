"""The index of decisions, as runs listed it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lgsco_store.database.models.base import Base, no_negatives, one_of
from lgsco_store.terms import DecisionType


class DecisionListingRow(Base):
    """A decision as a list of a run has it; ``capture_id`` is the list's. Values that the list lacks are null."""

    __tablename__ = "decision_listing"
    __table_args__ = (one_of("type", DecisionType), Index("ix_decision_listing_run_id_url", "run_id", "url"))

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    capture_id: Mapped[int] = mapped_column(ForeignKey("capture.id"))
    url: Mapped[str | None]
    reference: Mapped[str | None]
    body: Mapped[str | None]
    type: Mapped[str | None]
    outcome: Mapped[str | None]
    sub_category: Mapped[str | None]
    decision_date: Mapped[date | None]


class DecisionWindow(Base):
    """A window of dates whose list of all decisions a run has read.

    ``results`` is the number that the list announced, null if it did not; ``listed`` is the number that it showed.
    """

    __tablename__ = "decision_window"
    __table_args__ = (UniqueConstraint("run_id", "first", "last"), no_negatives("results", "listed"))

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    first: Mapped[date]
    last: Mapped[date]
    results: Mapped[int | None]
    listed: Mapped[int]
    read_at: Mapped[datetime]
