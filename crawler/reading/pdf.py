"""Reading PDF on the fast path: pypdfium2 gives words with boxes, in no order that means anything."""

from __future__ import annotations

import contextlib

import pypdfium2
from pypdfium2 import raw

from crawler.reading import characters, geometry, upright
from crawler.reading.document import Document, Page, UnreadableError
from crawler.reading.frame import Frame
from crawler.reading.truncation import is_truncated

# A letter has three to fifteen pages; a public report can have many more, and is read in full to say what it is.
MAX_PAGES = 200


def is_pdf(content: bytes) -> bool:
    """Whether the bytes say that they are a PDF: the mark stands in the first kilobyte, as readers accept it."""
    return b"%PDF-" in content[:1024]


def document(content: bytes) -> Document:
    """Every page of a PDF with its words in lines; refuses what is truncated, locked, damaged or too large."""
    if is_truncated(content):
        raise UnreadableError("truncated", "The PDF breaks off before its end; fetch it again.")
    pdf = _opened(content)
    try:
        if len(pdf) > MAX_PAGES:
            raise UnreadableError("too_large", f"The PDF has {len(pdf)} pages, more than {MAX_PAGES}: no letter has.")
        return Document(tuple(_page(pdf, index) for index in range(len(pdf))))
    finally:
        pdf.close()


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableError("encrypted", "The PDF is locked with a password; ask for an open copy.") from None
        raise UnreadableError("damaged", "The PDF is damaged and can't be opened; fetch it again.") from None


def _page(pdf: pypdfium2.PdfDocument, index: int) -> Page:
    try:
        page = pdf[index]
        with contextlib.closing(page):
            words, read = upright.read(characters.read(page), page.get_bbox())
            shown = Frame(page.get_rotation(), read.bounds)
            return Page(
                index + 1,
                geometry.lines(index + 1, words),
                page.get_height() if (read.turn - shown.turn) % 180 == 0 else page.get_width(),
                picture=not words and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])),
                frames=None if read == shown else (read, shown),
            )
    except pypdfium2.PdfiumError:
        raise UnreadableError("damaged", f"Page {index + 1} of the PDF is damaged; fetch it again.") from None
