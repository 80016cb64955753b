"""Make annotations and form fields part of the page, so that what they show is read and what they cover is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from crawler.reading.page_text import Sides

# A link's rectangle shows nothing of its own, and a pop-up only repeats its note.
_UNSEEN = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP})
# Marks of a pen: what they cross is no longer said, even if it can still be read.
_CROSSING = frozenset({raw.FPDF_ANNOT_INK, raw.FPDF_ANNOT_STRIKEOUT, raw.FPDF_ANNOT_LINE, raw.FPDF_ANNOT_REDACT})


class FlattenedPage(NamedTuple):
    """A page with its annotations drawn into it, and the places of those that may cross something out."""

    page: pypdfium2.PdfPage
    crossings: tuple[Sides, ...]


def flattened_page(pdf: pypdfium2.PdfDocument, index: int) -> FlattenedPage:
    """Return the page at this index, counted from 0, with its annotations drawn into it."""
    page = pdf[index]
    seen = [(kind, sides) for kind, sides in _annotations(page) if kind not in _UNSEEN]
    if not seen:
        return FlattenedPage(page, ())
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    return FlattenedPage(pdf[index], tuple(sides for kind, sides in seen if kind in _CROSSING))


def _annotations(page: pypdfium2.PdfPage) -> Iterator[tuple[int, Sides]]:
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            box = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(annotation, box)
            yield raw.FPDFAnnot_GetSubtype(annotation), (box.left, box.right, box.bottom, box.top)
            raw.FPDFPage_CloseAnnot(annotation)
