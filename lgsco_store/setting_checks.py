"""Check the values of settings that are texts; the settings themselves say what a wrong one should be."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from pydantic_core import PydanticCustomError

UNSHOWN = "not_shown"
"""The type of a validation error whose value must not be shown."""


def web_address(value: str) -> str:
    """Check the web address of a site, and drop the slash at its end."""
    parts = urlsplit(value)
    if "@" in value:
        # The address is stored with every run and shown in reports, so it must not contain a password.
        raise PydanticCustomError(UNSHOWN, "Input should be an address without a user and a password in it")
    if parts.scheme not in {"http", "https"} or not parts.hostname or not _has_valid_port(parts):
        raise ValueError("Input should be an address that starts with http:// or https://")
    return value.rstrip("/")


def _has_valid_port(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def contact(value: str) -> str:
    """Check an email or web address, which goes into a header."""
    if value and not re.fullmatch(r"[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+|https?://[!-~]+", value):
        raise ValueError("Input should be an email address, such as name@example.org, or a web address")
    return value


def web_page(value: str) -> str:
    """Check a web address, or none, which goes into a header."""
    if value and not re.fullmatch(r"https?://[!-~]+", value):
        raise ValueError("Input should be an address that starts with http:// or https://")
    return value


def paths(value: str) -> str:
    """Check paths on the site, separated by spaces."""
    if not all(re.match("/(?!/)", path) for path in value.split()):
        raise ValueError("Input should be a path on the site, which starts with /")
    return value


def month_and_day(value: str) -> str:
    """Check a month and a day."""
    month, _, day = value.partition("-")
    if not (month.isdecimal() and day.isdecimal() and 1 <= int(month) <= 12 and 1 <= int(day) <= 28):  # noqa: PLR2004 -- days that every month has
        raise ValueError("Input should be a month and a day that every month has, such as 10-01")
    return value


def months(value: str) -> str:
    """Check the first and the last month of a season."""
    first, _, last = value.partition("-")
    if not (first.isdecimal() and last.isdecimal() and 1 <= int(first) <= int(last) <= 12):  # noqa: PLR2004 -- months
        raise ValueError("Input should be the first and the last month of a season within one year, such as 05-08")
    return value
