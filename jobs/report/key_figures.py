"""The four key figures of a letter, each with its base and the average printed beside it."""

from __future__ import annotations

from dataclasses import dataclass

from jobs.report import cells
from jobs.report.happenings import Happenings
from jobs.report.results import COMPLIANCE, PER_100K, REMEDIES, UPHELD, Result, State
from jobs.report.words.numbers import percent, period, plural
from lgsco_store.reference.comparability import SMALL
from lgsco_store.reference.vocabulary import measures

LABELS = {
    UPHELD: "Complaints upheld",
    PER_100K: "Upheld per 100,000 residents",
    COMPLIANCE: "Compliance",
    REMEDIES: "Satisfactory remedies",
}


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One key figure: a large number, or a word if there is none, with lines beneath and a tag if it was changed."""

    label: str
    big: str
    lines: list[str]
    is_word: bool = False
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Makes the key figures of letters; ``newest`` is the year of the newest letter of the same council."""

    happenings: Happenings

    def letter_figures(self, result: Result, newest: int | None) -> list[KeyFigure]:
        """Return the four of one letter, in their order."""
        return [self._figure(result, measure, newest) for measure in LABELS]

    def _figure(self, result: Result, measure: str, newest: int | None) -> KeyFigure:
        value = result.rate(measure)
        cases = _cases(result, measure)
        if value.number is None and not cases:
            return KeyFigure(LABELS[measure], _word(result, measure), _why(result, measure, newest), is_word=True)
        earlier = self.happenings.earlier(result, measure)
        tag = "withdrawn" if result.withdrawn else "corrected" if earlier else None
        big, lines = _big(result, measure, cases)
        lines += [f"was {earlier}"] if earlier else []
        lines += ["as it last stood; counted nowhere"] if result.withdrawn else []
        return KeyFigure(LABELS[measure], big, lines, tag=tag)


def _cases(result: Result, measure: str) -> tuple[int, int] | None:
    """Return how many of how many a rate is, if the letter gives both."""
    if measure == UPHELD and result.upheld is not None and result.investigated:
        return result.upheld, result.investigated
    offered = result.number("satisfactory_remedy_decisions")
    if measure == REMEDIES and offered is not None and result.upheld:
        return offered, result.upheld
    return None


def _big(result: Result, measure: str, cases: tuple[int, int] | None) -> tuple[str, list[str]]:
    """Return the large number and its base: a share of few cases is given as a number of cases."""
    value = result.rate(measure)
    lines = [_average(result, measure)]
    if cases and (value.number is None or cases[1] < SMALL):
        printed = f"the letter prints {percent(value.number)}" if value.number is not None else "no rate printed"
        alone = "one case is too few for a comparison" if cases[1] == 1 else printed
        return f"{cases[0]} of {cases[1]}", [alone, *lines]
    if value.number is None:
        return "", lines
    big = cells.with_unit(value.number, measure)
    if value.state is State.DERIVED:
        lines.insert(0, f"worked out: {value.source}")
    return big, [*_base(result, measure, cases), *lines]


def _base(result: Result, measure: str, cases: tuple[int, int] | None) -> list[str]:
    if cases:
        return [f"{cases[0]:,} of {cases[1]:,} {'investigated' if measure == UPHELD else 'upheld'}"]
    if measure == PER_100K:
        return []
    number = result.cases(measure)
    if number is None:
        return ["number of cases not read"]
    return [plural(number, "case") + (", too few to compare" if number < SMALL else "")]


def _average(result: Result, measure: str) -> str:
    value = result.value(f"{measure}_average").number
    if value is None:
        return "no average printed"
    return f"average printed {cells.with_unit(value, measure)}"


def _word(result: Result, measure: str) -> str:
    value = result.rate(measure)
    if value.state is State.CONTRADICTS:
        return " or ".join(cells.with_unit(each, measure) for each in value.printed)
    return cells.word(value, measure)


def _why(result: Result, measure: str, newest: int | None) -> list[str]:
    """Return why there is no number, and the average if it is printed all the same."""
    match result.rate(measure).state:
        case State.NOT_APPLICABLE:
            reasons = {UPHELD: "none was investigated", COMPLIANCE: "no recommendation was due"}
            return [*filter(None, [reasons.get(measure)]), _average(result, measure)]
        case State.NOT_PRINTED:
            first = measures()[measure].first_year
            later = f"letters print it from {period(first)}"
            return [later if result.year < first else "this letter does not print it"]
        case State.UNREAD:
            return ["it could not be read with certainty"]
        case State.CONTRADICTS:
            both = len(result.rate(measure).printed) == 2  # noqa: PLR2004 -- both are two
            return ["the letter prints both; neither is used" if both else "the letter prints them all; none is used"]
        case State.NO_LETTER:
            return [f"newest: {period(newest)}"] if newest else []
        case _:
            return []
