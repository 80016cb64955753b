"""Terminal output: tables that fit the width, and highlighted words.

Without a terminal, a table is as wide as it needs to be, so that programs find each row on one line. Colours appear
only on a terminal, and not if ``NO_COLOR`` is set.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from lgsco_store.visible import visible

# Texts longer than this may be folded to it; shorter ones, and numbers of any length, stay on one line.
_FOLDED = 16
# The width of a table without a terminal: wider than any text of an archive.
_UNLIMITED = 1_000_000

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
    if not console.is_terminal:
        console.width = _UNLIMITED
    listed = [list(row) for row in rows]
    texts = [["" if cell is None else visible(str(cell)) for cell in row] for row in listed]
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), title=title, title_justify="left", title_style="bold")
    for at, head in enumerate(heads):
        is_number = bool(listed) and all(isinstance(row[at], _NUMBER) for row in listed)
        _add_column(table, head, [row[at] for row in texts], is_number=is_number)
    for row in texts:
        table.add_row(*(Text(cell, _STYLES.get(cell, "")) for cell in row))
    if _least_width(table) > console.width:
        _as_lines(console, heads, texts, title)
    else:
        console.print(table)


def _add_column(table: Table, head: str, texts: Sequence[str], *, is_number: bool) -> None:
    """Add a column that rich may narrow, if it holds texts, and must not narrow below what stays on one line."""
    natural = max(map(cell_len, [head, *texts]))
    least = natural if is_number else min(natural, _FOLDED)
    justify: JustifyMethod = "right" if is_number else "left"
    table.add_column(head, justify=justify, min_width=least, no_wrap=is_number, overflow="fold")


def _least_width(table: Table) -> int:
    """Return the width below which rich would cut numbers: each column has a border and padding, the table one more."""
    return sum((column.min_width or 0) + 2 for column in table.columns) + 1


def _as_lines(console: Console, heads: Sequence[str], texts: Iterable[Sequence[str]], title: str | None) -> None:
    if title:
        console.print(Text(title, "bold"), soft_wrap=True)
    label = max(map(cell_len, heads))
    room = max(console.width - label - 2, _FOLDED)
    for row in texts:
        console.print()
        for head, cell in zip(heads, row, strict=True):
            # Words are never broken: a number or a digest can be copied.
            for at, line in enumerate(wrap(cell, room, break_long_words=False, break_on_hyphens=False)):
                beside = Text("" if at else head, "bold")
                beside.pad_right(label + 2 - beside.cell_len)
                console.print(beside + Text(line, _STYLES.get(cell, "")), soft_wrap=True)
