"""The series of one authority: one measure over the years, across mergers, beside its type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jobs.report import cells
from jobs.report.breaks import NOT_COMPARABLE
from jobs.report.cells import Cell
from jobs.report.comparing import Group, Key
from jobs.report.facts import Authority, Facts, Figure
from lgsco_store.records import Source
from lgsco_store.reference.vocabulary import measures

# What is drawn: every measure that stands for itself, in the order in which a reader asks.
DRAWN: tuple[tuple[str, str | None], ...] = (
    ("uphold_rate", None),
    ("upheld_per_100k", None),
    ("compliance_rate", None),
    ("satisfactory_remedy_rate", None),
    ("upheld_decisions", None),
    ("investigations", None),
    ("complaints_dealt_with", None),
    ("complaints_received", "total"),
    ("complaints_decided", "total"),
)


@dataclass(frozen=True, slots=True)
class Point:
    """One letter in a series: whose it is, what it prints, and how that compares.

    ``average`` is the letter's own, ``mean`` and ``place`` are worked out here.
    """

    year: int
    authority: Authority
    own: bool
    value: Cell
    average: Cell
    mean: str
    place: str
    withdrawn: bool
    broken: bool


@dataclass(frozen=True, slots=True)
class Series:
    """One measure over the years, the oldest first; ``has_average`` says whether letters print an average of it."""

    measure: str
    label: str
    definition: str
    unit: str
    has_average: bool
    points: list[Point]

    @property
    def members(self) -> list[Authority]:
        """The authorities whose letters it holds, the one whose page it stands on first."""
        ordered = sorted(self.points, key=lambda point: not point.own)
        return list({point.authority.slug: point.authority for point in ordered}.values())

    @property
    def breaks(self) -> list[int]:
        """The years between its first and its last that cannot simply be compared with their neighbours."""
        first, last = self.points[0].year, self.points[-1].year
        return [each.year for each in NOT_COMPARABLE if first <= each.year <= last]


@dataclass(frozen=True, slots=True)
class Lineage:
    """Whose letters carry a series on: an authority itself, and each that it took over from, up to a year.

    ``after`` is the last year of the letters before the merger; None for the authority itself.
    """

    authority: Authority
    after: int | None


def lineage(facts: Facts, slug: str) -> list[Lineage]:
    """The authority and its predecessors, as far as the site has shown them.

    What a predecessor's page prints for years after its end (zeros, mostly) is no part of a successor's series.
    """
    found = [Lineage(facts.authorities[slug], None)]
    for relation in facts.relations.get(slug, ()):
        if relation.relation == "predecessor" and relation.related_slug is not None:
            other = facts.authorities[relation.related_slug]
            found.append(Lineage(other, last_year(other, facts.years[0])))
    return found


def merger_years(members: list[Lineage]) -> list[int]:
    """The last years of letters before each merger."""
    return sorted({member.after for member in members if member.after is not None})


def of_authority(facts: Facts, groups: dict[Key, Group], slug: str) -> list[Series]:
    """Every series that has any figure, an unread one included."""
    members = lineage(facts, slug)
    found = (_series(facts, groups, members, measure, category) for measure, category in DRAWN)
    return [series for series in found if series.points]


def _series(
    facts: Facts, groups: dict[Key, Group], members: list[Lineage], measure: str, category: str | None
) -> Series:
    told = measures()[measure]
    points = [point for member in members for point in _points(facts, groups, member, measure, category)]
    points.sort(key=lambda point: (point.year, point.own, point.authority.name))
    label = f"{told.label}: total" if category else told.label
    return Series(measure, label, told.definition, told.unit, f"{measure}_average" in measures(), points)


def _points(
    facts: Facts, groups: dict[Key, Group], member: Lineage, measure: str, category: str | None
) -> Iterator[Point]:
    """A point for each year in which letters print the measure; none where no letter of the authority ever has it."""
    told, slug = measures()[measure], member.authority.slug
    years = [year for year in facts.years if told.first_year <= year <= (told.last_year or year)]
    years = [year for year in years if (slug, year) in facts.coverage and year <= (member.after or year)]
    if not any(_figures(facts, slug, year, measure, category) for year in years):
        return
    for year in years:
        letter = facts.letters.get((slug, year))
        mean, place = _standing(groups, member.authority, year, measure, category)
        coverage = facts.coverage[slug, year]
        yield Point(
            year=year,
            authority=member.authority,
            own=member.after is None,
            value=cells.of(_figures(facts, slug, year, measure, category), coverage),
            average=cells.of(_figures(facts, slug, year, f"{measure}_average", None), coverage),
            mean=mean,
            place=place,
            withdrawn=bool(letter and letter.withdrawn),
            broken=any(each.year == year for each in NOT_COMPARABLE),
        )


def _figures(facts: Facts, slug: str, year: int, measure: str, category: str | None) -> list[Figure]:
    figures = facts.figures.get((slug, year, Source.LETTER), ())
    return [figure for figure in figures if figure.measure == measure and figure.category == category]


def _standing(
    groups: dict[Key, Group], authority: Authority, year: int, measure: str, category: str | None
) -> tuple[str, str]:
    """The mean of the type with the number of letters, and the place among them; empty where there is none."""
    group = groups.get((authority.type, year, measure, category)) if authority.type else None
    if group is None:
        return "", ""
    mean = mean_text(group, measures()[measure].unit)
    if authority.slug not in group.values:
        return mean, ""
    place, shared = group.place(authority.slug)
    return mean, f"{place} of {len(group.values)}{' (joint)' if shared else ''}"


def mean_text(group: Group, unit: str) -> str:
    """The mean of a group and how many letters it is of."""
    letters = len(group.values)
    return f"{cells.with_unit(str(group.mean), unit)} ({letters} {'letter' if letters == 1 else 'letters'})"


def last_year(authority: Authority, newest: int) -> int:
    """The year of the last letter of an authority that ended: its period's last day is 31 March."""
    if authority.end_date is None:
        return newest
    end = date.fromisoformat(authority.end_date)
    # An end on 31 March or on 1 April is the same: both are given for the end of a financial year.
    return end.year if (end.month, end.day) >= (3, 31) else end.year - 1
