"""The beginning and the end of a chart's axis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jobs.report.results import COMPLIANCE, REMEDIES

_HIGH, _MIDDLING = 80, 40
_LOW = (20, 40)


@dataclass(frozen=True, slots=True)
class Scale:
    """The range of an axis, in per cent."""

    low: int = 0
    high: int = 100

    def at(self, value: Decimal | float) -> float:
        """Return the position of a value, in per cent of the axis; values beyond its ends are placed at the end."""
        part = 100 * (float(value) - self.low) / (self.high - self.low)
        return min(max(part, 0.0), 100.0)


def fitting(measure: str, values: Iterable[Decimal]) -> Scale:
    """Return 0 to 100%; narrower for compliance if all values are high, and for remedies if all are low."""
    numbers = list(values)
    if measure == COMPLIANCE and all(value >= _HIGH for value in numbers):
        return Scale(low=_HIGH)
    if measure == REMEDIES:
        return Scale(high=next((high for high in _LOW if all(value < high for value in numbers)), 100))
    return Scale()


def spread(measure: str, values: Iterable[Decimal]) -> Scale:
    """Return the scale of the rates of one year: as in a series, but from 40% if all are higher."""
    numbers = list(values)
    narrow = fitting(measure, numbers)
    if narrow == Scale() and all(value >= _MIDDLING for value in numbers):
        return Scale(low=_MIDDLING)
    return narrow
