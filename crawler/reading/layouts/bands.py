"""Assign each part of the statistics to its heading: columns come before bands, since cards are side by side.

Headings above one another each own the text below them up to the next heading. Two headings side by side have a column
each, for as long as nothing crosses the gutter between them.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from crawler.reading.input import column_geometry, geometry
from crawler.reading.input.document import Cell, Line, Word, union
from crawler.reading.layouts.measure_phrases import BLOCKS, Block
from lgsco_store.records import BBox

_INITIALS = frozenset(block.heading.words[0] for block in BLOCKS)
_FIRST_WORDS = frozenset(block.heading.words.split()[0] for block in BLOCKS)
# The maximum number of lines that a heading in a narrow card takes, and of words on each.
_MOST_LINES = 5
_MOST_WORDS = 7
# Words of two cards are further apart than those of one heading; both are shares of the height.
_CARD_GAP = 0.6
_GUTTER = 0.5
_TWO = 2
# The left edges of the lines of one card differ by less than this, in points.
_SAME_EDGE = 2.0


@dataclass(frozen=True, slots=True)
class Band:
    """The lines under one heading, or under none."""

    heading: Block | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading and the height of its letters; a heading continued from the page before has no box."""

    block: Block | None
    box: BBox | None = None
    size: float = 0.0

    @property
    def top(self) -> float:
        """Return where it begins."""
        return self.box[1] if self.box else float("-inf")


@dataclass(slots=True)
class _Region:
    """A page from ``top`` to ``bottom``; ``edges`` are the middles of the gutters between its columns."""

    top: float
    columns: list[list[_Heading]]
    edges: list[float] = field(default_factory=list)
    bottom: float = float("inf")


def bands(lines: Sequence[Line], *, drawn: bool) -> list[Band]:
    """Return every line, or each part of it, in the band of its heading; nothing is left out."""
    found: list[Band] = []
    heading: Block | None = None
    for _, group in groupby(lines, key=lambda line: line.page if drawn else 0):
        page = list(group)
        first, *others = _on_page(page, heading) if drawn else _in_text(page)
        if found and first.heading is found[-1].heading:
            found[-1] = Band(first.heading, found[-1].lines + first.lines)
        else:
            found.append(first)
        found += others
        heading = found[-1].heading
    return found


def _headed(text: str) -> Block | None:
    """Return the block that has a text as its heading; most texts are rejected by their first letter."""
    if text[:1].lower() not in _INITIALS:
        return None
    return next((block for block in BLOCKS if block.heading.fullmatch(text)), None)


def _in_text(lines: Sequence[Line]) -> list[Band]:
    """Cut text before each heading."""
    starts = [(at, block) for at, line in enumerate(lines) if (block := _headed(line.text))]
    cuts = [(0, None), *starts, (len(lines), None)]
    return [Band(block, tuple(lines[start:end])) for (start, block), (end, _) in pairwise(cuts)]


def _on_page(lines: Sequence[Line], before: Block | None) -> list[Band]:
    """Return the bands of one page; lines above its first heading continue the band of the page before."""
    headings = _among([piece for line in lines for piece in geometry.split_line(line, _CARD_GAP)])
    if justified := _justified(lines, len(headings) + 1):
        headings, lines = justified, [Line(line.page, (Cell(tuple(_words(line))),)) for line in lines]
    regions = _regions(lines, headings, before)
    found: dict[tuple[int, int, int], list[Line]] = {(0, 0, 0): []}
    for line in lines:
        for cell in line.cells:
            if cell.box is not None:
                at = max(i for i, region in enumerate(regions) if region.top <= geometry.middle(cell.box))
                for column, part in _columns(cell, regions[at]):
                    found.setdefault((at, column, _under(part, regions[at], column)), []).append(
                        Line(line.page, (part,))
                    )
    return [
        Band(regions[at].columns[column][number].block if number >= 0 else None, tuple(own))
        for (at, column, number), own in sorted(found.items())
    ]


def _columns(cell: Cell, region: _Region) -> Iterator[tuple[int, Cell]]:
    """Return the parts of a cell, each with the number of its column."""
    if not region.edges:
        yield 0, cell
        return
    parts: dict[int, list[Word]] = {}
    for word, box in geometry.with_boxes(cell.words):
        parts.setdefault(bisect(region.edges, (box[0] + box[2]) / 2), []).append(word)
    yield from ((column, Cell(tuple(words))) for column, words in parts.items())


def _under(cell: Cell, region: _Region, column: int) -> int:
    """Return the number of the last heading in the column that begins above the cell's middle; -1 if there is none."""
    middle = geometry.middle(cell.box) if cell.box else 0.0
    if middle > region.bottom:
        return -1
    return sum(heading.top <= middle for heading in region.columns[column]) - 1


