"""The page of one council: the newest letter in words and numbers, its series, its neighbours, and all evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from markupsafe import Markup

from jobs.report import cells, lineage, neighbours, paragraph
from jobs.report.cells import Cell
from jobs.report.facts import Authority, Facts
from jobs.report.happenings import Event, Happenings
from jobs.report.key_figures import KeyFigure, KeyFigures
from jobs.report.measures import Measure, Measures
from jobs.report.multiples import Multiples, multiples
from jobs.report.neighbours import Neighbours
from jobs.report.notices import Notice, notices
from jobs.report.older import Older, older
from jobs.report.peers import Groups
from jobs.report.proof import Proof, Proofs
from jobs.report.published import Published, Publisher
from jobs.report.results import COMPLIANCE, UPHELD, Result, Results, last_year
from jobs.report.words.letters import missing
from jobs.report.words.numbers import capital, period
from jobs.report.words.types import noun
from lgsco_store.records import Source
from lgsco_store.reference.comparability import BREAKS, ODD_YEARS, Break, OddYear

# Letters print upheld and investigated complaints from this year on.
_FIRST = 2014
_WIDE = 900


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year, or several without a letter, in the table that replaces charts of too few letters."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class CouncilPage:
    """All contents of the page; ``result`` is the newest, of a year that may have no letter."""

    authority: Authority
    result: Result
    about: str
    ended: str
    began: str
    sentences: list[str]
    notices: list[Notice]
    key_figures: list[KeyFigure]
    measures: list[Measure]
    years: list[YearRow]
    strip: Markup
    strip_caption: str
    before: Multiples | None
    older: Older | None
    neighbours: Neighbours | None
    published: Published
    proofs: list[Proof]
    events: list[Event]
    ombudsman: str

    @property
    def drawn(self) -> bool:
        """Return whether there is a chart of any measure; otherwise a table of years replaces them."""
        return any(measure.chart for measure in self.measures)

    @property
    def breaks(self) -> list[Break]:
        """Return the lines that cut any of the charts."""
        return [each for each in BREAKS if any(each in chart.breaks for chart in self._charts)]

    @property
    def odd_years(self) -> list[OddYear]:
        """Return the odd years that any of the charts shows."""
        return [each for each in ODD_YEARS.values() if any(each in chart.odd_years for chart in self._charts)]

    @property
    def _charts(self) -> list[Measure | Multiples]:
        return [*self.measures, *([self.before] if self.before else [])]

    @property
    def description(self) -> str:
        """Return the description for search engines."""
        return self.ended or " ".join(self.sentences[:2])


class Councils:
    """Makes the pages of councils; ``newest`` is the newest year of the whole report."""

    def __init__(self, results: Results, groups: Groups, happenings: Happenings, newest: int) -> None:
        self.facts: Facts = results.facts
        self.results, self.groups, self.happenings, self.newest = results, groups, happenings, newest
        self.measures = Measures(results, groups, happenings, {})
        self.proofs = Proofs(results.facts, results, happenings)
        self.key_figures = KeyFigures(happenings)
        self.publisher = Publisher(results.facts.publications)

    def page(self, slug: str) -> CouncilPage:
        """Return the page of one council."""
        authority, current = self.facts.authorities[slug], self.current(slug)
        newest = self._newest_letter(slug)
        ended = lineage.ended(self.facts, authority)
        measures = self.measures.council_measures(current)
        strip, strip_caption = (Markup(), "") if ended else self.measures.strip("among", current, UPHELD, _WIDE)
        return CouncilPage(
            authority=authority,
            result=current,
            about=_about(authority),
            ended=ended,
            began=lineage.began(self.facts, authority),
            sentences=[] if ended else self.sentences(current),
            notices=notices(current, self.results, self.happenings),
            key_figures=[] if ended else self.key_figures.letter_figures(current, newest),
            measures=measures,
            years=list(_years(self.results.authority_results(slug))),
            strip=strip,
            strip_caption=strip_caption,
            before=multiples(self.measures, current),
            older=older(self.results.authority_results(slug)),
            neighbours=None if ended else neighbours.neighbours(self.results, current),
            published=self.publisher.published(slug, authority.name, newest or current.year),
            proofs=self.proofs.council_proofs(slug),
            events=self.happenings.by_letter.get((slug, None), []),
            ombudsman=self._ombudsman.get(slug, ""),
        )

    def current(self, slug: str) -> Result:
        """Return the result with which the page begins: of the newest year, or of a newer letter of its own."""
        authority = self.facts.authorities[slug]
        years = [year for owner, year in self.facts.letters if owner == slug and year <= (last_year(authority) or year)]
        own = max(years, default=self.newest)
        return self.results.result(slug, own if authority.end_date else max(own, self.newest))

    def sentences(self, current: Result, *, whole: bool = False) -> list[str]:
        """Return the paragraph; without a letter of the newest year, that it is missing and what the newest says."""
        if current.letter is not None:
            return paragraph.paragraph(current, self.groups, whole=whole)
        newest = self._newest_letter(current.authority.slug)
        sentences = [missing(current.year, newest)]
        if newest is None:
            return sentences
        return [
            *sentences,
            *paragraph.paragraph(self.results.result(current.authority.slug, newest), self.groups, whole=whole),
        ]

    def _newest_letter(self, slug: str) -> int | None:
        return max((year for owner, year in self.facts.letters if owner == slug), default=None)

    @cached_property
    def _ombudsman(self) -> dict[str, str]:
        """Return the newest address of each council's own page at the Ombudsman."""
        pages = (
            (version.captured_at, slug, version.url)
            for (slug, _, source), versions in self.facts.versions.items()
            if source == Source.STATISTICS_PAGE
            for version in versions
        )
        return {slug: url for _, slug, url in sorted(pages)}


def _about(authority: Authority) -> str:
    """Return type, region, residents and code, as far as they are known."""
    kind = capital(noun(authority.type).one)
    parts = [f"{kind}, {authority.region}." if authority.region else f"{kind}."]
    if authority.population:
        parts.append(f"{authority.population:,} residents (2020).")
    if authority.gss_code:
        parts.append(f"Code {authority.gss_code}.")
    return " ".join(parts)


def _years(of_council: list[Result]) -> Iterator[YearRow]:
    """Build the table shown in place of charts; consecutive years without a letter are one row."""
    rows = [(result, _cells(result)) for result in of_council if result.year >= _FIRST]
    for has_letter, group in groupby(rows, key=lambda row: row[0].letter is not None):
        together = list(group)
        if has_letter:
            yield from (YearRow(_labelled(result), cells) for result, cells in together)
        else:
            last, first = together[0][0].year, together[-1][0].year
            label = period(first) if first == last else f"{period(first)} to {period(last)}"
            yield YearRow(label, together[0][1])


def _cells(result: Result) -> list[Cell]:
    return [cells.upheld(result), cells.rate(result, COMPLIANCE), cells.remedies(result)]


def _labelled(result: Result) -> str:
    return f"{period(result.year)} (withdrawn)" if result.withdrawn else period(result.year)
