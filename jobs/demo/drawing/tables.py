"""The statistics page of the letters until 2018: ruled tables on a wide page."""

from __future__ import annotations

from typing import Any

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import Paragraph, Spacer
from reportlab.platypus import Table as Grid

from jobs.demo import wording
from jobs.demo.content import Figures, Letter
from jobs.demo.drawing.paper import HEADING, LINE, NOTE, PALE, RULE, TITLE, lines, next_page

CELL = ParagraphStyle("cell", LINE, fontSize=9, leading=11, alignment=TA_CENTER)
HEADER = ParagraphStyle("header", CELL, fontName="Helvetica-Bold", fontSize=8.5)

PAGE = 25.2 * cm
RULED = [("GRID", (0, 0), (-1, -1), 0.6, RULE), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]


def statistics(letter: Letter, figures: Figures) -> list[Any]:
    """Draw the page with its three tables."""
    return [
        *next_page("wide"),
        Paragraph(f"Local Authority Report: {letter.authority}", TITLE),
        *lines(f"For the Period Ending: {wording.period_end(letter)}", gap=6),
        *lines(
            "For further information on how to interpret our statistics, please visit our website:",
            "http://www.lgo.org.uk/information-centre/reports/annual-review-reports/interpreting-local-authority-statistics",
            gap=8,
        ),
        Paragraph("Complaints and enquiries received", HEADING),
        _received(figures),
        Spacer(0, 8),
        Paragraph("Decisions made", HEADING),
        _decided(figures),
        Spacer(0, 16),
        _notes(figures),
    ]


def _received(figures: Figures) -> Grid:
    table = wording.received(figures)
    width = PAGE / len(table.labels)
    return Grid([_headers(table), _values(table)], [width] * len(table.labels), style=[*RULED, _shade(0)])


def _decided(figures: Figures) -> Grid:
    table = wording.decided(figures)
    first = table.labels.index("Not Upheld")
    spans = [
        Paragraph("Detailed Investigations", HEADER) if column == first else "" for column in range(len(table.labels))
    ]
    merged = [("SPAN", (0, 0), (first - 1, 0)), ("SPAN", (first, 0), (-1, 0))]
    width = PAGE / len(table.labels)
    rows = [spans, _headers(table), _values(table)]
    return Grid(rows, [width] * len(table.labels), style=[*RULED, _shade(1), *merged])


def _notes(figures: Figures) -> Grid:
    """Draw the notes, and beside them how many complaints were remedied, and by whom."""
    notes = [Paragraph("Notes", HEADING), *(Paragraph(note, NOTE) for note in wording.NOTES)]
    table = wording.remedied(figures)
    rows = [[Paragraph("Complaints Remedied", HEADER), ""], _headers(table), _values(table)]
    remedied = Grid(rows, [3 * cm, 5 * cm], style=[*RULED, _shade(1), ("SPAN", (0, 0), (-1, 0))])
    return Grid([[notes, remedied]], [16.4 * cm, PAGE - 16.4 * cm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])


def _headers(table: wording.Table) -> list[Any]:
    return [Paragraph(label, HEADER) for label in table.labels]


def _values(table: wording.Table) -> list[Any]:
    return [Paragraph(value, CELL) for value in table.values]


def _shade(last: int) -> tuple[Any, ...]:
    return ("BACKGROUND", (0, 0), (-1, last), PALE)
