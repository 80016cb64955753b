"""Divide the statistics into the blocks of the three measures, by their headings and by their sentences."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import pairwise

from crawler.reading.input import running_text
from crawler.reading.layouts.bands import bands
from crawler.reading.layouts.leftovers import is_axis
from crawler.reading.layouts.measure_phrases import BLOCKS, NOTHING_DUE, Block
from crawler.reading.layouts.remainder import Remainder
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.squeezed_text import Squeezed


@dataclass(frozen=True, slots=True)
class Part:
    """The text of one block, or of none; ``agreed`` is false if heading and sentence name different blocks."""

    remainder: Remainder
    block: Block | None
    agreed: bool = True


def divide(statistics: Statistics) -> list[Part]:
    """Return every part of the statistics, from top to bottom; nothing is left out but the axes of charts."""
    found = bands([line for line in statistics.lines if not is_axis(line.text)], drawn=statistics.drawn)
    headed = {band.heading.rate for band in found if band.heading}
    return [part for band in found for part in _parts(statistics.flow(band.lines), band.heading, headed)]


def _parts(flow: running_text.Passage, heading: Block | None, headed: Collection[str]) -> list[Part]:
    """Cut again before each sentence with a rate except the first, in case a heading is missing.

    A sentence under the wrong heading has left its place; the text after it may belong to another block.
    """
    letters = Squeezed.of(flow.text)
    found = [(sentence.start, block) for block in BLOCKS for sentence in block.sentence.finditer(letters)]
    found += [(sentence.start, BLOCKS[1]) for sentence in NOTHING_DUE.finditer(letters)]
    found.sort(key=lambda anchor: anchor[0])
    if not found:
        return [Part(Remainder.of(flow), heading)]
    cuts = [0, *(start for start, _ in found[1:]), len(flow.text)]
    parts = [
        Part(Remainder.of(flow, start, end), block, agreed=_agrees(block, heading, headed, is_first=start == 0))
        for (start, end), (_, block) in zip(pairwise(cuts), found, strict=True)
    ]
    return [
        replace(below, agreed=below.agreed and (above is None or above.block is below.block or _is_ended(above)))
        for above, below in pairwise([None, *parts])
        if below is not None
    ]


def _is_ended(above: Part) -> bool:
    """Return whether a block has its average, or needs none: otherwise the next average may belong to it."""
    letters = above.remainder.letters
    has_average = above.block is not None and above.block.average.search(letters) is not None
    return has_average or NOTHING_DUE.search(letters) is not None


def _agrees(block: Block, heading: Block | None, headed: Collection[str], *, is_first: bool) -> bool:
    if block is heading:
        return True
    return block.rate not in headed and (heading is None or not is_first)
