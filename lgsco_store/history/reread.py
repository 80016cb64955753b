"""Reading again: the documents that a newer reader has not read, the changes by its readings, and their publication.

The older readings are kept. A version keeps its document, its number and its place; only what is shown of it changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import TypeAlias, assert_never

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select, update

from lgsco_store.database.batches import insert_rows
from lgsco_store.database.models import CaptureRow, ChangeRow, Document, ReadingRow, Shown, Version
from lgsco_store.evidence import readings
from lgsco_store.evidence.digests import canonical
from lgsco_store.history import publish, published
from lgsco_store.history.compare import Change, reader_differences, why_withheld
from lgsco_store.publications.base import PublicationKind, Versioned
from lgsco_store.publications.inputs import Current, Finding, ReadLetter
from lgsco_store.publications.registry import KINDS, kind_of
from lgsco_store.records import Diagnosis, Reading, Severity, Source, ToRead
from lgsco_store.runs.reasons import Reason
from lgsco_store.terms import Kind

Fresh: TypeAlias = Mapping[tuple[Source, str], Reading]
"""Unstored readings, by kind and document."""


def _brought(kind: PublicationKind) -> ColumnElement[bool]:
    """Return the condition that a capture brought something of a kind to read."""
    match kind.versioned:
        case Versioned.BY_BYTES:
            return or_(CaptureRow.diagnosis.is_(None), CaptureRow.diagnosis == Diagnosis.NOT_A_LETTER)
        case Versioned.BY_TEXT:
            return CaptureRow.text_sha256.is_not(None)
        case Versioned.BY_ITEM:
            return CaptureRow.diagnosis.is_(None)
        case _:
            assert_never(kind.versioned)


@dataclass(frozen=True, slots=True)
class Correction:
    """A newer reading of one publication's shown version; ``changes`` are empty if it has the same content."""

    letter: Current
    reading: ReadLetter
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class RereadPlan:
    """The effect of showing the newer readings; ``withheld`` are those that a person has to look at first."""

    corrections: tuple[Correction, ...]
    withheld: tuple[Finding, ...]

    @property
    def changed(self) -> tuple[Correction, ...]:
        """Return the corrections that change what is shown."""
        return tuple(each for each in self.corrections if each.changes)

    @property
    def counts(self) -> dict[str, int]:
        """Return the counts of the ledger: the letters that read differently, by their kind of change."""
        kinds = Counter(each.changes[0].kind for each in self.changed if kind_of(each.letter.source).is_judged)
        return {kind.value: kinds[kind] for kind in (Kind.REVISED, Kind.REWORDED)}


def unread(connection: Connection, reader_version: str) -> list[ToRead]:
    """Return the letters, then the pages with statistics, that a reader version has not read, oldest first."""
    return [*_documents(connection, reader_version, is_read=False)]


def already_read(connection: Connection, reader_version: str) -> list[ToRead]:
    """Return the letters, then the pages with statistics, that a reader version has read, oldest first."""
    return [*_documents(connection, reader_version, is_read=True)]


def is_behind(connection: Connection, reader_version: str) -> bool:
    """Return whether anything is shown as another reader version read it."""
    other = select(Version.id).join(ReadingRow).where(ReadingRow.reader_version != reader_version).limit(1)
    return connection.execute(other).first() is not None


def _documents(connection: Connection, reader_version: str, *, is_read: bool) -> Iterator[ToRead]:
    for kind in KINDS:
        of_reader = readings.is_read(Document.sha256, kind.source, reader_version)
        captured = (
            CaptureRow.document_sha256 == Document.sha256,
            CaptureRow.kind.in_(kind.captured_as),
            _brought(kind),
        )
        # A document with several addresses is read once: its content does not depend on the address.
        url = select(func.min(CaptureRow.url)).where(*captured).scalar_subquery()
        query = select(Document.sha256, url).where(exists().where(*captured), of_reader if is_read else ~of_reader)
        for sha256, address in connection.execute(query.order_by(Document.first_seen_at, Document.sha256)):
            yield ToRead(sha256, kind.source, address)


