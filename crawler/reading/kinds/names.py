"""Names of the kinds of document that the reader knows: plain values, so that no reading code is imported here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from lgsco_store.publications.readings import DataTableReading, DecisionReading, ImprovementsReading
from lgsco_store.records import Reading

AnyReading: TypeAlias = Reading | DecisionReading | ImprovementsReading | DataTableReading
"""The result of any reader; the kind determines its shape."""


class DocumentKind(StrEnum):
    """The kind of a document, judged by its content; mypy fails for a member without a reader in ``registry``."""

    LETTER = "letter"
    STATISTICS_PAGE = "statistics_page"
    DECISION = "decision"
    SERVICE_IMPROVEMENTS = "service_improvements"
    DATA_TABLE = "data_table"


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A reading with the kind of its document, None if there were no bytes."""

    kind: DocumentKind | None
    reading: AnyReading
