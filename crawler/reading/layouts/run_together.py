"""Labels that run together: split cells of a text at single spaces, and words that touch, into known labels."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, islice, takewhile

from crawler.reading.input.document import Cell, Line, Word
from crawler.reading.layouts.column_tables import is_values
from crawler.reading.wording import known_label

_LEAST = 2
# A small letter before a capital: two words touch there.
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])")


def split_labels(words: Sequence[Word], labels: Collection[str], over: Collection[str]) -> list[Cell] | None:
    """Return the words as one cell per label, without ``over``; None if they split in no way, or in two."""
    found = list(islice(_partings(tuple(words), labels, over), 2))
    return found[0] if len(found) == 1 and len(found[0]) >= _LEAST else None


def split_cells(line: Line, labels: Collection[str], over: Collection[str]) -> Line:
    """Split a line of one cell into the cells that it seems to have: known labels, or values."""
    if len(line.cells) != 1:
        return line
    words = line.cells[0].words
    if len(words) >= _LEAST and all(is_values([Cell((word,))]) for word in words):
        return Line(line.page, tuple(Cell((word,)) for word in words))
    cells = split_labels(words, labels, over)
    return Line(line.page, tuple(cells)) if cells else line


def with_seams_split(lines: Sequence[Line]) -> Sequence[Line]:
    """Return lines of labels with words that touch, such as ``EducationHousing``, as words of their own."""
    if not any(_SEAM.search(line.text) for line in lines):
        return lines
    return [Line(line.page, tuple(Cell(tuple(_apart(cell.words))) for cell in line.cells)) for line in lines]


def _apart(words: Sequence[Word]) -> Iterator[Word]:
    """Yield the parts of each word, each with its share of the box."""
    for word in words:
        at, box = 0, word.box
        for part in _SEAM.split(word.text):
            end = at + len(part)
            if box is None or len(part) == len(word.text):
                yield Word(part, box)
            else:
                wide = (box[2] - box[0]) / len(word.text)
                yield Word(part, (box[0] + at * wide, box[1], box[0] + end * wide, box[3]))
            at = end


def split_heading(line: Line, headings: Collection[str]) -> list[Line]:
    """Split a line after a heading at its beginning."""
    words = line.cells[0].words if len(line.cells) == 1 else ()
    longest = 2 * max(map(len, headings))
    texts = takewhile(lambda text: len(text) <= longest, accumulate(word.text for word in words[:-1]))
    end = next((end for end, text in enumerate(texts, 1) if known_label(text, headings) in headings), None)
    return [line] if end is None else [Line(line.page, (Cell(part),)) for part in (words[:end], words[end:])]


def _partings(words: tuple[Word, ...], labels: Collection[str], over: Collection[str]) -> Iterator[list[Cell]]:
    """Yield every way to split the words into known labels."""
    if not words:
        yield []
    longest = max(map(len, (*labels, *over)), default=0)
    for end in range(1, len(words) + 1):
        text = "".join(word.text for word in words[:end])
        if len(text) > 2 * longest:
            return
        label = known_label(text, labels)
        if label in labels:
            yield from ([Cell(words[:end]), *rest] for rest in _partings(words[end:], labels, over))
        elif label in over:
            yield from _partings(words[end:], labels, over)
