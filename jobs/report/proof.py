"""The letters of a council, with each figure and its evidence: the page and the words in which it is printed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from jobs.report import cells
from jobs.report.facts import Facts
from jobs.report.happenings import Event, Happenings, label
from jobs.report.results import Results
from jobs.report.words import letters
from jobs.report.words.numbers import day, plural
from lgsco_store.contract.records import Figure, Issue, Letter, Version
from lgsco_store.publications.base import PublicationKind
from lgsco_store.publications.registry import KINDS
from lgsco_store.records import FigureState, Source


@dataclass(frozen=True, slots=True)
class Row:
    """One listed figure, and its value before it changed."""

    label: str
    text: str
    is_word: bool
    page: int
    version: int
    sha256: str
    words: str
    before: list[str]


@dataclass(frozen=True, slots=True)
class Publication:
    """A letter, or the web page of the same year; versions are listed newest first.

    ``rows`` of a web page are those that the letter does not print alike; ``alike`` is how many it does.
    """

    kind: PublicationKind
    rows: list[Row]
    alike: int
    versions: list[Version]
    issues: list[Issue]


@dataclass(frozen=True, slots=True)
class Proof:
    """One year of a council: its letter with everything known about it; ``summary`` is the heading of its fold."""

    year: int
    letter: Letter | None
    summary: str
    sentence: str
    publications: list[Publication]
    events: list[Event]


@dataclass(frozen=True)
class Proofs:
    """Makes the proofs of a council's letters."""

    facts: Facts
    results: Results
    happenings: Happenings

    def council_proofs(self, slug: str) -> list[Proof]:
        """Return every year for which the archive expects or has anything, newest first."""
        return [self._proof(slug, year) for year in sorted(self._years.get(slug, ()), reverse=True)]

    @cached_property
    def _years(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for slug, year in (*self.facts.coverage, *(key[:2] for key in self.facts.versions)):
            found[slug].add(year)
        return found

    def _proof(self, slug: str, year: int) -> Proof:
        found = (self._publication(slug, year, kind) for kind in KINDS)
        publications = [each for each in found if each.versions]
        return Proof(
            year=year,
            letter=self.facts.letters.get((slug, year)),
            summary=self._summary(slug, year, publications),
            sentence=self._sentence(slug, year),
            publications=publications,
            events=self.happenings.by_letter.get((slug, year), []),
        )

    def _summary(self, slug: str, year: int, publications: list[Publication]) -> str:
        letter = self.facts.letters.get((slug, year))
        if letter is None:
            return "no letter" + (", web page only" if publications else "")
        figures = [row for each in publications if each.kind.own_cases for row in each.rows]
        events = self.happenings.by_letter.get((slug, year), [])
        corrections = sum(event.tag == "corrected" and event.is_of_own_cases for event in events)
        parts = [
            day(letter.letter_date) if letter.letter_date else "",
            plural(len(figures), "figure") if figures else "no figure read",
            "" if not corrections else "corrected once" if corrections == 1 else f"corrected {corrections} times",
            "withdrawn" if letter.withdrawn else "",
        ]
        return ", ".join(filter(None, parts))

    def _sentence(self, slug: str, year: int) -> str:
        """Return the note before the figures, which is needed only if figures are missing as a whole."""
        result = self.results.result(slug, year)
        if result.unread:
            return letters.unread(year)
        return letters.no_statistics(year) if result.without_statistics else ""

    def _publication(self, slug: str, year: int, kind: PublicationKind) -> Publication:
        key = slug, year, kind.source
        figures = self.facts.figures.get(key, [])
        in_letter = {} if kind.own_cases else self._printed(slug, year)
        own = [each for each in figures if _text(each) not in in_letter.get((each.measure, each.category), ())]
        return Publication(
            kind=kind,
            rows=[self._row(figure) for figure in own],
            alike=len(figures) - len(own),
            versions=self.facts.versions.get(key, [])[::-1],
            issues=self.facts.issues.get(key, []),
        )

    def _printed(self, slug: str, year: int) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for figure in self.facts.figures.get((slug, year, Source.LETTER), ()):
            found.setdefault((figure.measure, figure.category), set()).add(_text(figure))
        return found

    def _row(self, figure: Figure) -> Row:
        key = figure.authority_slug, figure.year, figure.source, figure.measure, figure.category
        return Row(
            label=label(figure.measure, figure.category),
            text=_text(figure),
            is_word=figure.value is None,
            page=figure.page,
            version=figure.version,
            sha256=figure.document_sha256,
            words=figure.text,
            before=self.happenings.before(*key),
        )


def _text(figure: Figure) -> str:
    if figure.value is not None:
        note = " (worked out)" if figure.state == FigureState.DERIVED else ""
        return cells.as_printed(figure.value, figure.measure) + note
    return "nothing to measure" if figure.state == FigureState.NOT_APPLICABLE else "not read"
