"""The cells and the labels of yearly tables: what is not certain has no value, or refuses the table."""

from __future__ import annotations

import pytest

from crawler.reading.kinds.data_table.table import read_data_table
from lgsco_store.records import FigureState, ReadingStatus
from tests.reading.kinds.table_readings import (
    KENT,
    LEEDS,
    at,
    codes,
    figures_of_bodies,
    read_csv,
    refusals,
)
from tests.reading.kinds.yearly_tables import (
    Row,
    as_csv,
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


def test_a_blank_cell_is_no_figure_and_never_nought() -> None:
    rows = decided_rows(as_text)
    rows[4][2] = ""
    reading = read_csv(rows)
    expected = expected_decided()
    del expected["Cotswold District Council", "complaints_decided", "advice_given"]
    assert figures_of_bodies(reading) == expected
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
    assert [value for of, value in figures_of_bodies(reading).items() if of[1] == "uphold_rate"] == [None, None]
    assert (reading.status, codes(reading)) == (ReadingStatus.PARTIAL, ["rate_unclear"])


def changed(label: str, new: str) -> list[Row]:
    head, *body = decided_rows(as_text)
    return [[new if text == label else text for text in head], *body]


@pytest.mark.parametrize(
    "new", ["Referred elsewhere", "Upheld (%)", "Upheld (people)", "Not", "Upheld 2023-24", "Cases upheld"]
)
def test_a_renamed_column_refuses_the_table_by_name(new: str) -> None:
    reading = read_csv(changed("Upheld", new))
    assert new in refusals(reading)
    assert codes(reading) == ["column_unknown"]


@pytest.mark.parametrize(
    "printed", ["Environmental Services", "Environmental Services & Public Protection & Regulation"]
)
def test_a_service_area_may_have_a_longer_name(printed: str) -> None:
    head, *body = received_rows()
    head = [printed if text == "Environment Services" else text for text in head]
    reading = read_data_table(as_csv([["Complaints received 2024-25"], head, *body]))
    assert (figures_of_bodies(reading), codes(reading)) == (expected_received(), [])


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


def test_a_column_of_descriptions_has_no_figures() -> None:
    rows = decided_rows(as_text)
    for row, text in zip(rows, ["Type", *"1234567"], strict=True):
        row.insert(3, text)
    assert "'Type'" in refusals(read_csv(rows))


def test_a_table_without_a_column_of_names_is_refused() -> None:
    reading = read_data_table(as_xlsx(changed("Authority Name", "Where")))
    assert codes(reading) == ["header_missing"]
    assert reading.status is ReadingStatus.UNRECOGNISED


def test_a_refused_sheet_does_not_take_the_other_one_with_it() -> None:
    book, sheet = workbook("Received 2024-25")
    fill(sheet, received_rows())
    fill(book.create_sheet("Decided 2024-25"), changed("Upheld", "Cases upheld"))
    reading = read_data_table(saved(book))
    assert figures_of_bodies(reading) == expected_received()
    assert (reading.status, codes(reading)) == (ReadingStatus.PARTIAL, ["column_unknown"])
    assert "'Decided 2024-25'" in reading.issues[0].message
