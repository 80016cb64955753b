"""Yearly tables: every cell in every form is the figure that was put there; unproved tables are refused."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from crawler.reading.kinds.data_table.period import years
from crawler.reading.kinds.data_table.table import read_data_table
from crawler.reading.kinds.names import DocumentKind, ReadDocument
from crawler.reading.kinds.registry import read_document, recognise
from crawler.reading.serialise import json_line
from lgsco_store.publications.readings import DataTableReading, TableKind
from lgsco_store.records import Figure, FigureState, ReadingStatus, Subject
from tests.reading.golden import LETTERS
from tests.reading.kinds.yearly_tables import (
    CODES,
    DECIDED,
    NAMES,
    TITLE,
    VARIANTS,
    Expected,
    Row,
    as_csv,
    as_fraction,
    as_number,
    as_text,
    as_xlsx,
    decided_rows,
    expected_decided,
    expected_received,
    fill,
    national,
    rate,
    received_rows,
    saved,
    workbook,
)

KENT, LEEDS = "Kent County Council", "Leeds City Council"


def figures(reading: DataTableReading) -> list[Figure]:
    return [figure for table in reading.tables for figure in table.figures]


def at(reading: DataTableReading, cell: str) -> Figure:
    [found] = [figure for figure in figures(reading) if figure.subject and figure.subject.cell == cell]
    return found


def codes_of(reading: DataTableReading, *but: str) -> set[str | None]:
    """Return the codes of all bodies but some."""
    subjects = [figure.subject for figure in figures(reading) if figure.subject]
    return {subject.code for subject in subjects if subject.name not in but}


def said(reading: DataTableReading) -> Expected:
    """Return the values of a reading for every body; None for a figure without a value."""
    return {
        (each.subject.name, each.measure, each.category): None if each.value is None else float(each.value)
        for each in figures(reading)
        if each.subject
    }


def codes(reading: DataTableReading) -> list[str]:
    return [issue.code for issue in reading.issues]


def read_csv(rows: list[Row]) -> DataTableReading:
    return read_data_table(as_csv([TITLE, *rows]))


def refusals(reading: DataTableReading) -> str:
    """Return the messages of a table that is refused as a whole."""
    assert (reading.status, reading.tables) == (ReadingStatus.UNRECOGNISED, ())
    return " ".join(issue.message for issue in reading.issues)


@pytest.mark.parametrize("make", VARIANTS.values(), ids=VARIANTS)
def test_every_form_of_a_table_says_the_same(make: Callable[[], bytes]) -> None:
    content = make()
    document = read_document(content)
    reading = document.reading
    assert document.kind is DocumentKind.DATA_TABLE
    assert isinstance(reading, DataTableReading)
    assert {of: value for of, value in said(reading).items() if of[0] != "Total"} == expected_decided()
    assert codes_of(reading, "Total") == {*CODES, None}
    assert [(table.kind, table.year) for table in reading.tables] == [(TableKind.COMPLAINTS_DECIDED, 2025)]
    assert (reading.status, codes(reading)) == (ReadingStatus.COMPLETE, [])


@pytest.mark.parametrize("name", ["merged_head", "merged_head_as_csv", "divided_labels", "plain_csv"])
def test_the_labels_are_no_part_of_the_title(name: str) -> None:
    [table] = read_data_table(VARIANTS[name]()).tables
    assert table.title == TITLE[0]


def test_a_rate_of_nothing_is_not_applicable() -> None:
    found = at(read_csv(decided_rows(as_text)), "I9")
    assert found.subject == Subject("Salveo Care Ltd", None, "I9")
    assert (found.measure, found.state) == ("uphold_rate", FigureState.NOT_APPLICABLE)


def test_complaints_received_are_read_by_area_of_service() -> None:
    reading = read_data_table(as_csv([["Complaints received 2024/25"], *received_rows()]))
    assert said(reading) == expected_received()
    assert (reading.status, codes(reading), reading.tables[0].kind) == (
        ReadingStatus.COMPLETE,
        [],
        "complaints_received",
    )


def test_two_sheets_are_two_tables() -> None:
    book, received = workbook("Received 24-25")
    fill(received, received_rows())
    fill(book.create_sheet("Decided 24-25"), decided_rows(as_text))
    book.create_sheet("Notes")["A1"] = "Complaints may be decided in a later year."
    reading = read_data_table(saved(book))
    assert said(reading) == expected_received() | expected_decided()
    assert [(table.sheet, table.year) for table in reading.tables] == [
        ("Received 24-25", 2025),
        ("Decided 24-25", 2025),
    ]
    assert reading.status is ReadingStatus.COMPLETE


def test_two_tables_on_one_sheet_have_their_own_titles() -> None:
    rows = [["Complaints received 2022-23"], *received_rows(), [], ["Decided 2023-24"], [], *decided_rows(as_text)]
    reading = read_data_table(as_csv(rows))
    assert [(table.kind, table.year) for table in reading.tables] == [
        ("complaints_received", 2023),
        ("complaints_decided", 2024),
    ]
    assert said(reading) == expected_received() | expected_decided()


def test_fractions_of_full_length_are_kept_as_they_are() -> None:
    reading = read_data_table(as_xlsx(decided_rows(as_fraction)))
    assert said(reading) == pytest.approx(expected_decided(exact=True), abs=1e-7)
    assert codes(reading) == []


def test_each_figure_has_its_sheet_row_cell_and_text() -> None:
    rows = decided_rows(as_text)
    rows[1][3] = "604*"
    document = ReadDocument(DocumentKind.DATA_TABLE, read_data_table(as_xlsx([TITLE, [], *rows], title="Decided")))
    printed = json.loads(json_line("a.xlsx", document))
    keys = ["source", "kind", "sha256", "status", "tables", "figures", "issues", "reader_version"]
    assert list(printed) == keys
    assert printed["tables"] == [
        {
            "table": "complaints_decided",
            "sheet": "Decided",
            "header_row": 3,
            "title": "Complaints Decided 2024-25",
            "year": 2025,
            "period_start": "2024-04-01",
            "period_end": "2025-03-31",
            "notes": [],
        }
    ]
    assert printed["figures"][2] == {
        "subject": KENT,
        "authority": "kent-county-council",
        "year": 2025,
        "measure": "complaints_decided",
        "category": "referred_back_for_local_resolution",
        "value": 604,
        "unit": "count",
        "state": "printed",
        "sheet": "Decided",
        "row": 4,
        "cell": "D4",
        "text": "604*",
    }


@pytest.mark.parametrize(
    ("average", "per_100k"),
    [
        ("Average", "Per 100,000"),
        ("Average uphold rate (%) of similar authorities", "Upheld decisions per 100,000 residents"),
        ("Average of similar organisations [2]", "Upheld per 100,000 residents*"),
        ("Uphold rate: average of similar authorities", "Upheld decisions per 100000 residents"),
    ],
)
def test_averages_and_rates_per_100000_are_read_as_printed(average: str, per_100k: str) -> None:
    rows = decided_rows(as_fraction)
    rows[0] += [average, per_100k]
    for row in rows[1:]:
        row += [0.89, 4.6]
    reading = read_data_table(as_xlsx(rows))
    assert {said(reading)[name, "uphold_rate_average", None] for name in NAMES} == {89}
    assert {said(reading)[name, "upheld_per_100k", None] for name in NAMES} == {4.6}


# Blank cells, and cells that are not numbers.


def test_a_blank_cell_is_no_figure_and_never_nought() -> None:
    rows = decided_rows(as_text)
    rows[4][2] = ""
    reading = read_csv(rows)
    expected = expected_decided()
    del expected["Cotswold District Council", "complaints_decided", "advice_given"]
    assert said(reading) == expected
    assert (reading.status, codes(reading)) == (ReadingStatus.COMPLETE, [])


@pytest.mark.parametrize("text", ["", "-", "n/a"])
def test_a_number_that_is_missing_from_its_total_is_reported(text: str) -> None:
    rows = decided_rows(as_text)
    rows[2][2] = text
    reading = read_csv(rows)
    assert codes(reading) == ["contradiction"]
    assert f"{LEEDS}, row 4" in reading.issues[0].message


@pytest.mark.parametrize("text", ["<5", "12 or so", "1.5", "-3", "(3)", "1,2", "12%", "#REF!", "2024-05-01"])
def test_what_is_no_count_has_no_value(text: str) -> None:
    rows = decided_rows(as_text)
    rows[2][2] = text
    reading = read_csv(rows)
    figure = at(reading, "C4")
    assert (figure.state, figure.text) == (FigureState.UNREADABLE, text)
    assert (reading.status, codes(reading)) == (ReadingStatus.PARTIAL, ["figure_unreadable"])
    assert "C4" in reading.issues[0].message


@pytest.mark.parametrize("text", ["83,5%", "1,234", "120%", "8O%"])
def test_what_is_no_rate_has_no_value(text: str) -> None:
    rows = decided_rows(as_text)
    rows[2][8] = text
    assert codes(read_csv(rows)) == ["figure_unreadable"]


def test_rates_that_may_be_fractions_and_may_not_are_not_taken() -> None:
    rows: list[Row] = [["Council", "Upheld", "Closed after initial enquiries", "Advice given", "Uphold rate"]]
    rows += [[KENT, 2, 1, 0, 0.5], [LEEDS, 3, 0, 1, 1]]
    reading = read_csv(rows)
    assert [value for of, value in said(reading).items() if of[1] == "uphold_rate"] == [None, None]
    assert (reading.status, codes(reading)) == (ReadingStatus.PARTIAL, ["rate_unclear"])


# A table with an unknown label is refused by its name.


def changed(label: str, new: str) -> list[Row]:
    head, *body = decided_rows(as_text)
    return [[new if text == label else text for text in head], *body]


@pytest.mark.parametrize("new", ["Referred elsewhere", "Upheld (%)", "Not", "Upheld 2023-24", "Cases upheld"])
def test_a_renamed_column_refuses_the_table_by_name(new: str) -> None:
    reading = read_csv(changed("Upheld", new))
    assert new in refusals(reading)
    assert codes(reading) == ["column_unknown"]


def test_a_column_more_refuses_the_table_by_name() -> None:
    rows = decided_rows(as_text)
    for row, text in zip(rows, ["Ward", *"ABCDEFG"], strict=True):
        row.insert(3, text)
    assert "'Ward'" in refusals(read_csv(rows))


def test_a_column_without_a_label_refuses_the_table() -> None:
    reading = read_csv(changed("Advice Given", ""))
    assert "C, which has no label" in refusals(reading)


def test_a_duplicate_label_refuses_the_table() -> None:
    assert codes(read_csv(changed("Not Upheld", "Upheld"))) == ["column_twice"]


def test_columns_of_two_tables_are_not_mixed() -> None:
    rows = decided_rows(as_text)
    rows[0][1] = "Housing"
    reading = read_csv(rows)
    assert codes(reading) == ["tables_mixed"]
    assert reading.status is ReadingStatus.UNRECOGNISED


def test_labels_that_were_swapped_are_contradicted_by_the_rows() -> None:
    head, *body = decided_rows(as_text)
    head[6], head[7] = head[7], head[6]
    reading = read_csv([head, *body])
    assert codes(reading) == ["table_contradicts"]
    assert reading.status is ReadingStatus.UNRECOGNISED


@pytest.mark.parametrize("above", ["2022-23|2024-25", "Per 100,000 residents", "Of which"])
def test_an_unknown_heading_over_the_labels_refuses_the_table(above: str) -> None:
    over: Row = [""] * 9
    over[5:7] = above.split("|") if "|" in above else [above, ""]
    reading = read_csv([[], over, *decided_rows(as_text)])
    assert set(codes(reading)) == {"heading_unknown"}
    assert above.split("|", maxsplit=1)[0] in refusals(reading)


def test_a_table_without_a_column_of_names_is_refused() -> None:
    reading = read_data_table(as_xlsx(changed("Authority Name", "Where")))
    assert codes(reading) == ["header_missing"]
    assert reading.status is ReadingStatus.UNRECOGNISED


def test_a_refused_sheet_does_not_take_the_other_one_with_it() -> None:
    book, sheet = workbook("Received 2024-25")
    fill(sheet, received_rows())
    fill(book.create_sheet("Decided 2024-25"), changed("Upheld", "Cases upheld"))
    reading = read_data_table(saved(book))
    assert said(reading) == expected_received()
    assert (reading.status, codes(reading)) == (ReadingStatus.PARTIAL, ["column_unknown"])
    assert "'Decided 2024-25'" in reading.issues[0].message


# Rows.


def test_an_unknown_council_is_reported_in_its_own_words() -> None:
    rows = decided_rows(as_text)
    rows[3][0] = "Borchester Borough Council"
    reading = read_csv(rows)
    assert codes(reading) == ["authority_unknown"]
    assert "'Borchester Borough Council'" in reading.issues[0].message
    assert codes_of(reading, *NAMES) == {None}


@pytest.mark.parametrize("name", ["NHS Surrey Heartlands ICB", "Barchester Healthcare Homes Limited"])
def test_other_bodies_are_bodies(name: str) -> None:
    rows = decided_rows(as_text)
    rows[7][0] = name
    reading = read_csv(rows)
    assert codes(reading) == []
    assert said(reading)[name, "complaints_decided", "closed_after_initial_enquiries"] == 2


def test_the_rows_add_up_to_the_national_one() -> None:
    sums = national(DECIDED)
    last: Row = ["England", *sums, sum(sums), as_text(rate(sums))]
    assert codes(read_csv([*decided_rows(as_text), last])) == []
    assert codes(read_csv([decided_rows(as_text)[0], last, *decided_rows(as_text)[1:]])) == []
    last[3] += 1
    reading = read_csv([*decided_rows(as_text), last])
    assert codes(reading) == ["contradiction", "column_differs"]
    assert said(reading)["England", "complaints_decided", "referred_back_for_local_resolution"] == sums[2] + 1


def test_a_sum_of_some_rows_is_no_body() -> None:
    rows = decided_rows(as_text)
    sums = [sum(column) for column in zip(*(DECIDED[name] for name in NAMES[:2]), strict=True)]
    rows.insert(3, ["Sub-total", *sums, sum(sums), ""])
    sums = national(DECIDED)
    rows.append(["Total", *sums, sum(sums), ""])
    assert codes(read_csv(rows)) == []


def test_a_row_that_contradicts_its_total_is_kept_and_reported() -> None:
    rows = decided_rows(as_text)
    rows[2][1] += 1
    reading = read_csv(rows)
    assert codes(reading) == ["contradiction"]
    assert said(reading)[LEEDS, "complaints_decided", "incomplete_or_invalid"] == DECIDED[LEEDS][0] + 1
    assert reading.status is ReadingStatus.COMPLETE


def test_a_body_with_two_rows_has_no_figures() -> None:
    rows = decided_rows(as_text)
    rows.append(["Leeds  city council", *rows[1][1:]])
    reading = read_csv(rows)
    assert codes(reading) == ["body_twice"]
    assert {value for of, value in said(reading).items() if "eeds" in of[0]} == {None}
    assert reading.status is ReadingStatus.PARTIAL


def test_figures_without_a_name_are_reported() -> None:
    rows = decided_rows(as_text)
    rows[3][0] = ""
    reading = read_csv(rows)
    assert (reading.status, codes(reading)) == (ReadingStatus.PARTIAL, ["row_unnamed"])
    assert "Row 5" in reading.issues[0].message


def unquoted(rows: list[Row]) -> list[str]:
    return [",".join(map(str, row)) for row in [TITLE, *rows]]


@pytest.mark.parametrize("name", ["Leeds, the city", "Leeds City Council,"])
def test_a_cell_too_many_moves_no_figure(name: str) -> None:
    lines = unquoted(decided_rows(as_text))
    lines[3] = lines[3].replace(LEEDS, name)
    reading = read_data_table("\n".join(lines).encode())
    assert (reading.status, codes(reading)) == (ReadingStatus.PARTIAL, ["row_ragged"])
    assert "Row 4" in reading.issues[0].message
    assert said(reading) == {of: value for of, value in expected_decided().items() if of[0] != LEEDS}


def test_thousands_without_quotation_marks_move_no_figure() -> None:
    lines = unquoted(received_rows())
    lines[2] = lines[2].replace("1204", "1,204")
    reading = read_data_table("\n".join(lines).replace("Decided", "Received").encode())
    assert codes(reading) == ["row_ragged"]
    assert said(reading) == expected_received(NAMES[1:])


def test_a_cell_too_few_moves_no_figure() -> None:
    lines = unquoted(decided_rows(as_text))
    lines[3] = lines[3].replace(f"{LEEDS},", f"{LEEDS} ")
    reading = read_data_table("\n".join(lines).encode())
    assert "row_ragged" in codes(reading)
    assert said(reading) == {of: value for of, value in expected_decided().items() if of[0] != LEEDS}


def test_blank_cells_at_the_end_may_be_left_out() -> None:
    lines = unquoted(decided_rows(as_text))
    lines = [line.removesuffix(",n/a") for line in lines]
    reading = read_data_table("\n".join(lines).encode())
    assert (reading.status, codes(reading)) == (ReadingStatus.COMPLETE, [])
    assert said(reading) == {of: value for of, value in expected_decided().items() if value is not None}


def test_a_table_of_other_councils_is_refused() -> None:
    rows = decided_rows(as_text)
    wales = ["Gwynedd", "Powys County", "Conwy County Borough", "Swansea City", "Cardiff City", "Flintshire County"]
    for row, name in zip(rows[1:], wales, strict=False):
        row[0] = f"{name} Council"
    reading = read_csv(rows)
    assert codes(reading) == ["authorities_unknown"]
    assert reading.status is ReadingStatus.UNRECOGNISED


def test_a_council_without_figures_is_reported_and_texts_are_kept() -> None:
    rows = [*decided_rows(as_text), ["Norwich City Council"], [], ["Source: the Ombudsman", "see the web site"]]
    reading = read_csv(rows)
    assert codes(reading) == ["row_blank"]
    assert reading.tables[0].notes == ("Norwich City Council", "Source: the Ombudsman see the web site")


# The year.


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Complaints decided 2024-25", {2025}),
        ("2024/2025", {2025}),
        ("1999-2000 and 23\N{EN DASH}24", {2024}),
        ("Year ending 31 March 2019", {2019}),
        ("1 April 2018 to 31st March 2019, 31/03/19", {2019}),
        ("2024-26, 12/13/14, 2024-05-06, section 4-5-6, 2025", set()),
        ("from 2022-23 to 2024-25", {2023, 2025}),
    ],
)
def test_a_year_is_one_to_the_end_of_march(text: str, found: set[int]) -> None:
    assert set(years(text)) == found


@pytest.mark.parametrize(
    ("title", "sheet", "code"),
    [
        ("Decisions", "Sheet1", "year_missing"),
        ("Decisions 2023-24 and 2024-25", "Sheet1", "year_unclear"),
        ("Decisions 2023-24", "2024-25", "year_unclear"),
    ],
)
def test_a_year_that_is_not_certain_is_not_taken(title: str, sheet: str, code: str) -> None:
    reading = read_data_table(as_xlsx([[title], [], *decided_rows(as_text)], title=sheet))
    assert (reading.tables[0].year, codes(reading)) == (None, [code])
    assert said(reading) == expected_decided()


# Parts of a workbook that a person does not see.


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
    assert said(reading)[LEEDS, "complaints_decided", "advice_given"] is None
    assert reading.status is ReadingStatus.PARTIAL
    assert set(codes(reading)) == {"figure_unreadable"}
    assert word in reading.issues[0].message
    assert said(reading)[KENT, "complaints_decided", "upheld"] == DECIDED[KENT][-1]


def test_a_format_that_hides_a_number_leaves_a_blank() -> None:
    def shape(sheet: Worksheet) -> None:
        sheet["C3"].number_format = ";;;"

    reading = read_data_table(as_xlsx(decided_rows(as_text), shape=shape))
    assert (LEEDS, "complaints_decided", "advice_given") not in said(reading)
    assert codes(reading) == ["contradiction"]


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
    assert all(value in {None, expected.get(of)} for of, value in said(reading).items())


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
