"""The sheet that every document is drawn on: its pages, its type and its colours."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate, Paragraph, Spacer

INK = HexColor("#222222")
BLUE = HexColor("#1d4f76")
PALE = HexColor("#e3ecf3")
RULE = HexColor("#7f8c99")

TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=10.5, leading=14, spaceAfter=8, textColor=INK)
LINE = ParagraphStyle("line", TEXT, spaceAfter=0)
NOTE = ParagraphStyle("note", TEXT, fontSize=9, leading=12, spaceAfter=4)
NOTICE = ParagraphStyle("notice", NOTE, spaceBefore=4, spaceAfter=14)
HEADING = ParagraphStyle(
    "heading", TEXT, fontName="Helvetica-Bold", fontSize=12, leading=16, spaceBefore=8, spaceAfter=4
)
TITLE = ParagraphStyle("title", HEADING, fontSize=14, leading=18, spaceAfter=8)
LOGO = ParagraphStyle("logo", HEADING, fontSize=15, leading=19, textColor=BLUE, spaceAfter=22)

WIDTH = A4[0] - 4.4 * cm
"""The width of the text on an upright page, in points."""


def document(story: Sequence[Any], title: str, stamp: str | None) -> bytes:
    """Build a PDF file from flowables, with the same bytes each time.

    ``stamp`` goes among the file's properties. Streams stay uncompressed, since compressors differ from one
    machine to the next.
    """
    buffer = BytesIO()
    template = BaseDocTemplate(
        buffer, invariant=1, pageCompression=0, title=title, author="Sample letters", subject=stamp, lang="en-GB"
    )
    template.addPageTemplates([_page("upright", A4), _page("wide", landscape(A4))])
    template.build(list(story))
    return buffer.getvalue()


def next_page(kind: str) -> list[Any]:
    """Turn to a new page, ``upright`` or ``wide``."""
    return [NextPageTemplate(kind), PageBreak()]


def lines(*texts: str, gap: float = 0) -> list[Any]:
    """Lines of text one under the other, and a gap in points after them."""
    return [*(Paragraph(text, LINE) for text in texts), Spacer(0, gap)]


def _page(kind: str, size: tuple[float, float]) -> PageTemplate:
    margin = 2.2 * cm
    frame = Frame(margin, 1.8 * cm, size[0] - 2 * margin, size[1] - 3.6 * cm, 0, 0, 0, 0)
    return PageTemplate(id=kind, frames=[frame], pagesize=size)
