"""Reading HTML: each block of a page is a line, each row of a table a line of cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from crawler.reading.document import Cell, Line, UnreadableError, Word

# Elements whose text runs on in the line that they stand in; every other element begins a line of its own.
_INLINE = frozenset({"a", "abbr", "b", "em", "i", "small", "span", "strong", "sub", "sup", "u", "font", "label"})
_UNSEEN = frozenset({"head", "script", "style", "template", "noscript"})
_CELLS = frozenset({"td", "th"})


def lines(content: bytes) -> tuple[Line, ...]:
    """The lines of a page from top to bottom, blank ones left out; refuses what is no HTML."""
    try:
        root = html.document_fromstring(content, parser=html.HTMLParser(encoding=_encoding(content)))
    except (etree.LxmlError, ValueError, AssertionError):
        raise UnreadableError("not_html", "The page is not HTML; fetch it again.") from None
    return tuple(Line(1, cells) for cells in _blocks(root) if any(cell.words for cell in cells))


def _encoding(content: bytes) -> str | None:
    """UTF-8 where the bytes are that; else the page's own word for it."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _blocks(element: Any) -> Iterator[tuple[Cell, ...]]:
    """The lines of an element, each as cells."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return
    if element.tag == "tr":
        yield tuple(_cell(cell.text_content()) for cell in element if cell.tag in _CELLS)
        return
    text = element.text or ""
    for child in element:
        if _is_inline(child):
            text += child.text_content() if isinstance(child.tag, str) else ""
        else:
            yield (_cell(text),)
            yield from _blocks(child)
            text = ""
        text += child.tail or ""
    yield (_cell(text),)


def _is_inline(element: Any) -> bool:
    return not isinstance(element.tag, str) or (
        element.tag in _INLINE and all(child.tag in _INLINE for child in element.iterdescendants())
    )


def _cell(text: str) -> Cell:
    return Cell(tuple(Word(word) for word in text.split()))
