"""Print with LibreOffice, from HTML: fonts without ascent and descent, each measure a row of a bordered table."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.reading.press.content import Card, Sheet
from tests.reading.press.markup import document, inline, paragraphs

_STYLE = """
@page { size: 21cm 29.7cm; margin: 1.5cm }
body { font-family: Carlito; font-size: 10.5pt } section { page-break-after: always } p { margin: 0 0 0.2cm }
p.logo { font-size: 16pt; color: #1d4f76 } p.title { font-size: 14pt; font-weight: bold }
p.heading { font-size: 12pt; font-weight: bold }
table.data td { font-size: 7.5pt; text-align: center; border: 1px solid #777777; padding: 0.05cm }
table.block { border: 1px solid #1d4f76 } table.block td { vertical-align: middle; padding: 0.15cm }
"""


def print_letter(sheets: list[Sheet], target: Path) -> None:
    """Print pages to a file."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "letter.html"
        source.write_text(document(sheets, _STYLE, _card, "ruled"), "utf-8")
        convert(source, target, "--infilter=HTML (StarWriter)")


def convert(source: Path, target: Path, *options: str) -> None:
    """Let LibreOffice print a file from its own folder."""
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", *options, "--convert-to", "pdf", "--outdir", str(source.parent)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
    source.with_suffix(".pdf").replace(target)


def _card(card: Card) -> str:
    ring = f'<font size="5"><b>{inline(card.ring)}</b></font>'
    count = f'<font size="6">{inline(card.number)}</font><br>{inline(card.label)}' if card.number else ""
    cells = f'<td width="16%" align="center">{ring}</td><td>{paragraphs(card.sentences)}</td>'
    right = f'<td width="30%" align="center">{count}<p><font size="2">{inline(card.base)}</font></p></td>'
    block = f'<table class="block" width="100%" cellspacing="0"><tr>{cells}{right}</tr></table>'
    return f'<p class="heading">{inline(card.heading)}</p>{block}{paragraphs([card.note])}'
