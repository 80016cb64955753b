"""Sheets with two pages side by side, as committees print them: the right page is read below the left one."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.reading.input import geometry
from crawler.reading.input.document import Word

# Each page has at least two lines of this many words, or a long one: half a table has only labels and numbers.
_SHORT, _LONG = 4, 8
# The minimum share of the sheet's width that a page's margin takes: there are two of them between two pages.
_MARGIN = 0.025
# The same for the gap between two typewritten pages; how much letters may differ in width; and how many must not.
_GUTTER, _ALIKE, _NEARLY_ALL = 0.012, 0.02, 0.95


def fold(words: Sequence[Word], width: float, height: float) -> float | None:
    """Return where a sheet with two pages side by side is folded, in points from its left; None for a single page."""
    if width <= height:
        return None
    middle = width / 2
    placed = geometry.with_boxes(words)
    left = [(word, box) for word, box in placed if (box[0] + box[2]) / 2 < middle]
    right = [(word, box) for word, box in placed if (box[0] + box[2]) / 2 >= middle]
    if not left or not right:
        return None
    ends, begins = max(box[2] for _, box in left), min(box[0] for _, box in right)
    at = middle if ends <= middle <= begins else (ends + begins) / 2
    is_empty = min(at - ends, begins - at) >= _MARGIN * width or (
        begins - ends >= _GUTTER * width and _is_typewritten(placed)
    )
    return at if is_empty and all(_is_page([word for word, _ in half]) for half in (left, right)) else None


def _is_typewritten(placed: Sequence[geometry.Placed]) -> bool:
    """Return whether nearly all letters are equally wide: such pages are printed with hardly a margin between them."""
    widths = sorted((box[2] - box[0]) / len(word.text) for word, box in placed)
    usual = widths[len(widths) // 2]
    return sum(abs(each - usual) <= _ALIKE * usual for each in widths) >= _NEARLY_ALL * len(widths)


def _is_page(words: Sequence[Word]) -> bool:
    cells = [cell for line in geometry.lines(1, words) for cell in line.cells]
    counts = [sum(word.text.isalpha() for word in cell.words) for cell in cells]
    return sum(count >= _SHORT for count in counts) > 1 or max(counts) >= _LONG


def unfold(words: Sequence[Word], at: float | None, height: float) -> Sequence[Word]:
    """Return the words, with those right of the fold moved below the others."""
    if at is None:
        return words
    return [
        Word(word.text, box if box[0] < at else (box[0] - at, box[1] + height, box[2] - at, box[3] + height))
        for word, box in geometry.with_boxes(words)
    ]
