"""The rows of authorities: one for each body, through every spelling and renaming."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, select, update
from sqlalchemy.orm import Session

from lgsco_store import register
from lgsco_store.evidence import Finding
from lgsco_store.models import Authority, AuthorityAlias, AuthoritySuccession, PageRead
from lgsco_store.records import AuthorityPage, Severity
from lgsco_store.register import Entry
from lgsco_store.terms import Spelling


def resolve(connection: Connection, page: AuthorityPage) -> tuple[int | None, Finding | None]:
    """The row of the authority whose page this is, made or completed if need be, and what a person should know.

    There is no row where the page's name says one authority and its slug has been another's: figures filed under
    either could be wrong, so a person has to look.
    """
    entry = register.match(page.name) or register.match(page.slug.replace("-", " "))
    by_slug = _by_slug(connection, page.slug)
    by_code = _by_code(connection, entry.code) if entry else None
    if by_slug and entry and by_slug["code"] != entry.code and (by_code or by_slug["code"]):
        return None, _conflict(page, entry, by_slug)
    authority_id = _written(connection, by_code or by_slug, page, entry)
    _note_spellings(connection, authority_id, page)
    return authority_id, None if entry else _unmatched(page)


def find(connection: Connection, slugs: Iterable[str]) -> frozenset[int]:
    """The authorities that have ever had one of these slugs, given in lower case; unknown slugs have none."""
    spelled = func.lower(AuthorityAlias.spelling)
    query = select(AuthorityAlias.authority_id).where(AuthorityAlias.kind == Spelling.SLUG, spelled.in_(list(slugs)))
    return frozenset(connection.execute(query).scalars())


def publish(connection: Connection, run_id: int) -> None:
    """Takes over what a run's pages say of their authorities: newest slugs, names, and who took over from whom.

    An authority keeps its slug as long as the site has a page under it.
    """
    query = select(PageRead, Authority).join(Authority).where(PageRead.run_id == run_id).order_by(PageRead.id)
    with Session(connection) as session:
        pages: dict[Authority, list[PageRead]] = {}
        for page, authority in session.execute(query):
            pages.setdefault(authority, []).append(page)
        for authority, of_authority in pages.items():
            _take_over(authority, of_authority)
        session.flush()
        _add_successions(session, chain.from_iterable(pages.values()))
        session.commit()


def _written(connection: Connection, row: RowMapping | None, page: AuthorityPage, entry: Entry | None) -> int:
    """The id of the authority's row, written where there is none or where the register says something else."""
    values = _of_register(entry) if entry else {}
    if row is None:
        new = {"slug": page.slug, "site_slug": page.site_slug, "name": page.name, **values}
        return connection.execute(insert(Authority).values(new).returning(Authority.id)).scalar_one()
    authority_id: int = row["id"]
    if any(row[name] != value for name, value in values.items()):
        connection.execute(update(Authority).where(Authority.id == authority_id).values(values))
    return authority_id


def _of_register(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.official_name,
        "code": entry.code,
        "gss_code": entry.gss_code,
        "type": entry.type,
        "region": entry.region,
        "start_date": entry.start_date,
        "end_date": entry.end_date,
    }


def _by_slug(connection: Connection, slug: str) -> RowMapping | None:
    return _row(connection, Authority.id.in_(find(connection, [slug])))


def _by_code(connection: Connection, code: str) -> RowMapping | None:
    return _row(connection, Authority.code == code)


def _row(connection: Connection, condition: ColumnElement[bool]) -> RowMapping | None:
    return connection.execute(select(Authority.__table__).where(condition)).mappings().one_or_none()


def _note_spellings(connection: Connection, authority_id: int, page: AuthorityPage) -> None:
    for kind, spelling in ((Spelling.SLUG, page.site_slug), (Spelling.NAME, page.name)):
        values = {"authority_id": authority_id, "kind": kind, "spelling": spelling}
        if connection.execute(select(AuthorityAlias.id).filter_by(**values)).first() is None:
            connection.execute(insert(AuthorityAlias).values(values))


def _take_over(authority: Authority, pages: Sequence[PageRead]) -> None:
    page = next((page for page in pages if page.slug == authority.slug), pages[-1])
    authority.slug, authority.site_slug = page.slug, page.site_slug
    if authority.code is None:
        authority.name = page.name


def _add_successions(session: Session, pages: Iterable[PageRead]) -> None:
    """By the merger notes of these pages, and by the register; authorities never seen have no row to point at."""
    noted = {(old, page.authority_id) for page in pages for old in find(session.connection(), page.predecessors)}
    by_code = dict(session.execute(select(Authority.code, Authority.id)).all())
    registered = {
        (by_code[entry.code], by_code[successor])
        for entry in register.entries()
        for successor in entry.replaced_by
        if entry.code in by_code and successor in by_code
    }
    known = set(session.execute(select(AuthoritySuccession.predecessor_id, AuthoritySuccession.successor_id)))
    for predecessor, successor in sorted((noted | registered) - known):
        if predecessor != successor:
            session.add(AuthoritySuccession(predecessor_id=predecessor, successor_id=successor))


def _unmatched(page: AuthorityPage) -> Finding:
    message = f"The register knows no authority by the name {page.name!r}: it has no codes and no type"
    return Finding("authority_unmatched", Severity.WARNING, message, page.slug)


def _conflict(page: AuthorityPage, entry: Entry, other: RowMapping) -> Finding:
    message = f"The page calls itself {page.name!r} ({entry.code}), but its slug belongs to {other['name']!r}"
    return Finding("authority_conflict", Severity.ERROR, message, page.slug)
