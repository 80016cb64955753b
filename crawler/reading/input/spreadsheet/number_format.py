"""The number formats of a workbook, which determine what a person reads in a cell."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

# Literal text, escaped characters, fillers, and colours or conditions in brackets: none of them is a digit.
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_PLACES = re.compile(r"[#0?,]*[#0?](?:\.(?P<decimals>[#0?]+))?")
# The number of digits that a cell without a format shows.
_GENERAL_DIGITS = 10


def shown(value: float, number_format: str) -> str:
    """Return the text of a number in a format, with the percent sign but without thousands separators and currency.

    A format that hides numbers returns an empty text, and an unknown format the number itself.
    """
    exact = Decimal(repr(value))
    bare = _LITERAL.sub("", _section(value, number_format)).strip()
    places = _PLACES.fullmatch(bare.removesuffix("%").strip())
    if places is None:
        return "" if not bare and number_format.strip() else _general(value)
    is_percent = bare.endswith("%")
    decimals = len(places["decimals"] or "")
    scaled = exact * 100 if is_percent else exact
    rounded = scaled.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{rounded:f}{'%' if is_percent else ''}"


def _section(value: float, number_format: str) -> str:
    """Return the part of a format that is for numbers of this sign."""
    sections = _SECTIONS.split(number_format)
    at = 0 if value > 0 else 1 if value < 0 else 2
    # The third section may be a literal dash for zero: the cell contains 0 all the same.
    section = sections[at] if at < len(sections) else sections[0]
    return sections[0] if value == 0 and '"-"' in section else section


def _general(value: float) -> str:
    text = f"{Decimal(f'{value:.{_GENERAL_DIGITS}g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
