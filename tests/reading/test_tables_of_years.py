"""The tables before 2014: only the letter's own year counts, labels must fit, and national tables are ignored."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crawler.reading import read
from crawler.reading.layouts.named_rows import year_of
from crawler.reading.letter.authority_names import resolve_name
from lgsco_store.records import FigureState, Reading, ReadingStatus
from tests.reading.golden import LETTERS

DEVON = (LETTERS / "2008-devon-report-tables.txt").read_text("utf-8")


def values(reading: Reading) -> dict[str, Decimal]:
    """Return values by measure and category; measures without categories by their names alone."""
    return {f"{f.measure} {f.category or ''}".strip(): f.value for f in reading.figures if f.value is not None}


WHOLE = values(read(DEVON.encode()))


def spoilt(old: str, new: str) -> Reading:
    assert old in DEVON
    return read(DEVON.replace(old, new).encode())


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("01/04/06 - 31/03/07", 2007),
        ("1/04/2008 / 31/03/2009", 2009),
        ("01/04/2007 to 31/03/2008", 2008),
        ("2006/07", 2007),
        ("2006 / 2007", 2007),
        ("2006/08", None),
        ("2006", None),
        ("Total", None),
    ],
)
def test_a_row_is_named_by_the_year_in_which_its_period_ends(name: str, year: int | None) -> None:
    assert year_of(name) == year


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("Devon CC", "Devon County Council"),
        ("Leicester CC", "Leicester City Council"),
        ("North West Leicestersh", "North West Leicestershire District Council"),
        ("LB Barnet", "London Borough of Barnet"),
        ("North", None),
        ("Nowhere DC", None),
    ],
)
def test_names_that_are_short_or_cut_off(name: str, official: str | None) -> None:
    entry = resolve_name(name)
    assert (entry.official_name if entry else None) == official


def test_a_national_table_beside_the_authoritys_own_is_left_alone() -> None:
    beside = (
        "Response times\tNo. of First Enquiries\tAvg no. of days to respond\t"
        "Types of authority\t<= 28 days %\t> 28 days %\n"
        "01/04/07 - 31/03/08\t31\t29.6\tDistrict councils\t56.4\t43.6\n"
        "2006/07\t28\t33.1\tCounty councils\t47.1\t52.9\n"
    )
    start = DEVON.index("Response times")
    reading = read((DEVON[:start] + beside).encode())
    assert values(reading) == WHOLE
    assert reading.status is ReadingStatus.COMPLETE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Decisions\tMI reps\tLS\t", "Decisions\tLS\t"),
        ("\tOmb disc\t", "\tDiscretion\t"),
        ("01/04/07 - 31/03/08\t1\t14\t", "01/04/07 - 31/03/08\t14\t"),
        ("01/04/07 - 31/03/08\t1\t14", "This year\t1\t14"),
        ("For the period ending 31/03/2008", "For the period ending 31/03/2010"),
    ],
)
def test_a_table_that_is_spoilt_loses_figures_and_gives_none_wrongly(old: str, new: str) -> None:
    reading = spoilt(old, new)
    assert reading.status is not ReadingStatus.COMPLETE or any(issue.severity == "error" for issue in reading.issues)
    assert values(reading).items() <= WHOLE.items()


def test_a_blank_cell_is_settled_by_the_sum_and_two_are_not() -> None:
    one = spoilt("\t14\t0\t2\t18\t", "\t14\t0\t\t18\t")
    figure = next(f for f in one.figures if f.category == "no_maladministration_reports")
    assert figure.state is FigureState.DERIVED
    assert figure.value == 2
    two = spoilt("\t14\t0\t2\t18\t", "\t14\t0\t\t\t")
    assert values(two).items() <= WHOLE.items()
    assert two.status is ReadingStatus.PARTIAL


def test_parts_that_do_not_add_up_are_reported() -> None:
    reading = spoilt("\t14\t0\t2\t18\t", "\t14\t0\t2\t19\t")
    assert [issue.severity for issue in reading.issues if issue.code == "contradiction"] == ["error"]
    assert values(reading)["complaints_decided no_maladministration"] == 19


def test_faults_that_cancel_in_a_row_show_in_the_columns_of_its_parts() -> None:
    """From 2009 on the complaints received stand by kind above their total."""
    wiltshire = (LETTERS / "2010-wiltshire-annual-review.txt").read_text("utf-8")
    assert "Total\t8\t3\t6\t" in wiltshire
    reading = read(wiltshire.replace("Total\t8\t3\t6\t", "Total\t9\t2\t6\t").encode())
    messages = [issue.message for issue in reading.issues if issue.code == "contradiction"]
    assert [message.split('"')[1] for message in messages] == ["Adult Care Services", "Benefits"]
