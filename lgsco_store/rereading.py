"""Reading again: which documents a newer reader has not read, what its readings would change, and the change itself.

The older readings stay. A version keeps its document, its number and its place; only what is shown of it changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection, exists, or_, select, update

from lgsco_store import loading, publishing, storing
from lgsco_store.changes import UNREAD, Change, reader_differences
from lgsco_store.digests import canonical
from lgsco_store.evidence import Current, Finding, ReadLetter
from lgsco_store.models import CaptureRow, ChangeRow, Document, ReadingRow, Shown, Version
from lgsco_store.records import CaptureKind, Diagnosis, Reading, ReadingStatus, Severity

Fresh: TypeAlias = Mapping[str, Reading]
"""Readings that are not stored, by document."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A newer reading of what is shown of one publication; ``changes`` are empty where it says the same."""

    letter: Current
    reading: ReadLetter
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class RereadPlan:
    """What showing the newer readings would do; ``withheld`` are those that a person has to look at first."""

    corrections: tuple[Correction, ...]
    withheld: tuple[Finding, ...]

    @property
    def changed(self) -> tuple[Correction, ...]:
        """The corrections that change what is shown."""
        return tuple(each for each in self.corrections if each.changes)


def unread_letters(connection: Connection, reader_version: str) -> list[str]:
    """The documents that came as letters and that a reader version has not read, the oldest first."""
    is_letter = (
        CaptureRow.document_sha256 == Document.sha256,
        CaptureRow.kind == CaptureKind.LETTER,
        or_(CaptureRow.diagnosis.is_(None), CaptureRow.diagnosis == Diagnosis.NOT_A_LETTER),
    )
    is_read = (ReadingRow.document_sha256 == Document.sha256, ReadingRow.reader_version == reader_version)
    query = select(Document.sha256).where(exists().where(*is_letter), ~exists().where(*is_read))
    return list(connection.execute(query.order_by(Document.first_seen_at, Document.sha256)).scalars())


def plan(connection: Connection, reader_version: str, fresh: Fresh | None = None) -> RereadPlan:
    """What showing the readings of a reader version would change, those that are stored and those that are fresh."""
    unstored = dict(_unstored(fresh or {}))
    stored = loading.readings(connection, ReadingRow.reader_version == reader_version)
    newer = {reading.document_sha256: reading for reading in (*unstored.values(), *stored.values())}
    letters = loading.current_letters(connection).values()
    pairs = [
        (letter, newer[letter.document_sha256])
        for letter in letters
        if letter.reading.reader_version != reader_version and letter.document_sha256 in newer
    ]
    differing = [(old.reading, new) for old, new in pairs if old.reading.figures_sha256 != new.figures_sha256]
    ids = {reading.reading_id for pair in differing for reading in pair}
    figures = {
        **loading.figures(connection, ids - unstored.keys()),
        **{
            key: [*map(canonical, (fresh or {})[unstored[key].document_sha256].figures)]
            for key in ids & unstored.keys()
        },
    }
    good = [(letter, new) for letter, new in pairs if _why_withheld(letter, new) is None]
    return RereadPlan(
        corrections=tuple(
            Correction(letter, new, reader_differences(letter.reading, new, figures)) for letter, new in good
        ),
        withheld=tuple(_findings(pairs)),
    )


def apply(connection: Connection, run_id: int, made: RereadPlan, at: datetime) -> None:
    """Shows the newer readings from a time on; the caller's transaction makes it all or nothing."""
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
        changes += [{**about, **publishing.change_row(change)} for change in each.changes]
    storing.insert_rows(connection, Shown, shown)
    storing.insert_rows(connection, ChangeRow, changes)
    publishing.write_findings(connection, run_id, made.withheld)


def _unstored(fresh: Fresh) -> Iterator[tuple[int, ReadLetter]]:
    """Fresh readings under numbers that no stored one has."""
    for number, (sha256, reading) in enumerate(fresh.items(), 1):
        yield -number, loading.read_letter(-number, {**storing.reading_row(reading), "document_sha256": sha256})


def _versions(connection: Connection) -> dict[tuple[int, int], int]:
    rows = connection.execute(select(Version.publication_id, Version.number, Version.id))
    return {(publication_id, number): version_id for publication_id, number, version_id in rows}


def _why_withheld(letter: Current, new: ReadLetter) -> tuple[str, str] | None:
    """Code and message where a newer reading would lose a letter or move it to another year."""
    by = f"Reader {new.reader_version}"
    if new.status is ReadingStatus.NOT_A_LETTER:
        return "reader_refuses", f"{by} takes the letter for none; the older reading stays until a person has looked"
    if new.status in UNREAD and letter.reading.status not in UNREAD:
        return "reader_lost_letter", f"{by} cannot read what an older one read; the older reading stays"
    if new.year not in {letter.year, letter.reading.year}:
        return "reader_moves_letter", f"{by} reads the year {new.year}; the letter stays under {letter.year}"
    return None


def _findings(pairs: Iterable[tuple[Current, ReadLetter]]) -> Iterator[Finding]:
    for letter, new in pairs:
        why = _why_withheld(letter, new)
        if why is not None:
            code, message = why
            yield Finding(code, Severity.ERROR, message, letter.slug, letter.year, letter.url)
