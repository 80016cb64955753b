"""What programs ask an archive, read-only: letters, figures, their history, changes and the letters' bytes.

Every call looks at the archive once and sees one state of it; what it gives is the views' rows, in their order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any, Self, cast

from sqlalchemy import ColumnClause, ColumnElement, Connection, TextClause, column, or_, select, table, text

from lgsco_store import archive, settings
from lgsco_store.contract import catalog
from lgsco_store.contract.records import Authority, Change, Figure, Letter, PastFigure, R, Rows, from_view
from lgsco_store.database import models
from lgsco_store.database.dialects import dialect_of
from lgsco_store.database.session import Database, open_database
from lgsco_store.database.types import instant_text
from lgsco_store.errors import UnknownWordError, nearest
from lgsco_store.history import authorities
from lgsco_store.records import Source
from lgsco_store.reference.vocabulary import measures

# Of each record its view, and the columns that put its rows in an order that both databases keep.
_VIEWS = {
    Authority: ("authorities", ("slug",)),
    Letter: ("letters", ("authority_slug", "year")),
    Figure: ("figures", ("authority_slug", "year", "source", "measure", "category", "value")),
    PastFigure: ("figure_history", ("authority_slug", "year", "source", "measure", "category", "valid_from", "value")),
    Change: ("changes", ("run_id", "authority_slug", "year", "source", "kind", "measure", "category", "field")),
}
_LINEAGE = table("authority_lineage", column("authority_slug"), column("relation"), column("related_slug"))


def open_archive(where: str | Path | None = None) -> OpenArchive:
    """Opens an archive to read from it; nothing can be written through it.

    Args:
        where: a SQLite file, or an address such as ``postgresql://user@host/name``; the setting ``LGSCO_DATABASE_URL``
            where none is given.

    Raises:
        ArchiveError: there is no such archive, it does not answer, or it is not of this release.
    """
    if where is None:
        where = settings.load().database_url
    address = where if isinstance(where, str) and "://" in where else f"sqlite:///{where}"
    return OpenArchive(open_database(address, read_only=True))


class OpenArchive:
    """An archive that is open for reading; close it at the end, or use it in a ``with`` statement."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def authorities(self) -> Rows[Authority]:
        """Every body that the site has shown, by slug."""
        return self._rows(Authority)

    def letters(self, authority: str | None = None, year: int | None = None, *, lineage: bool = False) -> Rows[Letter]:
        """Every letter with its last version, withdrawn ones included.

        Args:
            authority: the slug of one, today's or an earlier one.
            year: that in which the reported period ends.
            lineage: with the authorities that it took over from, over several mergers where there were.

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
        """Every figure of the last version of every letter.

        Args:
            measure: a word of the vocabulary.
            authority: as for ``letters``.
            year: as for ``letters``.
            lineage: as for ``letters``.
            source: ``Source.STATISTICS_PAGE`` for the figures of the web pages of statistics, None for both: most of
                them print what a letter prints, so that both together count it twice.

        Raises:
            UnknownWordError: there is no such measure or authority.
        """
        chosen = _equal(year=year, measure=_measure(measure), source=source)
        return self._rows(Figure, *chosen, authority=authority, lineage=lineage)

    def history(  # noqa: PLR0913 -- each narrows what is given, and none must be there
        self,
        measure: str | None = None,
        authority: str | None = None,
        year: int | None = None,
        *,
        lineage: bool = False,
        source: Source | None = Source.LETTER,
        as_of: datetime | None = None,
    ) -> Rows[PastFigure]:
        """Every figure that was ever shown, with the time from which and up to which it was.

        Args:
            measure: as for ``figures``.
            authority: as for ``figures``.
            year: as for ``figures``.
            lineage: as for ``figures``.
            source: as for ``figures``.
            as_of: only the figures that were shown at this time, which must have a zone: the archive as it stood.

        Raises:
            UnknownWordError: there is no such measure or authority.
            ValueError: the time has no zone.
        """
        chosen = [*_equal(year=year, measure=_measure(measure), source=source), *_shown(as_of)]
        return self._rows(PastFigure, *chosen, authority=authority, lineage=lineage)

    def changes(self, authority: str | None = None, *, since: datetime | None = None) -> Rows[Change]:
        """Everything that ever changed, or what changed at a time and later; a revision has a row for each field.

        Raises:
            UnknownWordError: the archive knows no such authority.
            ValueError: the time has no zone.
        """
        chosen = [] if since is None else [column("at") >= _instant(since)]
        return self._rows(Change, *chosen, authority=authority)

    def document(self, sha256: str) -> bytes:
        """The bytes of a document, as they were fetched: the evidence for a figure.

        Raises:
            UnknownDocumentError: the archive keeps no such document.
        """
        return archive.Archive(self._database).document_body(sha256)

    def close(self) -> None:
        """Lets go of the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _rows(
        self, of: type[R], *conditions: ColumnElement[bool], authority: str | None = None, lineage: bool = False
    ) -> Rows[R]:
        name, keys = _VIEWS[of]
        view = table(name, *(column(field.name) for field in fields(cast("type[Any]", of))))
        query = select(view).where(*conditions)
        with self._database.reader() as connection:
            if authority is not None:
                query = query.where(view.c.authority_slug.in_(_slugs(connection, authority, lineage=lineage)))
            return from_view(of, connection.execute(query.order_by(_order(connection, name, keys))))


def _equal(**wanted: object) -> list[ColumnElement[bool]]:
    return [column(name) == value for name, value in wanted.items() if value is not None]


def _shown(moment: datetime | None) -> list[ColumnElement[bool]]:
    """What holds of the figures that were shown at a time."""
    if moment is None:
        return []
    end: ColumnClause[str] = column("valid_to")
    return [column("valid_from") <= _instant(moment), or_(end > _instant(moment), end.is_(None))]


def _order(connection: Connection, view: str, keys: Iterable[str]) -> TextClause:
    told = {each.name: each for each in catalog.columns(view)}
    return text(catalog.in_order([told[key] for key in keys], dialect_of(connection).plain_collation))


def _slugs(connection: Connection, authority: str, *, lineage: bool) -> list[str]:
    """The slugs of an authority, and of those that it took over from."""
    found = authorities.named(connection, authority)
    slugs = [*connection.execute(select(models.Authority.slug).where(models.Authority.id.in_(found))).scalars()]
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
    return instant_text(moment)
