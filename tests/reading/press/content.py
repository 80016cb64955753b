"""The text of a letter as what a producer sets: pages of lines, rings, big numbers and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias


@dataclass(frozen=True)
class Paragraph:
    """One line of the text; ``kind`` is ``ring`` for a rate alone, ``number`` for a number alone, else ``plain``."""

    text: str
    kind: str


@dataclass(frozen=True)
class Table:
    """Rows of cells, each as long as the longest."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def is_named(self) -> bool:
        """Whether its rows begin with names and not with numbers."""
        return not self.rows[-1][0].isdigit()


Piece: TypeAlias = Paragraph | Table


def pages(text: str) -> list[list[Piece]]:
    """The pieces of each page."""
    return [list(_pieces(page)) for page in text.split("\f")]


def _pieces(page: str) -> Iterator[Piece]:
    for (tabbed, blank), group in groupby(page.splitlines(), key=lambda line: ("\t" in line, not line.strip())):
        if blank:
            continue
        listed = [tuple(line.split("\t")) for line in group]
        if not tabbed or len(listed) == 1:
            yield from (Paragraph(" ".join(cells), _kind(cells[0])) for cells in listed)
            continue
        width = max(map(len, listed))
        yield Table(tuple(cells + ("",) * (width - len(cells)) for cells in listed))


def _kind(text: str) -> str:
    if re.fullmatch(r"\d+%", text):
        return "ring"
    return "number" if re.fullmatch(r"\d+", text) else "plain"
