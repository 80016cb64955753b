"""Yearly tables: every cell in every form is the figure that was put there, under its title and its year."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from crawler.reading.kinds.data_table.period import years
from crawler.reading.kinds.data_table.table import read_data_table
from crawler.reading.kinds.names import DocumentKind, ReadDocument
from crawler.reading.kinds.registry import read_document
from crawler.reading.serialise import json_line
from lgsco_store.publications.readings import DataTableReading, TableKind
from lgsco_store.records import FigureState, ReadingStatus, Subject
from tests.reading.kinds.table_readings import (
    KENT,
    at,
    codes,
    codes_of,
    figures_of_bodies,
    read_csv,
)
from tests.reading.kinds.yearly_tables import (
    CODES,
    NAMES,
    TITLE,
    VARIANTS,
    as_csv,
    as_fraction,
    as_text,
    as_xlsx,
    decided_rows,
    expected_decided,
    expected_received,
    fill,
    received_rows,
    saved,
    workbook,
)


@pytest.mark.parametrize("make", VARIANTS.values(), ids=VARIANTS)
def test_every_form_of_a_table_says_the_same(make: Callable[[], bytes]) -> None:
    content = make()
    document = read_document(content)
    reading = document.reading
    assert document.kind is DocumentKind.DATA_TABLE
    assert isinstance(reading, DataTableReading)
    assert {of: value for of, value in figures_of_bodies(reading).items() if of[0] != "Total"} == expected_decided()
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
    assert figures_of_bodies(reading) == expected_received()
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
    assert figures_of_bodies(reading) == expected_received() | expected_decided()
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
    assert figures_of_bodies(reading) == expected_received() | expected_decided()


def test_fractions_of_full_length_are_kept_as_they_are() -> None:
    reading = read_data_table(as_xlsx(decided_rows(as_fraction)))
    assert figures_of_bodies(reading) == pytest.approx(expected_decided(exact=True), abs=1e-7)
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
    assert {figures_of_bodies(reading)[name, "uphold_rate_average", None] for name in NAMES} == {89}
    assert {figures_of_bodies(reading)[name, "upheld_per_100k", None] for name in NAMES} == {4.6}


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
    assert figures_of_bodies(reading) == expected_decided()
