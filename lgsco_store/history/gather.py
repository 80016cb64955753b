"""Gather from the database what one run saw: pages, listings, captures and their readings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select
from sqlalchemy.orm import aliased

from lgsco_store.database.batches import NATIONAL, PARAMETERS, batches, in_part
from lgsco_store.database.models import (
    Authority,
    CaptureRow,
    ListingRow,
    ListPageRow,
    PageRead,
    Publication,
    ReadingRow,
    Run,
    Version,
)
from lgsco_store.evidence import readings
from lgsco_store.history import authorities, listings, published
from lgsco_store.publications.inputs import (
    GONE,
    LOOKS,
    Evidence,
    Extent,
    Fetched,
    ReadLetter,
    SeenList,
    SeenPage,
)
from lgsco_store.records import CaptureKind, Diagnosis, Source
from lgsco_store.runs.endings import RunStateError
from lgsco_store.terms import RunState

# Made once: to make another name for a table takes longer than to use it in a query.
_SEEN, _KEPT, _OTHER = CaptureRow, aliased(CaptureRow), aliased(CaptureRow)

# What an address showed at a capture: a page that shows the same as before is not stored again.
_NEWEST_KEPT = (
    select(func.max(_OTHER.id))
    .where(_OTHER.url == _SEEN.url, _OTHER.kind == _SEEN.kind)
    .where(_OTHER.document_sha256.is_not(None), _OTHER.id <= _SEEN.id)
    .scalar_subquery()
)


def run(connection: Connection, run_id: int) -> Row[Any]:
    """Return a run's row.

    Raises:
        RunStateError: there is no such run.
    """
    found = connection.execute(select(Run).where(Run.id == run_id)).one_or_none()
    if found is None:
        raise RunStateError(f"there is no run {run_id}: `lgsco runs` lists them")
    return found


def is_decided(connection: Connection, run_id: int) -> bool:
    """Return whether a person decides about a run's withdrawals: it is held, or covers only certain authorities.

    Raises:
        RunStateError: there is no such run.
    """
    row = run(connection, run_id)
    return row.state == RunState.HELD or row.scope_authorities is not None


def extent(connection: Connection, row: Row[Any], *, decided: bool) -> Extent:
    """Return the extent that a run covers, given its row."""
    slugs, years = row.scope_authorities, row.scope_years
    return Extent(
        authorities=None if slugs is None else authorities.find(connection, slugs, row.id),
        years=None if years is None else frozenset(years),
        decided=decided,
    )


def evidence(connection: Connection, row: Row[Any], within: Extent, part: range) -> Evidence:
    """Return the evidence that a run, given its row and extent, gathered about some authorities."""
    slugs: dict[int, set[str]] = {}
    for authority_id, slug in _pages_of(connection, PageRead.run_id == row.id, part):
        slugs.setdefault(authority_id, set()).add(slug)
    fetched, pages = _fetched(connection, row.id, part), _pages(connection, row.id, part)
    tables = _tables(connection, row.id) if part == NATIONAL else ()
    national = tuple(shown(connection, [row.id], CaptureKind.NATIONAL_DOCUMENT).values()) if part == NATIONAL else ()
    lists = council_lists(connection, row.id, part)
    of_lists = (page for each in lists for page in each.pages)
    captured = (*fetched.values(), *(page.fetched for page in pages), *of_lists, *tables, *national)
    documents = {each.document_sha256 for each in captured if each.document_sha256 is not None}
    return Evidence(
        extent=within,
        listed=listings.listed(connection, row.id, part),
        fetched=fetched,
        readings=readings_of_documents(connection, row, sorted(documents)),
        read=frozenset(slugs),
        doubtful=_doubtful(connection, row.id, slugs, part),
        pages=pages,
        council_lists=lists,
        gone_pages=_gone_pages(connection, row.id, part),
        tables=tables,
        documents=national,
    )


def _fetched(connection: Connection, run_id: int, part: range) -> dict[str, Fetched]:
    """Return, by address, the run's last good capture of a letter, or its last one if none was good.

    The addresses are those that the authorities' pages list, and those of their letters before.
    """
    listed = select(ListingRow.url).where(ListingRow.run_id == run_id, in_part(ListingRow.authority_id, part))
    before = select(Publication.url).where(in_part(Publication.authority_id, part))
    query = (
        select(CaptureRow.id, CaptureRow.url, CaptureRow.fetched_at, CaptureRow.status, CaptureRow.diagnosis)
        .add_columns(CaptureRow.document_sha256)
        .where(CaptureRow.run_id == run_id, CaptureRow.kind == CaptureKind.LETTER)
        .where(CaptureRow.url.in_(listed.union(before)))
    )
    found: dict[str, Fetched] = {}
    looks_gone: Counter[str] = Counter()
    for row in connection.execute(query.order_by(CaptureRow.id)):
        looks_gone[row.url] += row.status in GONE
        fetched = Fetched(
            capture_id=row.id,
            url=row.url,
            fetched_at=row.fetched_at,
            status=row.status,
            diagnosis=Diagnosis(row.diagnosis) if row.diagnosis else None,
            document_sha256=row.document_sha256,
            looks_gone=looks_gone[row.url],
        )
        if fetched.good or row.url not in found or not found[row.url].good:
            found[row.url] = fetched
    return found


def _tables(connection: Connection, run_id: int) -> tuple[Fetched, ...]:
    """Return the last good capture of each address at which the run found a yearly table."""
    of_run = (CaptureRow.run_id == run_id, CaptureRow.kind == CaptureKind.DATA_TABLE, CaptureRow.diagnosis.is_(None))
    query = select(CaptureRow).where(*of_run, CaptureRow.document_sha256.is_not(None)).order_by(CaptureRow.id)
    found = {
        row.url: Fetched(row.id, row.url, row.fetched_at, row.status, None, row.document_sha256)
        for row in connection.execute(query)
    }
    return tuple(found.values())


def shown(connection: Connection, runs: Collection[int], kind: CaptureKind) -> dict[str, Fetched]:
    """Return what each address of a kind showed last in some runs, with the capture that brought it, by address."""
    query = (
        select(_SEEN.fetched_at.label("seen_at"), _KEPT.id, _KEPT.url, _KEPT.fetched_at, _KEPT.status)
        .add_columns(_KEPT.document_sha256)
        .join(_KEPT, _KEPT.id == _NEWEST_KEPT)
        .where(_SEEN.run_id.in_(runs), _SEEN.kind == kind, _SEEN.diagnosis.is_(None))
        .order_by(_SEEN.id)
    )
    return {
        row.url: Fetched(row.id, row.url, row.fetched_at, row.status, None, row.document_sha256, 0, row.seen_at)
        for row in connection.execute(query)
    }


def _pages(connection: Connection, run_id: int, part: range) -> tuple[SeenPage, ...]:
    """Return the authorities' pages that a run read in full, once each, with the captures of their statistics."""
    found = {(row.authority_id, row.url): row for row in connection.execute(_pages_query(run_id, part))}
    return tuple(
        SeenPage(
            authority_id=row.authority_id,
            slug=row.slug,
            url=row.url,
            seen_at=row.seen_at,
            prints=row.text_sha256 is not None,
            fetched=Fetched(row.id, row.url, row.fetched_at, row.status, None, row.document_sha256),
        )
        for row in found.values()
    )


