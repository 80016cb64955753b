"""Read text files: form feeds divide pages; tabs or runs of spaces divide cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.reading.input import geometry
from crawler.reading.input.document import Cell, Document, Line, Page, UnreadableError, Word

# Marks that converters leave around words: bold, underline, links, addresses in angle brackets, list bullets.
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_MARKS = re.compile(r"\*\*|__|</?[a-zA-Z][a-zA-Z0-9]*>|^[ ]*[-*•][ ]+", re.MULTILINE)
# Converters that preserve the layout of a page separate cells by runs of spaces.
_CELLS = re.compile(r"\t| {2,}")
_WIDE_LINE = re.compile(r"\S {2,}\S[^\n]*\S {2,}\S")
# Two columns of prose are further apart, on this many lines at least.
_TWO_COLUMNS, _FEW = re.compile(r"\S {4,}\S"), 3
_WORD = re.compile(r"\S+")
# In points: the width of a character, its height, and the distance from line to line.
_WIDTH, _SIZE, _LEADING = 5.0, 10.0, 12.0
# A space that may separate the groups of three digits of one number.
_GROUPED = re.compile(r"(?<=\d)(?<!\d{4})[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))")
_ANGLES = re.compile(r"<([^<>\s]+)>")


def decode(content: bytes) -> str:
    """Return the text of a text file; refuse invalid UTF-8 and text that contains NUL."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError("unknown_format", "It is neither a PDF nor text in UTF-8; fetch it again.") from None
    if "\0" in text:
        raise UnreadableError(
            "unknown_format", "It contains NUL bytes, so it is neither a PDF nor text; fetch it again."
        )
    return text


def is_laid_out(text: str) -> bool:
    """Return whether a converter preserved the page layout: cells of a line are separated by runs of spaces."""
    return _WIDE_LINE.search(text) is not None or len(_TWO_COLUMNS.findall(text)) >= _FEW


def laid_out(text: str) -> Document:
    """Return the text with a place for each word, as if all characters had one width, so that columns can be found."""
    pages = _plain(text).split("\f")
    return Document(tuple(_page(number, page.splitlines()) for number, page in enumerate(pages, 1)))


def _page(number: int, rows: Sequence[str]) -> Page:
    words = [
        Word(word.group(), (_WIDTH * word.start(), top, _WIDTH * word.end(), top + _SIZE))
        for top, row in ((_LEADING * at, row.expandtabs()) for at, row in enumerate(rows))
        for word in _WORD.finditer(row)
    ]
    return Page(number, geometry.lines(number, words), height=_LEADING * len(rows))


def document(text: str) -> Document:
    """Divide text into pages, lines and cells, without the marks of converters and without blank lines."""
    pages = _plain(text).split("\f")
    return Document(tuple(Page(number, _lines(number, page)) for number, page in enumerate(pages, 1)))


def _plain(text: str) -> str:
    text = _GROUPED.sub(",", text)
    return _ANGLES.sub(r"\1", _MARKS.sub("", _LINK.sub(r"\1", text)))


def _lines(number: int, page: str) -> tuple[Line, ...]:
    return tuple(Line(number, _cells(line)) for line in page.splitlines() if line.strip())


def _cells(line: str) -> tuple[Cell, ...]:
    return tuple(Cell(tuple(Word(word) for word in cell.split())) for cell in _CELLS.split(line.strip(" ")))
