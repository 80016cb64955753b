"""Service improvements in the rows of a table: below a header, or with fields that need none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.reading.findings import missing
from crawler.reading.kinds.improvements import columns
from crawler.reading.kinds.improvements.around import without_around
from crawler.reading.kinds.improvements.columns import Column
from crawler.reading.kinds.improvements.grouping import Fields
from crawler.reading.kinds.list_marks import without_mark
from lgsco_store.publications.decision_terms import CATEGORIES, is_known
from lgsco_store.records import Issue

Row = Sequence[str]

YEARS = re.compile(r"(?:19|20)\d{2}(?:\s?[-/\N{EN DASH}]\s?(?:20)?\d{2})?")


def header(rows: Sequence[Row]) -> int | None:
    """Return the index of the header row: the first with two labels, or with one above rows that have none."""
    for at, row in enumerate(rows):
        known = [cell for cell in row if columns.column(cell)]
        below = rows[at + 1] if at + 1 < len(rows) else ()
        is_alone = len(row) > 1 and len(below) == len(row) and columns.column(below[0]) is None
        if len(known) > 1 or (known and is_alone and not re.search(r"\d", " ".join(row))):
            return at
    return None


def refusals(rows: Sequence[Row], start: int) -> list[Issue]:
    """Return why a table cannot be read: a column is unknown, there twice, or none contains the improvements."""
    headers = [rows[start], *(row for row in rows[start + 1 :] if _is_header(row))]
    return [issue for row in headers for issue in _refusals(row)]


def entries(rows: Sequence[Row], start: int) -> tuple[list[Fields], list[Issue]]:
    """Return the fields of each row below a header; a row with a category alone gives it to those below."""
    found: list[Fields] = []
    issues: list[Issue] = []
    named = _named(rows[start])
    above: Fields = {}
    for row in rows[start + 1 :]:
        filled = [cell for cell in row if cell]
        if _is_header(row):
            named, above = _named(row), {}
        elif len(filled) == 1 and groups_items(filled[0]):
            above = {} if YEARS.fullmatch(filled[0]) else {Column.CATEGORY: filled[0]}
        elif len(row) == len(named):
            cells = zip(named, row, strict=True)
            found.append({**above, **{name: without_mark(cell) for name, cell in cells if name is not None and cell}})
        elif without_around(filled):
            message = f"The row {' | '.join(filled)!r} has not one cell for each column, so it was not read."
            issues.append(missing("row_unread", message))
    return [each for each in found if each], issues


def row_entry(cells: Row) -> tuple[Fields, list[Issue]]:
    """Return the fields of a row of a table without a header: one of them is the improvement."""
    found: dict[Column, str] = {}
    for fields in map(columns.fields, cells):
        if found.keys() & fields.keys():
            message = f"The row {' | '.join(cells)!r} has no label that says which of its texts is the improvement."
            return {}, [missing("row_unread", message)]
        found |= fields
    return found, []


def groups_items(heading: str) -> bool:
    """Return whether a heading is that of some of the improvements: of a category, or of a year."""
    return is_known(heading, CATEGORIES) or YEARS.fullmatch(heading) is not None


def _is_header(row: Row) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and all(map(columns.column, filled))


def _named(row: Row) -> list[Column | None]:
    return [columns.column(cell) for cell in row]


def _refusals(row: Row) -> list[Issue]:
    named = _named(row)
    unknown = [cell for cell, name in zip(row, named, strict=True) if name is None and cell]
    if unknown:
        return [
            missing("column_unknown", f"The column {cell!r} is unknown, so the table was not read; report it.")
            for cell in unknown
        ]
    if Column.TEXT not in named:
        return [missing("column_missing", "No column of the table has the improvements; check the page.")]
    twice = {name for name in named if name is not None and named.count(name) > 1}
    return [
        missing("column_twice", f"Two columns have the {name} of an improvement, so the table was not read; report it.")
        for name in sorted(twice)
    ]
