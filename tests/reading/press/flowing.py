"""Print with ReportLab's flowing text: one run per line, standard fonts, the ring's number drawn with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, SimpleDocTemplate
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from tests.reading.press.content import Piece, Table

_PLAIN = ParagraphStyle("plain", fontName="Times-Roman", fontSize=10.5, leading=13, spaceAfter=6)
_STYLES = {
    "plain": _PLAIN,
    "ring": ParagraphStyle("ring", _PLAIN, fontSize=17, leading=22, leftIndent=30),
    "number": ParagraphStyle("number", _PLAIN, fontSize=20, leading=24, spaceAfter=0),
}
_CELL = ParagraphStyle("cell", _PLAIN, fontSize=6.2, leading=7.5, alignment=TA_CENTER, spaceAfter=0)
_MARGIN = 40


def print_letter(pages: Iterable[Iterable[Piece]], target: Path, *, ruled: bool) -> None:
    """Print pages to a file; tables have rules, or none."""
    document = SimpleDocTemplate(str(target), pagesize=A4, leftMargin=_MARGIN, rightMargin=_MARGIN, invariant=1)
    document.build([flowable for page in pages for flowable in (*_flow(page, ruled=ruled), PageBreak())])


def _flow(page: Iterable[Piece], *, ruled: bool) -> Iterator[Any]:
    for piece in page:
        yield (
            _grid(piece, ruled=ruled)
            if isinstance(piece, Table)
            else Text(escape(piece.text), _STYLES.get(piece.kind, _PLAIN))
        )


def _grid(table: Table, *, ruled: bool) -> Grid:
    wide = A4[0] - 2 * _MARGIN - 12
    first = [wide * 0.16] if table.is_named else []
    rest = len(table.rows[0]) - len(first)
    widths = [*first, *[(wide - sum(first)) / rest] * rest]
    rules = [("GRID", (0, 0), (-1, -1), 0.4, "black")] if ruled else []
    padding = [("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
    rows = [[Text(escape(cell), _CELL) for cell in row] for row in table.rows]
    return Grid(rows, colWidths=widths, style=[*rules, *padding], spaceAfter=10)
