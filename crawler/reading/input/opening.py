"""Open a document; refuse one that has no words, or whose letters are not known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.reading.input import pdfium
from crawler.reading.input.document import Document, UnreadableError
from crawler.reading.wording import UNKNOWN

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


@dataclass(frozen=True, slots=True)
class Opened:
    """A document with known words, and the bytes that another engine may read for a second opinion, if any."""

    document: Document
    content: bytes | None


def open_document(document: Document, content: bytes | None) -> Opened:
    """Return the document as read by the first engine, or by the second if the first knows too few of its letters.

    Raises:
        UnreadableError: there are no words, or neither engine knows their letters.
    """
    if not document.text.split():
        picture = any(page.picture for page in document.pages)
        raise UnreadableError(*(_IMAGE_ONLY if picture else _NO_TEXT))
    if _is_mapped(document):
        return Opened(document, content)
    return Opened(_by_other_engine(content), None)


def _is_mapped(document: Document) -> bool:
    """Return whether the document's fonts map their glyphs to letters, judging by its words."""
    text = document.text
    if _UNMAPPED.search(text) or text.count(UNKNOWN) > _MOST_UNKNOWN * len(text):
        return False
    words = text.split()
    return len(words) <= _MANY_WORDS or not _COMMON_WORDS.isdisjoint(words)


def _by_other_engine(content: bytes | None) -> Document:
    """Read the document with the other engine, which supports more ways for a font to name its letters."""
    from crawler.reading.input import pdfplumber_engine  # noqa: PLC0415 -- slow to import and rarely needed

    document = pdfplumber_engine.document(content) if content and pdfium.is_pdf(content) else None
    if document is None or not _is_mapped(document):
        raise UnreadableError(
            "unmapped_text", "The file's fonts do not say which letters they draw; ask for another copy."
        )
    return document
