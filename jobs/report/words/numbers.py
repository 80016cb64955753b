"""Numbers, years, days and lists of names, as sentences print them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal


def period(year: int) -> str:
    """Return the financial year that the letter of a year reports, such as 2020-21 for 2021."""
    return f"{year - 1}-{year % 100:02}"


def count(number: int) -> str:
    """Return a number of cases: "one", else digits."""
    return "one" if number == 1 else f"{number:,}"


def plain(value: Decimal | int) -> str:
    """Return a value as letters print it: whole numbers without a point, and no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def of_residents(value: Decimal | int) -> str:
    """Return a number for each 100,000 residents: always with a decimal, so that those of a column line up."""
    text = plain(value)
    return text if "." in text else f"{text}.0"


def percent(value: Decimal | int) -> str:
    """Return a rate with its sign."""
    return f"{plain(value)}%"


def points(difference: Decimal) -> str:
    """Return the difference of two rates in points, without a sign."""
    number = plain(abs(difference))
    return f"{number} point" if number == "1" else f"{number} points"


def rounded(part: int, whole: int) -> int:
    """Return a share in whole percent, rounded half up; ``whole`` is at least 1."""
    return int((Decimal(100 * part) / whole).quantize(Decimal(1), ROUND_HALF_UP))


def day(at: date) -> str:
    """Return the day of a date or a time in words."""
    return f"{at.day} {at:%B %Y}"


def listed(names: Sequence[str]) -> str:
    """Return names as a list in a sentence; at least one."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def plural(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun."""
    return f"{count(number)} {one if number == 1 else many or f'{one}s'}"


def capital(text: str) -> str:
    """Return a text with its first letter in upper case, and the rest as it is."""
    return text[:1].upper() + text[1:]
