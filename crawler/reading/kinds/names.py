"""The kinds of document that the reader knows, by name: plain values, so that nothing that reads is imported here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from lgsco_store.publications.readings import DecisionReading, ImprovementsReading
from lgsco_store.records import Reading

AnyReading: TypeAlias = Reading | DecisionReading | ImprovementsReading
"""What some reader gives; the kind says which shape it has."""


class DocumentKind(StrEnum):
    """What a document is, as its content says; a member needs a reader in ``registry`` before mypy passes."""

    LETTER = "letter"
    STATISTICS_PAGE = "statistics_page"
    DECISION = "decision"
    SERVICE_IMPROVEMENTS = "service_improvements"


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A reading with the kind of its document, None if no bytes could be looked at."""

    kind: DocumentKind | None
    reading: AnyReading