def _pages_query(run_id: int, part: range) -> Select[Any]:
    """Select pages with the captures of their text: a page with unchanged text is not stored again."""
    return (
        select(PageRead.authority_id, Authority.slug, PageRead.url, _SEEN.fetched_at.label("seen_at"))
        .add_columns(_SEEN.text_sha256, _KEPT.id, _KEPT.fetched_at, _KEPT.status, _KEPT.document_sha256)
        .join(Authority, Authority.id == PageRead.authority_id)
        .join(_SEEN, (_SEEN.run_id == PageRead.run_id) & (_SEEN.url == PageRead.url))
        .join(_KEPT, _KEPT.id == _NEWEST_KEPT)
        .where(PageRead.run_id == run_id, in_part(PageRead.authority_id, part))
        .where(_SEEN.kind == CaptureKind.AUTHORITY_PAGE, _SEEN.diagnosis.is_(None))
        .order_by(PageRead.id, _SEEN.id)
    )


def council_lists(connection: Connection, run_id: int, part: range) -> tuple[SeenList, ...]:
    """Return the councils' lists that a run read, of authorities whose own pages it read too."""
    query = (
        select(PageRead.authority_id, Authority.slug, ListPageRow.list_url, ListPageRow.whole)
        .add_columns(_SEEN.kind, _SEEN.fetched_at.label("seen_at"), _KEPT.id, _KEPT.url, _KEPT.fetched_at, _KEPT.status)
        .add_columns(_KEPT.document_sha256, ListPageRow.id.label("row_id"))
        .join(Authority, Authority.id == PageRead.authority_id)
        .join(ListPageRow, (ListPageRow.run_id == PageRead.run_id) & (ListPageRow.slug == PageRead.slug))
        .join(_SEEN, _SEEN.id == ListPageRow.capture_id)
        .join(_KEPT, _KEPT.id == _NEWEST_KEPT)
        .where(PageRead.run_id == run_id, in_part(PageRead.authority_id, part))
        .order_by(ListPageRow.id)
    )
    found: dict[tuple[str, int, str], list[Row[Any]]] = {}
    for row in connection.execute(query.distinct()):
        found.setdefault((row.kind, row.authority_id, row.list_url), []).append(row)
    return tuple(_seen_list(rows) for rows in found.values())


