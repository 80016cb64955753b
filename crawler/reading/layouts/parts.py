"""Dividing the statistics into the blocks of the three measures, by their headings and by their sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.reading import geometry, passage
from crawler.reading.document import Line
from crawler.reading.layouts.letter import Statistics
from crawler.reading.layouts.measures import BLOCKS, NOTHING_DUE, Block
from crawler.reading.scrap import Scrap


@dataclass(frozen=True, slots=True)
class Part:
    """What belongs to one block, or to none; ``agreed`` is false where heading and sentence name different blocks."""

    scrap: Scrap
    block: Block | None
    agreed: bool = True


@dataclass(frozen=True, slots=True)
class _Band:
    """The lines from one heading to the next."""

    heading: Block | None
    lines: tuple[Line, ...]


def divided(statistics: Statistics) -> list[Part]:
    """Every part of the statistics, from top to bottom; nothing is left out."""
    flow = passage.in_blocks if statistics.drawn else passage.in_order
    bands = _bands(statistics)
    headed = {band.heading.rate for band in bands if band.heading}
    return [part for band in bands for part in _parts(flow(band.lines), band.heading, headed)]


def _bands(statistics: Statistics) -> list[_Band]:
    """Cut at each heading; a cell belongs to the last heading whose top is above the cell's middle."""
    pieces = list(_pieces(statistics.lines))
    heads = [((page, top), block) for (page, top, _), line in pieces if (block := _headed(line)) is not None]
    heads.sort(key=lambda head: head[0])
    starts = [(0, 0.0), *(place for place, _ in heads), (len(pieces) + pieces[-1][1].page, 0.0)] if pieces else []
    blocks = [None, *(block for _, block in heads)]
    return [
        _Band(block, tuple(line for (page, _, middle), line in pieces if start <= (page, middle) < end))
        for block, (start, end) in zip(blocks, pairwise(starts), strict=bool(pieces))
    ]


def _pieces(lines: Sequence[Line]) -> Iterator[tuple[tuple[int, float, float], Line]]:
    """Each cell that is drawn, each line of text, with its page, top and middle; text is placed by counting lines."""
    for index, line in enumerate(lines):
        boxes = [(cell, cell.box) for cell in line.cells]
        if any(box is None for _, box in boxes):
            yield (line.page, float(index), float(index)), line
            continue
        for cell, box in boxes:
            if box is not None:
                yield (line.page, box[1], geometry.middle(box)), Line(line.page, (cell,))


def _headed(line: Line) -> Block | None:
    return next((block for block in BLOCKS if block.heading.fullmatch(line.text)), None)


def _parts(flow: passage.Passage, heading: Block | None, headed: Collection[str]) -> list[Part]:
    """Cut once more before each sentence with a rate but the first, where a heading is missing.

    A sentence that stands under another heading than its own has left its place; what follows it may be another's.
    """
    found = [(match.start(), block) for block in BLOCKS for match in block.sentence.finditer(flow.text)]
    found += [(match.start(), BLOCKS[1]) for match in NOTHING_DUE.finditer(flow.text)]
    found.sort(key=lambda anchor: anchor[0])
    if not found:
        return [Part(Scrap.of(flow), heading)]
    cuts = [0, *(start for start, _ in found[1:]), len(flow.text)]
    return [
        Part(Scrap.of(flow, start, end), block, agreed=_agrees(block, heading, headed, is_first=start == 0))
        for (start, end), (_, block) in zip(pairwise(cuts), found, strict=True)
    ]


def _agrees(block: Block, heading: Block | None, headed: Collection[str], *, is_first: bool) -> bool:
    if block is heading:
        return True
    return block.rate not in headed and (heading is None or not is_first)
