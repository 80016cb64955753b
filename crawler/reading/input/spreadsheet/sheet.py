"""A spreadsheet as its readers see it: sheets of rows of cells, from any source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

MAX_ROWS, MAX_COLUMNS = 20_000, 400
"""Larger sheets are refused: a table of every authority has some 400 rows."""

_LETTERS = 26


class Cell(NamedTuple):
    """One cell as a person sees it; ``fault`` says why its text cannot be relied on, None if it can."""

    text: str
    fault: str | None = None


BLANK = Cell("")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells, starting at the first row and column; ``name`` is None for a file without sheets."""

    name: str | None
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def is_delimited(self) -> bool:
        """Return whether only the order of its cells assigns them to columns, as in CSV."""
        return self.name is None

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell at a place counted from 0; all cells beyond the end of a row are blank."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else BLANK

    def texts(self, row: int) -> Iterator[str]:
        """Yield the non-blank texts of a row."""
        return (cell.text for cell in self.rows[row] if cell.text)


def coordinate(row: int, column: int) -> str:
    """Name a place counted from 0 in spreadsheet notation: ``coordinate(2, 27)`` is ``AB3``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
