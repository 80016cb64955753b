"""What changed, as sentences: for the page of what changed lately, the feed, and the letter that it concerns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from jobs.report.cells import with_unit
from jobs.report.facts import Facts, Run
from jobs.terminal.changes import ChangeLine
from lgsco_store.records import Source
from lgsco_store.reference.vocabulary import measures, parts
from lgsco_store.terms import AuthorityKind, Cause, Kind

_LETTER = {
    Kind.PUBLISHED: "published",
    Kind.REVISED: "revised",
    Kind.REWORDED: "reworded: other words, the same figures",
    Kind.RESTAMPED: "saved anew: other bytes, the same words",
    Kind.MOVED: "moved to another address",
    Kind.WITHDRAWN: "withdrawn: the site no longer has it",
    Kind.RESTORED: "restored: the site has it again",
    AuthorityKind.ADDED: "its page was read for the first time",
    AuthorityKind.RENAMED: "renamed",
    AuthorityKind.MERGED: "taken over by another authority",
}
_CAUSES = {Cause.SOURCE: "the Ombudsman changed it", Cause.READER: "the archive reads it better"}
_SOURCES = {Source.LETTER: "letter", Source.STATISTICS_PAGE: "web page", None: ""}


@dataclass(frozen=True, slots=True)
class Event:
    """All that one run changed about one publication, or about one authority, in one way.

    ``details`` holds what each changed field was and is, as sentences.
    """

    run_id: int
    at: str
    slug: str
    name: str
    year: int | None
    source: str | None
    kind: str
    what: str
    cause: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """What one run changed: how many letters it published of each year, and every other event by itself."""

    run: Run
    published: list[tuple[int, int]]
    events: list[Event]


def batches(facts: Facts) -> list[Batch]:
    """Every published run that changed anything, the newest first."""
    by_run: dict[int, list[Event]] = defaultdict(list)
    for event in events(facts, facts.changes):
        by_run[event.run_id].append(event)
    return [_batch(run, by_run[run.run_id]) for run in reversed(facts.runs) if run.run_id in by_run]


def events(facts: Facts, lines: Iterable[ChangeLine]) -> list[Event]:
    """Rows of the view ``changes``, those of one publication and kind together."""
    together: dict[tuple[int, str, int | None, str | None, str, str], list[ChangeLine]] = defaultdict(list)
    for line in lines:
        together[line.run_id, line.authority_slug, line.year, line.source, line.kind, line.cause].append(line)
    return [_event(facts, rows) for rows in together.values()]


def earlier_values(facts: Facts) -> dict[tuple[str, int, str, str, str | None], list[str]]:
    """What revised figures were before, as sentences, by authority, year, source, measure and category."""
    found: dict[tuple[str, int, str, str, str | None], list[str]] = defaultdict(list)
    for line in facts.changes:
        if line.field == "value" and line.year and line.source and line.measure:
            key = line.authority_slug, line.year, line.source, line.measure, line.category
            was = "not shown" if line.old_value is None else f"was {_value(line, line.old_value)}"
            found[key].append(f"{was} until {line.at[:10]}: {_CAUSES[Cause(line.cause)]}")
    return found


def _batch(run: Run, found: list[Event]) -> Batch:
    published = Counter(event.year for event in found if event.kind == Kind.PUBLISHED and event.source == Source.LETTER)
    years = sorted(((year, count) for year, count in published.items() if year is not None), reverse=True)
    return Batch(run, years, [event for event in found if event.kind not in {Kind.PUBLISHED, AuthorityKind.ADDED}])


def _event(facts: Facts, rows: list[ChangeLine]) -> Event:
    first = rows[0]
    kind = Kind(first.kind) if first.kind in set(Kind) else AuthorityKind(first.kind)
    return Event(
        run_id=first.run_id,
        at=first.at,
        slug=first.authority_slug,
        name=facts.authorities[first.authority_slug].name,
        year=first.year,
        source=first.source,
        kind=first.kind,
        what=" ".join(filter(None, (_SOURCES[Source(first.source) if first.source else None], _LETTER[kind]))),
        cause=_CAUSES[Cause(first.cause)] if first.year else "",
        details=tuple(_detail(row) for row in rows if row.field),
    )


def _detail(line: ChangeLine) -> str:
    named = line.field or ""
    if line.measure:
        named = label(line.measure, line.category) + ("" if line.field == "value" else f", {line.field}")
    new = _value(line, line.new_value)
    return f"{named}: {new}" if line.old_value is None else f"{named}: {_value(line, line.old_value)} → {new}"


def _value(line: ChangeLine, value: str | None) -> str:
    if value is None:
        return "none"
    return with_unit(value, measures()[line.measure].unit) if line.measure and line.field == "value" else value


def label(measure: str, category: str | None) -> str:
    """A measure, or one part of it, in the words of the vocabulary."""
    told = measures()[measure].label
    return told if category is None else f"{told}: {parts(measure)[category].label}"
