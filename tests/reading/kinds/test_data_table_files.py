"""Workbooks and other files that may be yearly tables: hidden parts, damage, and what is not a table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from crawler.reading.kinds.data_table.table import read_data_table
from crawler.reading.kinds.names import DocumentKind, ReadDocument
from crawler.reading.kinds.registry import read_document, recognise
from crawler.reading.serialise import json_line
from lgsco_store.records import ReadingStatus
from tests.reading.golden import LETTERS
from tests.reading.kinds.table_readings import (
    KENT,
    LEEDS,
    codes,
    figures_of_bodies,
)
from tests.reading.kinds.yearly_tables import (
    DECIDED,
    Row,
    as_csv,
    as_number,
    as_text,
    as_xlsx,
    decided_rows,
    expected_decided,
    fill,
    saved,
    workbook,
)


def hidden_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def hidden_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["C"].hidden = True


def merged_figures(sheet: Worksheet) -> None:
    sheet.merge_cells("C3:D3")


def formula_without_result(sheet: Worksheet) -> None:
    sheet["C3"] = "=4+5"


def struck_out(sheet: Worksheet) -> None:
    sheet["C3"].font = Font(strike=True)


def white_on_white(sheet: Worksheet) -> None:
    sheet["C3"].font = Font(color="FFFFFFFF")


@pytest.mark.parametrize(
    ("shape", "word"),
    [
        (hidden_row, "is hidden"),
        (hidden_column, "is hidden"),
        (merged_figures, "merged"),
        (formula_without_result, "formula"),
        (struck_out, "struck out"),
        (white_on_white, "white"),
    ],
)
def test_what_cannot_be_relied_on_has_no_value(shape: Callable[[Worksheet], None], word: str) -> None:
    reading = read_data_table(as_xlsx(decided_rows(as_text), shape=shape))
    assert figures_of_bodies(reading)[LEEDS, "complaints_decided", "advice_given"] is None
    assert reading.status is ReadingStatus.PARTIAL
    assert set(codes(reading)) == {"figure_unreadable"}
    assert word in reading.issues[0].message
    assert figures_of_bodies(reading)[KENT, "complaints_decided", "upheld"] == DECIDED[KENT][-1]


def test_a_format_that_hides_a_number_leaves_a_blank() -> None:
    def shape(sheet: Worksheet) -> None:
        sheet["C3"].number_format = ";;;"

    reading = read_data_table(as_xlsx(decided_rows(as_text), shape=shape))
    assert (LEEDS, "complaints_decided", "advice_given") not in figures_of_bodies(reading)
    assert codes(reading) == ["contradiction"]


@pytest.mark.parametrize(("number_format", "word"), [('"<"0', "'<9'"), ("#,##0,", "number format '#,##0,'")])
def test_a_format_that_shows_something_else_leaves_no_value(number_format: str, word: str) -> None:
    def shape(sheet: Worksheet) -> None:
        sheet["C3"].number_format = number_format

    reading = read_data_table(as_xlsx(decided_rows(as_text), shape=shape))
    assert figures_of_bodies(reading)[LEEDS, "complaints_decided", "advice_given"] is None
    assert codes(reading) == ["figure_unreadable"]
    assert word in reading.issues[0].message


def test_a_hidden_sheet_is_not_read() -> None:
    book, sheet = workbook("2024-25")
    fill(sheet, decided_rows(as_text))
    fill(other := book.create_sheet("2023-24"), decided_rows(as_text))
    other.sheet_state = "hidden"
    reading = read_data_table(saved(book))
    assert ([table.year for table in reading.tables], codes(reading)) == ([2025], ["sheet_hidden"])


# Damaged and malicious files.


def zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def endless_sheet() -> bytes:
    book, sheet = workbook()
    fill(sheet, decided_rows(as_text))
    sheet["A1048576"] = "the end"
    return saved(book)


def wide_sheet() -> bytes:
    return as_csv([["Authority", *(f"area {number}" for number in range(500))], [KENT, *range(500)]])


def with_entities() -> bytes:
    """Make a workbook whose texts are entities that grow tenfold, nine times over."""
    parts = zipfile.ZipFile(io.BytesIO(as_xlsx(decided_rows(as_text))))
    grown = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    entities = f'<!DOCTYPE x [<!ENTITY e0 "ha">{grown}]>'.encode()
    return zipped(
        {
            name: entities + part.replace(b"Kent", b"&e9;") if name.endswith("sheet1.xml") else part
            for name, part in ((name, parts.read(name)) for name in parts.namelist())
        }
    )


WORKBOOK = as_xlsx(decided_rows(as_text))
SPOILT = {
    "cut off": (WORKBOOK[: len(WORKBOOK) // 2], "table_damaged"),
    "overwritten": (WORKBOOK[:300] + b"\0" * 600 + WORKBOOK[900:], "table_damaged"),
    "parts are missing": (zipped({"xl/workbook.xml": b"<workbook/>"}), "table_damaged"),
    "unpacks to much": (zipped({"xl/workbook.xml": b" " * 30_000_000}), "table_too_large"),
    "many parts": (zipped({f"xl/{number}": b"" for number in range(1001)}), "table_too_large"),
    "entities": (with_entities(), "table_damaged"),
    "no end": (endless_sheet(), "table_too_large"),
    "wide": (wide_sheet(), "table_too_large"),
    "older program": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "unknown_format"),
    "open quotation": (b'Authority,Upheld,Not upheld,Total\nKent,"1,2,3\n', "table_damaged"),
    "no text": (b"Authority,\x81\x00\x01", "unknown_format"),
}


@pytest.mark.parametrize(("content", "code"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_file_is_one_line_that_says_what_to_do(content: bytes, code: str) -> None:
    reading = read_data_table(content)
    assert (reading.status, codes(reading)) == (ReadingStatus.UNREADABLE, [code])
    assert "\n" not in json_line("x", ReadDocument(DocumentKind.DATA_TABLE, reading))
    assert (recognise(content) is DocumentKind.DATA_TABLE) == (code != "unknown_format" or content.startswith(b"\xd0"))


@given(st.integers(0, len(WORKBOOK)), st.binary(min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_no_damage_to_a_workbook_crashes_or_makes_a_figure_up(at: int, noise: bytes) -> None:
    reading = read_data_table(WORKBOOK[:at] + noise + WORKBOOK[at + len(noise) :])
    expected = expected_decided()
    assert all(value in {None, expected.get(of)} for of, value in figures_of_bodies(reading).items())


@given(st.lists(st.lists(st.text('Upheld ,;"\t1n/a%-Council\n', max_size=12), max_size=7), max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_rows_of_text_give_one_line(rows: list[list[str]]) -> None:
    head = ["Authority", "Upheld", "Not upheld", "Advice given", "Total"]
    document = read_document(as_csv([head, *rows]))
    assert "\n" not in json_line("x", document)


# What is a table, and what is not.


@pytest.mark.parametrize("path", sorted(LETTERS.glob("*.txt")), ids=lambda path: path.stem)
def test_no_letter_is_taken_for_a_table(path: Path) -> None:
    assert recognise(path.read_bytes()) is DocumentKind.LETTER


def test_a_table_whose_columns_are_not_known_is_still_a_table() -> None:
    rows: list[Row] = [["Council", "Potholes", "Bins", "Trees"], [KENT, 1, 2, 3]]
    document = read_document(as_csv(rows))
    assert document.kind is DocumentKind.DATA_TABLE
    assert document.reading.status is ReadingStatus.UNRECOGNISED
    assert document.reading.issues


def test_the_kind_does_not_depend_on_the_file_name() -> None:
    table: Any = as_csv(decided_rows(as_number))
    assert recognise(table) is DocumentKind.DATA_TABLE
    assert (
        recognise(b"Authority: Kent County Council, Leeds City Council and others\nDear Mrs Ware\n")
        is DocumentKind.LETTER
    )
