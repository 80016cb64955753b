"""Print with WeasyPrint, from HTML: EB Garamond, small capitals, three cards side by side, headers and footers."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.reading.press.content import Card, Sheet
from tests.reading.press.markup import document, inline, paragraphs

_STYLE = """
@page { size: A4; margin: 20mm 16mm;
  @top-right { content: "Annual review of complaints"; font: italic 8pt "EB Garamond" }
  @bottom-center { content: "Page " counter(page) " of " counter(pages); font: 8pt "EB Garamond" } }
body { font: 11pt "EB Garamond"; text-align: justify } section { break-after: page }
section:last-child { break-after: auto }
p { margin: 0 0 5pt } .logo { font-size: 18pt } .title { font-size: 15pt; font-variant: small-caps }
.heading, h2 { font-size: 13pt; font-weight: bold; text-align: left; margin: 0 0 6pt }
table.data { border-collapse: collapse; width: 100%; margin-bottom: 9pt }
table.data td { font-size: 8pt; text-align: center; padding: 2.5pt; border-bottom: .5pt solid #888 }
.cards { display: flex; gap: 5mm } .card { flex: 1; border: .7pt solid #466; padding: 3mm; text-align: left }
.ring { border: 3pt solid #466; border-radius: 50%; width: 22mm; padding: 7mm 0; text-align: center; font-size: 17pt }
.number { font-size: 24pt; margin: 0 } .small, .footnote { font-size: 8.5pt } sup { font-size: 60% }
"""


def print_letter(sheets: list[Sheet], target: Path) -> None:
    """Print pages to a file."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "letter.html"
        source.write_text(document(sheets, _STYLE, _card), "utf-8")
        subprocess.run(["weasyprint", str(source), str(target)], check=True, capture_output=True, timeout=120)


def _card(card: Card) -> str:
    ring = f'<div class="ring">{inline(card.ring)}</div>' if card.ring else ""
    number = f'<p class="number">{inline(card.number)}</p><p>{inline(card.label)}</p>' if card.number else ""
    small = "".join(f'<p class="small">{inline(text)}</p>' for text in (card.base, card.note) if text)
    return f'<div class="card"><h2>{inline(card.heading)}</h2>{ring}{paragraphs(card.sentences)}{number}{small}</div>'
