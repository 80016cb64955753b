"""XLSX: one workbook with a sheet for each table, and one that describes it."""

from __future__ import annotations

import errno
import re
import zipfile
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from lxml.etree import LxmlError  # type: ignore[import-untyped]
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import ExcelWriter

from lgsco_store.contract.catalog import Column
from lgsco_store.contract.export import origin
from lgsco_store.contract.export.base import Format, Selection
from lgsco_store.contract.export.tables import Table
from lgsco_store.database.progress import OnProgress
from lgsco_store.database.types import iso
from lgsco_store.visible import visible

FILE_NAME = "lgsco.xlsx"

MOST_ROWS = 1_048_575
"""The maximum number of rows of a sheet, without its heading."""

MOST_CHARACTERS = 32_767
"""The maximum length of a text in a cell."""

CUT = " […]"
"""The end of a text that does not fit into a cell."""

# The same archive gives the same bytes: no part of the file has the time of writing.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def write(selection: Selection, folder: Path, written: OnProgress) -> list[Path]:
    """Write the workbook from scratch.

    Raises:
        OSError: it cannot be written.
    """
    path = folder / FILE_NAME
    part = folder / f"{FILE_NAME}.part"
    book = Workbook(write_only=True)
    try:
        about = _about(book, selection)
        cut: Counter[tuple[str, str]] = Counter()
        for done, table in enumerate(selection.tables, 1):
            _fill(book, table, cut)
            written(done, len(selection.tables))
        _name_cuts(about, cut)
        # As Workbook.save does, which leaves the file open if the disk is full: it would fail again when collected.
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            ExcelWriter(book, archive).save()
    except (LxmlError, OSError) as error:
        _abandon(book)
        if isinstance(error, OSError):
            raise
        raise OSError(errno.EIO, str(error), str(path)) from error
    _without_times(part, path)
    part.unlink()
    return [path]


def _about(book: Workbook, selection: Selection) -> WriteOnlyWorksheet:
    """Write the first sheet, and return it: what the workbook is, and what each column of each table means."""
    sheet = book.create_sheet("about")
    described = origin.described(selection)
    sheet.append([described["title"]])
    sheet.append([described["description"]])
    sheet.append([f"Version {described['version']}"])
    for each in (*described["sources"], *described["licenses"]):
        sheet.append([each["title"], each.get("path")])
    sheet.append([])
    sheet.append(["table", "column", "type", "unit", "meaning"])
    for table in selection.tables:
        sheet.append([table.name, None, None, None, table.meaning])
        for column in table.columns:
            sheet.append([table.name, column.name, column.type, column.unit or None, column.description])
    return sheet


def _name_cuts(about: WriteOnlyWorksheet, cut: Counter[tuple[str, str]]) -> None:
    """Say which columns have texts that are not whole, and how many; the other formats have them all."""
    if cut:
        about.append([])
        about.append([f"A cell takes {MOST_CHARACTERS:,} characters. Longer texts are cut, and end in {CUT.strip()}."])
        about.append(["table", "column", "texts cut"])
        for (table, column), count in sorted(cut.items()):
            about.append([table, column, count])


def _fill(book: Workbook, table: Table, cut: Counter[tuple[str, str]]) -> None:
    """Write the rows of a table, and count the texts that are cut in each column.

    A second sheet takes the rows that do not fit into the first.
    """
    sheet = _sheet(book, table, table.name)
    for at, row in enumerate(table.rows()):
        if at and at % MOST_ROWS == 0:
            sheet = _sheet(book, table, f"{table.name}_{at // MOST_ROWS + 1}")
        values = [_value(column, value) for column, value in zip(table.columns, row, strict=True)]
        for column, value in zip(table.columns, values, strict=True):
            if isinstance(value, str) and len(value) > MOST_CHARACTERS:
                cut[table.name, column.name] += 1
        sheet.append([_text(sheet, value) if isinstance(value, str) else value for value in values])


def _sheet(book: Workbook, table: Table, name: str) -> WriteOnlyWorksheet:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append(table.heads)
    return sheet


def _value(column: Column, value: Any) -> Any:
    """Return a value as a workbook keeps it; times stay text, since a workbook has no time zones."""
    if value is None:
        return None
    if column.type == "boolean":
        return bool(value)
    if column.type == "number":
        return float(value)
    if column.type == "date":
        return date.fromisoformat(value)
    if not isinstance(value, str):
        return value
    return iso(value) if column.type == "time" else visible(value)


def _text(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    """Return a cell with a text, which is never a formula."""
    fits = len(text) <= MOST_CHARACTERS
    cell = WriteOnlyCell(sheet, text if fits else f"{text[: MOST_CHARACTERS - len(CUT)]}{CUT}")
    cell.data_type = "s"
    return cell


def _abandon(book: Workbook) -> None:
    """Close the streams of sheets that could not be written: each would otherwise report that when it is collected."""
    for sheet in book.worksheets:
        for stream in (sheet._rows, sheet._writer and sheet._writer.xf):  # noqa: SLF001 -- there is no other way
            if stream is not None:
                with suppress(LxmlError):
                    stream.close()


def _without_times(written: Path, path: Path) -> None:
    with zipfile.ZipFile(written) as book, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as copy:
        for each in book.infolist():
            entry = zipfile.ZipInfo(each.filename, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if each.filename == "docProps/core.xml":
                copy.writestr(entry, _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z", book.read(each)))
                continue
            with book.open(each) as part, copy.open(entry, "w", force_zip64=True) as same:
                while chunk := part.read(1 << 20):
                    same.write(chunk)


XLSX = Format("xlsx", write)
