"""The versions of one letter, for comparison side by side."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from lgsco_store.database.models import Publication, ReadingRow, Version
from lgsco_store.history.authorities import named
from lgsco_store.records import Source


@dataclass(frozen=True, slots=True)
class LetterVersion:
    """One version of a letter: its document, and the reading that is shown of it."""

    document_sha256: str
    reading_id: int


def letter_versions(connection: Connection, slug: str, year: int) -> dict[int, LetterVersion]:
    """Return the versions of an authority's letter of one year by number; none if there is no such letter.

    Raises:
        UnknownWordError: the archive knows no such authority.
    """
    query = (
        select(Version.number, Version.document_sha256, Version.reading_id)
        .join(Publication)
        .where(Publication.authority_id.in_(named(connection, slug)), Publication.year == year)
        .where(Publication.kind == Source.LETTER)
        .order_by(Version.number)
    )
    return {number: LetterVersion(sha256, reading_id) for number, sha256, reading_id in connection.execute(query)}


def by_one_reader(connection: Connection, documents: tuple[str, str]) -> tuple[int, int] | None:
    """Return the newest readings of two letters by one reader version; None if no version has read both."""
    query = select(ReadingRow.id, ReadingRow.document_sha256, ReadingRow.reader_version)
    query = query.where(ReadingRow.document_sha256.in_(documents), ReadingRow.kind == Source.LETTER)
    found = {(sha256, reader): row_id for row_id, sha256, reader in connection.execute(query.order_by(ReadingRow.id))}
    readers = [reader for document, reader in found if document == documents[0] and (documents[1], reader) in found]
    return (found[documents[0], readers[-1]], found[documents[1], readers[-1]]) if readers else None
