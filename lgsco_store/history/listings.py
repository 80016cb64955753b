"""Gather the letters that one run saw listed, with the words of their links."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from lgsco_store.database.batches import in_part
from lgsco_store.database.models import Authority, ListingRow
from lgsco_store.publications.inputs import Listed
from lgsco_store.publications.ownership import claims


def listed(connection: Connection, run_id: int, part: range) -> tuple[Listed, ...]:
    """Return the letters that the pages of some authorities list, in the order of the pages."""
    query = (
        select(ListingRow.authority_id, Authority.slug, Authority.code, ListingRow.url, ListingRow.year)
        .add_columns(Authority.name, ListingRow.text)
        .join(Authority)
        .where(ListingRow.run_id == run_id, in_part(ListingRow.authority_id, part))
        .order_by(ListingRow.id)
    )
    rows = connection.execute(query).all()
    texts: dict[tuple[int, str], dict[str, None]] = {}
    for row in rows:
        texts.setdefault((row.authority_id, row.url), {})[row.text] = None
    return tuple(
        Listed(
            authority_id=row.authority_id,
            slug=row.slug,
            code=row.code,
            url=row.url,
            year=row.year,
            name=row.name,
            texts=tuple(texts[row.authority_id, row.url]),
        )
        for row in rows
    )


def shared_addresses(connection: Connection, run_id: int) -> frozenset[str]:
    """Return the addresses that several authorities list as letters of theirs, by links that do not name another."""
    listed = select(ListingRow.url).where(ListingRow.run_id == run_id).group_by(ListingRow.url)
    several = listed.having(func.min(ListingRow.authority_id) != func.max(ListingRow.authority_id))
    links = select(ListingRow.url, ListingRow.authority_id, Authority.code, Authority.slug, ListingRow.text)
    query = links.join(Authority).where(ListingRow.run_id == run_id, ListingRow.url.in_(several))
    claimed: dict[str, set[int]] = {}
    for row in connection.execute(query):
        if claims(row.code, row.slug, [row.text]):
            claimed.setdefault(row.url, set()).add(row.authority_id)
    return frozenset(url for url, by in claimed.items() if len(by) > 1)
