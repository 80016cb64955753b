"""The page of changes: corrections and withdrawals, the last run in full, and the runs before it in folded sections."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice

from jobs.report import neighbours
from jobs.report.happenings import Batch, Event, Happenings
from jobs.report.neighbours import Row
from jobs.report.published_changes import PublishedChange, published_changes
from jobs.report.results import Results
from jobs.report.words.numbers import capital, listed, plural
from lgsco_store.publications.registry import has_own_cases
from lgsco_store.terms import Kind

# The maximum that a browser should show at once; the CSV lists the rest.
_MOST_EVENTS, _MOST_NEW, _MOST_TOLD = 300, 60, 20

_WORDS = {
    "corrected": ("correction", "corrections"),
    "withdrawn": ("withdrawal", "withdrawals"),
    "restored": ("letter put back", "letters put back"),
    "same figures": ("letter with the same figures", "letters with the same figures"),
    "read better": ("letter read better", "letters read better"),
    "merged": ("merger", "mergers"),
    "renamed": ("council renamed", "councils renamed"),
}


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """All contents of the page; ``new`` are the new letters of the last run, none if there are too many to list."""

    corrected: list[Event]
    gone: list[Event]
    latest: list[Batch]
    earlier: list[Batch]
    summaries: dict[int, str]
    new: list[Row]
    left_out: int
    published: list[PublishedChange]
    published_left_out: int

    @property
    def several_years(self) -> bool:
        """Return whether the new letters are of more than one year."""
        return len({row.result.year for row in self.new}) > 1


def changes_page(results: Results, happenings: Happenings) -> ChangesPage:
    """Return the page."""
    room = _MOST_EVENTS
    shown: list[Batch] = []
    for batch in happenings.batches:
        events = batch.events[: max(room, 0)]
        room -= len(events)
        shown.append(replace(batch, events=events))
    every = sum(len(batch.events) for batch in happenings.batches)
    published = published_changes(results.facts.publications)
    return ChangesPage(
        corrected=_newest(happenings, "corrected"),
        gone=_newest(happenings, "withdrawn", "restored"),
        latest=shown[:1],
        earlier=[batch for batch in shown[1:] if batch.events or batch.published],
        summaries={batch.run.run_id: summary(batch) for batch in happenings.batches},
        new=_new(results, shown[:1]),
        left_out=every - sum(len(batch.events) for batch in shown),
        published=published[:_MOST_TOLD],
        published_left_out=len(published[_MOST_TOLD:]),
    )


def _newest(happenings: Happenings, *tags: str) -> list[Event]:
    """Return the newest events with certain tags, from any run: they are few, and the ones that readers look for."""
    return list(islice((event for batch in happenings.batches for event in batch.tagged(*tags)), _MOST_TOLD))


def summary(batch: Batch) -> str:
    """Say in a sentence how much one run changed."""
    tags = Counter(event.tag for event in batch.events)
    counts = [plural(tags[tag], *words) for tag, words in _WORDS.items() if tags[tag]]
    letters = sum(number for _, number in batch.published)
    counts += [plural(letters, "new letter")] if letters else []
    return f"{capital(listed(counts))}." if counts else ""


def _new(results: Results, latest: list[Batch]) -> list[Row]:
    runs = {batch.run.run_id for batch in latest}
    lines = [
        line
        for line in results.facts.changes
        if line.run_id in runs and line.kind == Kind.PUBLISHED and has_own_cases(line.source) and line.year
    ]
    if len(lines) > _MOST_NEW:
        return []
    found = [neighbours.row(results.result(line.authority_slug or "", line.year or 0)) for line in lines]
    return sorted(found, key=lambda row: (-row.result.year, row.result.authority.short))
