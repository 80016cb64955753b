"""The history of letters and councils in sentences: for their pages, the page of changes, and the feed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property

from jobs.report import cells
from jobs.report.facts import Facts, Run
from jobs.report.results import Result
from jobs.report.words import letters
from jobs.report.words.letters import Pair
from jobs.report.words.numbers import day
from jobs.terminal.changes import FIRST
from lgsco_store.contract.records import Change
from lgsco_store.publications.registry import has_own_cases, kind_of
from lgsco_store.records import Source
from lgsco_store.reference.vocabulary import ALL, measures, parts
from lgsco_store.terms import AuthorityKind, Cause, Kind

_TAGS: dict[str, str] = {
    Kind.PUBLISHED: "new",
    Kind.REWORDED: "same figures",
    Kind.RESTAMPED: "same figures",
    Kind.MOVED: "same figures",
    Kind.WITHDRAWN: "withdrawn",
    Kind.RESTORED: "restored",
    AuthorityKind.RENAMED: "renamed",
    AuthorityKind.MERGED: "merged",
}


@dataclass(frozen=True, slots=True)
class Event:
    """Everything that one run changed about one publication, or about one authority, in one way.

    ``tag`` is a word for it; ``pairs`` are the figures that changed, by their labels.
    """

    run_id: int
    at: datetime
    slug: str
    name: str
    year: int | None
    source: str | None
    kind: str
    cause: str
    tag: str
    sentence: str
    pairs: tuple[Pair, ...]

    @property
    def is_of_own_cases(self) -> bool:
        """Return whether it is about figures that count cases of their own, rather than confirm a letter's."""
        return has_own_cases(self.source)

    @property
    def what(self) -> str:
        """Return the kind of publication that it is about, in words; empty if it is about an authority."""
        return kind_label(self.source)

    @property
    def first_sentence(self) -> str:
        """Return the first of its sentences, for short lists."""
        return f"{self.sentence.partition('. ')[0].removesuffix('.')}."


@dataclass(frozen=True, slots=True)
class Batch:
    """The changes of one run: how many letters it published of each year, and every other event by itself."""

    run: Run
    published: list[tuple[int, int]]
    events: list[Event]

    def tagged(self, *tags: str) -> list[Event]:
        """Return the events with one of certain tags."""
        return [event for event in self.events if event.tag in tags]


