"""A document as every layout sees it: pages of lines of words, whether from a PDF or from text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from crawler.reading.ink.sight import Sight
from crawler.reading.input.frame import Frame
from lgsco_store.records import BBox, Issue, Severity


class UnreadableError(Exception):
    """The bytes cannot be read as a document; carries the issue that says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.issue = Issue(code, Severity.WARNING, message)


class Word(NamedTuple):
    """One word; ``box`` is None if the document is text."""

    text: str
    box: BBox | None = None


# Not frozen, and with constructors of their own: a letter has hundreds of them, and both take time.
@dataclass(init=False, slots=True, unsafe_hash=True)
class Cell:
    """Neighbouring words of one line: the next cell is a tab, or a wide gap, away.

    ``text`` is the words with one space between them, ``box`` the smallest box around them: both are needed often for
    every cell. A cell is never changed.
    """

    words: tuple[Word, ...]
    text: str = field(init=False, compare=False)
    box: BBox | None = field(init=False, compare=False)

    def __init__(self, words: tuple[Word, ...]) -> None:
        """Work out text and box, once."""
        self.words = words
        if len(words) == 1:
            [(self.text, self.box)] = words
        else:
            self.text = " ".join([text for text, _ in words])
            self.box = union([box for _, box in words])


@dataclass(init=False, slots=True, unsafe_hash=True)
class Line:
    """One line of a page, as cells from left to right; ``page`` counts from 1.

    ``text`` is the non-blank cells with one space between them. A line is never changed.
    """

    page: int
    cells: tuple[Cell, ...]
    text: str = field(init=False, compare=False)

    def __init__(self, page: int, cells: tuple[Cell, ...]) -> None:
        """Work out the text, once."""
        self.page = page
        self.cells = cells
        self.text = " ".join([cell.text for cell in cells if cell.words])


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table as pdfplumber found it: rows of cells, every row as long as the first."""

    page: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines from top to bottom, and any ruled tables found on it.

    ``height`` is in points, None for text. ``picture`` is true if the page has an image and no words. ``frames`` are
    the frame in which the page is read and the frame in which it is shown, if these differ: all boxes are in the first.
    A sheet with two pages has a ``fold``, in points from its left edge: the part right of it is read below the part
    left of it, as if the page were twice as high. ``sight`` is the result of a close examination of the page.
    ``stamp`` is the text across the page or in its margin that is not part of the letter.
    """

    number: int
    lines: tuple[Line, ...]
    height: float | None = None
    tables: tuple[Table, ...] = ()
    picture: bool = False
    frames: tuple[Frame, Frame] | None = None
    sight: Sight = field(default_factory=Sight)
    fold: float | None = None
    stamp: str = ""

    @property
    def turn(self) -> int:
        """Return the anticlockwise rotation of most of its text as shown, in degrees and a multiple of 90."""
        return (self.frames[0].turn - self.frames[1].turn) % 360 if self.frames else 0

    def shown(self, box: BBox | None) -> BBox | None:
        """Return a box of the page in the frame in which a person sees it."""
        if box and self.fold and self.height and (box[1] + box[3]) / 2 > self.height:
            box = (box[0] + self.fold, box[1] - self.height, box[2] + self.fold, box[3] - self.height)
        return self.frames[0].moved(box, self.frames[1]) if self.frames and box else box


@dataclass(frozen=True)
class Document:
    """The pages of one document, in order."""

    pages: tuple[Page, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return every line of every page, from top to bottom."""
        return tuple(line for page in self.pages for line in page.lines)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return every ruled table; only the engine that looks for rules has any."""
        return tuple(table for page in self.pages for table in page.tables)

    @cached_property
    def text(self) -> str:
        """Return the text of every line, in order."""
        return "\n".join([line.text for line in self.lines])

    @property
    def is_drawn(self) -> bool:
        """Return whether words have places on the page, as in a PDF."""
        return any(page.height is not None for page in self.pages)


def union(boxes: Iterable[BBox | None]) -> BBox | None:
    """Return the smallest box around all boxes; None if there is none."""
    known = iter(boxes)
    first = next((box for box in known if box is not None), None)
    if first is None:
        return None
    x0, top, x1, bottom = first
    # Comparing one by one takes a third of the time of min and max: every line of every letter passes through here.
    for box in known:
        if box is not None:
            left, upper, right, lower = box
            x0 = left if left < x0 else x0  # noqa: FURB136
            top = upper if upper < top else top  # noqa: FURB136
            x1 = right if right > x1 else x1  # noqa: FURB136
            bottom = lower if lower > bottom else bottom  # noqa: FURB136
    return x0, top, x1, bottom
