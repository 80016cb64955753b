"""Read PDFs on the fast path: pypdfium2 yields words with boxes, in no meaningful order."""

from __future__ import annotations

import contextlib
from collections import defaultdict

import pypdfium2
from pypdfium2 import raw

from crawler.reading.ink.close import examine
from crawler.reading.ink.flatten import flattened_page
from crawler.reading.ink.glance import is_doubtful, is_picture
from crawler.reading.ink.sight import Sight
from crawler.reading.input import geometry, pdfium_words, recognised, sheets, upright
from crawler.reading.input.document import Document, Page, UnreadableError
from crawler.reading.input.frame import Frame
from crawler.reading.input.truncation import is_truncated
from crawler.reading.page_text import PageText, Sides
from lgsco_store.records import BBox, Reading, ReadingStatus, Severity

# A letter has three to fifteen pages; a public report can have many more, and is read in full to identify it.
MAX_PAGES = 200
# The number of pages of a file that are kept open until it is read; open pages use memory.
_KEPT_OPEN = 20
# A longer document is no letter whose title or signature hidden text makes illegible.
_MOST_OF_LETTER = 15


def is_pdf(content: bytes) -> bool:
    """Return whether the bytes begin as a PDF: the marker is within the first kilobyte, as readers accept it."""
    return b"%PDF-" in content[:1024]


class PdfFile:
    """An open PDF; ``document`` has every page with its words in lines."""

    def __init__(self, content: bytes) -> None:
        """Read a PDF; refuse one that is truncated, locked, damaged or too large."""
        if is_truncated(content):
            raise UnreadableError("truncated", "The PDF breaks off before its end; fetch it again.")
        self._pdf = _opened(content)
        self._pages: dict[int, tuple[pypdfium2.PdfPage, PageText]] = {}
        # Where pen marks may cross something out, by page.
        self._crossings: dict[int, tuple[Sides, ...]] = {}
        self._looked_at: set[int] = set()
        try:
            self.document = Document(tuple(map(self._read, range(_length(self._pdf)))))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file and release its memory in pdfium."""
        for index in list(self._pages):
            self._close(index)
        self._pdf.close()

    def shows(self, reading: Reading) -> bool:
        """Return whether the pages plainly show every figure as it was read, and all text if the reading has doubts."""
        places: dict[int, set[BBox]] = defaultdict(set)
        for figure in reading.figures:
            if figure.bbox is not None and figure.value is not None:
                places[figure.page].add(figure.bbox)
        # A page that is a picture has been examined as a whole already.
        whole = _has_doubts(reading, len(self.document.pages))
        numbers = range(1, len(self.document.pages) + 1) if whole else places
        pages = [self.document.pages[number - 1] for number in numbers]
        return not any(
            self._crossings[page.number - 1]
            or is_doubtful(*self._page(page.number - 1), places[page.number], turn=page.turn, whole=whole)
            for page in pages
            if not page.sight.is_recognised
        )

    def closely(self) -> Document:
        """Return the document with only the words that its pages show; a page that has been examined stays the same."""
        pages = (
            page if index in self._looked_at else self._read(index, closely=True)
            for index, page in enumerate(self.document.pages)
        )
        return Document(tuple(pages))

    def _page(self, index: int) -> tuple[pypdfium2.PdfPage, PageText]:
        """Return an open page with its text: opening it again would take as long as reading it."""
        if index not in self._pages:
            page, self._crossings[index] = flattened_page(self._pdf, index)
            self._pages[index] = page, PageText(page)
        return self._pages[index]

    def _close(self, index: int) -> None:
        page, text = self._pages.pop(index)
        text.close()
        page.close()

    def _read(self, index: int, *, closely: bool = False) -> Page:
        try:
            sight = self._sight(index) if closely or is_picture(self._page(index)[0]) else None
            page, text = self._page(index)
            words, read, stamp = upright.read(pdfium_words.read(text, sight), page.get_bbox())
            shown = Frame(page.get_rotation(), read.bounds)
            turned, size = (read.turn - shown.turn) % 180, page.get_size()
            width, height = reversed(size) if turned else size
            folded = sheets.fold(words, width, height)
            arrange = recognised.lines if sight and sight.is_recognised else geometry.lines
            return Page(
                index + 1,
                arrange(index + 1, sheets.unfold(words, folded, height)),
                height,
                picture=not words and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])),
                frames=None if read == shown else (read, shown),
                sight=sight or Sight(),
                fold=folded,
                stamp=stamp,
            )
        except pypdfium2.PdfiumError:
            raise UnreadableError("damaged", f"Page {index + 1} of the PDF is damaged; fetch it again.") from None
        finally:
            if index >= _KEPT_OPEN and index in self._pages:
                self._close(index)

    def _sight(self, index: int) -> Sight:
        """Examine a page closely; text that it does not show is then no longer part of it."""
        page, text = self._page(index)
        sight = examine(page, self._crossings[index])
        text.close()
        self._pages[index] = page, PageText(page)
        self._looked_at.add(index)
        return sight


def document(content: bytes) -> Document:
    """Return every page of a PDF with its words in lines; refuse one that is truncated, locked, damaged or large."""
    with contextlib.closing(PdfFile(content)) as file:
        return file.document


def _has_doubts(reading: Reading, pages: int) -> bool:
    """Return whether something of a letter is missing or contradictory: hidden text may be the reason."""
    if reading.status is ReadingStatus.NOT_A_LETTER:
        return pages <= _MOST_OF_LETTER
    if reading.status is ReadingStatus.NO_STATISTICS:
        return False
    # New councils are unknown until the register has them.
    return any(issue.severity is not Severity.INFO and issue.code != "authority_unknown" for issue in reading.issues)


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableError("encrypted", "The PDF is locked with a password; ask for an open copy.") from None
        raise UnreadableError("damaged", "The PDF is damaged and cannot be opened; fetch it again.") from None


def _length(pdf: pypdfium2.PdfDocument) -> int:
    if len(pdf) > MAX_PAGES:
        raise UnreadableError(
            "too_large", f"The PDF has {len(pdf)} pages; the limit is {MAX_PAGES}, more than any letter has."
        )
    return len(pdf)
