"""Read the published state from which a plan is made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.orm import aliased

from lgsco_store.database.batches import PARAMETERS, batches, in_part, parts
from lgsco_store.database.models import (
    Authority,
    Publication,
    ReadingRow,
    Run,
    Version,
)
from lgsco_store.evidence import readings
from lgsco_store.history.compare import Known
from lgsco_store.history.plan import Replaced
from lgsco_store.publications.filing import Place
from lgsco_store.publications.inputs import (
    Current,
    ReadLetter,
)
from lgsco_store.records import Source
from lgsco_store.terms import RunState

_PUBLISHED = Run.state == RunState.PUBLISHED

# Made once: to make another name for a table takes longer than to use it in a query.
_LATER = aliased(Version)


def basis(connection: Connection) -> int | None:
    """Return the last published run, None if there is none."""
    return connection.execute(select(func.max(Run.id)).where(_PUBLISHED)).scalar_one()


def current(connection: Connection, source: Source, part: range) -> dict[Place, Current]:
    """Return some authorities' publications of one source, including withdrawn ones, each with its last version."""
    return _current(connection, source, in_part(Publication.authority_id, part))


def current_of_all(connection: Connection, source: Source) -> Iterator[Current]:
    """Yield every publication of one source, in batches of authorities, and then those of no authority."""
    for part in parts(connection):
        yield from current(connection, source, part).values()
    yield from _current(connection, source, Publication.authority_id.is_(None)).values()


def current_by_reference(connection: Connection, source: Source, references: Collection[str]) -> dict[Place, Current]:
    """Return the publications of one source with some references, including withdrawn ones."""
    return _current(connection, source, Publication.reference.in_(references))


def _current(connection: Connection, source: Source, condition: ColumnElement[bool]) -> dict[Place, Current]:
    wanted = (Publication.kind == source, condition, is_last())
    last = select(Version.reading_id).join(Publication).where(*wanted)
    shown = readings.load(connection, ReadingRow.id.in_(last))
    query = (
        select(Publication, Authority.slug, Version.number, Version.reading_id)
        .outerjoin(Authority)
        .join(Version)
        .where(*wanted)
        .order_by(Publication.id)
    )
    return {
        row.reference: Current(
            publication_id=row.id,
            source=source,
            reference=row.reference,
            authority_id=row.authority_id,
            slug=row.slug,
            year=row.year,
            url=row.url,
            withdrawn=row.withdrawn_at is not None,
            last_seen_at=row.last_seen_at,
            number=row.number,
            reading=shown[row.reading_id],
        )
        for row in connection.execute(query)
    }


def comparison_data(connection: Connection, pairs: Collection[Replaced]) -> Known:
    """Return the data for comparing the replaced documents with their replacements."""
    again = _again(connection, pairs)
    ids: set[int] = set()
    for new, old in pairs:
        whole = again.get((old.source, old.document_sha256, new.reading.reader_version))
        read_again = (whole.same_as(old.reading) if whole else None) or old.reading
        compared = (old.reading, read_again, new.reading)
        if len({reading.figures_sha256 for reading in compared}) > 1:
            ids |= {reading.reading_id for reading in compared}
    return Known(readings.figures(connection, ids), again)


def _again(connection: Connection, pairs: Iterable[Replaced]) -> dict[tuple[Source, str, str], ReadLetter]:
    """Return replaced documents as read by the readers of their replacements, by kind, document and reader version."""
    wanted = {
        (old.document_sha256, new.reading.reader_version)
        for new, old in pairs
        if new.reading.reader_version != old.reading.reader_version
    }
    documents, versions = sorted({sha256 for sha256, _ in wanted}), {version for _, version in wanted}
    found: dict[tuple[Source, str, str], ReadLetter] = {}
    for some in batches(documents, PARAMETERS):
        of_some = ReadingRow.document_sha256.in_(some)
        loaded = readings.load(connection, of_some & ReadingRow.reader_version.in_(versions))
        for each in readings.with_items(connection, loaded.values()):
            found[each.source, each.document_sha256, each.reader_version] = each
    return found


def is_last(besides: int | None = None) -> ColumnElement[bool]:
    """Return whether a version is its publication's last, or was before a run that is being published."""
    newer = select(_LATER.id).where(_LATER.publication_id == Version.publication_id, _LATER.number > Version.number)
    if besides is None:
        return ~newer.exists()
    return (Version.run_id != besides) & ~newer.where(_LATER.run_id != besides).exists()
