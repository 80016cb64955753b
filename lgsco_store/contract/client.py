"""The read-only client for programs: letters, figures, their history, changes and the letters' bytes.

Every call opens one transaction and sees one state of the archive; it returns the views' rows, in their order.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import ColumnClause, ColumnElement, Connection, column, or_, select, table

from lgsco_store import archive
from lgsco_store.contract import query
from lgsco_store.contract.records import Authority, Change, Figure, Letter, PastFigure, SearchResult
from lgsco_store.contract.rows import R, Rows
from lgsco_store.contract.searching import Filters, search
from lgsco_store.database.session import Database, open_database
from lgsco_store.database.types import stored_instant
from lgsco_store.errors import UnknownWordError, nearest
from lgsco_store.history import authorities
from lgsco_store.records import Source
from lgsco_store.reference.vocabulary import measures
from lgsco_store.settings import load_settings

_LINEAGE = table("authority_lineage", column("authority_slug"), column("relation"), column("related_slug"))


def open_archive(where: str | Path | None = None) -> OpenArchive:
    """Open an archive for reading; nothing can be written through it.

    Args:
        where: a SQLite file, or an address such as ``postgresql://user@host/name``; by default the setting
            ``LGSCO_DATABASE_URL``.

    Raises:
        ArchiveError: there is no such archive, it does not answer, or another release made it.
    """
    if where is None:
        where = load_settings().database_url
    address = where if isinstance(where, str) and "://" in where else f"sqlite:///{where}"
    return OpenArchive(open_database(address, read_only=True))


class OpenArchive:
    """An archive that is open for reading; close it at the end, or use it in a ``with`` statement."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def authorities(self) -> Rows[Authority]:
        """Return every body that the site has shown, sorted by slug."""
        return self._rows(Authority)

    def letters(self, authority: str | None = None, year: int | None = None, *, lineage: bool = False) -> Rows[Letter]:
        """Return every letter with its last version, including withdrawn ones.

        Args:
            authority: the slug of one authority, current or earlier.
            year: the year in which the reported period ends.
            lineage: include its predecessors, across several mergers if need be.

        Raises:
            UnknownWordError: the archive knows no such authority.
        """
        return self._rows(Letter, *_equal(year=year), authority=authority, lineage=lineage)

    def figures(
        self,
        measure: str | None = None,
        authority: str | None = None,
        year: int | None = None,
        *,
        lineage: bool = False,
        source: Source | None = Source.LETTER,
    ) -> Rows[Figure]:
        """Return every figure in the last version of every letter.

        Args:
            measure: a word of the vocabulary.
            authority: as for ``letters``.
            year: as for ``letters``.
            lineage: as for ``letters``.
            source: ``Source.STATISTICS_PAGE`` for the figures of the statistics web pages, None for both: most of
                them repeat the letter, so that both together count its figures twice.

        Raises:
            UnknownWordError: there is no such measure or authority.
        """
        chosen = _equal(year=year, measure=_measure(measure), source=source)
        return self._rows(Figure, *chosen, authority=authority, lineage=lineage)

    def history(  # noqa: PLR0913 -- each is an optional filter
        self,
        measure: str | None = None,
        authority: str | None = None,
        year: int | None = None,
        *,
        lineage: bool = False,
        source: Source | None = Source.LETTER,
        as_of: datetime | None = None,
    ) -> Rows[PastFigure]:
        """Return every figure that was ever shown, with the period in which it was shown.

        Args:
            measure: as for ``figures``.
            authority: as for ``figures``.
            year: as for ``figures``.
            lineage: as for ``figures``.
            source: as for ``figures``.
            as_of: only the figures that were shown at this time, which needs a time zone: the archive at that time.

        Raises:
            UnknownWordError: there is no such measure or authority.
            ValueError: the time has no time zone.
        """
        chosen = [*_equal(year=year, measure=_measure(measure), source=source), *_shown(as_of)]
        return self._rows(PastFigure, *chosen, authority=authority, lineage=lineage)

    def changes(self, authority: str | None = None, *, since: datetime | None = None) -> Rows[Change]:
        """Return all changes, or those at or after a time; a revision has one row per field.

        Raises:
            UnknownWordError: the archive knows no such authority.
            ValueError: the time has no time zone.
        """
        chosen = [] if since is None else [column("at") >= _instant(since)]
        return self._rows(Change, *chosen, authority=authority)

    def search(  # noqa: PLR0913 -- each is an optional filter
        self,
        words: str,
        authority: str | None = None,
        *,
        source: Source | None = None,
        body: str | None = None,
        category: str | None = None,
        outcome: str | None = None,
        since: date | None = None,
        until: date | None = None,
        most: int = 20,
    ) -> Rows[SearchResult]:
        """Return the newest decisions, reports and improvements whose last version has all the words.

        A group of words in double quotes must occur as it is. Case, accents and endings make no difference:
        ``"school transport"`` also finds "schools' transport". The answer is the same on both databases.

        Args:
            words: what to look for.
            authority: the slug of one authority, current or earlier.
            source: one kind of publication.
            body: whom it is about, as printed, in upper or lower case; also a care firm or a body of the NHS.
            category: as printed, in upper or lower case.
            outcome: as printed, in upper or lower case.
            since: the first day of the decision.
            until: the last day of the decision.
            most: how many to return.

        Raises:
            EmptySearchError: there is no word to look for.
            UnknownWordError: the archive has no such authority, body, category or outcome.
        """
        filters = Filters(authority, source, body, category, outcome, since, until)
        with self._database.reader() as connection:
            return search(connection, words, filters, most)

    def document(self, sha256: str) -> bytes:
        """Return the bytes of a document, as they were fetched: the evidence for a figure.

        Raises:
            UnknownDocumentError: the archive has no such document.
        """
        return archive.Archive(self._database).document_body(sha256)

    def close(self) -> None:
        """Close the connection to the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _rows(
        self, record: type[R], *conditions: ColumnElement[bool], authority: str | None = None, lineage: bool = False
    ) -> Rows[R]:
        with self._database.reader() as connection:
            if authority is None:
                return query.rows(connection, record, *conditions)
            slugs = _slugs(connection, authority, lineage=lineage)
            return query.rows(connection, record, *conditions, column("authority_slug").in_(slugs))


def _equal(**wanted: object) -> list[ColumnElement[bool]]:
    return [column(name) == value for name, value in wanted.items() if value is not None]


def _shown(moment: datetime | None) -> list[ColumnElement[bool]]:
    """Return the conditions for the figures that were shown at a time."""
    if moment is None:
        return []
    end: ColumnClause[str] = column("valid_to")
    return [column("valid_from") <= _instant(moment), or_(end > _instant(moment), end.is_(None))]


def _slugs(connection: Connection, authority: str, *, lineage: bool) -> list[str]:
    """Return the slugs of an authority, and of its predecessors."""
    slugs = sorted(authorities.current_slugs(connection, authority))
    if not lineage:
        return slugs
    kin = _LINEAGE.c.authority_slug.in_(slugs), _LINEAGE.c.relation.in_(["self", "predecessor"])
    shown = _LINEAGE.c.related_slug.is_not(None)
    return [*connection.execute(select(_LINEAGE.c.related_slug).where(*kin, shown)).scalars()]


def _measure(measure: str | None) -> str | None:
    if measure is not None and measure not in measures():
        raise UnknownWordError(
            f"no measure is called {measure!r}: the page on the data lists them{nearest(measure, measures())}"
        )
    return measure


def _instant(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError(f"the time {moment} has no zone: it could mean any hour")
    return stored_instant(moment)
