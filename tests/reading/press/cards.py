"""Print with Chromium, from HTML, in another style: Open Sans, prose in two columns, cards two in a row."""

from __future__ import annotations

from pathlib import Path

from tests.reading.press import chromium
from tests.reading.press.content import Card, Sheet
from tests.reading.press.markup import document, inline, paragraphs

_STYLE = """
@page { size: A4; margin: 14mm } body { font: 9.5pt "Open Sans" } section { break-after: page }
section:first-of-type { columns: 2; column-gap: 8mm } p { margin: 0 0 6pt } .logo { font-size: 14pt }
.title, .heading { font-weight: 600; font-size: 12pt }
table.data { border-collapse: collapse; width: 100%; margin: 4pt 0 10pt }
.data td { font-size: 6.5pt; border: .5pt solid #333 }
.cards { column-span: all; display: grid; grid-template-columns: 1fr 1fr; gap: 6mm }
.card { background: #eef2ea; padding: 4mm }
h2 { font-size: 12pt; margin: 0 0 4pt } .ring { font-size: 26pt; font-weight: 600; color: #275317 }
.number { font-size: 20pt } .small { font-size: 7.5pt }
"""


def print_letter(sheets: list[Sheet], target: Path) -> None:
    """Print pages to a file."""
    chromium.print_page(document(sheets, _STYLE, _card), target)


def _card(card: Card) -> str:
    ring = f'<div class="ring">{inline(card.ring)}</div>' if card.ring else ""
    number = f'<p><span class="number">{inline(card.number)}</span> {inline(card.label)}</p>' if card.label else ""
    small = "".join(f'<p class="small">{inline(text)}</p>' for text in (card.base, card.note) if text)
    return f'<div class="card">{ring}<h2>{inline(card.heading)}</h2>{paragraphs(card.sentences)}{number}{small}</div>'
