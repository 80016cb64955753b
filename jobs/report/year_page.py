"""The page of one year and type: every authority of the type beside the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jobs.report import cells
from jobs.report.breaks import NOT_COMPARABLE, Form
from jobs.report.cells import Cell
from jobs.report.comparing import Group, Key
from jobs.report.facts import Authority, Facts, Figure
from jobs.report.series import mean_text
from lgsco_store.records import Source
from lgsco_store.reference.vocabulary import measures, parts

NO_TYPE = "Type not known"


@dataclass(frozen=True, slots=True)
class Column:
    """One measure, or one part of it; ``mean`` is worked out here, ``average`` is what the letters print."""

    label: str
    mean: str
    average: str


@dataclass(frozen=True, slots=True)
class Line:
    """One authority: what its letter says in each column."""

    authority: Authority
    withdrawn: bool
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns that belong together."""

    name: str
    title: str
    columns: list[Column]
    lines: list[Line]

    @property
    def has_averages(self) -> bool:
        """Whether letters print an average for any of the columns."""
        return any(column.average for column in self.columns)


@dataclass(frozen=True, slots=True)
class YearPage:
    """All letters of one year to authorities of one type; ``other_years`` and ``other_types`` have pages too."""

    year: int
    type: str
    tables: list[Table]
    breaks: list[Form]
    other_years: list[int]
    other_types: list[str]


def type_of(authority: Authority) -> str:
    """The type under which an authority is listed."""
    return authority.type or NO_TYPE


@dataclass(frozen=True, slots=True)
class Pages:
    """Makes the pages of years and types; ``members`` are the authorities of each."""

    facts: Facts
    groups: dict[Key, Group]
    members: dict[tuple[int, str], list[Authority]]

    def page(self, year: int, kind: str) -> YearPage:
        """The page of one year and type."""
        return YearPage(
            year=year,
            type=kind,
            tables=list(self._tables(year, kind)),
            # The neighbours of a year are those that must not be compared with it.
            breaks=[each for each in NOT_COMPARABLE if abs(each.year - year) <= 1],
            other_years=sorted(other for other, of in self.members if of == kind and other != year),
            other_types=sorted(of for other, of in self.members if other == year and of != kind),
        )

    def _tables(self, year: int, kind: str) -> Iterator[Table]:
        listed = self.members[year, kind]
        printed = {
            (figure.measure, figure.category)
            for authority in listed
            for figure in self.facts.figures.get((authority.slug, year, Source.LETTER), ())
        }
        for name, title, keys in _TABLES:
            found = [key for key in keys if key in printed]
            if found:
                columns = [self._column(listed, year, *key) for key in found]
                yield Table(name, title, columns, [self._line(authority, year, found) for authority in listed])

    def _column(self, listed: list[Authority], year: int, measure: str, category: str | None) -> Column:
        told = measures()[measure]
        group = self.groups.get((type_of(listed[0]), year, measure, category))
        return Column(
            label=told.label if category is None else parts(measure)[category].label,
            mean=mean_text(group, told.unit) if group else "",
            average=self._average(listed, year, f"{measure}_average") if f"{measure}_average" in measures() else "",
        )

    def _average(self, listed: list[Authority], year: int, measure: str) -> str:
        """The average that the letters print; all of them, where they do not agree."""
        told = {
            cells.of_figure(figure).text
            for authority in listed
            for figure in self.facts.figures.get((authority.slug, year, Source.LETTER), ())
            if figure.measure == measure and figure.value is not None
        }
        return " or ".join(sorted(told))

    def _line(self, authority: Authority, year: int, keys: list[tuple[str, str | None]]) -> Line:
        by_key: dict[tuple[str, str | None], list[Figure]] = {}
        for figure in self.facts.figures.get((authority.slug, year, Source.LETTER), ()):
            by_key.setdefault((figure.measure, figure.category), []).append(figure)
        coverage = self.facts.coverage[authority.slug, year]
        letter = self.facts.letters.get((authority.slug, year))
        told = [cells.of(by_key.get(key, ()), coverage) for key in keys]
        return Line(authority, bool(letter and letter.withdrawn), told)


def pages(facts: Facts, groups: dict[Key, Group]) -> Pages:
    """What makes the pages: one for each year and type of which the archive has any letter, the newest first."""
    found: dict[tuple[int, str], list[Authority]] = {}
    for slug, authority in facts.authorities.items():
        for year in facts.years:
            if (slug, year) in facts.coverage:
                found.setdefault((year, type_of(authority)), []).append(authority)
    has_letter = {(year, type_of(facts.authorities[slug])) for slug, year in facts.letters}
    return Pages(facts, groups, {key: found[key] for key in sorted(has_letter, key=lambda key: (-key[0], key[1]))})


def _keys() -> Iterator[tuple[str, str, list[tuple[str, str | None]]]]:
    """The tables in the order of the vocabulary; averages stand at the foot of what they are averages of."""
    told = measures()
    averages = {f"{measure}_average" for measure in told}
    whole = [measure for measure, each in told.items() if each.category_set is None and measure not in averages]
    yield "measures", "Measures", [(measure, None) for measure in whole]
    for measure, each in told.items():
        if each.category_set is not None:
            yield measure, each.label, [(measure, part) for part in parts(measure)]


_TABLES = tuple(_keys())
