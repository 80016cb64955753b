"""The rows of authorities: one for each body, through every spelling and renaming.

A crawling run records under which row each page is filed; slugs, names, codes and spellings come only from published
runs. Otherwise a page with another authority's name would have a permanent effect, even if its run was discarded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    RowMapping,
    Select,
    Text,
    bindparam,
    cast,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session

from lgsco_store.database.batches import in_part, insert_rows, parts
from lgsco_store.database.models import (
    Authority,
    AuthorityAlias,
    AuthoritySuccession,
    PageRead,
    RegisterSuccession,
    Run,
)
from lgsco_store.errors import UnknownWordError, nearest
from lgsco_store.publications.inputs import Finding
from lgsco_store.records import AuthorityPage, Severity
from lgsco_store.reference import register
from lgsco_store.reference.register import Entry
from lgsco_store.reference.sync import register_columns
from lgsco_store.terms import AuthorityKind, RunState, Spelling

_SLUGS: BindParameter[str] = bindparam("slugs", expanding=True)
SHOWN = select(AuthorityAlias.id).where(AuthorityAlias.authority_id == Authority.id).exists()
"""Whether a published run has seen a page of an authority, as the view ``authorities`` shows it."""


# The statements for every page are built once: building them takes longer than executing them.
_SPELLED = select(AuthorityAlias.authority_id).where(
    AuthorityAlias.kind == Spelling.SLUG, func.lower(AuthorityAlias.spelling).in_(_SLUGS)
)
_OF_RUN = select(PageRead.authority_id).where(PageRead.run_id == bindparam("run_id"))
_OF_RUN_BY_SLUG = _OF_RUN.where(PageRead.slug.in_(_SLUGS))
_BY_ID = select(Authority.__table__).where(Authority.id.in_(bindparam("ids", expanding=True)))
_BY_CODE = select(Authority.__table__).where(Authority.code == bindparam("code"))
_OF_RUN_BY_CODE = select(Authority.__table__).where(Authority.id.in_(_OF_RUN.where(PageRead.code == bindparam("code"))))
_GHOSTS = select(Authority.slug, Authority.id).where(Authority.slug.in_(_SLUGS), ~SHOWN)
_FREE = (
    update(Authority)
    .where(Authority.slug.in_(_SLUGS), ~SHOWN, Authority.id != bindparam("besides"))
    .values(slug=Authority.slug + "~" + cast(Authority.id, Text))
)


@dataclass(frozen=True, slots=True)
class AuthorityChange:
    """A change of one authority; for a merger the authority is the predecessor, and the slug is the successor's."""

    authority_id: int
    kind: AuthorityKind
    field: str | None = None
    old: str | None = None
    new: str | None = None


def resolve(connection: Connection, run_id: int, page: AuthorityPage) -> tuple[int | None, str | None, Finding | None]:
    """Find the row of the authority that a page belongs to, the register's code for it, and any finding.

    The row is created if need be. There is none if the page's name means one authority and its slug has been another's:
    figures filed under either could be wrong, so a person has to decide.
    """
    entry = register.match(page.name) or register.match(page.slug.replace("-", " "))
    by_slug = _by_slug(connection, run_id, page.slug)
    by_code = _by_code(connection, run_id, entry.code) if entry else None
    if by_slug and entry and by_slug["code"] != entry.code and (by_code or by_slug["code"]):
        return None, None, _conflict(page, entry, by_slug)
    row = by_code or by_slug
    authority_id: int = row["id"] if row else _added(connection, page, entry)
    return authority_id, entry.code if entry else None, None if entry else _unmatched(page)


def find(connection: Connection, slugs: Iterable[str], run_id: int | None = None) -> frozenset[int]:
    """Find the authorities that have ever had one of these slugs, given in lower case; unknown slugs have none.

    The slugs are those of published runs, and of the current run, if given.
    """
    wanted = list(slugs)
    if not wanted:
        # Most pages have no merger note, and an empty query would still search every spelling.
        return frozenset()
    found = set(connection.execute(_SPELLED, {"slugs": wanted}).scalars())
    if run_id is not None:
        found |= set(connection.execute(_OF_RUN_BY_SLUG, {"slugs": wanted, "run_id": run_id}).scalars())
    return frozenset(found)


def named(connection: Connection, slug: str) -> frozenset[int]:
    """Find the authority that has, or ever had, a slug, regardless of case.

    Raises:
        UnknownWordError: there is none; the text names the nearest.
    """
    found = find(connection, [slug.lower()])
    if not found:
        known = connection.execute(select(Authority.slug).where(SHOWN)).scalars()
        raise UnknownWordError(f"the archive knows no authority {slug!r}: give its slug{nearest(slug, known)}")
    return found


