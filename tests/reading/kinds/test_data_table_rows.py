"""The rows of yearly tables: every body is found once, and rows add up."""

from __future__ import annotations

import pytest

from crawler.reading.kinds.data_table.table import read_data_table
from lgsco_store.records import ReadingStatus
from tests.reading.kinds.table_readings import (
    LEEDS,
    codes,
    codes_of,
    figures_of_bodies,
    read_csv,
)
from tests.reading.kinds.yearly_tables import (
    DECIDED,
    NAMES,
    TITLE,
    Row,
    as_text,
    decided_rows,
    expected_decided,
    expected_received,
    national,
    rate,
    received_rows,
)


def test_an_unknown_council_is_reported_in_its_own_words() -> None:
    rows = decided_rows(as_text)
    rows[3][0] = "Borchester Borough Council"
    reading = read_csv(rows)
    assert codes(reading) == ["authority_unknown"]
    assert "'Borchester Borough Council'" in reading.issues[0].message
    assert codes_of(reading, *NAMES) == {None}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Lambeth LB", "LBH"),
        ("LB of Lambeth", "LBH"),
        ("Wirral MBC", "WRL"),
        ("Stafford BC", "STA"),
        ("Essex CC", "ESS"),
        ("Manchester (CC)", "MAN"),
        ("Durham CC", "DUR"),
        ("Borchester BC", None),
        ("LB Borchester", None),
    ],
)
def test_a_shortened_rank_names_a_council_or_is_reported(name: str, code: str | None) -> None:
    rows = decided_rows(as_text)
    rows[3][0] = name
    reading = read_csv(rows)
    assert codes_of(reading, *NAMES) == {code}
    assert codes(reading) == ([] if code else ["authority_unknown"])


@pytest.mark.parametrize("name", ["NHS Surrey Heartlands ICB", "Barchester Healthcare Homes Limited"])
def test_other_bodies_are_bodies(name: str) -> None:
    rows = decided_rows(as_text)
    rows[7][0] = name
    reading = read_csv(rows)
    assert codes(reading) == []
    assert figures_of_bodies(reading)[name, "complaints_decided", "closed_after_initial_enquiries"] == 2


def test_the_rows_add_up_to_the_national_one() -> None:
    sums = national(DECIDED)
    last: Row = ["England", *sums, sum(sums), as_text(rate(sums))]
    assert codes(read_csv([*decided_rows(as_text), last])) == []
    assert codes(read_csv([decided_rows(as_text)[0], last, *decided_rows(as_text)[1:]])) == []
    last[3] += 1
    reading = read_csv([*decided_rows(as_text), last])
    assert codes(reading) == ["contradiction", "column_differs"]
    assert (
        figures_of_bodies(reading)["England", "complaints_decided", "referred_back_for_local_resolution"] == sums[2] + 1
    )


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
    assert figures_of_bodies(reading)[LEEDS, "complaints_decided", "incomplete_or_invalid"] == DECIDED[LEEDS][0] + 1
    assert reading.status is ReadingStatus.COMPLETE


def test_a_body_with_two_rows_has_no_figures() -> None:
    rows = decided_rows(as_text)
    rows.append(["Leeds  city council", *rows[1][1:]])
    reading = read_csv(rows)
    assert codes(reading) == ["body_twice"]
    assert {value for of, value in figures_of_bodies(reading).items() if "eeds" in of[0]} == {None}
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
    assert figures_of_bodies(reading) == {of: value for of, value in expected_decided().items() if of[0] != LEEDS}


def test_thousands_without_quotation_marks_move_no_figure() -> None:
    lines = unquoted(received_rows())
    lines[2] = lines[2].replace("1204", "1,204")
    reading = read_data_table("\n".join(lines).replace("Decided", "Received").encode())
    assert codes(reading) == ["row_ragged"]
    assert figures_of_bodies(reading) == expected_received(NAMES[1:])


def test_a_cell_too_few_moves_no_figure() -> None:
    lines = unquoted(decided_rows(as_text))
    lines[3] = lines[3].replace(f"{LEEDS},", f"{LEEDS} ")
    reading = read_data_table("\n".join(lines).encode())
    assert "row_ragged" in codes(reading)
    assert figures_of_bodies(reading) == {of: value for of, value in expected_decided().items() if of[0] != LEEDS}


def test_blank_cells_at_the_end_may_be_left_out() -> None:
    lines = unquoted(decided_rows(as_text))
    lines = [line.removesuffix(",n/a") for line in lines]
    reading = read_data_table("\n".join(lines).encode())
    assert (reading.status, codes(reading)) == (ReadingStatus.COMPLETE, [])
    assert figures_of_bodies(reading) == {of: value for of, value in expected_decided().items() if value is not None}


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
