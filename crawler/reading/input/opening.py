"""Open a document; refuse one without words, or with unknown letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from crawler.reading.input.document import Document, UnreadableError
from crawler.reading.squeezed_text import UNKNOWN

# English text of this length contains one of these words; text whose font has no letter map does not.
_MANY_WORDS = 40
_COMMON_WORDS = frozenset({"the", "of", "and", "to", "in", "for"})
_UNMAPPED = re.compile(r"\(cid:\d+\)")
# Ligatures are only a few of every hundred letters.
_MOST_UNKNOWN = 0.1

_IMAGE_ONLY = (
    "image_only",
    "The PDF has only pictures of pages, and no text; run text recognition on it, or read it yourself.",
)
_NO_TEXT = ("no_text", "The file has pages but no words; fetch it again.")


OtherEngine: TypeAlias = Callable[[frozenset[int] | None], Document]
"""Reads the pages with these numbers, or all of them if none are given."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A document with known words, and the other engine, if that may be asked for a second opinion."""

    document: Document
    other: OtherEngine | None


def other_engine(content: bytes) -> OtherEngine:
    """Return the other engine for one PDF; it reads the same pages only once, since it takes ten times as long."""

    @cache
    def read_again(pages: frozenset[int] | None) -> Document:
        from crawler.reading.input import pdfplumber_engine  # noqa: PLC0415 -- slow to import and rarely needed

        return pdfplumber_engine.document(content, pages)

    return read_again


def open_document(document: Document, other: OtherEngine | None) -> Opened:
    """Return the document as read by the first engine, or by the second if the first knows too few of its letters.

    Raises:
        UnreadableError: there are no words, or neither engine knows their letters.
    """
    if not document.text.split():
        picture = any(page.picture for page in document.pages)
        raise UnreadableError(*(_IMAGE_ONLY if picture else _NO_TEXT))
    if is_mapped(document):
        return Opened(document, other)
    # The other engine does not know what a page hides.
    is_hidden = any(page.sight.is_hidden for page in document.pages)
    return Opened(_by_other_engine(None if is_hidden else other), None)


def is_mapped(document: Document) -> bool:
    """Return whether the document's fonts map their glyphs to letters, judging by its words."""
    text = document.text
    if _UNMAPPED.search(text) or text.count(UNKNOWN) > _MOST_UNKNOWN * len(text):
        return False
    if UNKNOWN in text and not any(map(str.isdigit, text)):
        return False  # every letter has a date
    words = text.split()
    return len(words) <= _MANY_WORDS or not _COMMON_WORDS.isdisjoint(words)


def _by_other_engine(other: OtherEngine | None) -> Document:
    """Read the document with the other engine, which supports more ways for a font to name its letters."""
    document = other(None) if other else None
    if document is None or not is_mapped(document):
        raise UnreadableError(
            "unmapped_text", "The file's fonts do not say which letters they draw; ask for another copy."
        )
    return document