class Happenings:
    """Everything that ever changed."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._earlier = _earlier(facts.changes)

    @cached_property
    def events(self) -> list[Event]:
        """Return every event except first publications, oldest first."""
        return [_event(self.facts, rows) for key, rows in self._together.items() if key[4] not in FIRST]

    @cached_property
    def batches(self) -> list[Batch]:
        """Return every published run that changed anything, newest first."""
        events: dict[int, list[Event]] = defaultdict(list)
        published: dict[int, Counter[int]] = defaultdict(Counter)
        for event in self.events:
            events[event.run_id].append(event)
        for run_id, _, year, source, kind, _ in self._together:
            if kind == Kind.PUBLISHED and has_own_cases(source) and year is not None:
                published[run_id][year] += 1
        changed = events.keys() | published.keys()
        return [
            Batch(run, sorted(published[run.run_id].items(), reverse=True), events[run.run_id])
            for run in reversed(self.facts.runs)
            if run.run_id in changed
        ]

    @cached_property
    def by_letter(self) -> dict[tuple[str, int | None], list[Event]]:
        """Return events by authority and year; those of an authority itself have no year."""
        found: dict[tuple[str, int | None], list[Event]] = defaultdict(list)
        for event in self.events:
            found[event.slug, event.year].append(event)
        return found

    def earlier(self, result: Result, measure: str, category: str = ALL) -> str:
        """Say what a corrected figure of a letter was and until when; nothing if it never changed."""
        values = self._earlier.get((result.authority.slug, result.year, Source.LETTER, measure, category, Cause.SOURCE))
        return values[-1] if values else ""

    def before(self, slug: str, year: int, source: str, measure: str, category: str) -> list[str]:
        """Return the former values of any figure, before a correction or a better reading, as sentences."""
        key = slug, year, source, measure, category
        corrected = (f"was {each}, the Ombudsman changed it" for each in self._earlier.get((*key, Cause.SOURCE), ()))
        reread = (f"was {each}, now read better" for each in self._earlier.get((*key, Cause.READER), ()))
        return [*corrected, *reread]

    def corrected_years(self, slug: str, measure: str) -> set[int]:
        """Return the years whose letter was corrected in one measure."""
        wanted = slug, Source.LETTER, measure, ALL, Cause.SOURCE
        return {key[1] for key in self._earlier if (key[0], *key[2:]) == wanted}

    @cached_property
    def _together(self) -> dict[tuple[int, str, int | None, str | None, str, str], list[Change]]:
        found: dict[tuple[int, str, int | None, str | None, str, str], list[Change]] = defaultdict(list)
        for line in self.facts.changes:
            found[line.run_id, line.authority_slug or "", line.year, line.source, line.kind, line.cause].append(line)
        return found


def _earlier(lines: Iterable[Change]) -> dict[tuple[str, int, str, str, str | None, str], list[str]]:
    """Return the earlier values of figures, each with its last day, by figure and cause."""
    found: dict[tuple[str, int, str, str, str | None, str], list[str]] = defaultdict(list)
    for line in lines:
        if line.kind == Kind.REVISED and line.field == "value" and line.year and line.source and line.measure:
            key = line.authority_slug or "", line.year, line.source, line.measure, line.category, line.cause
            found[key].append(f"{_shown(line.measure, line.old_value)} until {day(line.at)}")
    return found


def label(measure: str, category: str | None) -> str:
    """Return a measure, or one part of it, in the words of the vocabulary."""
    name = measures()[measure].label
    part = parts(measure).get(category or ALL)
    return f"{name}: {part.label}" if part else name


def _event(facts: Facts, rows: list[Change]) -> Event:
    first = rows[0]
    pairs = tuple(_pair(row) for row in rows if row.field)
    corrected = "corrected" if first.cause == Cause.SOURCE else "read better"
    return Event(
        run_id=first.run_id,
        at=first.at,
        slug=first.authority_slug or "",
        name=facts.authorities[first.authority_slug or ""].name,
        year=first.year,
        source=first.source,
        kind=first.kind,
        cause=first.cause,
        tag=_TAGS.get(first.kind, corrected),
        sentence=_of_authority(facts, rows) if first.year is None else _of_letter(first, first.year, pairs),
        pairs=pairs,
    )


def kind_label(source: str | None) -> str:
    """Return the name of a kind of publication; nothing for None."""
    return kind_of(Source(source)).label if source else ""


def _pair(line: Change) -> Pair:
    if line.measure and line.field == "value":
        name = label(line.measure, line.category)
        return Pair(name, _shown(line.measure, line.old_value), _shown(line.measure, line.new_value))
    named = " ".join(filter(None, (line.measure and label(line.measure, line.category), line.field)))
    return Pair(named.replace("_", " "), line.old_value or "none", line.new_value or "none")


def _shown(measure: str, value: str | None) -> str:
    if value is None:
        return "not read"
    try:
        return cells.with_unit(Decimal(value), measure)
    except InvalidOperation:
        return value


_SAME_FIGURES = {Kind.REWORDED: letters.reworded, Kind.RESTAMPED: letters.saved_again, Kind.MOVED: letters.moved}


def _of_letter(line: Change, year: int, pairs: tuple[Pair, ...]) -> str:
    what, noticed, kind = kind_label(line.source), day(line.at), Kind(line.kind)
    if kind in _SAME_FIGURES:
        return _SAME_FIGURES[kind](what, year)
    if kind is Kind.WITHDRAWN:
        return letters.withdrawn(what, year, noticed)
    if kind is Kind.RESTORED:
        return letters.restored(what, year, noticed, same=not pairs)
    listed = [Pair(_inside(each.label), each.old, each.new) for each in pairs]
    changed = letters.corrected if line.cause == Cause.SOURCE else letters.read_better
    return changed(what, year, listed, noticed)


def _inside(label: str) -> str:
    """Put a label inside a sentence: "Upheld decisions" gets a small letter there, "MI reps" does not."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _of_authority(facts: Facts, lines: list[Change]) -> str:
    first = lines[0]
    if first.kind == AuthorityKind.MERGED:
        successor = facts.authorities.get(first.new_value or "")
        return letters.merged(successor.name if successor else first.new_value or "another authority")
    name = next((line for line in lines if line.field == "name"), None)
    return letters.renamed(name.old_value or "", name.new_value or "") if name else letters.PAGE_MOVED
