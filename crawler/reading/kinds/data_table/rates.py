"""Decide whether rates without a percent sign are percentages or fractions, from the counts beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum

from crawler.reading.findings import Key
from crawler.reading.validate.arithmetic import is_rate

# A fraction times ten to this power is a percentage.
_PLACES = 2
_UPHELD, _NOT_UPHELD = ("complaints_decided", "upheld"), ("complaints_decided", "not_upheld")
_PARTS: Mapping[str, tuple[Key, Sequence[Key]]] = {
    "uphold_rate": (_UPHELD, (_UPHELD, _NOT_UPHELD)),
    "satisfactory_remedy_rate": (("satisfactory_remedy_decisions", None), (("upheld_decisions", None),)),
}
_AVERAGES = {
    "uphold_rate_average": "uphold_rate",
    "compliance_rate_average": "compliance_rate",
    "satisfactory_remedy_rate_average": "satisfactory_remedy_rate",
}

Counts = Mapping[Key, Decimal]


class Scale(Enum):
    """How many places the decimal point of a number without a percent sign moves to make it a percentage."""

    PERCENT = 0
    FRACTION = _PLACES


def scale(measure: str, rows: Iterable[tuple[Decimal, Counts]], like: Scale | None) -> Scale | None:
    """Return the notation of a column of rates, from each bare rate with the counts of its row; None if unclear.

    A rate above 1 is not a fraction. Otherwise most rows that can be checked must prove that it is one; an average
    cannot be checked, and is written ``like`` the rate that it averages.
    """
    listed = [(rate, counts) for rate, counts in rows if rate]
    if any(rate > 1 for rate, _ in listed) or not listed:
        return Scale.PERCENT
    proofs = [
        (is_rate(rate.scaleb(_PLACES), *parts), is_rate(rate, *parts))
        for rate, counts in listed
        if (parts := _parts(measure, counts))
    ]
    if not proofs:
        return like if like is Scale.FRACTION else None
    fractions, percents = (sum(column) for column in zip(*proofs, strict=True))
    return Scale.FRACTION if fractions > percents else Scale.PERCENT if percents > fractions else None


def related(measure: str) -> str | None:
    """Return the rate that an average averages, and whose notation it shares."""
    return _AVERAGES.get(measure)


def _parts(measure: str, counts: Counts) -> tuple[Decimal, Decimal] | None:
    """Return part and whole of a rate; None if its row lacks them."""
    part, whole = _PARTS.get(measure, (None, ()))
    if part is None or not {part, *whole} <= counts.keys():
        return None
    return counts[part], sum((counts[key] for key in whole), Decimal())
