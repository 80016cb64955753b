"""Identify a letter: whether a document is a letter of the Ombudsman, its authority, and its layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import TypeAlias

from crawler.reading.input.document import Document
from crawler.reading.input.running_headers import without_running_headers
from crawler.reading.layouts import Layout, recognise_layout
from crawler.reading.layouts.leftovers import any_statistic
from crawler.reading.layouts.period import Period, named_periods
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.letter.addressees import main_addressee
from crawler.reading.letter.authority_names import REPORT_ON, name_alone, resolve_name, shortens
from crawler.reading.letter.outline import Outline, next_letter, outline
from crawler.reading.letter.own_statistics import Own, own_statistics
from crawler.reading.squeezed_text import Squeezed
from crawler.reading.wording import Phrase
from lgsco_store.records import Issue, Person, Severity
from lgsco_store.reference.register import match, normalised_name

# A letter quoted in a report comes after pages of something else.
_LONGEST_PREFACE = 60

_LGO = "local government (?:and social care )?ombudsman"
# The headings of the reports that go with letters, including layouts that cannot be read yet.
_REPORT = Phrase(
    r"^(?:local authority report|section 1: complaints about[^\0]{3,80}?\d{4}/\d{2}"
    r"|annual letter \d{4}/\d{2}(?:\s?[-\u2013]?introduction)?)"
)
_OWN_WORDS = Phrase(rf"made (?:to|by) the {_LGO}(?:\s?\(lgs?c?o\)\s?)? about your (?:authority|organisation|council)")
_LOGO = Phrase(rf"^{_LGO}$")
# The wording of the title may change; the year that a letter reports on always ends on the same day.
_YEARLY = Phrase(r"year end(?:ed|ing) 31 march \d{4}")
# A letter about something else may name such a year too; but a yearly letter also says that it is one, or has numbers
# behind it.
_RECURS = Phrase("annual|annually|yearly|review letter|(?:each|every) year")
_BY_US = Phrase(rf"{_LGO}|lgo")
# Signatories of letters from elsewhere: councils, and the ombudsmen for other things and places.
_OTHERS = re.compile(
    r"\b(?:chief|director|leader|council|councillor|cllr|mayor|officer|head|manager|solicitor|clerk|secretary"
    r"|ombudsman|commissioner)\b",
    re.IGNORECASE,
)

_SECTION_ON = re.compile(r"section 1: complaints about (?P<name>.*)", re.IGNORECASE)
_COVER = Phrase("(?:the local government ombudsmans )?annual letter")
_PERIOD = re.compile(r"for the period ending\b", re.IGNORECASE)
_YEAR_ENDED = re.compile(r"for the year ended\b", re.IGNORECASE)
_POPULATION_OF = Phrase(r"adjusted for (?P<name>[^\0]{3,80}?) population")
_OF_IT = re.compile(r"['\u2019]s?$")
# A name takes at most this many lines.
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter by its frame: its authority and year, and the place and layout of its statistics.

    ``layout`` is None if no known layout fits; ``issues`` are those of the frame. Without ``has_figures`` the
    statistics are those of another authority or year.
    """

    frame: Outline
    statistics: Statistics
    layout: Layout | None
    authority: str | None
    period: Period | None
    issues: tuple[Issue, ...]
    has_figures: bool = True

    @property
    def letter_date(self) -> date | None:
        """Return the first date of the head that is after the year reported on, if there is one, else the first."""
        dates = self.frame.dates
        later = (day for day in dates if self.period and day > self.period.end)
        return next(later, next(iter(dates), None))

    @property
    def addressee(self) -> Person | None:
        """Return the person to whom the letter is addressed."""
        return main_addressee(self.frame.addressed.persons, self.frame.salutation)


def identify(document: Document) -> Letter | None:
    """Identify the letter in a document; None if it is not an annual letter of the Ombudsman.

    If statistics in one of its layouts are beside a page that is a picture, the picture is the letter.
    """
    frame = outline(without_running_headers(document))
    every = Statistics(frame.after, document.tables, drawn=document.is_drawn, letter=document.lines, title=frame.title)
    statistics, followed, layout = _recognised(every, frame, document)
    is_pictured = layout is not None and any(page.picture for page in document.pages)
    if _is_from_another(frame.signatory) or not (
        is_pictured or is_letter(frame, document.text, has_statistics=layout is not None)
    ):
        return None
    own = _own(statistics, frame)
    # What is known of whole statistics, such as their period and their text, stays known.
    if own.lines and not own.is_whole:
        statistics = replace(statistics, lines=own.lines, is_whole=False)
    called, authority_issues = authority(frame, statistics)
    period, period_issues = statistics.period
    issues = (*followed, *own.issues, *authority_issues, *period_issues)
    return Letter(frame, statistics, layout, called, period, issues, has_figures=bool(own.lines))


def _own(statistics: Statistics, frame: Outline) -> Own:
    """Return the statistics that are the letter's by its own words; all of them if these say nothing else."""
    named = next(iter(named_periods(statistics.prose, statistics.title)), None)
    entry = resolve_name(frame.addressed.authority) if frame.addressed.authority else None
    return own_statistics(statistics.lines, entry.code if entry else None, named.end.year if named else None)


_Part: TypeAlias = tuple[Statistics, tuple[Issue, ...]]
"""Statistics that may be the letter's, with what their place in the file is worth an issue."""


def _recognised(
    every: Statistics, frame: Outline, document: Document
) -> tuple[Statistics, tuple[Issue, ...], Layout | None]:
    """Return the first statistics that have a layout; if none have, those below the letter."""
    for statistics, issues in _parts(every, frame, document):
        layout = recognise_layout(statistics)
        if layout is not None:
            return statistics, issues, layout
    return every, (), None


