"""Tables for people: as wide as the terminal, and wide enough for everything where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

_WIDE = 200


def console() -> Console:
    """Where tables go: standard output."""
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=_WIDE)


def show(heads: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """Prints a table; numbers stand to the right, what there is not is left empty."""
    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left", title_style="bold")
    listed = [list(row) for row in rows]
    for at, head in enumerate(heads):
        numbers = all(isinstance(row[at], (int, float, type(None))) for row in listed)
        table.add_column(head, justify="right" if listed and numbers else "left", overflow="fold")
    for row in listed:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    console().print(table)
