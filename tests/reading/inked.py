"""Draw letters with bare PDF operators, so that a test decides what of their text a page shows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tests.reading.hostile import raw_pdf, stream
from tests.reading.letterpress import BOLD, Measures, Sheet, Text, covering, measures_sheet

# The texts of the last of three blocks begin this far down the page.
LAST_BLOCK = 480
AVERAGE = "99% in similar authorities."
# Where the first block begins and ends, and how much further down a block of the year before is drawn.
_FIRST_BLOCK = (100, 290)
_FURTHER = 530


@dataclass
class Page:
    """The operators around the texts of a statistics page.

    ``before`` and ``after`` enclose the last block; ``over`` is drawn on top of everything. ``average`` draws one line,
    the average of the second block, in place of its own operators, which it marks with an @. ``old`` draws a
    block of the year before, likewise marked, below all others. ``first`` is drawn over the first page. ``objects`` are
    numbered from 9.
    """

    before: bytes = b""
    after: bytes = b""
    over: bytes = b""
    around: bytes = b"@"
    average: bytes = b"@"
    old: bytes = b""
    first: bytes = b""
    resources: bytes = b""
    entries: bytes = b""
    catalogue: bytes = b""
    objects: list[bytes] = field(default_factory=list)


def letter(page: Page) -> bytes:
    """Make a letter of 2020 whose second page has the three measures."""
    first = b"\n".join(map(operators, covering(2020).texts))
    resources = b"<< /Font << /P 7 0 R /B 8 0 R /L 9 0 R >> %s >>" % page.resources
    kind = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources %s %s >>"
    fonts = (b"<< /Type /Font /Subtype /Type1 /BaseFont /%s >>" % name for name in (b"Helvetica", b"Helvetica-Bold"))
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % page.catalogue,
        b"<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 >>",
        kind % (4, resources, b""),
        stream(first + page.first),
        kind % (6, resources, page.entries),
        stream(page.around.replace(b"@", _statistics(page, measures_sheet(Measures())))),
        *fonts,
        *page.objects,
    )


def _statistics(page: Page, sheet: Sheet) -> bytes:
    last = [operators(text) for text in sheet.texts if text.y > LAST_BLOCK]
    others = [
        page.average.replace(b"@", operators(text)) if text.text == AVERAGE else operators(text)
        for text in sheet.texts
        if text.y <= LAST_BLOCK
    ]
    return b"\n".join([*others, page.before, *last, page.after, page.old.replace(b"@", old_block()), page.over])


def old_block(font: bytes = b"") -> bytes:
    """Return the operators that draw a block of the year before, in the free part below the last block."""
    older = measures_sheet(Measures(uphold="72%", upheld="13", base="18")).texts
    texts = [text for text in older if _FIRST_BLOCK[0] <= text.y < _FIRST_BLOCK[1]]
    return b"\n".join(
        operators(replace(text, y=text.y + _FURTHER, text=_a_year_earlier(text.text)), font) for text in texts
    )


def _a_year_earlier(text: str) -> str:
    return text.replace("2019", "2018").replace("2020", "2019")


def operators(text: Text, font: bytes = b"") -> bytes:
    """Return the operators that draw one text."""
    name = font or (b"B" if text.font == BOLD else b"P")
    words = text.text.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /%s %.1f Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj ET" % (name, text.size, text.x, 842 - text.y, words)
