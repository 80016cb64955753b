"""Running text that remembers the place of each word, so that a match of a pattern is evidence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise, zip_longest
from typing import NamedTuple

from crawler.reading.input import geometry
from crawler.reading.input.document import Cell, Line, Word, union
from lgsco_store.records import BBox

_ENDS = frozenset(".:;?!")
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")


class Row(NamedTuple):
    """One line of running text, with its page; ``text`` is its words with one space between them."""

    page: int
    words: tuple[Word, ...]
    text: str


@dataclass(frozen=True)
class Passage:
    """Rows as one string: a space between words, a line feed between rows, hyphenated words joined."""

    rows: tuple[Row, ...]

    @cached_property
    def text(self) -> str:
        """Return the whole string."""
        rows = [row.text for row in self.rows]
        return "".join(map(_at_the_end, rows, [*rows[1:], ""])).rstrip()

    @cached_property
    def _pieces(self) -> list[str]:
        """Return the text of each word with the separator after it."""
        pieces: list[str] = []
        for row, below in zip_longest(self.rows, self.rows[1:]):
            *texts, last = [word.text for word in row.words]
            pieces += [text + " " for text in texts]
            pieces.append(_at_the_end(last, below.words[0].text if below else ""))
        return pieces

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(map(len, self._pieces)))

    @cached_property
    def _sources(self) -> list[tuple[int, Word]]:
        return [(row.page, word) for row in self.rows for word in row.words]

    def words(self, start: int, end: int) -> list[tuple[int, Word]]:
        """Return the words, each with its page, that the characters from ``start`` to ``end`` belong to."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._ends, end)
        return self._sources[first : last + 1]

    def place(self, start: int, end: int) -> tuple[int, BBox | None]:
        """Return the page on which a part begins, and the box around its words on that page."""
        words = self.words(start, end)
        page = words[0][0]
        return page, union(word.box for number, word in words if number == page)


def _at_the_end(text: str, below: str) -> str:
    """Return a row, or its last word: a hyphenated word continues in the row below."""
    return text[:-1] if below[:1].islower() and _BROKEN_WORD.search(text, len(text) - 2) else text + "\n"


def in_order(lines: Iterable[Line]) -> Passage:
    """Make a passage of lines in their order, each from its first cell to its last."""
    return Passage(tuple([Row(line.page, _words(line.cells), line.text) for line in lines if line.text]))


def in_blocks(lines: Iterable[Line]) -> Passage:
    """Make a passage of drawn lines, block by block, so that text beside a sentence does not interrupt it."""
    by_page: dict[int, list[Cell]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).extend(line.cells)
    blocks = {page: geometry.blocks(cells) for page, cells in by_page.items()}
    for above, below in pairwise(blocks.values()):
        if above and below:
            above.sort(key=lambda block: _goes_on(block, below[0]))
    cells = [(page, cell) for page, found in blocks.items() for block in found for cell in block]
    return Passage(tuple([Row(page, cell.words, cell.text) for page, cell in cells]))


def _goes_on(block: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Return whether a paragraph breaks off at the end of its page and continues in the first one of the next."""
    last, first = block[-1], below[0]
    if last.box is None or first.box is None or last.text[-1:] in _ENDS or not first.text[:1].islower():
        return False
    return abs(last.box[0] - first.box[0]) < geometry.height(last.box)


def _words(cells: tuple[Cell, ...]) -> tuple[Word, ...]:
    return tuple(word for cell in cells for word in cell.words)
