"""The statistics page of the letters since 2019: three measures, each with its percentage in a ring."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, String
from reportlab.lib.colors import white
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import KeepTogether, Paragraph, Spacer, Table

from jobs.demo import wording
from jobs.demo.content import Figures, Letter
from jobs.demo.drawing.paper import BLUE, HEADING, LINE, NOTE, PALE, TEXT, TITLE, WIDTH, lines, next_page

BAR = ParagraphStyle("bar", HEADING, textColor=white, spaceBefore=0, spaceAfter=0)
SENTENCE = ParagraphStyle("sentence", TEXT, spaceAfter=5)
NUMBER = ParagraphStyle(
    "number", LINE, fontName="Helvetica-Bold", fontSize=26, leading=30, alignment=TA_CENTER, textColor=BLUE
)
LABEL = ParagraphStyle("label", LINE, fontSize=9, leading=11, alignment=TA_CENTER)

SIDE = 4.2 * cm
RING = 2.5 * cm


def statistics(letter: Letter, figures: Figures) -> list[Any]:
    """Draw the page with its blocks and, since 2025, the overview above them."""
    overview = wording.overview(letter, figures)
    return [
        *next_page("upright"),
        Paragraph(letter.authority, TITLE),
        *lines(f"For the period ending: {wording.period_end(letter)}", gap=8),
        *([Paragraph(overview, TEXT)] if overview else []),
        *(_block(block, letter) for block in wording.blocks(letter, figures, letter.destroyed)),
    ]


def _block(block: wording.Block, letter: Letter) -> KeepTogether:
    bar = Table([[Paragraph(block.heading, BAR)]], [WIDTH], style=[("BACKGROUND", (0, 0), (-1, -1), BLUE)])
    statements = [Paragraph(text, SENTENCE) for text in block.statements]
    rows = [[_ring(block.ring) if block.ring else "", statements]]
    if block.base:
        rows.append([_count(block, letter), [Paragraph(block.base, NOTE)]])
    body = Table(rows, [SIDE, WIDTH - SIDE], style=[("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    note = [Paragraph(block.note, NOTE)] if block.note else []
    return KeepTogether([bar, body, *note, Spacer(0, 10)])


def _count(block: wording.Block, letter: Letter) -> Any:
    """Draw the big number over its label; since the letters of 2024 both are on one line."""
    if block.count is None:
        return ""
    if letter.year < wording.FIRST_ORGANISATION:
        return [Paragraph(block.count, NUMBER), Paragraph(block.label, LABEL)]
    return Paragraph(f'<font name="Helvetica-Bold" size="13">{block.count}</font> {block.label}', LABEL)


def _ring(percentage: str) -> Drawing:
    drawing = Drawing(SIDE - 0.6 * cm, RING)
    middle, half = (SIDE - 0.6 * cm) / 2, RING / 2
    drawing.add(Circle(middle, half, half - 5, fillColor=white, strokeColor=PALE, strokeWidth=9))
    drawing.add(Circle(middle, half, half - 5, fillColor=None, strokeColor=BLUE, strokeWidth=1))
    drawing.add(
        String(
            middle, half - 6, percentage, fontName="Helvetica-Bold", fontSize=17, textAnchor="middle", fillColor=BLUE
        )
    )
    return drawing
