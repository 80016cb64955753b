"""Show the progress of long work: a bar on a terminal, plain lines elsewhere once it has taken two seconds."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Self, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

T = TypeVar("T")

_QUIET_SECONDS = 2.0
_LINE_SECONDS = 10.0


class Progress:
    """Shows progress on standard error, from the moment it is entered, with an estimate of the time left."""

    def __init__(self, what: str, unit: str) -> None:
        self._what, self._unit = what, unit
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
        self._bar = Bar(*columns, console=console, transient=True) if console.is_terminal else None

    def __enter__(self) -> Self:
        self._start = time.monotonic()
        self._shown_at = self._start + _QUIET_SECONDS - _LINE_SECONDS
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task(self._what, total=None)
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def through(self, things: Iterable[T], total: int) -> Iterator[T]:
        """Yield the same items, each counted once it is done."""
        for done, thing in enumerate(things, 1):
            yield thing
            self.report(done, total)

    def report(self, done: int, total: int) -> None:
        """Record that this many of the total are done."""
        now = time.monotonic()
        if self._bar is not None:
            description = f"{self._what}: {done} of {total} {self._unit}"
            self._bar.update(self._task, description=description, completed=done, total=total)
        elif now - self._shown_at >= _LINE_SECONDS:
            self._shown_at = now
            left = (now - self._start) / done * (total - done)
            click.echo(f"{self._what}: {done} of {total} {self._unit}, {left:.0f} s left", err=True)
