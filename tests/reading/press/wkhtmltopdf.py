"""Print with wkhtmltopdf, from HTML: DejaVu Sans, striped tables, the big number left, the ring right."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.reading.press.content import Card, Sheet
from tests.reading.press.markup import document, inline, paragraphs

_STYLE = """
body { font: 9.5pt "DejaVu Sans"; color: #222 } section { page-break-after: always } p { margin: 0 0 6pt }
section:last-child { page-break-after: auto } .logo { font-size: 15pt; font-weight: bold } .title { font-size: 13pt }
.heading, h2 { font-size: 11pt; background: #14506e; color: #fff; padding: 3pt 5pt }
table.data { width: 100%; margin-bottom: 9pt; font-size: 6.5pt } .data td { text-align: center; padding: 3pt 1pt }
.data tr:nth-child(odd) { background: #e4edf2 } .block { width: 100% } .number { font-size: 22pt }
.ring { border: 5px solid #14506e; border-radius: 45px; width: 80px; padding: 27px 0; text-align: center;
  font-size: 14pt }
.small { font-size: 7.5pt; color: #555 }
"""


def print_letter(sheets: list[Sheet], target: Path) -> None:
    """Print pages to a file."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "letter.html"
        source.write_text(document(sheets, _STYLE, _card), "utf-8")
        command = [
            "wkhtmltopdf",
            "--quiet",
            "--page-size",
            "A4",
            "--footer-font-size",
            "7",
            "--footer-right",
            "[page]/[topage]",
        ]
        subprocess.run([*command, str(source), str(target)], check=True, capture_output=True, timeout=120)


def _card(card: Card) -> str:
    number = f'<div class="number">{inline(card.number)}</div>{inline(card.label)}' if card.number else ""
    ring = f'<div class="ring">{inline(card.ring)}</div>' if card.ring else ""
    small = "".join(f'<p class="small">{inline(text)}</p>' for text in (card.base, card.note) if text)
    cells = f'<td width="18%">{number}</td><td>{paragraphs(card.sentences)}{small}</td><td width="16%">{ring}</td>'
    return f'<h2>{inline(card.heading)}</h2><table class="block"><tr>{cells}</tr></table>'
