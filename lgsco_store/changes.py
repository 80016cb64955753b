"""What changed: pure, from the letters that a run filed and those that are published.

A plan says which versions and changes a run would bring. It is made before anything of them is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import TypeAlias

from lgsco_store.digests import CanonicalFigure, ordered
from lgsco_store.evidence import Current, Evidence, Finding, ReadLetter
from lgsco_store.filing import Filed, Filing, Place
from lgsco_store.records import ReadingStatus
from lgsco_store.terms import Cause, Kind

Figures: TypeAlias = Mapping[int, Sequence[CanonicalFigure]]
"""The figures of readings, by the reading's id."""

UNREAD = frozenset({ReadingStatus.UNREADABLE, ReadingStatus.UNRECOGNISED})


@dataclass(frozen=True, slots=True)
class Change:
    """One row of what changed; ``old`` and ``new`` are canonical text, None where there was or is nothing."""

    kind: Kind
    field: str | None = None
    measure: str | None = None
    category: str | None = None
    old: str | None = None
    new: str | None = None
    cause: Cause = Cause.SOURCE


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version to be written: its number and where its document came from."""

    number: int
    capture_id: int
    captured_at: datetime
    document_sha256: str
    reading_id: int
    status: ReadingStatus


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run makes of one publication; ``publication_id`` is None where there is none yet."""

    publication_id: int | None
    authority_id: int
    year: int
    url: str
    withdrawn: bool
    last_seen_at: datetime
    version: NewVersion | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing a run would do.

    ``basis`` is the last published run at the time of planning, None where there was none: a plan holds only as long
    as nothing else is published. ``known`` counts the letters that the run might have withdrawn.
    """

    run_id: int
    basis: int | None
    known: int
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    not_letters: tuple[int, ...]

    @property
    def kinds(self) -> Counter[Kind]:
        """How many publications have each kind of change."""
        return Counter(kind for outcome in self.outcomes for kind in {change.kind for change in outcome.changes})

    @property
    def versions(self) -> tuple[NewVersion, ...]:
        """The versions to be written."""
        return tuple(outcome.version for outcome in self.outcomes if outcome.version)

    @property
    def unread(self) -> int:
        """How many of the new versions could not be read at all."""
        return sum(version.status in UNREAD for version in self.versions)


def to_compare(filing: Filing, current: Mapping[Place, Current]) -> set[int]:
    """The ids of the readings whose figures the outcomes depend on."""
    pairs = ((letter.reading, current[place].reading) for place, letter in filing.letters.items() if place in current)
    return {
        reading.reading_id
        for new, old in pairs
        if new.document_sha256 != old.document_sha256 and new.figures_sha256 != old.figures_sha256
        for reading in (new, old)
    }


def outcomes(
    filing: Filing, current: Mapping[Place, Current], evidence: Evidence, figures: Figures
) -> tuple[Outcome, ...]:
    """What becomes of every letter that was filed, and of every published one that was not."""
    filed = (_outcome(letter, current.get(place), figures) for place, letter in filing.letters.items())
    missing = (letter for place, letter in current.items() if place not in filing.letters)
    withdrawn = (_withdrawal(letter) for letter in missing if is_withdrawn(letter, filing, evidence))
    return (*filed, *withdrawn)


def known_letters(current: Iterable[Current], evidence: Evidence) -> int:
    """How many letters are published, not withdrawn, and within what the run may speak about."""
    return sum(not letter.withdrawn and _within(letter, evidence) for letter in current)


def is_withdrawn(letter: Current, filing: Filing, evidence: Evidence) -> bool:
    """Whether a published letter that the run did not file is withdrawn by what the run saw.

    Its own address must say that it is gone, or the page of its authority, read well, must list nothing that it
    could be: absence because of an outage is not removal.
    """
    if letter.withdrawn or not _within(letter, evidence):
        return False
    answer = evidence.fetched.get(letter.url)
    if answer is not None and answer.gone:
        return True
    if letter.authority_id not in evidence.read - evidence.doubtful:
        return False
    return not any(doubt.might_be(letter) for doubt in filing.doubts)


def differences(old: ReadLetter, new: ReadLetter, figures: Figures) -> tuple[Change, ...]:
    """The changes between the readings of two documents of one publication, in a stable order."""
    if old.text_sha256 is None or new.text_sha256 is None:
        return (Change(Kind.REVISED, "status", old=old.status.value, new=new.status.value),)
    head = _head_differences(old.head, new.head)
    if old.figures_sha256 != new.figures_sha256:
        rows = figure_differences(figures[old.reading_id], figures[new.reading_id])
        return tuple(_as(Kind.REVISED, (*rows, *head)))
    # The same text with another head cannot happen to one reader; two readers must still not hide it.
    if old.text_sha256 != new.text_sha256 or head:
        return (Change(Kind.REWORDED), *_as(Kind.REWORDED, head))
    return (Change(Kind.RESTAMPED),)


def reader_differences(old: ReadLetter, new: ReadLetter, figures: Figures) -> tuple[Change, ...]:
    """The changes between two readings of one document: every field that another reader read otherwise.

    That the digest of the text differs says nothing here, since the document is the same.
    """
    rows: tuple[FieldDifference, ...] = ()
    if old.figures_sha256 != new.figures_sha256:
        rows = figure_differences(figures[old.reading_id], figures[new.reading_id])
    kind = Kind.REVISED if rows else Kind.REWORDED
    head = _head_differences(old.head, new.head)
    return tuple(Change(kind, *row, cause=Cause.READER) for row in (*rows, *head))


FieldDifference: TypeAlias = tuple[str, str | None, str | None, str | None, str | None]
"""Field, measure, category, old and new text."""


def figure_differences(old: Sequence[CanonicalFigure], new: Sequence[CanonicalFigure]) -> tuple[FieldDifference, ...]:
    """A row for every field of every figure that differs.

    A letter may print one figure twice and contradict itself, so the figures of one measure and category are compared
    as they stand: equal ones cancel out, the rest are paired in their order.
    """
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    keys = dict.fromkeys((figure.measure, figure.category) for figure in ordered([*gone, *come]))
    return tuple(
        row
        for key in keys
        for before, after in zip_longest(_of(key, gone), _of(key, come))
        for row in _field_differences(key, before, after)
    )


def _of(key: tuple[str, str | None], figures: Counter[CanonicalFigure]) -> list[CanonicalFigure]:
    return ordered(figure for figure in figures.elements() if (figure.measure, figure.category) == key)


def _field_differences(
    key: tuple[str, str | None], old: CanonicalFigure | None, new: CanonicalFigure | None
) -> Iterator[FieldDifference]:
    measure, category = key
    # A unit belongs to its measure: it says something only where a figure had one before and after.
    fields = ("value", "state", "unit") if old and new else ("value", "state")
    for field in fields:
        before, after = getattr(old, field, None), getattr(new, field, None)
        if before != after:
            yield field, measure, category, before, after


def _head_differences(old: Mapping[str, str | None], new: Mapping[str, str | None]) -> list[FieldDifference]:
    return [(field, None, None, old[field], new[field]) for field in new if old[field] != new[field]]


def _as(kind: Kind, rows: Iterable[FieldDifference]) -> Iterator[Change]:
    return (Change(kind, *row) for row in rows)


def _outcome(letter: Filed, current: Current | None, figures: Figures) -> Outcome:
    new = current is None or letter.reading.document_sha256 != current.document_sha256
    return Outcome(
        publication_id=current.publication_id if current else None,
        authority_id=letter.authority_id,
        year=letter.year,
        url=letter.url,
        withdrawn=False,
        last_seen_at=letter.fetched.fetched_at,
        version=_version(letter, current.number + 1 if current else 1) if new else None,
        changes=_changes(letter, current, figures) if current else (Change(Kind.PUBLISHED),),
    )


def _changes(letter: Filed, current: Current, figures: Figures) -> tuple[Change, ...]:
    restored = (Change(Kind.RESTORED),) if current.withdrawn else ()
    if letter.reading.document_sha256 != current.document_sha256:
        return (*restored, *differences(current.reading, letter.reading, figures))
    moved = Change(Kind.MOVED, "url", old=current.url, new=letter.url)
    return (*restored, moved) if current.url != letter.url else restored


def _version(letter: Filed, number: int) -> NewVersion:
    return NewVersion(
        number=number,
        capture_id=letter.fetched.capture_id,
        captured_at=letter.fetched.fetched_at,
        document_sha256=letter.reading.document_sha256,
        reading_id=letter.reading.reading_id,
        status=letter.reading.status,
    )


def _withdrawal(letter: Current) -> Outcome:
    return Outcome(
        publication_id=letter.publication_id,
        authority_id=letter.authority_id,
        year=letter.year,
        url=letter.url,
        withdrawn=True,
        last_seen_at=letter.last_seen_at,
        version=None,
        changes=(Change(Kind.WITHDRAWN),),
    )


def _within(letter: Current, evidence: Evidence) -> bool:
    return evidence.extent.has_authority(letter.authority_id) and evidence.extent.has_year(letter.year)