def plan(connection: Connection, reader_version: str, fresh: Fresh | None = None) -> RereadPlan:
    """Plan the changes from showing a reader version's readings, both stored and fresh ones."""
    unstored = dict(_unstored(fresh or {}))
    stored = readings.load(connection, ReadingRow.reader_version == reader_version)
    read = readings.with_items(connection, (*unstored.values(), *stored.values()))
    newer = {(new.source, new.document_sha256): new for new in read}
    again = [
        (letter, newer[source, letter.document_sha256].same_as(letter.reading))
        for source in Source
        for letter in published.current_of_all(connection, source)
        if letter.reading.reader_version != reader_version and (source, letter.document_sha256) in newer
    ]
    pairs = [(letter, new) for letter, new in again if new is not None]
    lost = [_finding(letter, *_lost(reader_version)) for letter, new in again if new is None]
    differing = [(old.reading, new) for old, new in pairs if old.reading.figures_sha256 != new.figures_sha256]
    ids = {reading.reading_id for pair in differing for reading in pair}
    figures = {
        **readings.figures(connection, ids - unstored.keys()),
        **{
            key: [*map(canonical, readings.possible((fresh or {})[new.source, new.document_sha256].figures))]
            for key, new in unstored.items()
            if key in ids
        },
    }
    judged = [(letter, new, why_withheld(letter, new)) for letter, new in pairs]
    return RereadPlan(
        corrections=tuple(
            Correction(letter, new, reader_differences(letter.reading, new, figures))
            for letter, new, why in judged
            if why is None
        ),
        withheld=(*lost, *(_finding(letter, *why) for letter, _, why in judged if why is not None)),
    )


def apply(connection: Connection, run_id: int, made: RereadPlan, at: datetime) -> None:
    """Show the newer readings from a time on; the caller's transaction makes it all or nothing."""
    versions = _versions(connection)
    shown, changes = [], []
    for each in made.corrections:
        letter = each.letter
        version_id = versions[letter.publication_id, letter.number]
        new = update(Version).where(Version.id == version_id).values(reading_id=each.reading.reading_id)
        connection.execute(new)
        of = {"publication_id": letter.publication_id, "version_id": version_id, "run_id": run_id}
        shown.append({**of, "reading_id": each.reading.reading_id, "valid_from": at})
        about = {**of, "authority_id": letter.authority_id, "at": at}
        changes += [{**about, **publish.change_row(change)} for change in each.changes]
    insert_rows(connection, Shown, shown)
    insert_rows(connection, ChangeRow, changes)
    publish.write_findings(connection, run_id, made.withheld)


def reasons(made: RereadPlan, reader_version: str) -> list[Reason]:
    """Return what the ledger says about a reader's corrections."""
    counts = {"found": len(made.corrections), "differ": len(made.changed)}
    reread = Reason("reread", {"reader_version": reader_version, **counts})
    return [reread, *([Reason("reread_withheld", {"found": len(made.withheld)})] if made.withheld else [])]


def _unstored(fresh: Fresh) -> Iterator[tuple[int, ReadLetter]]:
    """Assign fresh readings IDs that no stored one has."""
    numbers = count(-1, -1)
    for (source, sha256), reading in fresh.items():
        whole = (readings.reading_row(reading, source), readings.attributes_of(reading))
        items = zip(readings.item_rows(reading, source), (dict(item.attributes) for item in reading.items), strict=True)
        for row, attributes in (whole, *items):
            number = next(numbers)
            yield number, readings.read_letter(number, {**row, "document_sha256": sha256}, attributes)


def _lost(reader_version: str) -> tuple[str, str]:
    return "reader_lost_item", f"Reader {reader_version} does not find the item on its page; the older reading stays"


def _versions(connection: Connection) -> dict[tuple[int, int], int]:
    rows = connection.execute(select(Version.publication_id, Version.number, Version.id))
    return {(publication_id, number): version_id for publication_id, number, version_id in rows}


def _finding(letter: Current, code: str, message: str) -> Finding:
    return Finding(code, Severity.ERROR, message, letter.slug, letter.year, letter.url, letter.source)
