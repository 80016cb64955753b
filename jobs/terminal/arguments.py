"""Arguments that several commands take, each refused with what would be right."""

from __future__ import annotations

from datetime import datetime

import click

_LARGEST = 2**31 - 1


def day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    """Parse a day written as 2026-05-01 into its beginning; the caller gives it its time zone."""
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d")  # noqa: DTZ007 -- see above
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date: write year, month and day, as in 2026-05-01") from None


def run_number(_context: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    """Parse the number of a run of the ledger."""
    if value is None:
        return None
    if not value.isdecimal() or not 1 <= int(value) <= _LARGEST:
        raise click.BadParameter(f"{value!r} is not the number of a run: `lgsco runs` lists them")
    return int(value)
