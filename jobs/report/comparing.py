"""The place of an authority among those of its type, and their mean: both worked out here, from the letters read.

Withdrawn letters, letters that contradict themselves and figures without a value take no part.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self, TypeAlias

from jobs.report.facts import Facts
from lgsco_store.records import Source

Key: TypeAlias = tuple[str, int, str, str | None]
"""Type of authority, year, measure and category."""

_A_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Group:
    """What the letters of one type and year print for one measure, by the slug of the authority.

    ``mean`` is the plain mean, each letter counting the same, rounded half up to a tenth.
    """

    values: dict[str, Decimal]
    ordered: list[Decimal]
    mean: Decimal

    @classmethod
    def of(cls, values: dict[str, Decimal]) -> Self:
        """The group of some values, at least one."""
        mean = (sum(values.values(), Decimal()) / len(values)).quantize(_A_TENTH, ROUND_HALF_UP)
        return cls(values, sorted(values.values()), mean)

    def place(self, slug: str) -> tuple[int, bool]:
        """The place of one of them, the highest value first, and whether others share it."""
        own = self.values[slug]
        not_higher = bisect_right(self.ordered, own)
        return 1 + len(self.ordered) - not_higher, not_higher - bisect_left(self.ordered, own) > 1


def groups(facts: Facts) -> dict[Key, Group]:
    """Every group that has a value; authorities without a type are in none."""
    found: dict[Key, dict[str, Decimal]] = defaultdict(dict)
    for (slug, year), letter in facts.letters.items():
        kind = facts.authorities[slug].type
        if kind is None or letter.withdrawn:
            continue
        for (measure, category), value in _values(facts, slug, year).items():
            found[kind, year, measure, category][slug] = value
    return {key: Group.of(values) for key, values in found.items()}


def _values(facts: Facts, slug: str, year: int) -> dict[tuple[str, str | None], Decimal]:
    """What one letter prints once, or several times alike."""
    printed: dict[tuple[str, str | None], set[float | None]] = defaultdict(set)
    for figure in facts.figures.get((slug, year, Source.LETTER), ()):
        printed[figure.measure, figure.category].add(figure.value)
    single = {key: next(iter(values)) for key, values in printed.items() if len(values) == 1}
    return {key: Decimal(str(value)) for key, value in single.items() if value is not None}
