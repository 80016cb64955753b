"""Print text that may come from elsewhere: none of it can control the terminal."""

from __future__ import annotations

import json

import click

from lgsco_store.visible import visible, visible_json


def line(text: str, *, err: bool = False) -> None:
    """Print a text."""
    click.echo(visible(text), err=err)


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number of things, such as 1 file and 2 files."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def as_json(value: object) -> None:
    """Print a value as JSON on one line."""
    click.echo(visible_json(json.dumps(value, ensure_ascii=False)))
