"""XLSX workbooks as a person sees them: the text of each cell, and why it cannot be relied on if so."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any, NamedTuple, TypeAlias

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from crawler.reading.input.document import UnreadableError
from crawler.reading.input.spreadsheet.number_format import shown
from crawler.reading.input.spreadsheet.sheet import BLANK, MAX_COLUMNS, MAX_ROWS, Cell, Sheet

# A workbook of every authority is less than a megabyte when decompressed.
_MOST_UNPACKED = 24 * 2**20
_MOST_PARTS = 1000
_ENCRYPTED = 0x1
_DAMAGED = ("table_damaged", "The workbook is damaged or cut off; fetch it again.")
_WHITE = re.compile(r"\s+")
_WHITE_FONTS = frozenset({"00FFFFFF", "FFFFFFFF"})

_Place: TypeAlias = tuple[int, int]


class _Looks(NamedTuple):
    """How a sheet shows its cells: which text each merged cell shows, and what is hidden."""

    merged: dict[_Place, Any]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


def sheets(content: bytes) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Return the visible sheets of a workbook, and the names of the hidden ones.

    Raises:
        UnreadableError: the workbook is damaged, encrypted, or larger than any such table.
    """
    _refuse(content)
    values, formulas = _load(content, values=True), _load(content, values=False)
    pairs = list(zip(values.worksheets, formulas.worksheets, strict=True))
    visible = tuple(_sheet(each, source) for each, source in pairs if each.sheet_state == "visible")
    return visible, tuple(each.title for each, _ in pairs if each.sheet_state != "visible")


def _refuse(content: bytes) -> None:
    """Refuse a file that is not an archive, or that is too large when decompressed, according to its directory."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise UnreadableError(*_DAMAGED) from None
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        message = f"The workbook unpacks to more than {_MOST_UNPACKED} bytes: no table does; look at it by hand."
        raise UnreadableError("table_too_large", message)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise UnreadableError("encrypted", "The workbook is encrypted; ask for a copy without a password.")


def _load(content: bytes, *, values: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            # The library warns of ignored parts, such as pictures; none of them is in a cell.
            warnings.simplefilter("ignore")
            return load_workbook(BytesIO(content), data_only=values, keep_links=False, rich_text=True)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 -- damage surfaces as whatever the part that meets it raises
        raise UnreadableError(*_DAMAGED) from None


def _sheet(values: Worksheet, formulas: Worksheet) -> Sheet:
    if values.max_row > MAX_ROWS or values.max_column > MAX_COLUMNS:
        message = f"The sheet {values.title!r} goes beyond row {MAX_ROWS} or column {MAX_COLUMNS}; cut it to its table."
        raise UnreadableError("table_too_large", message)
    looks = _Looks(dict(_merged(values)), _hidden_rows(values), _hidden_columns(values))
    rows = zip(values.iter_rows(), formulas.iter_rows(), strict=True)
    return Sheet(
        values.title,
        tuple(
            _trimmed([_cell(cell, source, looks) for cell, source in zip(cells, sources, strict=True)])
            for cells, sources in rows
        ),
    )


def _trimmed(row: list[Cell]) -> tuple[Cell, ...]:
    """Return a row without the blank cells at its end: formatting may extend far beyond a table."""
    while row and row[-1] == BLANK:
        row.pop()
    return tuple(row)


def _merged(sheet: Worksheet) -> Iterator[tuple[_Place, Any]]:
    """Yield each place of merged cells with the cell whose text it shows, None right of the first column.

    Each row of vertically merged cells has their text.
    """
    for area in sheet.merged_cells.ranges:
        first = sheet.cell(area.min_row, area.min_col)
        for row in range(area.min_row, min(area.max_row, sheet.max_row) + 1):
            for column in range(area.min_col, min(area.max_col, sheet.max_column) + 1):
                yield (row, column), first if column == area.min_col else None


def _hidden_rows(sheet: Worksheet) -> frozenset[int]:
    return frozenset(number for number, dimension in sheet.row_dimensions.items() if dimension.hidden)


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    """Return the numbers of hidden columns; one entry may cover several of them."""
    found: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            found.update(range(dimension.min, min(dimension.max, MAX_COLUMNS) + 1))
    return frozenset(found)


def _cell(cell: Any, source: Any, looks: _Looks) -> Cell:
    place = (cell.row, cell.column)
    is_merged = place in looks.merged
    if source.value is None and not is_merged:
        return BLANK
    origin = looks.merged.get(place, cell)
    text = _text(origin) if origin is not None else ""
    if cell.row in looks.hidden_rows or cell.column in looks.hidden_columns:
        return Cell(text, "is hidden" if text else None)
    # A formula whose result is an empty text is blank; a formula without a result was never calculated.
    if source.data_type == "f" and cell.data_type == "n" and cell.value is None:
        return Cell(_formula(source.value), "holds a formula without its result")
    if is_merged:
        return Cell(text, "is merged with others")
    if _in_format(cell) is None:
        return Cell(text, f"has the number format {cell.number_format!r}, which is not read")
    return Cell(text, _unseen(cell) if text else None)


def _in_format(cell: Any) -> str | None:
    """Return the text of a number in its format; None if the format is not known."""
    value = cell.value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return shown(value, cell.number_format) if is_number else ""


def _formula(value: Any) -> str:
    return value if isinstance(value, str) else f"={getattr(value, 'text', '')}"


def _text(cell: Any) -> str:
    """Return the text that a cell shows, on one line, without raised footnote marks."""
    value = cell.value
    if isinstance(value, CellRichText):
        value = "".join(part if isinstance(part, str) else _level(part) for part in value)
    elif isinstance(value, bool):
        value = str(value).upper()
    elif isinstance(value, int | float):
        value = str(value) if (text := shown(value, cell.number_format)) is None else text
    elif isinstance(value, date | time | timedelta):
        value = str(value)
    return _WHITE.sub(" ", str(value or "")).strip()


def _level(part: TextBlock) -> str:
    return "" if part.font is not None and part.font.vertAlign == "superscript" else part.text


def _unseen(cell: Any) -> str | None:
    """Return why a person would not read a text as the content of the cell; None if there is no reason."""
    font, color = cell.font, cell.font.color
    if font.strike:
        return "is struck out"
    is_white = color is not None and (
        (color.type == "rgb" and color.rgb in _WHITE_FONTS) or (color.type == "theme" and color.theme == 0)
    )
    return "is white on white" if is_white and cell.fill.patternType is None else None
