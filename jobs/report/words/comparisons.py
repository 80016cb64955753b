"""How a council compares with others, and with its own earlier letters, if the comparison is fair."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jobs.report.words.numbers import count, period, points
from lgsco_store.reference.comparability import ODD_YEARS, PEERS, SMALL, between


@dataclass(frozen=True, slots=True)
class Standing:
    """How many others of its type a council's rate is higher or lower than, and how many have the same."""

    higher: int
    same: int
    lower: int


def place(standing: Standing, many: str) -> str:
    """Say where a council stands, direction first; nothing among fewer than five others."""
    parts = [("higher than", standing.higher), ("the same as", standing.same), ("lower than", standing.lower)]
    total = sum(number for _, number in parts)
    if total < PEERS:
        return ""
    others = f"{total} other {many} with at least {SMALL} cases"
    # The number of equal rates never begins a sentence, unless all are equal.
    ordered = sorted(
        (each for each in parts if each[1]), key=lambda each: each[0] == "the same as" and not standing.higher
    )
    (first, number), *rest = ordered
    if number == total:
        return f"The council’s rate is {first} all {others}."
    tail = " and ".join(f"{word} {count(councils)}" for word, councils in rest)
    return f"The council’s rate is {first} {count(number)} of the {others}{', ' if len(rest) > 1 else ' and '}{tail}."


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of one letter, and how many cases it is based on; None if unknown."""

    year: int
    value: Decimal
    cases: int | None

    @property
    def enough(self) -> bool:
        """Return whether it is based on enough cases to be compared."""
        return self.cases is not None and self.cases >= SMALL


def change(measure: str, now: Rate, before: Rate | None) -> str:
    """Say how a rate changed since the letter of the year before, or why this cannot be compared."""
    if before is None:
        return f"There is no figure of {period(now.year - 1)} to compare it with."
    crossed = between(measure, before.year, now.year)
    if crossed:
        since = crossed[-1]
        return f"Not comparable with {period(before.year)} or earlier: from {period(since.year)} {since.reason}."
    odd = next((ODD_YEARS[year] for year in (before.year, now.year) if year in ODD_YEARS), None)
    if odd:
        return f"{period(odd.year)} is an odd year ({odd.reason}), so no change is given."
    if not (now.enough and before.enough):
        return "Too few cases to give a change."
    if now.value == before.value:
        return f"The rate is the same as in {period(before.year)}."
    way = "higher" if now.value > before.value else "lower"
    return f"The rate is {points(now.value - before.value)} {way} than in {period(before.year)}."
