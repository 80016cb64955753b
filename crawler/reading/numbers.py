"""Numbers as letters print them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

TELEPHONE = r"\b(?<!\d[.,])0\d{2,4}\s?\d{3}\s?\d{3,4}\b"
"""A pattern of a telephone number, which is not the rest of a number such as 1,045."""

_PRINTED = re.compile(r"(?!0\d)(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


def number(text: str) -> Decimal | None:
    """Return the value of ``1,400`` or ``5.7``; None for anything that is not one complete printed number."""
    return Decimal(text.replace(",", "")) if _PRINTED.fullmatch(text) and text.isascii() else None


def rounded(value: Decimal, like: Decimal) -> Decimal:
    """Round a value, a half upwards, to as many decimal places as ``like`` is printed with."""
    exponent = like.as_tuple().exponent
    return value.quantize(Decimal(1).scaleb(min(int(exponent), 0)), rounding=ROUND_HALF_UP)
