"""What a reader must know before the figures of a council: at most three notices, forbidden comparisons first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jobs.report.happenings import Event, Happenings
from jobs.report.results import UPHELD, Result, Results
from jobs.report.words import letters, results
from jobs.report.words.numbers import day, period, plural
from lgsco_store.publications.registry import has_own_cases
from lgsco_store.records import Source
from lgsco_store.reference.comparability import BREAKS

_MOST = 3


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: its beginning, its text, and a link to more, if any."""

    lead: str
    text: str
    link: str = ""
    link_text: str = ""


def notices(current: Result, all_results: Results, happenings: Happenings) -> list[Notice]:
    """Return the notices of one council."""
    found = [
        *_forbidden(all_results.authority_results(current.authority.slug)),
        *_withdrawn(current, happenings),
        *_doubted(current, all_results),
        *_corrected(current, happenings),
        *_small(current),
    ]
    return found[:_MOST]


def _forbidden(of_council: list[Result]) -> Iterator[Notice]:
    years = [result.year for result in of_council if result.rate(UPHELD).number is not None]
    crossed = [each for each in BREAKS if each.cuts(UPHELD) and years and min(years) < each.year <= max(years)]
    if crossed:
        since = period(crossed[-1].year)
        text = f"Uphold rates from before {since} are another measure."
        yield Notice("One comparison that isn’t allowed.", text, "reading.html#breaks", "Why")


def _withdrawn(current: Result, happenings: Happenings) -> Iterator[Notice]:
    if current.withdrawn:
        events = happenings.by_letter.get((current.authority.slug, current.year), ())
        noticed = next((day(event.at) for event in reversed(events) if event.tag == "withdrawn"), "")
        yield Notice("Withdrawn.", letters.withdrawn("letter", current.year, noticed))


def _doubted(current: Result, all_results: Results) -> Iterator[Notice]:
    issues = all_results.facts.issues.get((current.authority.slug, current.year, Source.LETTER), ())
    doubts = [issue.message for issue in issues if issue.severity == "error"]
    if doubts:
        yield Notice("A figure may be wrong.", doubts[0], "#letters", "The letter and its figures")


def _corrected(current: Result, happenings: Happenings) -> Iterator[Notice]:
    slug = current.authority.slug
    events = [event for event in happenings.events if event.slug == slug and _is_correction(event)]
    if events:
        lead = "One letter was corrected." if len(events) == 1 else f"{plural(len(events), 'correction')}."
        yield Notice(lead, events[-1].sentence, "changes.html", "What changed")


def _is_correction(event: Event) -> bool:
    return event.tag == "corrected" and has_own_cases(event.source)


def _small(current: Result) -> Iterator[Notice]:
    sentence = "" if current.authority.end_date else results.few(current.investigated)
    if sentence:
        yield Notice("Small numbers.", sentence)
