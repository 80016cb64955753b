"""Arguments that several commands take, each refused with what would be right."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

_LARGEST = 2**31 - 1


class Named(click.Path):
    """A file or a folder with a name; click takes an empty name, from an unset variable, for the current folder."""

    def __init__(self, **options: Any) -> None:
        super().__init__(path_type=Path, **options)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path."""
        if not str(value):
            self.fail("the name is empty: give one", param, ctx)
        return super().convert(value, param, ctx)


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
    return _number(value, "a run: `lgsco runs` lists them")


def alias_number(_context: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    """Parse the number of an alias."""
    return _number(value, "an alias: `lgsco aliases` lists them")


def check_days(first: datetime | None, last: datetime | None) -> None:
    """Refuse a span of days that ends before it begins."""
    if first and last and first > last:
        message = f"{first:%Y-%m-%d} is after --to {last:%Y-%m-%d}: give the earlier day first"
        raise click.BadParameter(message, param_hint="'--from'")


def _number(value: str | None, whose: str) -> int | None:
    """Parse a number that a database can hold."""
    if value is None:
        return None
    if not value.isdecimal() or not 1 <= int(value) <= _LARGEST:
        raise click.BadParameter(f"{value!r} is not the number of {whose}")
    return int(value)
