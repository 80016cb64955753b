"""The front page: England in the newest year, findings, the map, every council from A to Z, and how complete it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from jobs.report import england
from jobs.report.charts.bars import Bar, Pair, bars, moves
from jobs.report.charts.scale import Scale
from jobs.report.charts.svg import share
from jobs.report.england import TypeRate
from jobs.report.facts import Authority, Facts
from jobs.report.happenings import Event, Happenings
from jobs.report.maps import Maps, maps
from jobs.report.peers import Groups
from jobs.report.published import Publisher, ReportRow
from jobs.report.results import COMPLIANCE, UPHELD, Result, Results, is_printed
from jobs.report.words import england as words
from jobs.report.words import publications as published
from jobs.report.words.numbers import capital, day, listed, period, plural
from jobs.report.words.types import noun
from jobs.report.year_page import crossed, lowest_first, ordered_types
from lgsco_store.contract.records import Lineage
from lgsco_store.reference import register
from lgsco_store.reference.comparability import SMALL, Break

_NEWS = 4
_NEWSWORTHY = ("corrected", "withdrawn", "restored")
_MAIN = ("County", "Unitary authority", "Metropolitan district", "London borough", "Non-metropolitan district")
_MOVED = {COMPLIANCE: "Compliance", UPHELD: "Uphold rates"}


@dataclass(frozen=True, slots=True)
class Moves:
    """The largest changes of one rate as a chart, or why there is none."""

    title: str
    chart: Markup
    caption: str
    why_none: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The letters of a year that were read, as a number and a share of the best year, and the missing ones in words."""

    year: int
    read: int
    share: str
    missing: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One council in the list that the search reads; ``also`` are further words that find it."""

    authority: Authority
    about: str
    also: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """All contents of the front page; ``headline`` is None if no year prints how many complaints were upheld."""

    year: int
    headline: str | None
    sentences: list[str]
    since: Break | None
    news: list[Event]
    new: list[tuple[str, str]]
    rates: list[TypeRate]
    rates_chart: Markup
    lowest: list[Result]
    below: int
    below_few: str
    below_sorted: str
    moves: list[Moves]
    maps: Maps | None
    published: str
    open_sentence: str
    open_reports: list[ReportRow]
    listed: dict[str, list[Listed]]
    kinds: list[tuple[str, int]]
    coverage: list[Cover]


class Front:
    """Makes the front page."""

    def __init__(self, results: Results, groups: Groups, happenings: Happenings, newest: int) -> None:
        self.facts: Facts = results.facts
        self.results, self.groups, self.happenings, self.year = results, groups, happenings, newest

    def page(self) -> FrontPage:
        """Return the page."""
        counts = Counter(each.authority.type for each in england.expected(self.results, self.year))
        kinds = ordered_types(counts)
        rate = england.totals(england.read(self.results, self.year)).rate
        rates = england.by_type(self.results, self.groups, self.year, [kind for kind in kinds if kind in _MAIN])
        open_reports = Publisher(self.facts.publications).open_reports()
        lowest, below, below_few = england.lowest_compliance(self.results, self.year)
        return FrontPage(
            year=self.year,
            headline=None if rate is None else words.headline(rate),
            sentences=[] if rate is None else england.paragraph(self.results, self.year),
            since=next((each for each in reversed(crossed(UPHELD)) if each.year <= self.year), None),
            news=self._news(),
            new=self._new(),
            rates=rates,
            rates_chart=self._rates_chart(rates),
            lowest=lowest,
            below=below,
            below_few=words.with_few_cases(below_few, below),
            below_sorted=lowest_first("Compliance", self.results, self.year),
            moves=[self._moves(measure) for measure in (COMPLIANCE, UPHELD) if is_printed(measure, self.year)],
            maps=maps(self.results, self.year) if is_printed(UPHELD, self.year) else None,
            published=self._published(),
            open_sentence=published.open_reports(len(open_reports)) if open_reports else "",
            open_reports=open_reports,
            listed=self._listed(),
            kinds=[(kind, counts[kind]) for kind in kinds],
            coverage=self._coverage(),
        )

    def _published(self) -> str:
        """Say how many decisions and improvements the archive holds; nothing if it has neither."""
        held = self.facts.publications
        if not (held.every_decision or held.every_improvement):
            return ""
        return published.everything(held.every_decision, held.every_improvement)

    def _rates_chart(self, rates: list[TypeRate]) -> Markup:
        rows = [Bar(capital(noun(each.kind).many), each.average) for each in rates]
        title = f"Average uphold rate printed for each type of council, {period(self.year)}"
        return bars("rates", title, rows) if rows else Markup()

    def _moves(self, measure: str) -> Moves:
        title = f"{_MOVED[measure]}: largest changes"
        found = england.moves(self.results, self.year, measure)
        if not found:
            nothing = f"There is no council with at least {SMALL} cases in both years whose rate changed."
            return Moves(title, Markup(), "", england.why_no_moves(measure, self.year) or nothing)
        low = int(min(min(each.before, each.now) for each in found)) // 10 * 10
        rows = [Pair(each.result.authority.short, each.before, each.now) for each in found]
        years = f"{period(self.year - 1)}, dot: {period(self.year)}"
        scale = f"; the scale starts at {low}%" if low else ""
        caption = f"Ring: {years}{scale}. At least {SMALL} cases in both years."
        return Moves(title, moves(f"moves-{measure}", title, rows, Scale(low=low)), caption, "")

    def _news(self) -> list[Event]:
        """Return the newest corrections, withdrawals and restorations."""
        events = (event for batch in self.happenings.batches for event in batch.tagged(*_NEWSWORTHY))
        return list(islice((event for event in events if event.is_of_own_cases), _NEWS))

    def _new(self) -> list[tuple[str, str]]:
        """Count the letters of the last run that brought any, by year, with the day they were noticed."""
        batch = next((each for each in self.happenings.batches if each.published), None)
        if batch is None:
            return []
        noticed = day(batch.run.finished_at)
        letters = [(year, count) for year, count in batch.published][:2]
        return [(self._sentence(year, count), noticed) for year, count in letters]

    def _sentence(self, year: int, count: int) -> str:
        """Report the letters of a year so far, if most are still to come."""
        if year > self.year:
            return words.so_far(year, len(england.read(self.results, year)))
        return f"{capital(plural(count, 'letter'))} of {period(year)}"

    def _listed(self) -> dict[str, list[Listed]]:
        found: dict[str, list[Listed]] = defaultdict(list)
        for authority in sorted(self.facts.authorities.values(), key=lambda each: (each.short.lower(), each.name)):
            found[authority.short[:1].upper()].append(Listed(authority, _about(authority), self._also(authority)))
        return found

    def _also(self, authority: Authority) -> str:
        """Return further names that find a council: the districts of a county, and merged councils without a page."""
        districts = [entry.short_name for entry in register.entries() if _lies_in(entry, authority)]
        merged = [each.related_name for each in self.facts.relations.get(authority.slug, ()) if _has_no_page(each)]
        return " ".join([*districts, *merged])

    def _coverage(self) -> list[Cover]:
        states: dict[int, Counter[str]] = defaultdict(Counter)
        for (_, year), state in self.facts.coverage.items():
            states[year][state] += 1
        most = max((found["read"] + found["partial"] for found in states.values()), default=0)
        return [_cover(year, states[year], most) for year in self.facts.years]


def _cover(year: int, states: Counter[str], most: int) -> Cover:
    read = states["read"] + states["partial"]
    words_of = {"partial": "read in part", "unread": "unread", "withdrawn": "withdrawn", "missing": "missing"}
    parts = [f"{states[state]:,} {word}" for state, word in words_of.items() if states[state]]
    return Cover(year, read, share(100 * read / most if most else 0), listed(parts) if parts else "")


def _about(authority: Authority) -> str:
    kind = noun(authority.type).one
    ended = f"until {authority.end_date.year}" if authority.end_date else ""
    return ", ".join(filter(None, (kind, authority.region, ended)))


def _lies_in(entry: register.Entry, authority: Authority) -> bool:
    return authority.type == "County" and entry.end_date is None and entry.county_code == authority.code


def _has_no_page(relation: Lineage) -> bool:
    return relation.relation == "predecessor" and relation.related_slug is None
