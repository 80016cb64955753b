"""The search for words, with the same answers on both databases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnClause, ColumnElement, Connection, Row, bindparam, literal_column, or_, select, text

from lgsco_store.contract.records import SearchResult
from lgsco_store.contract.rows import Rows, from_view
from lgsco_store.database import fulltext
from lgsco_store.database.dialects import dialect_of
from lgsco_store.errors import LgscoError, UnknownWordError, nearest
from lgsco_store.history import authorities
from lgsco_store.records import Source

# Under which names an authority's decisions are.
_BODIES = text("""
SELECT DISTINCT r.authority FROM publication p
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
JOIN reading r ON r.id = v.reading_id
WHERE a.slug IN :slugs AND r.authority IS NOT NULL
""").bindparams(bindparam("slugs", expanding=True))


class EmptySearchError(LgscoError):
    """A search has no word to look for; raised before any query."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; None is no limit.

    ``authority`` is the slug of an authority, current or earlier; ``body``, ``category`` and ``outcome`` are as
    printed, in upper or lower case. ``since`` and ``until`` are the first and the last day.
    """

    authority: str | None = None
    source: Source | None = None
    body: str | None = None
    category: str | None = None
    outcome: str | None = None
    since: date | None = None
    until: date | None = None


def search(connection: Connection, words: str, filters: Filters, most: int) -> Rows[SearchResult]:
    """Return the newest publications whose last version has all the words, at most so many.

    A group of words in double quotes must occur as it is. Case, accents and endings make no difference.

    Raises:
        EmptySearchError: there is no word.
        UnknownWordError: the archive has no such authority, body, category or outcome.
    """
    phrases = fulltext.phrases(words)
    if not phrases:
        raise EmptySearchError(f"{words!r} has no word to search for: give at least one, such as 'school transport'")
    conditions = [*_conditions(connection, filters)]
    found: list[Row[Any]] = []
    # One after the other, since the databases place nulls at different ends, and only one end is that of an index.
    for dated in (literal_column("hit.day") > "", literal_column("hit.day").is_(None)):
        found += _newest(connection, phrases, [dated, *conditions], most - len(found))
    return from_view(SearchResult, found)


def _newest(
    connection: Connection, phrases: list[str], conditions: list[ColumnElement[bool]], most: int
) -> Sequence[Row[Any]]:
    dialect = dialect_of(connection)
    matching, parameters = dialect.matches(phrases)
    plain = dialect.plain_collation
    # SQLite treats CROSS JOIN as a join order, and the signs keep it from looking up everything that matches: it goes
    # through the texts by their days until it has found enough.
    shown: list[ColumnClause[Any]] = [literal_column(f"search.{field.name}") for field in fields(SearchResult)]
    query = select(*shown).select_from(text("search_text AS hit CROSS JOIN search"))
    query = query.where(text(f"search.id = +hit.reading_id AND +hit.reading_id IN ({matching})"), *conditions)
    order = text(f"hit.day DESC, search.source{plain}, search.reference{plain}")
    return connection.execute(query.order_by(order).limit(most), parameters).all()


def _conditions(connection: Connection, filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.authority is not None:
        slugs = sorted(authorities.current_slugs(connection, filters.authority))
        yield literal_column("search.authority_slug").in_(slugs)
        # Which the index of the texts has; improvements do not name the authority.
        bodies = connection.execute(_BODIES, {"slugs": slugs}).scalars().all()
        yield or_(literal_column("hit.body").in_(bodies), literal_column("hit.body").is_(None))
    if filters.source is not None:
        yield literal_column("hit.kind") == filters.source
    for name in ("body", "category", "outcome"):
        if (wanted := getattr(filters, name)) is not None:
            yield literal_column(f"hit.{name}").in_(_printed(connection, name, wanted))
    if filters.since is not None:
        yield literal_column("hit.day") >= filters.since.isoformat()
    if filters.until is not None:
        yield literal_column("hit.day") <= filters.until.isoformat()


def _printed(connection: Connection, name: str, wanted: str) -> list[str]:
    """Return the printed words that a person may mean by one; a query's lower case would not be the same everywhere."""
    known = sorted(filter(None, connection.execute(text(f"SELECT DISTINCT {name} FROM search_text")).scalars()))  # noqa: S608 -- our own names
    found = [word for word in known if word.casefold() == wanted.casefold()]
    if not found:
        raise UnknownWordError(f"no {name} is called {wanted!r}: give it as it is printed{nearest(wanted, known)}")
    return found
