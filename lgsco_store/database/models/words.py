"""Words that grow with releases: rows that columns refer to, so that a new word does not rebuild a table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from lgsco_store.database.models.base import Base
from lgsco_store.records import CaptureKind, Diagnosis, Source
from lgsco_store.terms import AuthorityKind, DecisionKind, Event, ItemKind, Kind


class _Words:
    word: Mapped[str] = mapped_column(primary_key=True)


class PublicationKindRow(_Words, Base):
    """One kind of publication."""

    __tablename__ = "publication_kind"


class CaptureKindRow(_Words, Base):
    """One kind of address that a run requests."""

    __tablename__ = "capture_kind"


class DiagnosisRow(_Words, Base):
    """One reason why a capture is not what was requested."""

    __tablename__ = "diagnosis"


class ChangeKindRow(_Words, Base):
    """One kind of change of a publication or an authority."""

    __tablename__ = "change_kind"


class EventRow(_Words, Base):
    """One event that people are notified of."""

    __tablename__ = "event"


WORDS: Mapping[type[Base], tuple[StrEnum, ...]] = {
    PublicationKindRow: tuple(Source),
    CaptureKindRow: tuple(CaptureKind),
    DiagnosisRow: tuple(Diagnosis),
    ChangeKindRow: (*Kind, *DecisionKind, *ItemKind, *AuthorityKind),
    EventRow: tuple(Event),
}
"""The words of this release, by their table; every upgrade adds them."""