def _seen_list(rows: Sequence[Row[Any]]) -> SeenList:
    first = rows[0]
    pages = tuple(
        Fetched(row.id, row.url, row.fetched_at, row.status, None, row.document_sha256, 0, row.seen_at) for row in rows
    )
    return SeenList(
        CaptureKind(first.kind), first.authority_id, first.slug, first.list_url, any(row.whole for row in rows), pages
    )


def _gone_pages(connection: Connection, run_id: int, part: range) -> frozenset[str]:
    """Return the addresses of some authorities' published pages that the site reported twice in a run as gone."""
    published = select(Publication.url).where(in_part(Publication.authority_id, part))
    of_run = (CaptureRow.run_id == run_id, CaptureRow.kind == CaptureKind.AUTHORITY_PAGE, CaptureRow.status.in_(GONE))
    query = select(CaptureRow.url).where(*of_run, CaptureRow.url.in_(published))
    return frozenset(connection.execute(query.group_by(CaptureRow.url).having(func.count() >= LOOKS)).scalars())


def readings_of_documents(
    connection: Connection, row: Row[Any], documents: Sequence[str]
) -> dict[tuple[Source, str], ReadLetter]:
    """Return, by kind and document, the reading that files it.

    A current document is filed by the reading that first filed it: a better reader must not move a letter that the
    Ombudsman left alone. Any other is filed by the reader of the run, or of one published since, or the last one that
    read it.
    """
    found: dict[int, ReadLetter] = {}
    current: set[int] = set()
    for some in batches(documents, PARAMETERS):
        found |= readings.load(connection, ReadingRow.document_sha256.in_(some))
        shown = select(Version.reading_id).where(Version.document_sha256.in_(some), published.is_last(besides=row.id))
        current |= set(connection.execute(shown).scalars())
    newest = max(row.id, published.basis(connection) or row.id)
    reader_version = connection.execute(select(Run.reader_version).where(Run.id == newest)).scalar_one()

    def fitness(reading: ReadLetter) -> tuple[bool, bool, int]:
        shown = any(each.reading_id in current for each in (reading, *reading.items))
        return shown, reading.reader_version == reader_version, reading.reading_id

    best = sorted(readings.with_items(connection, found.values()), key=fitness)
    return {(reading.source, reading.document_sha256): reading for reading in best}


def _pages_of(connection: Connection, condition: ColumnElement[bool], part: range) -> list[tuple[int, str]]:
    """Return which of some authorities' pages, by their slugs, were read in full."""
    query = select(PageRead.authority_id, PageRead.slug).where(condition, in_part(PageRead.authority_id, part))
    return list(connection.execute(query))


def _doubtful(connection: Connection, run_id: int, slugs: Mapping[int, set[str]], part: range) -> frozenset[int]:
    """Return authorities with a page that the last published run read and this one did not, or an unfinished list."""
    runs = select(PageRead.authority_id, func.max(PageRead.run_id).label("run_id")).join(Run, Run.id == PageRead.run_id)
    earlier = (Run.state == RunState.PUBLISHED, Run.id != run_id, in_part(PageRead.authority_id, part))
    last = runs.where(*earlier).group_by(PageRead.authority_id).subquery()
    is_last = (PageRead.authority_id == last.c.authority_id) & (PageRead.run_id == last.c.run_id)
    before = connection.execute(select(PageRead.authority_id, PageRead.slug).join(last, is_last))
    unread = {authority_id for authority_id, slug in before if slug not in slugs.get(authority_id, {slug})}
    cut = _pages_of(connection, (PageRead.run_id == run_id) & ~PageRead.whole, part)
    return frozenset(unread | {authority_id for authority_id, _ in cut})
