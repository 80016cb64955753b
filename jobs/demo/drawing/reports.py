"""Public reports: documents on a council's page that are not letters."""

from __future__ import annotations

from reportlab.platypus import Paragraph

from jobs.demo.content import Report
from jobs.demo.drawing.paper import HEADING, NOTE, TEXT, TITLE, document, lines


def draw(report: Report) -> bytes:
    """Build the PDF file of a report."""
    story = [
        *lines("Local Government &amp; Social Care OMBUDSMAN", gap=12),
        Paragraph(report.title, TITLE),
        *lines(f"Reference number: {report.reference}", gap=10),
        Paragraph("The complaint", HEADING),
        *(Paragraph(text, TEXT) for text in report.paragraphs),
        Paragraph("<i>This sample report was made for a demonstration; the case is invented.</i>", NOTE),
    ]
    return document(story, report.title, None)
