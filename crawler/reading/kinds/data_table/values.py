"""The value in the text of a cell: a count, a rate, or not applicable; any other text is not a figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from crawler.reading.kinds.data_table.labels import without_mark
from crawler.reading.numbers import number
from lgsco_store.records import FigureState

_NONE = frozenset({"-", "\N{EN DASH}", "\N{EM DASH}", "n/a", "na", "n.a.", "not applicable"})
_MOST_PERCENT = Decimal(100)
# No council has this many upheld decisions per 100,000 residents: a larger number has lost its decimal point.
_MOST_PER_100K = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a cell; ``bare`` is a rate without a percent sign, which may be a fraction."""

    state: FigureState
    number: Decimal | None = None
    bare: bool = False


UNREADABLE = Value(FigureState.UNREADABLE)
"""Text that is not a figure, or must not be used as one."""


def value(text: str, unit: str) -> Value | None:
    """Return the value of a cell for a measure of this unit; None for a blank one."""
    plain = without_mark(text) or text.strip()
    if not plain:
        return None
    if plain.casefold() in _NONE:
        return Value(FigureState.NOT_APPLICABLE)
    digits = plain.removesuffix("%").rstrip()
    found = number(digits)
    is_percent = digits != plain
    if found is None or not _fits(found, digits, unit) or (is_percent and unit != "percent"):
        return UNREADABLE
    return Value(FigureState.PRINTED, found, bare=unit == "percent" and not is_percent)


def is_figure(text: str) -> bool:
    """Return whether a text could be a figure of some measure, or says that there is none."""
    return any(map(str.isdigit, text)) or text.casefold() in _NONE


def _fits(found: Decimal, digits: str, unit: str) -> bool:
    """Return whether a number can have this unit; a comma in a rate may be the decimal point."""
    if unit == "count":
        return found == found.to_integral_value() and "." not in digits
    return "," not in digits and found <= (_MOST_PERCENT if unit == "percent" else _MOST_PER_100K)