def current_slugs(connection: Connection, slug: str) -> set[str]:
    """Return the newest slugs of the authorities that a slug names, whatever slug they had before.

    Raises:
        UnknownWordError: the archive knows no such authority.
    """
    query = select(Authority.slug).where(Authority.id.in_(named(connection, slug)))
    return set(connection.execute(query).scalars())


def slugs(connection: Connection) -> frozenset[str]:
    """Return every slug, in lower case, that an authority has or had."""
    spelled = func.lower(AuthorityAlias.spelling)
    return frozenset(connection.execute(select(spelled).where(AuthorityAlias.kind == Spelling.SLUG)).scalars())


def publish(connection: Connection, run_id: int) -> list[AuthorityChange]:
    """Update the authorities from a run's pages; return their changes.

    An authority keeps its slug as long as the site has a page under it.
    """
    changes: list[AuthorityChange] = []
    noted: set[tuple[int, int]] = set()
    for part in parts(connection):
        known, spelled = _names_published(connection, run_id, part), _spellings(connection, part)
        with Session(connection) as session:
            pages_of = _pages(session, run_id, part)
            ghosts = _ghosts(connection, {page.slug for pages in pages_of.values() for page in pages})
            for authority, pages in pages_of.items():
                taken = {page.slug for page in pages if ghosts.get(page.slug, authority.id) != authority.id}
                _free(connection, taken, authority.id)
                changes += _take_over(authority, pages, known.get(authority.id))
                noted |= {(old, authority.id) for page in pages for old in find(connection, page.predecessors, run_id)}
                session.flush()
                _note_spellings(connection, run_id, pages, spelled)
            session.commit()
    return [*changes, *_add_successions(connection, noted, _seen(connection, run_id))]


def _pages(session: Session, run_id: int, part: range) -> dict[Authority, list[PageRead]]:
    """Return the pages of some authorities that a run read in full."""
    query = select(PageRead, Authority).join(Authority)
    wanted = (PageRead.run_id == run_id, in_part(PageRead.authority_id, part))
    pages: dict[Authority, list[PageRead]] = {}
    for page, authority in session.execute(query.where(*wanted).order_by(PageRead.id)):
        pages.setdefault(authority, []).append(page)
    return pages


def _added(connection: Connection, page: AuthorityPage, entry: Entry | None) -> int:
    """Return the ID of a new row, which nobody sees before a run with the page is published."""
    _free(connection, [page.slug])
    new = {
        "slug": page.slug,
        "site_slug": page.site_slug,
        "name": page.name,
        **(register_columns(entry) if entry else {}),
    }
    return connection.execute(insert(Authority).values(new).returning(Authority.id)).scalar_one()


def _free(connection: Connection, slugs: Collection[str], besides: int | None = None) -> None:
    """Take slugs from rows that no published run has shown: the runs that created them were not published."""
    if slugs:
        connection.execute(_FREE, {"slugs": list(slugs), "besides": besides or 0})


def _by_slug(connection: Connection, run_id: int, slug: str) -> RowMapping | None:
    ids = find(connection, [slug], run_id)
    return _row(connection, _BY_ID, ids=list(ids)) if ids else None


def _by_code(connection: Connection, run_id: int, code: str) -> RowMapping | None:
    """Return the row of a code, or the one under which this run has filed a page that the register knows by it."""
    return _row(connection, _BY_CODE, code=code) or _row(connection, _OF_RUN_BY_CODE, run_id=run_id, code=code)


def _row(connection: Connection, query: Select[Any], **values: Any) -> RowMapping | None:
    return connection.execute(query, values).mappings().one_or_none()


def _ghosts(connection: Connection, slugs: Collection[str]) -> dict[str, int]:
    """Return the rows that no published run has shown, by their slugs, as far as they have one of these."""
    return {row.slug: row.id for row in connection.execute(_GHOSTS, {"slugs": list(slugs)})}


def _spellings(connection: Connection, part: range) -> set[tuple[int, str, str]]:
    """Return the spellings of some authorities, each with the authority's ID and its kind."""
    query = select(AuthorityAlias.authority_id, AuthorityAlias.kind, AuthorityAlias.spelling)
    rows = connection.execute(query.where(in_part(AuthorityAlias.authority_id, part)))
    return {(authority_id, kind, spelling) for authority_id, kind, spelling in rows}


