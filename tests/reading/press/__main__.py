"""Print letters of tests/letters as PDF: `python -m tests.reading.press [--by PRODUCER]... [NAME]...`.

Without names each producer prints all of its letters. tests/letters/README.md lists the requirements of each.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeAlias

from tests.reading.golden import LETTERS
from tests.reading.press import (
    cards,
    chromium,
    copies,
    firefox,
    flowing,
    jspdf,
    libreoffice_docx,
    libreoffice_html,
    pdfmake,
    typst,
    weasyprint,
    wkhtmltopdf,
)
from tests.reading.press.content import Sheet, pages, sheets
from tests.reading.press.plan import COPIED, EVERY, FOOTNOTED, PRINTED, ruled

_Print: TypeAlias = Callable[[list[Sheet], Path], None]
_Copy: TypeAlias = Callable[[Path, Path], None]

_PRESSES: Mapping[str, _Print] = {
    "libreoffice-html": libreoffice_html.print_letter,
    "libreoffice-docx": libreoffice_docx.print_letter,
    "firefox": firefox.print_letter,
    "weasyprint": weasyprint.print_letter,
    "typst": typst.print_letter,
    "wkhtmltopdf": wkhtmltopdf.print_letter,
    "pdfmake": pdfmake.print_letter,
    "jspdf": jspdf.print_letter,
    "chromium-cards": cards.print_letter,
}
_COPIES: Mapping[str, _Copy] = {
    "ghostscript": copies.ghostscript,
    "qpdf": copies.qpdf,
    "ocrmypdf": copies.ocrmypdf,
}


def main() -> None:
    """Print the requested letters, copies last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="letters, by the names of their texts")
    parser.add_argument("--by", action="append", help="producers")
    asked = parser.parse_args()
    for producer, name, work in _all():
        if (not asked.names or name in asked.names) and (not asked.by or producer in asked.by):
            work(LETTERS / f"{name}.{producer}.pdf")


def _all() -> Iterator[tuple[str, str, Callable[[Path], None]]]:
    """Yield producer, letter, and the function that prints the letter to a file."""
    for name in EVERY:
        content = pages(_text(name))
        yield "chromium", name, partial(chromium.print_letter, content, ruled=ruled(name))
        yield "reportlab", name, partial(flowing.print_letter, content, ruled=not ruled(name))
    for producer, names in PRINTED.items():
        for name in names:
            yield producer, name, partial(_PRESSES[producer], sheets(_text(name), footnotes=producer in FOOTNOTED))
    for producer, sources in COPIED.items():
        for name, source in sources.items():
            yield producer, name, partial(_COPIES[producer], LETTERS / f"{name}.{source}.pdf")


def _text(name: str) -> str:
    return (LETTERS / f"{name}.txt").read_text("utf-8")


if __name__ == "__main__":
    main()
