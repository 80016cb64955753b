"""The kinds of document that the reader knows, by name: plain values, so that nothing that reads is imported here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lgsco_store.records import Reading


class DocumentKind(StrEnum):
    """What a document is, as its content says; a member needs a reader in ``registry`` before mypy passes."""

    LETTER = "letter"
    STATISTICS_PAGE = "statistics_page"


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A reading with the kind of its document, None if no bytes could be looked at."""

    kind: DocumentKind | None
    reading: Reading
