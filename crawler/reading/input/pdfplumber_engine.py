"""The second opinion: pdfplumber reads the same PDF with another engine, including ruled tables."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from struct import pack
from typing import Any

from crawler.reading.input import geometry, sheets, upright
from crawler.reading.input.document import Cell, Document, Page, Table, UnreadableError, Word
from crawler.reading.input.frame import Frame
from crawler.reading.input.meanings import UNKNOWN, meant
from crawler.reading.input.upright import Glyphs, Run
from lgsco_store.records import BBox

# The value that pdfplumber gives for a glyph that its font maps to no letter.
_UNMAPPED = "(cid:"


def document(content: bytes, pages: frozenset[int] | None = None) -> Document:
    """Return the pages with these numbers, or all of them if none are given; the others have no lines.

    Refuse a file that this engine cannot read. Importing pdfplumber takes 20 times as long as reading a letter on the
    fast path, so it is imported only when needed.
    """
    import pdfplumber  # noqa: PLC0415

    # A caller's logging set-up would let its debug messages through, which nearly doubles the time.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            return Document(tuple(_page(page, wanted=pages is None or page.page_number in pages) for page in pdf.pages))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 it raises errors of many kinds on files that others can read
        raise UnreadableError("second_opinion_failed", f"pdfplumber cannot read it: {type(error).__name__}.") from None


def _page(page: Any, *, wanted: bool) -> Page:
    number, width, height = int(page.page_number), float(page.width), float(page.height)
    if not wanted:
        return Page(number, (), height)
    try:
        _read_less_of_characters(page)
        # It rotates the page as shown, and so counts all places.
        shown = Frame(0, (0.0, 0.0, width, height))
        words, read, _ = upright.read(_glyphs(page.chars, height), shown.bounds)
        # The places of rotated words do not match the rules of the table.
        tables = tuple(_table(number, table, words) for table in page.find_tables()) if read == shown else ()
        if read.turn % 180:
            width, height = height, width
        folded = sheets.fold(words, width, height)
        lines = geometry.lines(number, sheets.unfold(words, folded, height))
        return Page(number, lines, height, tables, frames=None if read == shown else (read, shown), fold=folded)
    finally:
        page.close()


def _read_less_of_characters(page: Any) -> None:
    """Restrict a page to the attributes of characters that are needed here: reading all of them takes half its time."""
    whole, west, low = page.process_object, page.mediabox[0], page.height + page.mediabox[1]

    def process(item: Any) -> dict[str, Any]:
        if type(item).__name__ != "LTChar":
            return dict(whole(item))
        return {
            "object_type": "char",
            "text": item.get_text(),
            "matrix": item.matrix,
            "width": item.width,
            "height": item.height,
            "x0": item.x0 + west,
            "x1": item.x1 + west,
            "top": low - item.y1,
            "bottom": low - item.y0,
        }

    page.process_object = process


def _glyphs(found: Iterable[dict[str, Any]], height: float) -> Glyphs:
    """Return the characters as pdfplumber has them, several in one place if a glyph draws several letters."""
    letters: list[str] = []
    edges: list[float] = []
    runs: list[Run] = []
    for one in found:
        text = UNKNOWN if one["text"].startswith(_UNMAPPED) else one["text"]
        a, b, c, d, x, y = one["matrix"]
        is_level = abs(a) >= abs(b)
        # The size is the box's height, along the letters; the matrix only gives the direction.
        size, scale = (one["height"] if is_level else one["width"]), (c * c + d * d) ** 0.5 or 1.0
        kind = pack("4f", a / scale, b / scale, c / scale, d / scale), round(size, 2)
        if text:
            runs.append((len(letters), len(letters) + len(text), kind, x, y))
        letters.extend(text)
        edges.extend((one["x0"], height - one["top"], one["x1"], height - one["bottom"]) * len(text))
    return Glyphs(meant("".join(letters)), edges, runs)


def _table(number: int, table: Any, words: list[Word]) -> Table:
    """Return a ruled table, with each word in the cell that contains its middle."""
    return Table(number, tuple(tuple(_cell(number, box, words) for box in row.cells) for row in table.rows))


def _cell(number: int, box: BBox | None, words: list[Word]) -> Cell:
    inside = [word for word, place in geometry.with_boxes(words) if box is not None and _holds(box, place)]
    lines = geometry.lines(number, inside)
    whole = Cell(tuple(word for line in lines for cell in line.cells for word in cell.words))
    return geometry.join_digit_groups(whole) if len(lines) == 1 else whole


def _holds(box: BBox, place: BBox) -> bool:
    across, down = (place[0] + place[2]) / 2, geometry.middle(place)
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]
