"""What stands above a yearly table: a title that says of what else its figures are leaves it unread."""

from __future__ import annotations

import pytest

from crawler.reading.kinds.data_table.table import read_data_table
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
    "Complaints received 2024-25",
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