def _parts(every: Statistics, frame: Outline, document: Document) -> Iterator[_Part]:
    """Yield the statistics before another letter in the file, then all below the letter, then those bound before it."""
    page = next_letter(every.lines)
    if page is not None:
        letter = tuple(line for line in every.letter if line.page < page)
        message = f"Another letter begins on page {page} of the file; its figures were left out. Look at it."
        issue = Issue("another_letter", Severity.WARNING, message)
        yield replace(every, lines=tuple(line for line in every.lines if line.page < page), letter=letter), (issue,)
    yield every, ()
    if frame.preface:
        first = document.lines[frame.preface].page
        yield replace(every, lines=tuple(line for line in every.letter if line.page < first)), ()


def is_letter(outline: Outline, text: str, *, has_statistics: bool) -> bool:
    """Return whether the document is a letter from the Ombudsman about one authority's year.

    The frame may be torn: a title, a salutation or a report's heading is enough if the words or the statistics are the
    Ombudsman's. A council's reply, another ombudsman's letter and a report that quotes a letter are rejected.
    """
    if outline.preface > _LONGEST_PREFACE:
        return False
    letters = Squeezed.of(text)
    report = _REPORT.search(letters) is not None
    is_yearly = report or outline.title is not None or _is_about_a_year(outline, letters, has_statistics=has_statistics)
    if outline.is_from_ombudsman:
        return is_yearly
    if _OWN_WORDS.search(letters) or (outline.title and _LOGO.search(letters)):
        return True
    is_framed = report or outline.title is not None or outline.salutation is not None
    return is_framed and (report or has_statistics) and _BY_US.search(letters) is not None


def _is_about_a_year(outline: Outline, letters: Squeezed, *, has_statistics: bool) -> bool:
    """Return whether a letter without a known title is about the whole of a year, and does not just mention one."""
    if _YEARLY.search(letters) is None:
        return False
    return has_statistics or _RECURS.search(letters) is not None or any_statistic(line.text for line in outline.after)


def _is_from_another(signatory: Person | None) -> bool:
    signed = f"{signatory.name} {signatory.role}" if signatory else ""
    return _OTHERS.search(signed) is not None and _BY_US.search(signed) is None


def authority(outline: Outline, statistics: Statistics) -> tuple[str | None, list[Issue]]:
    """Return the authority from the letter's head, else from above its statistics, with issues if these disagree."""
    elsewhere = list(_named(statistics))
    name = outline.addressed.authority or next(iter(elsewhere), None)
    if name is None:
        return None, [
            Issue("authority_missing", Severity.WARNING, "The head of the letter does not name an authority.")
        ]
    if resolve_name(name) is None:
        name = next((other for other in elsewhere if resolve_name(other) and shortens(name, other)), name)
    issues = [
        Issue(
            "authority_differs",
            Severity.ERROR,
            f"The letter is addressed to {name}, but its statistics are headed {other}.",
        )
        for other in elsewhere
        if not _same(name, other)
    ]
    entry = resolve_name(name)
    if entry is not None and _is_run_together(name, entry.official_name):
        name = entry.official_name
    if entry is None:
        issues.append(Issue("authority_unknown", Severity.WARNING, f"The register has no authority called {name}."))
    if entry is None or match(name) is not None:
        return name, issues
    message = f"The letter prints {name}; this can mean only one authority in the register."
    return entry.official_name, [*issues, Issue("authority_completed", Severity.INFO, message)]


def _is_run_together(name: str, official: str) -> bool:
    """Return whether a name differs from the official one only by lost spaces."""
    one, other = normalised_name(name), normalised_name(official)
    return one != other and one.replace(" ", "") == other.replace(" ", "")


def _named(statistics: Statistics) -> Iterator[str]:
    """Yield the names above the statistics and their period, on a cover, in a first section and on its population."""
    texts = [line.text for line in statistics.lines]
    yield from _headed(statistics.prose.splitlines(), _SECTION_ON)
    yield from _headed(texts, REPORT_ON)
    for at, text in enumerate(texts):
        if _COVER.fullmatch(text):
            rest = [*takewhile(lambda line: not _YEAR_ENDED.match(line), texts[at + 1 :])]
            yield from _name_in(rest) if len(rest) <= _MOST_LINES else ()
        if _PERIOD.match(text):
            above = (" ".join(texts[start:at]) for start in range(at - 1, max(-1, at - 1 - _MOST_LINES), -1))
            yield from (name for name in above if match(name))
    for found in _POPULATION_OF.finditer(statistics.letters):
        name = _OF_IT.sub("", " ".join(str(found.groups["name"]).split()))
        yield from (name,) if resolve_name(name) else ()


def _headed(texts: Sequence[str], heading: re.Pattern[str]) -> Iterator[str]:
    """Yield the names in headings of one form."""
    for at, text in enumerate(texts):
        if found := heading.match(text):
            yield from _name_in([found["name"], *texts[at + 1 : at + _MOST_LINES]])


def _name_in(texts: Sequence[str]) -> Iterator[str]:
    """Yield the name that begins a text, over as many lines as it needs to be known; else the first line alone."""
    names = [name_alone(" ".join(texts[: more + 1])) for more in range(len(texts))]
    first = next(filter(None, names), None)
    known = next((name for name in reversed(names) if match(name)), first)
    yield from (known,) if known else ()


def _same(one: str, other: str) -> bool:
    """Return whether two names mean one authority; the second may be cut off, shortened or its short name."""
    first, second = resolve_name(one), resolve_name(other)
    if first is not None and second is not None:
        return first.code == second.code
    return (
        normalised_name(one).startswith(normalised_name(other))
        or normalised_name(other) in normalised_name(one)
        or shortens(other, one)
    )
