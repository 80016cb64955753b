"""The contents of a table cell: a number, or the word for why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from jobs.report.results import COMPLIANCE, PER_100K, REMEDIES, UPHELD, Result, State, Value
from jobs.report.words.numbers import of_residents, percent, plain
from lgsco_store.reference.vocabulary import ALL, measures

_WORDS = {
    State.NOT_APPLICABLE: "nothing to measure",
    State.NOT_PRINTED: "not printed",
    State.UNREAD: "not read",
    State.CONTRADICTS: "contradicts",
    State.NO_LETTER: "no letter",
    State.NO_STATISTICS: "no statistics page",
}
_NOTHING = {UPHELD: "no case", PER_100K: "no case", COMPLIANCE: "none due", REMEDIES: "none upheld"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; ``number`` is its sort key, None for a word; ``few`` is true if it is based on too few cases."""

    text: str
    number: Decimal | None = None
    few: bool = False

    @property
    def is_word(self) -> bool:
        """Return whether it says why there is no number."""
        return self.number is None


def word(value: Value, measure: str) -> str:
    """Return the word in place of a missing number."""
    if value.state is State.NOT_APPLICABLE and measure in _NOTHING:
        return _NOTHING[measure]
    return _WORDS[value.state]


def with_unit(value: Decimal, measure: str) -> str:
    """Return a number as all pages print one of its unit."""
    return {"percent": percent, "per_100k": of_residents}.get(measures()[measure].unit, plain)(value)


def as_printed(value: Decimal, measure: str) -> str:
    """Return a number as its letter prints it: 1 stays 1, also for each 100,000 residents."""
    return percent(value) if measures()[measure].unit == "percent" else plain(value)


def rate(result: Result, measure: str) -> Cell:
    """Return the cell of a rate."""
    value = result.rate(measure)
    if value.number is None:
        return Cell(word(value, measure))
    return Cell(with_unit(value.number, measure), value.number, result.few(measure))


def average(result: Result, measure: str) -> Cell:
    """Return the cell of the average that a letter prints beside a rate."""
    value = result.value(f"{measure}_average")
    if value.number is None:
        return Cell(word(value, measure) if value.state is not State.NOT_APPLICABLE else "n/a")
    return Cell(with_unit(value.number, measure), value.number)


def upheld(result: Result) -> Cell:
    """Return the cell "upheld of investigated"."""
    if result.upheld is not None and result.investigated is not None:
        return Cell(f"{result.upheld:,} of {result.investigated:,}", Decimal(result.upheld))
    missing = "upheld_decisions" if result.upheld is None else "investigations"
    return Cell(word(result.value(missing), UPHELD))


def remedies(result: Result) -> Cell:
    """Return the cell of satisfactory remedies: a rate, or a number of cases if they are few."""
    offered, of_upheld = result.number("satisfactory_remedy_decisions"), result.upheld
    if offered is not None and of_upheld and result.few(REMEDIES):
        return Cell(f"{offered} of {of_upheld}", Decimal(offered))
    return rate(result, REMEDIES)


def counted(result: Result, measure: str, category: str = ALL) -> Cell:
    """Return the cell of a plain count."""
    value = result.value(measure, category)
    if value.number is None:
        return Cell(word(value, measure))
    return Cell(plain(value.number), value.number)


def rate_of_cases(result: Result, measure: str) -> Cell:
    """Return the cell of a rate with the number of cases that it is based on."""
    cell, cases = rate(result, measure), result.cases(measure)
    return cell if cell.is_word or cases is None else replace(cell, text=f"{cell.text} of {cases:,}", few=False)


def share_of(result: Result) -> Cell:
    """Return the cell of satisfactory remedies of upheld decisions, with the share if there are enough."""
    offered, of_upheld = result.number("satisfactory_remedy_decisions"), result.upheld
    if offered is None or not of_upheld:
        return rate(result, REMEDIES)
    share = rate(result, REMEDIES)
    tail = "" if share.is_word or share.few else f", {share.text}"
    return Cell(f"{offered:,} of {of_upheld:,}{tail}", Decimal(offered))
