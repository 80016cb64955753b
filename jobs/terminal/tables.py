"""What people read at a terminal: tables that fit its width, and words that stand out.

Where there is no terminal, a table is as wide as it needs to be, so that programs find each row on one line. Colours
appear on a terminal alone, and not where ``NO_COLOR`` is set.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lgsco_store.visible import visible

# Texts longer than this may be folded to it; shorter ones, and numbers of any length, stay on one line.
_FOLDED = 16
# What stands between and around the columns: one blank after each, one between two, one at either edge.
_BETWEEN, _AROUND = 2, 1

_NUMBER = (int, float, type(None))

_STYLES = {
    "all is well": "green",
    "published": "green",
    "held": "yellow",
    "revised": "yellow",
    "failed": "red",
    "abandoned": "red",
    "withdrawn": "red",
    "needs a person": "bold red",
}


def say(text: str) -> None:
    """Print lines; those that need a person are highlighted."""
    console = Console(highlight=False)
    for each in visible(text).splitlines():
        words = Text(each)
        start = each.partition(":")[0]
        words.stylize(_STYLES.get(start, ""), 0, len(start))
        console.print(words, soft_wrap=True)


def show(heads: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """Print a table; numbers are aligned right, missing values are left empty.

    Where the terminal is too narrow for the columns, each row is printed as lines of its own, one for each cell.
    """
    console = Console(highlight=False)
    listed = [list(row) for row in rows]
    texts = [["" if cell is None else visible(str(cell)) for cell in row] for row in listed]
    numbers = [bool(listed) and all(isinstance(cell, _NUMBER) for cell in cells) for cells in _columns(heads, listed)]
    natural = [max(map(cell_len, cells)) for cells in _columns(heads, [heads, *texts])]
    floors = [width if right else min(width, _FOLDED) for width, right in zip(natural, numbers, strict=True)]
    around = _BETWEEN * len(heads) + _AROUND
    widths = _fitted(natural, floors, console.width - around if console.is_terminal else sum(natural))
    if widths is None:
        _as_lines(console, heads, texts, title)
        return
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), title=title, title_justify="left", title_style="bold")
    for head, width, right in zip(heads, widths, numbers, strict=True):
        table.add_column(head, justify="right" if right else "left", width=width, overflow="fold")
    for row in texts:
        table.add_row(*(Text(cell, _STYLES.get(cell, "")) for cell in row))
    console.width = sum(widths) + around
    console.print(table)


def _columns(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [[row[at] for row in rows] for at in range(len(heads))]


def _fitted(natural: Sequence[int], floors: Sequence[int], room: int) -> list[int] | None:
    """Find widths that fit by narrowing the widest foldable column first; None if none fit."""
    if sum(floors) > room:
        return None
    widths = list(natural)
    for _ in range(sum(natural) - room):
        widest = max((at for at, width in enumerate(widths) if width > floors[at]), key=widths.__getitem__)
        widths[widest] -= 1
    return widths


def _as_lines(console: Console, heads: Sequence[str], texts: Iterable[Sequence[str]], title: str | None) -> None:
    if title:
        console.print(Text(title, "bold"), soft_wrap=True)
    label = max(map(cell_len, heads))
    for row in texts:
        console.print()
        for head, cell in zip(heads, row, strict=True):
            if cell:
                console.print(
                    Text.assemble((f"{head:<{label}}", "bold"), "  ", (cell, _STYLES.get(cell, ""))), soft_wrap=True
                )
