"""The number formats of a workbook, which determine what a person reads in a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

# The parts of a section: quoted text, an escaped character, a filler, something in brackets, or one more character.
_PARTS = re.compile(
    r'"(?P<text>[^"]*)"|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<plain>General|.)', re.IGNORECASE
)
_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_CONDITION = re.compile(r"\[(?P<sign><=|>=|<>|<|>|=)(?P<bound>-?\d+(?:\.\d+)?)\]")
_CURRENCY = re.compile(r"\$(?P<symbol>[^-]*)(?:-.*)?")
_DIGITS = re.compile(r"(?P<whole>[#0?,]*[#0?])(?:\.(?P<decimals>[#0?]+))?")
_DIGIT, _ANY = frozenset("#0?,."), frozenset({"general", "@"})
# Characters that are shown as they are, without quotation marks.
_SHOWN = frozenset("$+-/():!^&'~{}<>= %\N{POUND SIGN}\N{EURO SIGN}\N{NO-BREAK SPACE}")
# A percent sign that multiplies the number; one in quotation marks does not.
_PERCENT = "\0"
# The number of digits that a cell without a format shows.
_GENERAL_DIGITS = 10
# Larger numbers have more digits than a workbook keeps.
_MOST = 1e15


def shown(value: float, number_format: str) -> str | None:
    """Return the text of a number in a format, with what the format adds but without thousands separators.

    A format that hides numbers returns an empty text, and one that is not known, or that divides by a thousand, None.
    """
    if not abs(value) < _MOST:
        return None
    if not number_format.strip():
        return _general(value)
    section = _section(value, number_format)
    before, digits, after = _divided(section)
    if digits is None:
        return None
    if not digits:
        return f"{before}{after}".strip()
    text = _general(value) if digits.lower() in _ANY else _number(value, digits, (before + after).count(_PERCENT))
    return f"{before}{text}{after}".replace(_PERCENT, "%").strip() if text else text


def _divided(section: str) -> tuple[str, str | None, str]:
    """Divide a section into the text before its digits, the digits, and the text after; None for unknown parts."""
    texts, digits = ["", ""], ""
    for part in _PARTS.finditer(section):
        plain = part["plain"]
        if plain is not None and (plain in _DIGIT or plain.lower() in _ANY):
            if texts[1]:
                return "", None, ""
            digits += plain
        elif plain is not None and plain not in _SHOWN:
            return "", None, ""
        else:
            texts[bool(digits)] += _text(part)
    return texts[0], digits, texts[1]


def _text(part: re.Match[str]) -> str:
    """Return what a part of a section shows that is no digit."""
    if part["plain"] is not None:
        return part["plain"].replace("%", _PERCENT)
    currency = _CURRENCY.fullmatch(part["bracket"] or "")
    return part["text"] or part["escaped"] or (currency["symbol"] if currency else "")


def _number(value: float, digits: str, percents: int) -> str | None:
    """Return a number in the digits of a format: without any if all of them may be left out."""
    places = _DIGITS.fullmatch(digits)
    if places is None:
        return None
    exact = Decimal(repr(value)).scaleb(2 * percents)
    rounded = exact.quantize(Decimal(1).scaleb(-len(places["decimals"] or "")), rounding=ROUND_HALF_UP)
    is_blank = not rounded and "0" not in digits
    return "" if is_blank else f"{rounded:f}"


def _section(value: float, number_format: str) -> str:
    """Return the part of a format that is for this number: by its conditions, else by its sign."""
    sections = _SECTIONS.split(number_format)
    if any(map(_CONDITION.search, sections)):
        return _conditional(value, sections)
    at = 0 if value > 0 else 1 if value < 0 else 2
    # The third section may be a literal dash for zero: the cell contains 0 all the same.
    section = sections[at] if at < len(sections) else sections[0]
    return sections[0] if value == 0 and '"-"' in section else section


def _conditional(value: float, sections: Sequence[str]) -> str:
    """Return the first section whose condition holds, or that has none; a condition that is not met shows nothing."""
    for section in sections:
        found = _CONDITION.search(section)
        if found is None or _holds(found["sign"], value, float(found["bound"])):
            return section
    return ""


def _holds(sign: str, value: float, bound: float) -> bool:
    if value == bound:
        return sign in {"<=", ">=", "="}
    return "<" in sign if value < bound else ">" in sign


def _general(value: float) -> str:
    text = f"{Decimal(f'{value:.{_GENERAL_DIGITS}g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
