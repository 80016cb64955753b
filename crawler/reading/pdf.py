"""Reading PDF on the fast path: pypdfium2 gives characters with boxes, in no order that means anything."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from crawler.reading import geometry
from crawler.reading.document import Document, Page, UnreadableError, Word
from lgsco_store.records import BBox

# A letter has three to fifteen pages; a public report can have many more, and is read in full to say what it is.
MAX_PAGES = 200
# A megabyte of characters is a hundred letters.
MAX_CHARACTERS = 1_000_000

# Where a mark of the end stands last in a whole file; producers and servers append a little after it.
_TAIL_BYTES = 2048
# pdfium gives these for a hyphen at the end of a line.
_HYPHENS = {0x02, 0xFFFE, 0xAD}
_SPACES = {0x20, 0xA0, 0x09, 0x00}
# pdfium makes these up where it believes that a line ends, even inside a word where a producer places each letter.
_BREAKS = {0x0A, 0x0D}
# The gap, as a share of the line's height, that parts two words even where the producer wrote no space.
_WORD_GAP = 0.25
# Letters of one word touch, whatever pdfium believes to be between them.
_LETTER_GAP = 0.05

_SPACE: tuple[str, BBox] = ("", (0.0, 0.0, 0.0, 0.0))
_BREAK: tuple[str, BBox] = ("\n", (0.0, 0.0, 0.0, 0.0))


def is_pdf(content: bytes) -> bool:
    """Whether the bytes say that they are a PDF: the mark stands in the first kilobyte, as readers accept it."""
    return b"%PDF-" in content[:1024]


def document(content: bytes) -> Document:
    """Every page of a PDF with its words in lines; refuses what is truncated, locked, damaged or too large."""
    if b"%%EOF" not in content.rstrip(b"\0\r\n\t ")[-_TAIL_BYTES:]:
        raise UnreadableError("truncated", "The PDF has no end; fetch it again.")
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
            words = list(_words(page))
            picture = not words and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
            return Page(index + 1, geometry.lines(index + 1, words), page.get_height(), picture=picture)
    except pypdfium2.PdfiumError:
        raise UnreadableError("damaged", f"Page {index + 1} of the PDF is damaged; fetch it again.") from None


def _words(page: pypdfium2.PdfPage) -> Iterator[Word]:
    """Join characters into words; written for speed, since every character of every letter passes here."""
    letters, left, top, right, bottom = "", 0.0, 0.0, 0.0, 0.0
    gap = _WORD_GAP
    for char, box in _characters(page):
        if char == "\n":
            gap = _LETTER_GAP
            continue
        if letters and (not char or not _follows((left, top, right, bottom), box, gap)):
            yield Word(letters, (left, top, right, bottom))
            letters = ""
        gap = _WORD_GAP
        if not letters:
            letters, (left, top, right, bottom) = char, box
            continue
        letters += char
        top, right, bottom = min(top, box[1]), box[2], max(bottom, box[3])
    if letters:
        yield Word(letters, (left, top, right, bottom))


def _follows(word: BBox, box: BBox, gap: float) -> bool:
    """Whether a character stands close behind a word, on the same line and in about the same size."""
    size = box[3] - box[1]
    return (
        -size / 2 < box[0] - word[2] <= gap * size
        and abs(word[3] - box[3]) <= _WORD_GAP * size
        and abs(word[1] - box[1]) <= _WORD_GAP * size
    )


def _characters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, BBox]]:
    """Each character with its box, from the top left of the page as it is shown; empty for a space."""
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MAX_CHARACTERS:
            raise UnreadableError("too_large", f"A page of the PDF holds {count} characters: no letter has as many.")
        handle, frame, turn = text.raw, page.get_bbox(), page.get_rotation()
        rectangle, unicode, charbox = raw.FS_RECTF(), raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
        place, (west, _, _, north) = ctypes.byref(rectangle), frame
        for index in range(count):
            code = unicode(handle, index)
            if code in _BREAKS:
                yield _BREAK
                continue
            if code in _SPACES or not charbox(handle, index, place):
                yield _SPACE
                continue
            left, bottom, right, top = rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
            upright = (left - west, north - top, right - west, north - bottom)
            box = _turned((left, bottom, right, top), frame, turn) if turn else upright
            yield "-" if code in _HYPHENS else chr(code), box
    finally:
        text.close()


def _turned(box: BBox, frame: BBox, turn: int) -> BBox:
    """A box of the file (from the bottom left) as the reader sees it (from the top left) on a page that is turned."""
    left, bottom, right, top = box
    turned: dict[int, BBox] = {
        90: (bottom - frame[1], left - frame[0], top - frame[1], right - frame[0]),
        180: (frame[2] - right, bottom - frame[1], frame[2] - left, top - frame[1]),
        270: (frame[3] - top, frame[2] - right, frame[3] - bottom, frame[2] - left),
    }
    return turned[turn]
