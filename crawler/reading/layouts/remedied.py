"""The two counts of complaints remedied, beside or below the notes of the letters of 2014 to 2018."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.reading.input import geometry
from crawler.reading.input.document import Cell, Line
from crawler.reading.layouts import column_tables
from crawler.reading.layouts.column_tables import Column
from crawler.reading.layouts.run_together import split_cells
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.wording import known_label

LABELS = {
    "bylgo": "remedied_by_ombudsman",
    "satisfactorilybyauthoritybeforelgoinvolvement": "remedied_by_authority",
}
HEADINGS = frozenset({"notes", "complaintsremedied"})


def columns(section: Sequence[Line], statistics: Statistics) -> Sequence[Column]:
    """Return the two labels and their values, from a ruled table, a list, or the lines below the notes' heading."""
    return _ruled(statistics) or _listed(section) or _below(section, drawn=statistics.drawn)


def _ruled(statistics: Statistics) -> Sequence[Column]:
    """Return the columns of the ruled table that has both labels and no other; none if there is not just one."""
    grids = [column_tables.collapsed_grid(table.rows, LABELS, HEADINGS) for table in statistics.tables]
    labels = sorted(LABELS)
    found = [grid.columns for grid in grids if sorted(column.label for column in grid.columns) == labels]
    return found[0] if len(found) == 1 else ()


def _listed(section: Sequence[Line]) -> Sequence[Column]:
    """Return each label with the value beside it, if there is just one line for each."""
    pairs = list(column_tables.listed(section, LABELS))
    found = {known_label(head.text, LABELS): (head, value) for head, value in pairs if column_tables.is_values([value])}
    is_whole = set(found) == set(LABELS) and len(found) == len(pairs)
    return [Column(label, head.words, value) for label, (head, value) in found.items()] if is_whole else ()


def _below(section: Sequence[Line], *, drawn: bool) -> list[Column]:
    """Return the two labels, and the two numbers below them, in order: blank cells shift them."""
    section = section if drawn else [split_cells(line, LABELS, HEADINGS) for line in section]
    pieces = _blocks(section) if drawn else [cell for line in section for cell in line.cells]
    heads = [piece for piece in pieces if known_label(piece.text, LABELS) in LABELS]
    heads.sort(key=lambda head: head.box[0] if head.box else 0)
    rows = [[cell for cell in line.cells if cell.words] for line in section]
    values = [row for row in ([cell for cell in row if column_tables.is_values([cell])] for row in rows) if row]
    by_label = {known_label(head.text, LABELS): head for head in heads}
    is_whole = len(heads) == len(by_label) == len(LABELS)
    fitting = values[0] if is_whole and len(values) == 1 and len(values[0]) == len(heads) else [None] * len(heads)
    return [Column(label, head.words, value) for (label, head), value in zip(by_label.items(), fitting, strict=False)]


def _blocks(section: Sequence[Line]) -> list[Cell]:
    cells = [cell for line in section for cell in line.cells if not column_tables.is_values([cell])]
    labels = [cell for cell in cells if known_label(cell.text, HEADINGS) not in HEADINGS]
    return [Cell(tuple(word for cell in block for word in cell.words)) for block in geometry.blocks(labels)]
