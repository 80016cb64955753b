"""The measures that each letter prints, and the reason for each missing value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from jobs.report.facts import Authority, Facts
from lgsco_store.contract.records import Figure, Letter
from lgsco_store.records import FigureState, ReadingStatus, Source
from lgsco_store.reference.comparability import SMALL
from lgsco_store.reference.vocabulary import ALL, measures

UPHELD, PER_100K = "uphold_rate", "upheld_per_100k"
COMPLIANCE, REMEDIES = "compliance_rate", "satisfactory_remedy_rate"

Key: TypeAlias = tuple[str, str]
"""Measure and category."""

_CASES: dict[str, tuple[Key, ...]] = {
    # Letters of 2014 to 2018 print upheld and not upheld complaints among the outcomes of decisions.
    UPHELD: (("complaints_decided", "upheld"), ("complaints_decided", "not_upheld")),
    COMPLIANCE: (("compliance_outcomes", ALL),),
    REMEDIES: (("upheld_decisions", ALL),),
}


class State(StrEnum):
    """How a value was obtained, or why there is none."""

    PRINTED = "printed"
    DERIVED = "derived"
    NOT_APPLICABLE = "not_applicable"
    NOT_PRINTED = "not_printed"
    UNREAD = "unread"
    CONTRADICTS = "contradicts"
    NO_LETTER = "no_letter"
    NO_STATISTICS = "no_statistics"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a letter; ``number`` is None unless it is printed or derived.

    ``printed`` has the contradictory values that a letter prints, ``source`` the figures that a derived value follows
    from.
    """

    state: State
    number: Decimal | None = None
    printed: tuple[Decimal, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The letter of one authority and year; ``letter`` is None if the archive has none.

    ``counts`` is true if it takes part in places, averages and totals: withdrawn letters do not, nor do figures printed
    for a council after its end.
    """

    authority: Authority
    year: int
    letter: Letter | None
    counts: bool
    values: Mapping[Key, Value]

    def value(self, measure: str, category: str = ALL) -> Value:
        """Return the value of a measure, as printed."""
        found = self.values.get((measure, category))
        return found or Value(self._absent(measure))

    def rate(self, measure: str) -> Value:
        """Return a rate; without cases there is nothing that it could be a rate of."""
        if self.cases(measure) == 0:
            return Value(State.NOT_APPLICABLE)
        return self.value(measure)

    def number(self, measure: str, category: str = ALL) -> int | None:
        """Return a count; None if there is none."""
        found = self.value(measure, category).number
        return None if found is None else int(found)

    @property
    def investigated(self) -> int | None:
        """Return how many complaints were investigated: as printed, else the two outcomes of an investigation."""
        printed = self.number("investigations")
        if printed is not None:
            return printed
        outcomes = [self.number(*key) for key in _CASES[UPHELD]]
        return None if None in outcomes else sum(each or 0 for each in outcomes)

    @property
    def upheld(self) -> int | None:
        """Return how many complaints were upheld, wherever the letter prints it."""
        printed = self.number("upheld_decisions")
        return self.number("complaints_decided", "upheld") if printed is None else printed

    def cases(self, measure: str) -> int | None:
        """Return how many cases a rate is based on; None if unknown."""
        if measure in {UPHELD, PER_100K}:
            return self.investigated
        return self.upheld if measure == REMEDIES else self.number("compliance_outcomes")

    def few(self, measure: str) -> bool:
        """Return whether a rate is based on too few cases to be compared, or on an unknown number of them."""
        cases = self.cases(measure)
        return cases is None or cases < SMALL

    @property
    def unread(self) -> bool:
        """Return whether the letter exists but could not be read."""
        return bool(self.letter) and self._absent("") is State.UNREAD

    @property
    def without_statistics(self) -> bool:
        """Return whether the letter came without its statistics page."""
        return self._absent("") is State.NO_STATISTICS

    @property
    def withdrawn(self) -> bool:
        """Return whether the site no longer has the letter."""
        return bool(self.letter and self.letter.withdrawn)

    def _absent(self, measure: str) -> State:
        if self.letter is None:
            return State.NO_LETTER
        match self.letter.status:
            case ReadingStatus.COMPLETE:
                return State.NOT_PRINTED
            case ReadingStatus.NO_STATISTICS:
                return State.NO_STATISTICS
            case ReadingStatus.PARTIAL:
                return State.UNREAD if measure and is_printed(measure, self.year) else State.NOT_PRINTED
            case _:
                return State.UNREAD


def is_printed(measure: str, year: int) -> bool:
    """Return whether letters of a year print a measure."""
    row = measures()[measure]
    return row.first_year <= year <= (row.last_year or year)


class Results:
    """The results of every authority and year that the archive expects or has a letter for."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._all = {key: _result(facts, *key) for key in sorted({*facts.coverage, *facts.letters})}
        self._by_year: dict[int, list[Result]] = defaultdict(list)
        for slug in facts.authorities:
            for year in facts.years:
                if (slug, year) in self._all:
                    self._by_year[year].append(self._all[slug, year])

    def result(self, slug: str, year: int) -> Result:
        """Return one result, even for a year in which no letter is expected."""
        return self._all.get((slug, year)) or _result(self.facts, slug, year)

    def year_results(self, year: int) -> list[Result]:
        """Return all results of a year, in the order of the authorities' names."""
        return self._by_year[year]

    def authority_results(self, slug: str) -> list[Result]:
        """Return all results of an authority, newest first."""
        return [self._all[slug, year] for year in self.facts.years if (slug, year) in self._all]


def last_year(authority: Authority) -> int | None:
    """Return the year of the last letter of an authority that ended; None if it exists."""
    if authority.end_date is None:
        return None
    end = authority.end_date
    # An end on 31 March or on 1 April is the same: the register gives either for the end of a financial year.
    return end.year if (end.month, end.day) >= (3, 31) else end.year - 1


def _result(facts: Facts, slug: str, year: int) -> Result:
    authority, letter = facts.authorities[slug], facts.letters.get((slug, year))
    return Result(
        authority=authority,
        year=year,
        letter=letter,
        counts=letter is not None and not letter.withdrawn and year <= (last_year(authority) or year),
        values=_values(facts.figures.get((slug, year, Source.LETTER), ())),
    )


def _values(figures: Iterable[Figure]) -> dict[Key, Value]:
    together: dict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        together[figure.measure, figure.category].append(figure)
    return {key: _value(found) for key, found in together.items()}


def _value(figures: list[Figure]) -> Value:
    """Combine what several places of a letter print: if they disagree, choose nothing."""
    first = figures[0]
    numbers = sorted({each.value for each in figures if each.value is not None})
    if len(numbers) > 1:
        return Value(State.CONTRADICTS, printed=tuple(numbers))
    if not numbers:
        applies = any(each.state == FigureState.UNREADABLE for each in figures)
        return Value(State.UNREAD if applies else State.NOT_APPLICABLE)
    if any(each.state == FigureState.NOT_APPLICABLE for each in figures):
        return Value(State.CONTRADICTS, printed=tuple(numbers))
    derived = all(each.state == FigureState.DERIVED for each in figures)
    return Value(State.DERIVED, numbers[0], source=first.text) if derived else Value(State.PRINTED, numbers[0])
