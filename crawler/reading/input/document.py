"""What a document looks like to every layout: pages of lines of words, whether they came from a PDF or from text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from crawler.reading.ink.sight import Sight
from crawler.reading.input.frame import Frame
from lgsco_store.records import BBox, Issue, Severity


class UnreadableError(Exception):
    """The bytes hold nothing that can be read; carries the issue that says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.issue = Issue(code, Severity.WARNING, message)


class Word(NamedTuple):
    """One word; ``box`` is None where the document is text."""

    text: str
    box: BBox | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of one line that stand together: the next cell is a tab, or a wide gap, away.

    ``text`` is the words with one space between them, ``box`` the smallest box around them: every cell is asked for
    both, and often.
    """

    words: tuple[Word, ...]
    text: str = field(init=False, compare=False)
    box: BBox | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Work out text and box, once."""
        object.__setattr__(self, "text", " ".join([word.text for word in self.words]))
        object.__setattr__(self, "box", union([word.box for word in self.words]))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, as cells from left to right; ``page`` counts from 1.

    ``text`` is the cells that are not blank, with one space between them.
    """

    page: int
    cells: tuple[Cell, ...]
    text: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Work out the text, once."""
        object.__setattr__(self, "text", " ".join([cell.text for cell in self.cells if cell.words]))


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table as pdfplumber found it: rows of cells, with every row as long as the first."""

    page: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines from top to bottom, and whatever ruled tables were found on it.

    ``height`` is in points, None for text. ``picture`` says that the page shows an image and has no words. ``frames``
    are the one in which the page is read and the one in which it is shown, where these differ: all boxes are of the
    first. A sheet with two pages has a ``fold``, so many points from its left: what is right of it is read below what
    is left, as if the page were twice as high. ``sight`` is what a close look at the page found.
    """

    number: int
    lines: tuple[Line, ...]
    height: float | None = None
    tables: tuple[Table, ...] = ()
    picture: bool = False
    frames: tuple[Frame, Frame] | None = None
    sight: Sight = field(default_factory=Sight)
    fold: float | None = None

    def shown(self, box: BBox | None) -> BBox | None:
        """A box of the page as a person sees it."""
        if box and self.fold and self.height and (box[1] + box[3]) / 2 > self.height:
            box = (box[0] + self.fold, box[1] - self.height, box[2] + self.fold, box[3] - self.height)
        return self.frames[0].moved(box, self.frames[1]) if self.frames and box else box


@dataclass(frozen=True)
class Document:
    """The pages of one document, in order."""

    pages: tuple[Page, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line of every page, from top to bottom."""
        return tuple(line for page in self.pages for line in page.lines)

    @cached_property
    def text(self) -> str:
        """The text of every line, in order."""
        return "\n".join([line.text for line in self.lines])

    @property
    def is_drawn(self) -> bool:
        """Whether words have places on the page, as in a PDF."""
        return any(page.height is not None for page in self.pages)


def union(boxes: Iterable[BBox | None]) -> BBox | None:
    """The smallest box around all boxes; None where there is none."""
    known = [box for box in boxes if box is not None]
    if len(known) < 2:  # noqa: PLR2004
        return known[0] if known else None
    x0, top, x1, bottom = zip(*known, strict=True)
    return min(x0), min(top), max(x1), max(bottom)
