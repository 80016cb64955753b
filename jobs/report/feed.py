"""The Atom feed of recent changes.

An entry keeps its identity for ever: it is made from the archive's first run and the contents of the entry, so that
neither a new report nor another folder makes a feed reader show it twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from jobs.report.facts import Facts
from jobs.report.file_names import file_of
from jobs.report.happenings import Batch, Event
from jobs.report.published_changes import PublishedChange, published_changes
from jobs.report.words.numbers import period
from lgsco_store.database.types import instant_text

_NEWEST = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a title, a time in UTC, sentences, and the page with more."""

    id: str
    title: str
    updated: str
    href: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """The feed: its identity, when the archive was last updated, and its entries, newest first."""

    id: str
    updated: str
    entries: list[Entry]


def feed(facts: Facts, batches: Iterable[Batch]) -> Feed:
    """Build the feed of the newest changes; the letters that a run published are one entry together."""
    archive = uuid.uuid5(uuid.NAMESPACE_OID, f"lgsco-archive {instant_text(facts.runs[0].started_at)}")
    others = (_published(facts, archive, each) for each in published_changes(facts.publications)[:_NEWEST])
    letters = islice(_entries(archive, batches), _NEWEST)
    entries = sorted([*letters, *others], key=attrgetter("updated"), reverse=True)[:_NEWEST]
    return Feed(archive.urn, instant_text(facts.last_run.finished_at), entries)


def _entries(archive: uuid.UUID, batches: Iterable[Batch]) -> Iterator[Entry]:
    for batch in batches:
        if batch.published:
            letters = sum(count for _, count in batch.published)
            yield Entry(
                id=uuid.uuid5(archive, f"{batch.run.run_id} published").urn,
                title=f"{letters} {'letter' if letters == 1 else 'letters'} published",
                updated=instant_text(batch.run.finished_at),
                href=f"changes.html#run-{batch.run.run_id}",
                sentences=tuple(f"{period(year)}: {count}" for year, count in batch.published),
            )
        for event in batch.events:
            yield _entry(archive, event)


def _entry(archive: uuid.UUID, event: Event) -> Entry:
    words = (event.run_id, event.slug, event.year, event.source, event.kind, event.cause)
    return Entry(
        id=uuid.uuid5(archive, " ".join(map(str, words))).urn,
        title=f"{event.name}{_of_year(event)}: {event.tag}",
        updated=instant_text(event.at),
        href=f"authority/{file_of(event.slug)}{f'#y{event.year}' if event.year else ''}",
        sentences=(_printable(event.sentence),),
    )


def _published(facts: Facts, archive: uuid.UUID, change: PublishedChange) -> Entry:
    """Return the entry of a change of a decision, a report or a service improvement."""
    words = (instant_text(change.at), change.slug, change.what, change.key, change.tag)
    return Entry(
        id=uuid.uuid5(archive, " ".join(words)).urn,
        title=f"{facts.authorities[change.slug].name}, {change.what}: {change.tag}",
        updated=instant_text(change.at),
        href=f"authority/{file_of(change.slug)}#published",
        sentences=(_printable(change.sentence),),
    )


def _of_year(event: Event) -> str:
    return f", {event.what} of {period(event.year)}" if event.year and event.source else ""


def _printable(text: str) -> str:
    """Remove the control characters that a PDF may hold and XML must not."""
    return "".join(sign for sign in text if sign.isprintable())
