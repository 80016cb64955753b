"""How far the report is: a bar on a terminal, plain lines elsewhere once it takes longer than two seconds."""

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
    """Tells progress on standard error, from the moment it is entered."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
        self.bar = Bar(*columns, console=console, transient=True) if console.is_terminal else None
        self.told_at = time.monotonic() + _QUIET_SECONDS - _LINE_SECONDS

    def __enter__(self) -> Self:
        if self.bar is not None:
            self.bar.start()
            self.task = self.bar.add_task("asking the archive", total=None)
        return self

    def __exit__(self, *error: object) -> None:
        if self.bar is not None:
            self.bar.stop()

    def through(self, files: Iterable[T], total: int) -> Iterator[T]:
        """The same files, each counted once it is done with."""
        start = time.monotonic()
        for done, file in enumerate(files, 1):
            yield file
            self._count(done, total, time.monotonic() - start)

    def _count(self, done: int, total: int, taken: float) -> None:
        if self.bar is not None:
            self.bar.update(self.task, description=f"{done} of {total} files", completed=done, total=total)
        elif time.monotonic() - self.told_at >= _LINE_SECONDS:
            self.told_at = time.monotonic()
            click.echo(f"{done} of {total} files, {taken / done * (total - done):.0f} s left", err=True)
