"""What stands above a yearly table: a title that says of what else its figures are leaves it unread."""

from __future__ import annotations

import pytest

from crawler.reading.kinds.data_table.table import read_data_table, read_table
from lgsco_store.records import ReadingStatus
from tests.reading.kinds.table_readings import codes, figures_of_bodies, refusals
from tests.reading.kinds.yearly_tables import (
    Row,
    as_csv,
    as_number,
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

OTHER_DECISIONS = [
    "Percentage of complaints decided 2024-25",
    "Complaints decided 2024-25 (%)",
    "Complaints decided 2024-25 as a share of the national total",
    "Uphold rates by outcome, 2024-25: rank of each council",
    "Complaints decided per 100,000 residents 2024-25",
    "Complaints decided 2024-25, per thousand households",
    "Average complaints decided, 2024-25",
    "Adult care services: complaints decided 2024-25",
    "Complaints decided 2024-25: Education & Children's Services",
    "Complaints decided 2024-25 about planning applications",
    "Complaints decided 2024-25 (housing)",
    "Complaints decided 2024-25: quarter 1",
    "Q3 complaints decided 2024/25",
    "Complaints decided 2024-25: half-year figures",
    "Complaints decided 2024-25: April to September",
    "Complaints decided 2024-25, 1 April 2024 to 30 June 2024",
    "Complaints decided 2024-25 (01/04/2024 - 30/06/2024)",
    "Complaints decided 1 April 2019 to 31 March 2025",
    "Complaints decided 2020/21 - 2024/25",
    "Complaints decided in the five years to 31 March 2025",
    "Complaints decided jointly with the Parliamentary and Health Service Ombudsman 2024-25",
    "Joint investigations: complaints decided 2024-25",
    "Change in complaints decided, 2024-25",
    "Complaints decided 2024-25 compared with the year before",
    "Forecast of complaints decided 2024-25",
    "Projected decisions 2024-25",
    "Complaints decided 2024-25: care providers",
    "Independent care homes: decisions 2024-25",
    "Public interest reports 2024-25",
    "Complaints decided 2024-25 excluding premature ones",
    "Complaints decided per councillor 2024-25",
    "Normalised decisions 2024-25",
    "Complaints decided to date, 2024-25",
    "Review requests: complaints decided 2024-25",
    "Complaints received 2024-25",
    "Complaints received by outcome 2024-25",
    "Complaints decided 2024-25. All figures are percentages.",
]


@pytest.mark.parametrize("title", OTHER_DECISIONS)
def test_a_title_that_names_other_figures_leaves_the_table_unread(title: str) -> None:
    reading = read_data_table(as_csv([[title], [], *decided_rows(as_number)]))
    assert repr(title) in refusals(reading)
    assert codes(reading) == ["title_unusual"]


@pytest.mark.parametrize(
    "title",
    [
        "Complaints upheld by category, 2024-25",
        "Complaints decided by service area 2024-25",
        "Complaints received that were upheld, 2024-25",
        "Faults found by category 2024-25",
        "Change in complaints received 2024-25",
        "Complaints received about school admissions 2024-25",
    ],
)
def test_service_areas_count_complaints_received_only_if_the_title_does_not_deny_it(title: str) -> None:
    assert codes(read_data_table(as_csv([[title], *received_rows()]))) == ["title_unusual"]


@pytest.mark.parametrize(
    "title",
    [
        "Complaints decided 2024-25",
        "Decisions made, year ending 31 March 2025",
        "Complaints decided 1 April 2024 to 31 March 2025",
        "Complaints decided 2024-25 (12 months to 31 March 2025)|Return to index",
        "Complaints decided 2024-25 - year ending March 2025",
        "Complaints decided 01/04/2024 to 31/03/2025",
        "Complaints decided, April 2024 to March 2025 (2024-25)",
        "Local authority complaints decided 2024/25|Published 20 May 2025",
        "Complaints decided 2024-25|Data extracted on 1 May 2025|July 2025",
        "Local Government and Social Care Ombudsman|Complaints decided about local authorities 2024-25 by outcome",
        "Complaints decided and uphold rates, 2024-25",
        "Complaints decided 2024-25 (councils only)",
        "Complaints decided 2024-25, including adult social care|Councils and independent care providers",
        "Complaints decided 2024-25 (provisional)",
        "Complaints received and decided 2024-25",
        "Complaints decided 2024-25|Percentages are rounded.|Note: rates exclude closed cases",
        "Complaints decided 2024-25|The figures are not comparable with those of other ombudsmen.",
    ],
)
def test_a_plain_title_changes_nothing(title: str) -> None:
    reading = read_data_table(as_csv([*([line] for line in title.split("|")), [], *decided_rows(as_text)]))
    assert (reading.status, codes(reading)) == (ReadingStatus.COMPLETE, [])
    assert reading.tables[0].year == 2025
    assert figures_of_bodies(reading) == expected_decided()


@pytest.mark.parametrize("title", ["Complaints and enquiries received by category, 2024-25", "Received 2024-25"])
def test_a_plain_title_of_complaints_received_changes_nothing(title: str) -> None:
    reading = read_data_table(as_csv([[title], *received_rows()]))
    assert (codes(reading), figures_of_bodies(reading)) == ([], expected_received())


def test_the_name_of_a_sheet_is_a_title() -> None:
    reading = read_data_table(as_xlsx(decided_rows(as_text), title="Adult Care 2024-25"))
    assert "'Adult Care 2024-25'" in refusals(reading)
    assert codes(reading) == ["title_unusual"]


def test_a_sheet_of_percentages_does_not_take_that_of_counts_with_it() -> None:
    book, counts = workbook("Counts 2024-25")
    fill(counts, decided_rows(as_text))
    rows: list[Row] = decided_rows(as_text)
    fill(book.create_sheet("Percentages 2024-25"), rows)
    reading = read_data_table(saved(book))
    assert (reading.status, codes(reading)) == (ReadingStatus.PARTIAL, ["title_unusual"])
    assert figures_of_bodies(reading) == expected_decided()


# Blocks of other figures below a table.

ABOLISHED = ["Allerdale Borough Council", 19, 12, 604, 702, 33, 241, 1611, "88%"]


def blocks(between: str, *, header: bool) -> list[Row]:
    """Make a table and, below a heading, the row of a council that it does not have."""
    head, *body = decided_rows(as_text)
    return [["Complaints decided 2024-25"], [], head, *body, [], [between], *([head] if header else []), ABOLISHED]


@pytest.mark.parametrize("between", ["Complaints decided 2021-22: councils since abolished", "2021-22"])
def test_a_block_of_another_year_is_a_table_of_its_own(between: str) -> None:
    reading = read_data_table(as_csv(blocks(between, header=True)))
    assert [(table.year, len(table.figures)) for table in reading.tables] == [(2025, 56), (2022, 8)]
    assert {each.subject.name for each in reading.tables[1].figures if each.subject} == {ABOLISHED[0]}
    assert (reading.status, codes(reading)) == (ReadingStatus.COMPLETE, [])


def test_the_same_councils_in_two_years_are_two_tables() -> None:
    rows = [["Complaints decided 2024-25"], *decided_rows(as_text), ["Complaints decided 2023-24"]]
    reading = read_data_table(as_csv([*rows, *decided_rows(as_text)]))
    assert ([table.year for table in reading.tables], codes(reading)) == ([2025, 2024], [])


@pytest.mark.parametrize(
    "between", ["2021-22", "Complaints decided 2021-22", "Quarter 4", "Previous year", "Adult care"]
)
def test_rows_under_another_heading_and_no_header_are_not_read(between: str) -> None:
    reading = read_data_table(as_csv(blocks(between, header=False)))
    assert (reading.status, codes(reading)) == (ReadingStatus.PARTIAL, ["rows_of_another"])
    assert repr(between) in reading.issues[0].message
    assert figures_of_bodies(reading) == expected_decided()


@pytest.mark.parametrize("between", ["Previous year", "Change on the year before", "Percentages"])
def test_a_block_of_no_plain_figures_is_not_read(between: str) -> None:
    reading = read_data_table(as_csv(blocks(between, header=True)))
    assert (reading.status, codes(reading)) == (ReadingStatus.PARTIAL, ["title_unusual"])
    assert figures_of_bodies(reading) == expected_decided()


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize(
    "between",
    [
        "Page 2 of 2",
        "Complaints decided 2024-25",
        "Care providers",
        "Housing associations",
        "Source: census of 2021-22",
    ],
)
def test_rows_under_a_plain_heading_are_those_of_the_table(between: str, *, header: bool) -> None:
    reading = read_data_table(as_csv(blocks(between, header=header)))
    assert ([table.year for table in reading.tables], codes(reading)) == ([2025], [])
    assert len(reading.tables[0].figures) == 64


def test_a_note_gives_no_block_its_year() -> None:
    reading = read_data_table(as_csv(blocks("2021-22 census", header=True)))
    assert ([table.year for table in reading.tables], codes(reading)) == ([2025, None], ["year_unclear"])


def test_the_archive_keeps_the_latest_year_of_a_file_and_names_the_others() -> None:
    reading = read_table(as_csv(blocks("Complaints decided 2021-22", header=True)))
    assert (reading.year, reading.status, len(reading.figures)) == (2025, ReadingStatus.PARTIAL, 56)
    [issue] = reading.issues
    assert (issue.code, "complaints_decided of 2022" in issue.message) == ("years_several", True)
