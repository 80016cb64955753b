"""Make annotations and form fields part of the page, so that what they show is read and what they cover is hidden."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

# A link's rectangle shows nothing of its own, and a pop-up only repeats its note.
_UNSEEN = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP})


def flattened_page(pdf: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """Return the page at this index, counted from 0, with its annotations drawn into it."""
    page = pdf[index]
    if not any(kind not in _UNSEEN for kind in _kinds(page)):
        return page
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    return pdf[index]


def _kinds(page: pypdfium2.PdfPage) -> Iterator[int]:
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            yield raw.FPDFAnnot_GetSubtype(annotation)
            raw.FPDFPage_CloseAnnot(annotation)
