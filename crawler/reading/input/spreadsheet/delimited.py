"""Read delimited text: CSV in the variants of several countries, recognised by the regularity of its rows."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Sequence

from crawler.reading.input.document import UnreadableError
from crawler.reading.input.spreadsheet.sheet import MAX_COLUMNS, MAX_ROWS, Cell, Sheet

_DELIMITERS = (",", ";", "\t", "|")
# A first line that spreadsheet programs may write to declare the delimiter.
_DECLARED = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WHITE = re.compile(r"\s+")


def decode(content: bytes) -> str:
    """Decode UTF-8, UTF-16 with a byte order mark, or Windows-1252, in this order.

    Raises:
        UnreadableError: the bytes are none of these, or contain NUL.
    """
    encodings = ("utf-16",) if content.startswith(_UTF16) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableError("unknown_format", "It is not text in UTF-8 or Windows-1252; save the table as CSV again.")


def sheet(text: str) -> Sheet:
    """Divide a text into rows and cells.

    Raises:
        UnreadableError: a quotation mark is never closed, or there are too many rows or columns.
    """
    lines = text.splitlines(keepends=True)
    declared = _DECLARED.fullmatch(lines[0]) if lines else None
    ways = [_rows(lines, delimiter) for delimiter in ([declared[1]] if declared else _DELIMITERS)]
    rows: list[list[str]] = max((rows for rows in ways if rows is not None), key=_regularity, default=[])
    if None in ways and not _regularity(rows):
        raise UnreadableError("table_damaged", "A quotation mark is never closed; save the table as CSV again.")
    _refuse_size(rows)
    return Sheet(None, tuple(tuple(Cell(_WHITE.sub(" ", text).strip()) for text in row) for row in rows))


def loose_sheet(text: str) -> Sheet:
    """Divide a text as ``sheet`` does, or line by line if it is damaged: enough to recognise its kind."""
    try:
        return sheet(text)
    except UnreadableError:
        lines = text.splitlines()[:MAX_ROWS]
        rows = max(([line.split(delimiter) for line in lines] for delimiter in _DELIMITERS), key=_regularity)
        return Sheet(None, tuple(tuple(Cell(text.strip('" ')) for text in row) for row in rows))


def _rows(lines: Sequence[str], delimiter: str) -> list[list[str]] | None:
    """Return the rows that a delimiter divides; None if it is inconsistent with the quotation marks."""
    try:
        return list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return None


def _regularity(rows: Sequence[Sequence[str]]) -> int:
    """Count the rows' cells with the most common number of cells, which must be more than one."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max((width * times for width, times in widths.items()), default=0)


def _refuse_size(rows: Sequence[Sequence[str]]) -> None:
    if len(rows) > MAX_ROWS or max(map(len, rows), default=0) > MAX_COLUMNS:
        message = f"The table has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns; cut off what is not its own."
        raise UnreadableError("table_too_large", message)