def _note_spellings(
    connection: Connection, run_id: int, pages: Iterable[PageRead], known: set[tuple[int, str, str]]
) -> None:
    """Add the spellings of one authority's pages that no published page has used before, to the known ones too."""
    spelled = ((Spelling.SLUG, "site_slug"), (Spelling.NAME, "name"))
    found = ((page.authority_id, kind, getattr(page, column)) for page in pages for kind, column in spelled)
    new = [each for each in dict.fromkeys(found) if each not in known]
    known.update(new)
    rows = [{"authority_id": each[0], "kind": each[1], "spelling": each[2], "run_id": run_id} for each in new]
    insert_rows(connection, AuthorityAlias, rows)


def _names_published(connection: Connection, run_id: int, part: range) -> dict[int, list[str]]:
    """Return the names on the pages of earlier published runs for some authorities, in the order of the pages."""
    query = (
        select(PageRead.authority_id, PageRead.name)
        .join(Run, Run.id == PageRead.run_id)
        .where(Run.state == RunState.PUBLISHED, Run.id != run_id, in_part(PageRead.authority_id, part))
        .group_by(PageRead.authority_id, PageRead.name)
        .order_by(func.max(PageRead.id))
    )
    names: dict[int, list[str]] = {}
    for authority_id, name in connection.execute(query):
        names.setdefault(authority_id, []).append(name)
    return names


def _seen(connection: Connection, run_id: int) -> AbstractSet[int]:
    """Return the authorities with a page that this run, or an earlier published one, read in full."""
    shown = (Run.state == RunState.PUBLISHED) | (Run.id == run_id)
    query = select(PageRead.authority_id).join(Run, Run.id == PageRead.run_id).where(shown).distinct()
    return frozenset(connection.execute(query).scalars())


def _take_over(
    authority: Authority, pages: Sequence[PageRead], known_names: Sequence[str] | None
) -> list[AuthorityChange]:
    page = next((page for page in pages if page.slug == authority.slug), pages[-1])
    old_slug = authority.slug
    authority.slug, authority.site_slug = page.slug, page.site_slug
    for name, value in _registered(pages).items():
        setattr(authority, name, value)
    if authority.code is None:
        authority.name = page.name
    if known_names is None:
        return [AuthorityChange(authority.id, AuthorityKind.ADDED)]
    fields = [("slug", old_slug, page.slug)] if old_slug != page.slug else []
    if page.name not in known_names:
        fields.append(("name", known_names[-1], page.name))
    return [AuthorityChange(authority.id, AuthorityKind.RENAMED, *field) for field in fields]


def _registered(pages: Sequence[PageRead]) -> dict[str, Any]:
    """Return the register's data about the authority that pages name."""
    entry = register.by_code(next((page.code for page in reversed(pages) if page.code is not None), None))
    return register_columns(entry) if entry else {}


def _add_successions(
    connection: Connection, noted: AbstractSet[tuple[int, int]], seen: AbstractSet[int]
) -> list[AuthorityChange]:
    """Add successions from merger notes and from the register, between authorities that published runs have seen."""
    rows = connection.execute(select(Authority.id, Authority.code, Authority.slug).where(Authority.id.in_(seen))).all()
    by_code = {row.code: row.id for row in rows if row.code}
    slugs = {row.id: row.slug for row in rows}
    registered = {
        (by_code[pair.predecessor_code], by_code[pair.successor_code])
        for pair in connection.execute(select(RegisterSuccession))
        if pair.predecessor_code in by_code and pair.successor_code in by_code
    }
    columns = (AuthoritySuccession.predecessor_id, AuthoritySuccession.successor_id)
    stored = {(old, new) for old, new in connection.execute(select(*columns))}
    pairs = [(old, new) for old, new in sorted((noted | registered) - stored) if old != new and {old, new} <= seen]
    insert_rows(connection, AuthoritySuccession, [{"predecessor_id": old, "successor_id": new} for old, new in pairs])
    return [AuthorityChange(old, AuthorityKind.MERGED, "successor", None, slugs[new]) for old, new in pairs]


def _unmatched(page: AuthorityPage) -> Finding:
    message = f"The register knows no authority by the name {page.name!r}: it has no codes and no type"
    return Finding("authority_unmatched", Severity.WARNING, message, page.slug)


def _conflict(page: AuthorityPage, entry: Entry, other: RowMapping) -> Finding:
    message = f"The page calls itself {page.name!r} ({entry.code}), but its slug belongs to {other['name']!r}"
    return Finding("authority_conflict", Severity.ERROR, message, page.slug)
