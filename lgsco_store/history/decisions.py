"""Gather what the runs of decisions saw: pages and answers by reference, in batches of references."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from lgsco_store.database.batches import PARAMETERS, batches
from lgsco_store.database.models import (
    Authority,
    AuthorityAlias,
    CaptureRow,
    Publication,
    ReadingAttribute,
    ReadingRow,
)
from lgsco_store.evidence import decision_index
from lgsco_store.history import authorities, gather, published
from lgsco_store.publications.base import Standing
from lgsco_store.publications.inputs import GONE, Body, Evidence, Extent, Fetched, Retention
from lgsco_store.records import CaptureKind, Diagnosis, Source
from lgsco_store.reference import register
from lgsco_store.terms import Spelling

# This many decisions, with their readings, are a few megabytes.
_REFERENCES = 1000


def parts(
    connection: Connection, row: Row[Any], extent: Extent, retention: Retention
) -> Iterator[tuple[Evidence, Standing]]:
    """Yield what a run saw of some references, with the publications under them.

    A run continues interrupted ones: their pages count as its own.
    """
    runs = decision_index.continued(connection, row.id)
    fetched = gather.shown(connection, runs, CaptureKind.DECISION)
    gone = _not_good(connection, runs, fetched.keys())
    bodies = _authorities(connection)
    by_reference = _by_reference(connection, fetched, gone)
    for some in batches(sorted(by_reference), _REFERENCES):
        seen = {each.url: each for reference in some for each in by_reference[reference]}
        documents = sorted({each.document_sha256 for each in seen.values() if each.document_sha256})
        readings = gather.readings_of_documents(connection, row, documents)
        names = {name for reading in readings.values() if (name := reading.head.get("authority"))}
        evidence = Evidence(
            extent=extent,
            listed=(),
            fetched=seen,
            readings=readings,
            read=frozenset(),
            doubtful=frozenset(),
            bodies=bodies.named(names),
            retention=retention,
        )
        yield evidence, published.current_by_reference(connection, Source.DECISION, some)


def _not_good(connection: Connection, runs: Collection[int], good: Collection[str]) -> dict[str, Fetched]:
    """Return, by address, the last answer without a page, for addresses that never brought one."""
    query = select(CaptureRow).where(CaptureRow.run_id.in_(runs), CaptureRow.kind == CaptureKind.DECISION)
    found: dict[str, Fetched] = {}
    for row in connection.execute(query.where(CaptureRow.diagnosis.is_not(None)).order_by(CaptureRow.id)):
        if row.url in good:
            continue
        looks = (found[row.url].looks_gone if row.url in found else 0) + (row.status in GONE)
        found[row.url] = Fetched(row.id, row.url, row.fetched_at, row.status, Diagnosis(row.diagnosis), None, looks)
    return found


def _by_reference(
    connection: Connection, fetched: Mapping[str, Fetched], gone: Mapping[str, Fetched]
) -> dict[str, list[Fetched]]:
    """Return the fetched pages by their references, or by those published at their addresses.

    A page without a reference, and an address that never brought one, are filed under the address, so that each is
    reported.
    """
    named = _references(connection, {each.document_sha256 for each in fetched.values() if each.document_sha256})
    standing = _published_at(connection, gone.keys())
    found: dict[str, list[Fetched]] = {}
    for each in fetched.values():
        found.setdefault(named.get(each.document_sha256 or "", each.url), []).append(each)
    for url, each in gone.items():
        found.setdefault(standing.get(url, url), []).append(each)
    return found


def _references(connection: Connection, documents: Collection[str]) -> dict[str, str]:
    """Return the reference that each document names, from its newest reading."""
    query = (
        select(ReadingRow.document_sha256, ReadingAttribute.value)
        .join(ReadingAttribute, ReadingAttribute.reading_id == ReadingRow.id)
        .where(ReadingRow.kind == Source.DECISION, ReadingAttribute.name == "reference")
        .order_by(ReadingRow.id)
    )
    found: dict[str, str] = {}
    for some in batches(sorted(documents), PARAMETERS):
        found |= dict(connection.execute(query.where(ReadingRow.document_sha256.in_(some))).all())
    return found


def _published_at(connection: Connection, urls: Collection[str]) -> dict[str, str]:
    query = select(Publication.url, Publication.reference).where(Publication.kind == Source.DECISION)
    found: dict[str, str] = {}
    for some in batches(sorted(urls), PARAMETERS):
        found |= dict(connection.execute(query.where(Publication.url.in_(some))).all())
    return found


@dataclass(frozen=True, slots=True)
class _Authorities:
    """The authorities of the archive, by their names in lower case and by the register's codes."""

    by_name: Mapping[str, Body]
    by_code: Mapping[str, Body]

    def named(self, names: Iterable[str]) -> dict[str, Body]:
        """Return the authorities with certain names, by the archive's own words or by the register."""
        found = {name: self.by_name.get(name.casefold()) or self._by_register(name) for name in names}
        return {name: body for name, body in found.items() if body is not None}

    def _by_register(self, name: str) -> Body | None:
        entry = register.match(name)
        return self.by_code.get(entry.code) if entry else None


def _authorities(connection: Connection) -> _Authorities:
    """Return the authorities that the archive shows: a run that is held or failed may have added others."""
    columns = (Authority.id, Authority.slug, Authority.name, Authority.code)
    rows = connection.execute(select(*columns).where(authorities.SHOWN)).all()
    by_id = {row.id: Body(row.id, row.slug) for row in rows}
    spelled = select(AuthorityAlias.authority_id, AuthorityAlias.spelling).where(AuthorityAlias.kind == Spelling.NAME)
    by_name = {row.spelling.casefold(): by_id[row.authority_id] for row in connection.execute(spelled)}
    by_name |= {row.name.casefold(): by_id[row.id] for row in rows}
    return _Authorities(by_name, {row.code: by_id[row.id] for row in rows if row.code})
