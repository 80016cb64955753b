"""The marks that people type before the items of a list, where markup would do it for them."""

from __future__ import annotations

import re

_BULLETS = r"-*\N{BULLET}\N{MIDDLE DOT}\N{BLACK SMALL SQUARE}\N{BLACK CIRCLE}\N{WHITE BULLET}\N{EN DASH}\N{EM DASH}"

ITEM = re.compile(rf"(?:[{_BULLETS}]|\(?(?:[a-z]|[ivx]{{2,4}})[.)])(?:\s+|$)")
"""A bullet, a letter or a Roman numeral at the beginning of an item."""

# Whole paragraphs have numbers as well.
_MARK = re.compile(rf"{ITEM.pattern}|\(?\d{{1,3}}[.)](?:\s+|$)")


def without_mark(text: str) -> str:
    """Return the text of an item without its mark, if it has one."""
    found = _MARK.match(text)
    return text[found.end() :] if found else text
