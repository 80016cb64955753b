"""What a chart's axis begins and ends with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jobs.report.results import COMPLIANCE, REMEDIES

_HIGH, _MIDDLING = 80, 40
_LOW = (20, 40)


@dataclass(frozen=True, slots=True)
class Scale:
    """From where to where an axis goes, in per cent."""

    low: int = 0
    high: int = 100

    def at(self, value: Decimal | float) -> float:
        """Return the position of a value, in per cent of the axis; what lies beyond stands at its end."""
        part = 100 * (float(value) - self.low) / (self.high - self.low)
        return min(max(part, 0.0), 100.0)


def fitting(measure: str, values: Iterable[Decimal]) -> Scale:
    """Return 0 to 100%; narrower for compliance where all is high, and for remedies where all is low."""
    told = list(values)
    if measure == COMPLIANCE and all(value >= _HIGH for value in told):
        return Scale(low=_HIGH)
    if measure == REMEDIES:
        return Scale(high=next((high for high in _LOW if all(value < high for value in told)), 100))
    return Scale()


def spread(measure: str, values: Iterable[Decimal]) -> Scale:
    """Return the scale of the rates of one year: as in a series, but from 40% where all are higher."""
    told = list(values)
    narrow = fitting(measure, told)
    if narrow == Scale() and all(value >= _MIDDLING for value in told):
        return Scale(low=_MIDDLING)
    return narrow
