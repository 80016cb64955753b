"""Print with jsPDF in Node.js: Helvetica placed by lines, bold faked by drawing twice, broken pages."""

from __future__ import annotations

from pathlib import Path

from tests.reading.press.content import Sheet
from tests.reading.press.pdfmake import run


def print_letter(sheets: list[Sheet], target: Path) -> None:
    """Print pages to a file; Node.js finds jspdf in the folder that NODE_PATH names."""
    run(Path(__file__).with_suffix(".js"), sheets, target)
