"""The second opinion: pdfplumber reads the same PDF with another engine, ruled tables included."""

from __future__ import annotations

import io
import logging
from typing import Any

from crawler.reading import geometry
from crawler.reading.document import Cell, Document, Page, Table, UnreadableError, Word
from lgsco_store.records import BBox


def document(content: bytes, pages: frozenset[int]) -> Document:
    """The pages with these numbers; the others come without lines. Refuses what this engine can't read.

    Importing pdfplumber takes 20 times as long as reading a letter on the fast path, so it waits until it is needed.
    """
    import pdfplumber  # noqa: PLC0415

    # A caller's logging set-up would let its debug messages through, at nearly twice the time.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            return Document(tuple(_page(page, wanted=page.page_number in pages) for page in pdf.pages))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 it raises errors of many kinds on files that others can read
        raise UnreadableError("second_opinion_failed", f"pdfplumber can't read it: {type(error).__name__}.") from None


def _page(page: Any, *, wanted: bool) -> Page:
    number, height = int(page.page_number), float(page.height)
    if not wanted:
        return Page(number, (), height)
    try:
        words = [_word(word) for word in page.extract_words(extra_attrs=["size"])]
        tables = tuple(_table(number, table, words) for table in page.find_tables())
        return Page(number, geometry.lines(number, words), height, tables)
    finally:
        page.close()


def _word(word: dict[str, Any]) -> Word:
    return Word(word["text"], (float(word["x0"]), float(word["top"]), float(word["x1"]), float(word["bottom"])))


def _table(number: int, table: Any, words: list[Word]) -> Table:
    """A ruled table, with each word in the cell that holds its middle."""
    return Table(number, tuple(tuple(_cell(number, box, words) for box in row.cells) for row in table.rows))


def _cell(number: int, box: BBox | None, words: list[Word]) -> Cell:
    inside = [word for word, place in geometry.boxed(words) if box is not None and _holds(box, place)]
    return Cell(tuple(word for line in geometry.lines(number, inside) for cell in line.cells for word in cell.words))


def _holds(box: BBox, place: BBox) -> bool:
    across, down = (place[0] + place[2]) / 2, geometry.middle(place)
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]
