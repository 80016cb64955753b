"""Find the header of a table by its words, and refuse a table with an unknown column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from crawler.reading.findings import Key, describe_key, missing
from crawler.reading.input.spreadsheet.sheet import Sheet, coordinate
from crawler.reading.kinds.data_table import labels, titles
from crawler.reading.kinds.data_table.period import years
from lgsco_store.publications.readings import TableKind
from lgsco_store.records import Issue

_LEAST_KNOWN = 4
# The minimum number of columns, besides the names, that an unknown table's header row has.
_LEAST_LABELS = 3
# The maximum number of rows that a label is divided over.
_DEEPEST = 3
# If more than this share of rows has a cell after the last label, it is a column.
_MOST_RAGGED = 0.25
_TITLE = re.compile(r"\b(?:complaints?|decisions?|remed(?:y|ies)|compliance|annual|statistics|data)\b", re.IGNORECASE)


class Label(NamedTuple):
    """The label of a column: its words, and the first and last of their rows."""

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Header:
    """A header and the meaning of its columns, all places counted from 0; ``issues`` say why its table is refused.

    ``top`` and ``row`` are its first and last row, ``end`` is the row after the table's last one. ``repeated`` are the
    rows in which it is repeated.
    """

    top: int
    row: int
    end: int
    names: int
    columns: Mapping[int, Key]
    repeated: frozenset[int]
    issues: tuple[Issue, ...]

    @property
    def kind(self) -> TableKind:
        """What the table counts."""
        return labels.kind(self.columns.values())


def headers(sheet: Sheet) -> list[Header]:
    """Return the header of each table of a sheet, in order."""
    rows = [row for row in range(len(sheet.rows)) if _is_header(sheet, row)]
    # In a header of several rows, each may look like the header: the last one has all of it.
    last = [row for row, after in pairwise([*rows, -1]) if after != row + 1]
    own: list[int] = []
    for row, before in zip(last, [0, *last], strict=False):
        is_repeated = bool(own) and _labels(sheet, row) == _labels(sheet, before)
        if not is_repeated or _starts_another(sheet, own[-1], before, row):
            own.append(row)
    return [
        _header(sheet, row, end, frozenset(each for each in rows if row < each < end))
        for row, end in pairwise([*own, len(sheet.rows)])
    ]


def _starts_another(sheet: Sheet, own: int, before: int, row: int) -> bool:
    """Return whether the words above a repeated header say that its figures are others than those of its first."""
    known = titles.years_of(sheet, titles.above(sheet, _top(sheet, own), 0))
    return any(titles.is_of_others(text, known) for text in titles.above(sheet, _top(sheet, row), before + 1))


def unknown_header(sheet: Sheet) -> int | None:
    """Return the first row with a heading for authorities and several others, known or not."""
    for row in range(len(sheet.rows) - 1):
        texts = list(sheet.texts(row))
        if any(map(labels.is_name, texts)) and len(texts) > _LEAST_LABELS and not any(map(str.isdigit, texts)):
            return row
    return None


def _is_header(sheet: Sheet, row: int) -> bool:
    stacks = [_label(sheet, row, column) for column in range(_width(sheet, row))]
    known = [label for label in stacks if labels.meanings(label.text)]
    # A blank cell below a header has the label of the header.
    is_own = any(label.last == row for label in known)
    return is_own and len(known) >= _LEAST_KNOWN and any(labels.is_name(label.text) for label in stacks)


def _labels(sheet: Sheet, row: int) -> list[str]:
    return [_label(sheet, row, column).text for column in range(_width(sheet, row))]


def _width(sheet: Sheet, row: int) -> int:
    return max(len(sheet.rows[each]) for each in _rows(sheet, row))


def _rows(sheet: Sheet, row: int) -> range:
    """Return the rows that a header ending in this one may have: none is blank or has the figures of a body."""
    first = row
    while first > 0 and row - first < _DEEPEST - 1 and any(sheet.texts(first - 1)):
        if titles.has_figures(sheet.texts(first - 1)):
            break
        first -= 1
    return range(first, row + 1)


def _label(sheet: Sheet, row: int, column: int) -> Label:
    """Return the label of a column: the longest known one of the texts below one another, else the last text."""
    filled = [each for each in _rows(sheet, row) if sheet.cell(each, column).text]
    # Vertically merged cells show their text in every row.
    texts = [(each, sheet.cell(each, column).text) for each in filled]
    texts = [here for here, after in pairwise([*texts, (row + 1, "")]) if here[1] != after[1]]
    if not texts:
        return Label("", row, row)
    for start in range(len(texts)):
        joined = " ".join(text for _, text in texts[start:])
        if labels.meanings(joined) or labels.is_name(joined):
            return Label(joined, texts[start][0], texts[-1][0])
    return Label(texts[-1][1], texts[-1][0], texts[-1][0])


def _header(sheet: Sheet, row: int, end: int, repeated: frozenset[int]) -> Header:
    found = {column: _label(sheet, row, column) for column in range(_width(sheet, row))}
    names = next(column for column, label in found.items() if labels.is_name(label.text))
    others = {column: label for column, label in found.items() if column != names}
    columns, issues = _columns(others)
    issues += _unknown(sheet, others, range(row + 1, end), columns)
    issues += _headings(sheet, row, others)
    return Header(_top(sheet, row), row, end, names, columns, repeated, tuple(issues))


def _top(sheet: Sheet, row: int) -> int:
    """Return the first row of a header."""
    found = (_label(sheet, row, column) for column in range(_width(sheet, row)))
    return min([row, *(each for each in _rows(sheet, row) if _is_part(sheet, each)), *_firsts(found)])


def _is_part(sheet: Sheet, row: int) -> bool:
    """Return whether a row above the last one of a header belongs to it, and not to the title."""
    known = [
        each for each in sheet.texts(row) if labels.meanings(each) or labels.is_name(each) or labels.is_group(each)
    ]
    return len(known) > 1


def _firsts(found: Iterable[Label]) -> Iterator[int]:
    return (label.first for label in found if labels.meanings(label.text) or labels.is_name(label.text))


def _columns(found: Mapping[int, Label]) -> tuple[dict[int, Key], list[Issue]]:
    """Return the meaning of each column; the columns beside it decide between several meanings."""
    meant = {column: labels.meanings(label.text) for column, label in found.items()}
    sure = {keys[0][0] for keys in meant.values() if len(keys) == 1}
    columns: dict[int, Key] = {}
    for column, keys in meant.items():
        fitting = [key for key in keys if len(keys) == 1 or key[0] in sure] or list(keys[-1:])
        if fitting:
            columns[column] = fitting[0]
    issues = []
    if {"complaints_received", "complaints_decided"} <= sure:
        message = "One table has columns of complaints received and of decisions, so it was not read; report it."
        issues.append(missing("tables_mixed", message))
    for key, times in Counter(columns.values()).items():
        if times > 1:
            message = f"Several columns are read as {describe_key(key)}, so the table was not read; report it."
            issues.append(missing("column_twice", message, key[0]))
    return columns, issues


def _unknown(sheet: Sheet, found: Mapping[int, Label], rows: range, columns: Mapping[int, Key]) -> Iterator[Issue]:
    """Yield an issue for each unknown column; one without a label counts if there are figures below."""
    figures = [row for row in rows if any(sheet.cell(row, column).text for column in columns)]
    width = max((len(sheet.rows[row]) for row in figures), default=0)
    blank = Label("", 0, 0)
    for column in sorted({*found, *range(max(found, default=0) + 1, width)} - set(columns)):
        label = found.get(column, blank)
        texts = [text for row in figures if (text := sheet.cell(row, column).text)]
        if labels.is_description(label.text) and not any(map(str.isdigit, texts)):
            continue
        filled = len(texts)
        # A few rows with an extra cell are reported one by one.
        is_stray = sheet.is_delimited and column not in found and filled <= _MOST_RAGGED * len(figures)
        if label.last == rows.start - 1 and label.text:
            words = repr(label.text)
        elif filled and not is_stray:
            words = repr(label.text) if label.text else f"{coordinate(0, column)[:-1]}, which has no label,"
        else:
            continue
        yield missing("column_unknown", f"The column {words} is not known, so the table was not read; report it.")


def _headings(sheet: Sheet, row: int, found: Mapping[int, Label]) -> Iterator[Issue]:
    """Yield an issue for each text above the labels that may change their meaning: only titles and groups do not."""
    for above in _rows(sheet, row)[:-1]:
        texts = [sheet.cell(above, column).text for column in found]
        over = [
            text
            for (column, label), text in zip(found.items(), texts, strict=True)
            if text and above < label.first and text != sheet.cell(label.first, column).text
        ]
        is_title = len(list(sheet.texts(above))) == 1 and all(_TITLE.search(text) or any(years(text)) for text in over)
        for text in over:
            if not is_title and not labels.is_group(text):
                message = f"The heading {text!r} over columns is not known, so the table was not read; report it."
                yield missing("heading_unknown", message)
