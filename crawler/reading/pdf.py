"""Reading PDF on the fast path: pypdfium2 gives characters with boxes, in no order that means anything."""

from __future__ import annotations

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
_SPACES = {0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x00}
# The gap, as a share of the line's height, that parts two words even where the producer wrote no space.
_WORD_GAP = 0.25

_Char = tuple[str, BBox]


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
    except pypdfium2.PdfiumError:
        raise UnreadableError("damaged", f"Page {index + 1} of the PDF is damaged; fetch it again.") from None
    try:
        words = list(_words(page))
        picture = not words and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
        return Page(index + 1, geometry.lines(index + 1, words), page.get_height(), picture=picture)
    finally:
        page.close()


def _words(page: pypdfium2.PdfPage) -> Iterator[Word]:
    letters: list[_Char] = []
    for char in _characters(page):
        if letters and (char is None or not _follows(letters[-1][1], char[1])):
            yield _word(letters)
            letters = []
        if char is not None:
            letters.append(char)
    if letters:
        yield _word(letters)


def _word(letters: list[_Char]) -> Word:
    return Word("".join(text for text, _ in letters), _hull([box for _, box in letters]))


def _hull(boxes: list[BBox]) -> BBox:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _follows(before: BBox, box: BBox) -> bool:
    size = min(geometry.height(before), geometry.height(box))
    return (
        -size < box[0] - before[2] <= _WORD_GAP * size
        and box[0] >= before[0]
        and abs(before[3] - box[3]) <= _WORD_GAP * size
    )


def _characters(page: pypdfium2.PdfPage) -> Iterator[_Char | None]:
    """Each character with its box, from the top left of the page as it is shown; None for a space."""
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MAX_CHARACTERS:
            raise UnreadableError("too_large", f"A page of the PDF holds {count} characters: no letter has as many.")
        frame, turn = page.get_bbox(), page.get_rotation()
        rectangle = raw.FS_RECTF()
        place = ctypes.byref(rectangle)
        for index in range(count):
            code = raw.FPDFText_GetUnicode(text, index)
            if code in _SPACES or not raw.FPDFText_GetLooseCharBox(text, index, place):
                yield None
                continue
            box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            yield "-" if code in _HYPHENS else chr(code), _shown(box, frame, turn)
    finally:
        text.close()


def _shown(box: BBox, frame: BBox, turn: int) -> BBox:
    """A box of the file (from the bottom left) as the reader sees it (from the top left, the page turned)."""
    left, bottom, right, top = box
    if turn == 90:
        return (bottom - frame[1], left - frame[0], top - frame[1], right - frame[0])
    if turn == 180:
        return (frame[2] - right, bottom - frame[1], frame[2] - left, top - frame[1])
    if turn == 270:
        return (frame[3] - top, frame[2] - right, frame[3] - bottom, frame[2] - left)
    return (left - frame[0], frame[3] - top, right - frame[0], frame[3] - bottom)
