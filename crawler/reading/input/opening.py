"""Open a document: refuse what has no words, and words whose letters are not known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.reading.input import pdfium
from crawler.reading.input.document import Document, UnreadableError
from crawler.reading.wording import UNKNOWN

# English text of this many words holds one of these; text whose font has no map to letters doesn't.
_MANY_WORDS = 40
_COMMON_WORDS = frozenset({"the", "of", "and", "to", "in", "for"})
_UNMAPPED = re.compile(r"\(cid:\d+\)")
# Ligatures are a few of a hundred letters.
_MOST_UNKNOWN = 0.1

_IMAGE_ONLY = ("image_only", "The PDF holds pictures of pages and no text; it needs a person, or text recognition.")
_NO_TEXT = ("no_text", "The file has pages and no words; fetch it again.")


@dataclass(frozen=True, slots=True)
class Opened:
    """A document whose words are known, and the bytes that another engine may read for a second opinion, if any."""

    document: Document
    content: bytes | None


def open_document(document: Document, content: bytes | None) -> Opened:
    """Return the document as the first engine read it, or as the other one did if the first knows too few letters.

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
    """Whether the document's fonts say which letters they draw, as far as its words tell."""
    text = document.text
    if _UNMAPPED.search(text) or text.count(UNKNOWN) > _MOST_UNKNOWN * len(text):
        return False
    words = text.split()
    return len(words) <= _MANY_WORDS or not _COMMON_WORDS.isdisjoint(words)


def _by_other_engine(content: bytes | None) -> Document:
    """Read the document with the other engine, which knows more ways in which a font can name its letters."""
    from crawler.reading.input import pdfplumber_engine  # noqa: PLC0415 -- it is slow to import and rarely needed

    document = pdfplumber_engine.document(content) if content and pdfium.is_pdf(content) else None
    if document is None or not _is_mapped(document):
        raise UnreadableError(
            "unmapped_text", "The file's fonts don't say which letters they draw; ask for another copy."
        )
    return document