def _regions(lines: Sequence[Line], headings: list[_Heading], before: Block | None) -> list[_Region]:
    """Return the page from top to bottom, with a new region wherever columns begin or end."""
    regions = [_Region(float("-inf"), [[_Heading(before)]])]
    if len(headings) > 1:
        words = geometry.with_boxes(word for line in lines for word in _words(line))
        boxes = sorted((box for _, box in words), key=geometry.middle)
        for heading in sorted(headings, key=lambda heading: heading.top):
            _place(heading, regions, boxes)
    else:
        regions[0].columns[0] += headings
    return regions


def _place(heading: _Heading, regions: list[_Region], boxes: Sequence[BBox]) -> None:
    """Put a heading under the last one of its column, or beside it if a gutter separates the two."""
    if heading.box is None:
        return
    if geometry.middle(heading.box) > regions[-1].bottom:
        regions.append(_Region(regions[-1].bottom, [[_Heading(None)]]))
    region = regions[-1]
    at = bisect(region.edges, (heading.box[0] + heading.box[2]) / 2)
    last = region.columns[at][-1]
    gutter = _gutter(last, heading, boxes)
    if gutter is None:
        region.columns[at].append(heading)
        return
    edge, bottom = gutter
    if not region.edges:
        region.columns[at].pop()
        region = _Region(min(last.top, heading.top), [[last]])
        regions.append(region)
    region.columns.insert(at if heading.box[0] < edge else at + 1, [heading])
    region.edges = sorted([*region.edges, edge])
    region.bottom = min(region.bottom, bottom)


def _gutter(one: _Heading, other: _Heading, boxes: Sequence[BBox]) -> tuple[float, float] | None:
    """Return the middle of the gutter between two headings, which no word crosses, and how far down it extends.

    None if they are not side by side, or if one of them has no words below it on its own side.
    """
    if one.box is None or other.box is None:
        return None
    left, right = sorted((one.box, other.box))
    least = _GUTTER * min(one.size, other.size)
    free, bottom = [(left[2], right[0])], float("inf")
    below = boxes[bisect(boxes, min(one.top, other.top), key=geometry.middle) :]
    for box in below:
        rest = column_geometry.free_gaps(free, box, least)
        if not rest:
            bottom = box[1]
            break
        free = rest
    start, end = max(free, key=column_geometry.width)
    edge, under = (start + end) / 2, max(left[3], right[3])
    own = [box for box in below if under < geometry.middle(box) < bottom]
    sides = {box[0] < edge for box in own}
    return (edge, bottom) if end - start >= least and len(sides) > 1 else None


def _words(line: Line) -> Iterator[Word]:
    return (word for cell in line.cells for word in cell.words)


def _justified(lines: Sequence[Line], least: int) -> list[_Heading]:
    """Return the headings of justified cards, whose words may be as far apart as two cards; at least this many.

    Words that begin headings on one line mark the beginnings of their cards.
    """
    for at, line in enumerate(lines):
        edges = [box[0] for word, box in geometry.with_boxes(_words(line)) if word.text.lower() in _FIRST_WORDS]
        if len(edges) >= max(least, _TWO):
            found = _among([piece for below in lines[at : at + _MOST_LINES] for piece in _cut(below, edges)])
            return found if len(found) == len(edges) else []
    return []


def _cut(line: Line, edges: Sequence[float]) -> Iterator[Cell]:
    """Yield the words of a line in cells that begin at these edges."""
    for _, group in groupby(geometry.with_boxes(_words(line)), key=lambda pair: bisect(edges, pair[1][0] + _SAME_EDGE)):
        yield Cell(tuple(word for word, _ in group))


def _among(pieces: Sequence[Cell]) -> list[_Heading]:
    """Return the headings among pieces of lines; each may be broken over several lines of a narrow card."""
    headings = []
    for at, piece in enumerate(pieces):
        if piece.text[:1].isupper() and len(piece.words) <= _MOST_WORDS:
            found = None
            for cells in _downwards(piece, pieces[at + 1 :]):
                block = _headed(" ".join(cell.text for cell in cells))
                found = (block, cells) if block else found
            if found and piece.box:
                box = union(cell.box for cell in found[1])
                headings.append(_Heading(found[0], box, geometry.height(piece.box)))
    return headings


def _downwards(piece: Cell, below: Iterable[Cell]) -> Iterator[list[Cell]]:
    """Yield a piece alone, then with the line below it, and so on."""
    cells = [piece]
    yield cells
    for cell in below:
        last = cells[-1].box
        if (
            len(cells) == _MOST_LINES
            or last is None
            or cell.box is None
            or cell.box[1] > last[3] + geometry.height(last)
        ):
            return
        if geometry.continues(cell.box, last):
            cells = [*cells, cell]
            yield cells
