"""The page of one authority: its series, and every letter with its figures and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jobs.report import cells, changes, series
from jobs.report.cells import Cell
from jobs.report.changes import Event
from jobs.report.comparing import Group, Key
from jobs.report.facts import Authority, Facts, Figure, Issue, Letter, Relation, Version
from jobs.report.series import Point, Series
from lgsco_store.records import Source
from lgsco_store.terms import AuthorityKind, Kind

_STATES = {
    "read": "read in full",
    "partial": "read in part: what is missing below could not be read",
    "unread": "could not be read",
    "withdrawn": "withdrawn: the site no longer has it; its last version is shown",
    "missing": "no letter known",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as it is listed: where it stands, in which words, and what it was before it was revised."""

    label: str
    cell: Cell
    page: int | None
    version: int
    sha256: str
    words: str | None
    earlier: list[str]


@dataclass(frozen=True, slots=True)
class Publication:
    """A letter, or the web page of the same year, with all that the archive knows of it, the newest version first.

    ``rows`` of a web page are those that the letter does not print alike; ``alike`` is how many it does.
    """

    source: str
    rows: list[Row]
    alike: int
    versions: list[Version]
    issues: list[Issue]


@dataclass(frozen=True, slots=True)
class Year:
    """One year of an authority."""

    year: int
    state: str
    letter: Letter | None
    publications: list[Publication]
    events: list[Event]


@dataclass(frozen=True, slots=True)
class AuthorityPage:
    """All that its page tells; ``events`` are those of the authority itself."""

    authority: Authority
    predecessors: list[Relation]
    successors: list[Relation]
    mergers: list[int]
    events: list[Event]
    series: list[Series]
    years: list[Year]

    @property
    def newest(self) -> list[tuple[Series, Point]]:
        """The series and its point for each measure of the newest year of which the authority has a letter."""
        own = [(series, point) for series in self.series for point in series.points if point.own]
        year = max((each.year for each in self.years if each.letter), default=None)
        return [(series, point) for series, point in own if point.year == year]


@dataclass(frozen=True, slots=True)
class Pages:
    """Makes the pages of authorities; what all of them need is worked out once."""

    facts: Facts
    groups: dict[Key, Group]
    earlier: Mapping[tuple[str, int, str, str, str | None], list[str]]
    events: Mapping[tuple[str, int | None], list[Event]]
    years: Mapping[str, list[int]]

    def page(self, slug: str) -> AuthorityPage:
        """The page of one authority."""
        relations = self.facts.relations.get(slug, [])
        return AuthorityPage(
            authority=self.facts.authorities[slug],
            predecessors=[each for each in relations if each.relation == "predecessor"],
            successors=[each for each in relations if each.relation == "successor"],
            mergers=series.merger_years(series.lineage(self.facts, slug)),
            events=self.events.get((slug, None), []),
            series=series.of_authority(self.facts, self.groups, slug),
            years=[self._year(slug, year) for year in self.years.get(slug, ())],
        )

    def _year(self, slug: str, year: int) -> Year:
        found = (self._publication(slug, year, source) for source in Source)
        return Year(
            year=year,
            state=_STATES[self.facts.coverage.get((slug, year), "missing")],
            letter=self.facts.letters.get((slug, year)),
            publications=[each for each in found if each.versions],
            events=self.events.get((slug, year), []),
        )

    def _publication(self, slug: str, year: int, source: str) -> Publication:
        key = slug, year, source
        figures = self.facts.figures.get(key, [])
        in_letter = {} if source == Source.LETTER else self._told(slug, year)
        own = [each for each in figures if cells.of_figure(each).text not in in_letter.get(_name(each), ())]
        return Publication(
            source=source,
            rows=[self._row(figure) for figure in own],
            alike=len(figures) - len(own),
            versions=self.facts.versions.get(key, [])[::-1],
            issues=self.facts.issues.get(key, []),
        )

    def _told(self, slug: str, year: int) -> dict[tuple[str, str | None], set[str]]:
        """What a letter says of each measure."""
        found: dict[tuple[str, str | None], set[str]] = {}
        for figure in self.facts.figures.get((slug, year, Source.LETTER), ()):
            found.setdefault(_name(figure), set()).add(cells.of_figure(figure).text)
        return found

    def _row(self, figure: Figure) -> Row:
        key = figure.authority_slug, figure.year, figure.source, figure.measure, figure.category
        return Row(
            label=changes.label(figure.measure, figure.category),
            cell=cells.of_figure(figure),
            page=figure.page,
            version=figure.version,
            sha256=figure.document_sha256,
            words=figure.text,
            earlier=self.earlier.get(key, []),
        )


def pages(facts: Facts, groups: dict[Key, Group]) -> Pages:
    """What makes the pages."""
    events: dict[tuple[str, int | None], list[Event]] = {}
    for event in changes.events(facts, facts.changes):
        if event.kind not in {Kind.PUBLISHED, AuthorityKind.ADDED}:
            events.setdefault((event.slug, event.year), []).append(event)
    years: dict[str, set[int]] = {}
    for slug, year in [*facts.coverage, *((slug, year) for slug, year, _ in facts.versions)]:
        years.setdefault(slug, set()).add(year)
    newest_first = {slug: sorted(of, reverse=True) for slug, of in years.items()}
    return Pages(facts, groups, changes.earlier_values(facts), events, newest_first)


def _name(figure: Figure) -> tuple[str, str | None]:
    return figure.measure, figure.category
