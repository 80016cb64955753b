"""Reading text files: pages are divided by form feeds, cells by tabs or runs of spaces."""

from __future__ import annotations

import re

from crawler.reading.input.document import Cell, Document, Line, Page, UnreadableError, Word

# Marks that converters leave around words: bold, underline, links, addresses in angle brackets, list bullets.
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_MARKS = re.compile(r"\*\*|__|</?[a-zA-Z][a-zA-Z0-9]*>|^[ ]*[-*•][ ]+", re.MULTILINE)
# Converters that keep the look of a page part cells by runs of spaces.
_CELLS = re.compile(r"\t| {2,}")
_ANGLES = re.compile(r"<([^<>\s]+)>")


def decode(content: bytes) -> str:
    """The text of a text file; refuses what is neither valid UTF-8 nor free of NUL."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError("unknown_format", "It is neither a PDF nor text in UTF-8; fetch it again.") from None
    if "\0" in text:
        raise UnreadableError("unknown_format", "It holds NUL bytes, so it is neither a PDF nor text; fetch it again.")
    return text


def document(text: str) -> Document:
    """Divide text into pages, lines and cells, without the marks of converters and without blank lines."""
    plain = _ANGLES.sub(r"\1", _MARKS.sub("", _LINK.sub(r"\1", text)))
    pages = plain.split("\f")
    return Document(tuple(Page(number, _lines(number, page)) for number, page in enumerate(pages, 1)))


def _lines(number: int, page: str) -> tuple[Line, ...]:
    return tuple(Line(number, _cells(line)) for line in page.splitlines() if line.strip())


def _cells(line: str) -> tuple[Cell, ...]:
    return tuple(Cell(tuple(Word(word) for word in cell.split())) for cell in _CELLS.split(line.strip(" ")))
