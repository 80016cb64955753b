"""Print with Chromium, from HTML: its text comes in runs of a word or less, in fonts that it subsets."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

from tests.reading.press.content import Piece, Table

_STYLE = """
@page { size: A4; margin: 15mm }
body { font: 10pt "Liberation Sans", sans-serif } section { break-after: page }
p { margin: 0 0 7pt } table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: 6pt 0 12pt }
td { font-size: 7pt; padding: 2pt; text-align: center; vertical-align: bottom; overflow-wrap: normal }
table { margin-left: -58pt; width: calc(100% + 58pt) }
.named td:first-child { text-align: left; width: 16% } .ruled td { border: .5pt solid #555 }
section { padding-left: 58pt }
.ring { float: left; width: 44pt; padding: 12pt 0; margin: 0 0 0 -58pt; border: 3pt solid #159; border-radius: 50%;
  text-align: center; font-size: 14pt } .number { font-size: 20pt; margin: 0; }
"""


def print_letter(pages: Iterable[Iterable[Piece]], target: Path, *, ruled: bool) -> None:
    """Print pages to a file; tables have rules, or none."""
    body = "".join(f"<section>{''.join(_html(piece, ruled=ruled) for piece in page)}</section>" for page in pages)
    page = f"<!DOCTYPE html><meta charset=utf-8><title>letter</title><style>{_STYLE}</style>{body}"
    print_page(page, target)


def print_page(page: str, target: Path) -> None:
    """Print a page of HTML to a file."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "letter.html"
        source.write_text(page, "utf-8")
        options = ["--headless", "--no-sandbox", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile"]
        command = ["chromium", *options, f"--print-to-pdf={target}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=60)


def _html(piece: Piece, *, ruled: bool) -> str:
    if not isinstance(piece, Table):
        return f"<p class={piece.kind}>{escape(piece.text)}</p>"
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in piece.rows)
    kinds = [kind for kind, wanted in (("ruled", ruled), ("named", piece.is_named)) if wanted]
    return f'<table class="{" ".join(kinds)}">{rows}</table>'
