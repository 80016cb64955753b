"""The texts that can be searched; the index of their words is each database's own, and no model."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from lgsco_store.database.models.base import Base


class SearchText(Base):
    """What the search has of one reading; ``text`` are the words that are searched, the rest is filtered by."""

    __tablename__ = "search_text"
    # What is filtered by, so that the newest of many are found without their texts.
    __table_args__ = (Index("ix_search_text_day", "day", "reading_id", "body", "category", "outcome", "kind"),)

    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(ForeignKey("publication_kind.word"))
    body: Mapped[str | None]
    category: Mapped[str | None]
    outcome: Mapped[str | None]
    day: Mapped[date | None]
    text: Mapped[str]
