"""The characters of one page, as far as they can be trusted, in the runs in which pdfium's objects draw them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import compress
from operator import ne
from struct import unpack

from crawler.reading.ink.sight import Sight
from crawler.reading.input.document import UnreadableError
from crawler.reading.input.meanings import SPACE, UNKNOWN, meant
from crawler.reading.input.upright import Glyphs, Run
from crawler.reading.page_text import NOWHERE, PageText

# A megabyte of characters equals a hundred letters.
MAX_CHARACTERS = 1_000_000

# The font is consulted only about characters that may be part of a number, since that takes time.
_COUNTING = re.compile(r"[\d.,%]")
_DIGIT = re.compile(r"\d")
_SPACE = re.compile(r"\s")
# How far above the baseline the ink of a raised digit begins, as a share of its size; other digits begin lower.
_RAISED = 0.2


def read(text: PageText, sight: Sight | None = None) -> Glyphs:
    """Return every character of a page, in the producer's order; raise an error if there are too many.

    Characters that a close examination of the page did not find become spaces, or unknown.
    """
    if text.count > MAX_CHARACTERS:
        raise UnreadableError("too_large", f"A page of the PDF has {text.count} characters, too many for a letter.")
    letters = _believed(meant(text.letters), text)
    if sight is not None:
        letters = _with(_with(letters, sight.blank, SPACE), sight.unknown, UNKNOWN)
    letters = _with(letters, text.placeless, SPACE)
    return _without_marks(text, Glyphs(letters, text.edges, _runs(text)))


def _runs(text: PageText) -> list[Run]:
    """Return the sequences that one object draws; a space that pdfium adds within one has a matrix of its own."""
    objects = text.objects
    spaces = [found.start() for found in _SPACE.finditer(text.letters)]
    added = text.added([at for at in spaces if objects[at]])
    changes = compress(range(1, text.count), map(ne, objects, objects[1:]))
    cuts = sorted({0, text.count, *changes, *added, *(at + 1 for at in added)})
    starts, ends = cuts[:-1], cuts[1:]
    drawn = zip(starts, ends, text.drawn(starts), strict=True)
    return [(start, end, (four, size), x, y) for start, end, (four, x, y, size) in drawn]


def _without_marks(text: PageText, glyphs: Glyphs) -> Glyphs:
    """Return the glyphs with a space for each digit that is drawn raised: some fonts have glyphs for footnote marks."""
    digits = [found.start() for found in _DIGIT.finditer(glyphs.letters)]
    runs = iter(glyphs.runs)
    marks = []
    run = next(runs, None)
    for at, ink in zip(digits, text.ink(digits), strict=True):
        while run is not None and run[1] <= at:
            run = next(runs, None)
        if run is not None and ink != NOWHERE:
            _, _, (matrix, size), x, y = run
            _, _, c, d = unpack("4f", matrix)
            left, right, bottom, top = ink
            lowest = min(c * left, c * right) + min(d * bottom, d * top) - c * x - d * y
            if lowest > _RAISED * abs(size) * (c * c + d * d):
                marks.append(at)
    return replace(glyphs, letters=_with(glyphs.letters, marks, SPACE)) if marks else glyphs


def _with(letters: str, places: Iterable[int], instead: str) -> str:
    changed = list(letters) if (places := list(places)) else None
    if changed is None:
        return letters
    for at in places:
        changed[at] = instead
    return "".join(changed)


def _believed(letters: str, text: PageText) -> str:
    """Mark the letters that a font does not give: pdfium returns the glyph's number, which may look like a digit."""
    counting = [found.start() for found in _COUNTING.finditer(letters)]
    return _with(letters, text.guessed(counting), UNKNOWN)
