"""Check that authorities match the register, and that what is shown of each is about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from lgsco_store.database.models import (
    Authority,
    PageRead,
    Publication,
    ReadingRow,
    RegisterEntry,
    RegisterSuccession,
    Shown,
)
from lgsco_store.reference import register, sync

# Columns of an authority that come only from the register.
_REGISTERED = ("gss_code", "type", "region", "start_date", "end_date")


def damage(connection: Connection) -> Iterator[str]:
    """Yield a sentence for every disagreement between register, authorities, their pages and their letters."""
    yield from _register(connection)
    yield from _successions(connection)
    yield from _vocabulary(connection)
    yield from _authorities(connection)
    yield from _pages(connection)
    yield from _readings(connection)


def _register(connection: Connection) -> Iterator[str]:
    """Check the rows of the release's register; an earlier release's may have had more."""
    rows = {row["code"]: row for row in connection.execute(select(RegisterEntry.__table__)).mappings()}
    for entry in register.entries():
        expected = sync.register_row(entry)
        if entry.code not in rows:
            yield f"register_entry row {entry.code}: it is missing, `lgsco upgrade` restores it"
        else:
            yield from _others(f"register_entry row {entry.code}", rows[entry.code], expected)


def _others(where: str, row: Mapping[Any, Any], expected: Mapping[str, Any]) -> Iterator[str]:
    for name, value in expected.items():
        if row[name] != value:
            yield f"{where}: its {name} is {row[name]}, the register says {value}"


def _successions(connection: Connection) -> Iterator[str]:
    found = {tuple(pair) for pair in connection.execute(select(RegisterSuccession.__table__))}
    expected = {(entry.code, successor) for entry in register.entries() for successor in entry.replaced_by}
    known = {entry.code for entry in register.entries()}
    for old, new in sorted(expected - found):
        yield f"register_succession row {old} {new}: it is missing, `lgsco upgrade` restores it"
    for old, new in sorted(found - expected):
        if {old, new} <= known:
            yield f"register_succession row {old} {new}: the register knows no such succession"


def _vocabulary(connection: Connection) -> Iterator[str]:
    for table, rows in sync.vocabulary_rows().items():
        found = [dict(row) for row in connection.execute(select(table.__table__)).mappings()]
        for row in rows:
            if row not in found:
                words = " / ".join(row.values())
                yield f"{table.__tablename__}: {words} is missing or different; `lgsco upgrade` restores it"


def _authorities(connection: Connection) -> Iterator[str]:
    entries = {entry.code: entry for entry in register.entries()}
    for row in connection.execute(select(Authority.__table__)).mappings():
        entry = entries.get(row["code"])
        if entry is not None:
            yield from _others(f"authority row {row['id']}", row, sync.register_columns(entry))
        elif row["code"] is None:
            yield from _others(f"authority row {row['id']}", row, dict.fromkeys(_REGISTERED))


def _pages(connection: Connection) -> Iterator[str]:
    """Check that a page with a name of the register belongs to that authority, or to a predecessor or successor."""
    query = select(PageRead.id, PageRead.name, PageRead.code, Authority.code, Authority.slug).join(Authority)
    for page_id, name, code, own, slug in connection.execute(query.order_by(PageRead.id)):
        if _is_of_another(name, own) or _is_of_another(name, code):
            yield f"page_read row {page_id}: a page of {slug} calls itself {name}"


def _readings(connection: Connection) -> Iterator[str]:
    query = (
        select(Shown.id, ReadingRow.authority, Authority.code, Authority.slug)
        .join(Publication, Publication.id == Shown.publication_id)
        .join(Authority, Authority.id == Publication.authority_id)
        .join(ReadingRow, ReadingRow.id == Shown.reading_id)
        .where(ReadingRow.authority.is_not(None))
    )
    for shown_id, name, code, slug in connection.execute(query.order_by(Shown.id)):
        if _is_of_another(name, code):
            yield f"shown row {shown_id}: what was shown of {slug} is about {name}"


def _is_of_another(name: str | None, code: str | None) -> bool:
    """Return whether a name means an authority of the register that is unrelated to the one with a code."""
    named, own = register.match(name or ""), register.by_code(code)
    return named is not None and own is not None and not register.are_kin(named, own)
