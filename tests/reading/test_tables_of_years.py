"""The tables before 2014: only the letter's own year counts, labels must fit, and national tables are ignored."""

from __future__ import annotations

from decimal import Decimal

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from crawler.reading import read
from crawler.reading.layouts.named_rows import year_of
from crawler.reading.letter.authority_names import resolve_name
from lgsco_store.records import FigureState, Reading, ReadingStatus
from tests.reading.golden import LETTERS
from tests.reading.letterpress import (
    DECIDED_BEFORE_2009,
    OF_THREE_YEARS,
    PLAIN,
    YEARS,
    Sheet,
    Text,
    covering_report,
    pdf,
    report_sheet,
)

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
        ("oV/o4/o6 - 31/03/07", 2007),
        ("ending - 30/06/07", None),
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


DERBY = (LETTERS / "2012-derby-attached-tables.txt").read_text("utf-8")


def test_a_heading_of_later_letters_makes_no_later_letter() -> None:
    later = DERBY.replace("LGO Advice Team\n", "Complaints and enquiries received\n")
    assert later != DERBY
    reading = read(later.encode())
    assert values(reading) == values(read(DERBY.encode()))
    assert reading.layout == "attached_tables"


def spread(end: float) -> Sheet:
    """Draw the report with each year's span apart over its column, as justified; it ends at ``end``, a line below."""
    sheet = report_sheet(("01/04/06", "2005/06", "2004/05"))
    sheet.texts += [Text(90, 150, "-", 8), Text(40, end, "31/03/07", 8)]
    return sheet


def test_a_span_of_days_may_be_justified_over_two_lines() -> None:
    whole = values(read(pdf([covering_report(), report_sheet()])))
    assert len(whole) == 10
    assert values(read(pdf([covering_report(), spread(159)]))) == whole


def test_a_span_of_days_may_be_broken_over_three_lines_its_dash_beside_the_values() -> None:
    whole = values(read(pdf([covering_report(), report_sheet()])))
    sheet = report_sheet(("-", "2005/06", "2004/05"))
    without_days = read(pdf([covering_report(), sheet]))
    assert values(without_days) == {}
    sheet.texts += [Text(30, 141, "01/04/06", 8), Text(30, 159, "31/03/07", 8)]
    assert values(read(pdf([covering_report(), sheet]))) == whole


def test_labels_with_narrow_gaps_part_by_their_words() -> None:
    sheet = Sheet()
    sheet.column(40, 60, ["LOCAL AUTHORITY REPORT - Bromsgrove DC", "For the period ending 31/03/2007"])
    sheet.texts.append(Text(40, 120, "Response times No. of First Enquiries Avg no. of days to respond", 8))
    for at, row in enumerate((("01/04/06 - 31/03/07", "23", "47.6"), ("2005/06", "7", "49.7"))):
        sheet.texts += [Text(x, 140 + 15 * at, text, 8) for x, text in zip((40, 125, 220), row, strict=True)]
    found = values(read(pdf([covering_report(), sheet])))
    assert found == {"first_enquiries": Decimal(23), "response_days_average": Decimal("47.6")}


BOLTON = (LETTERS / "2013-bolton-prose.txt").read_text("utf-8")
SENTENCE = "We received 58 enquiries and complaints about you."


@pytest.mark.parametrize(
    ("sentence", "received"),
    [
        (SENTENCE, 58),
        ("In 2012/13 we received 58 complaints about your local authority.", 58),
        ("A sad year.\nThis year we received 1,058 complaints about your council.", 1058),
        ("During the year we received 1 complaint about the authority.", 1),
        ("Last year we received 58 complaints about your authority.", None),
        ("In 2011/12 we received 58 complaints about your authority.", None),
        ("We received 58 complaints about your trading arm.", None),
        ("We received 580 calls and 58 complaints about you.", None),
    ],
)
def test_the_letters_of_2013_have_one_number_in_a_sentence(sentence: str, received: int | None) -> None:
    reading = read(BOLTON.replace(SENTENCE, sentence).encode())
    expected = {"complaints_received total": Decimal(received)} if received else {}
    assert values(reading) == expected
    assert reading.status is (ReadingStatus.COMPLETE if received else ReadingStatus.NO_STATISTICS)


def test_two_numbers_received_are_ambiguous_and_other_years_have_other_sentences() -> None:
    two = read(BOLTON.replace(SENTENCE, f"{SENTENCE} In 2012/13 we received 59 complaints about you.").encode())
    assert two.status is ReadingStatus.PARTIAL
    assert [figure.state for figure in two.figures] == [FigureState.UNREADABLE]
    assert values(read(BOLTON.replace("2013", "2012").encode())) == {}


def turned(years: tuple[str, ...], *, gone: str = "") -> Sheet:
    """Draw the same table with a column for each year, the oldest first; one of its values may be gone."""
    sheet = Sheet()
    sheet.column(40, 60, ["LOCAL AUTHORITY REPORT - Bromsgrove DC", "For the period ending 31/03/2007"])
    sheet.texts.append(Text(40, 105, "Decisions", 9))
    sheet.texts += [Text(190 + 90 * at, 105, year, 8) for at, year in enumerate(years)]
    labels = [*DECIDED_BEFORE_2009, "Total excl premature", "Total"]
    for row, (label, *values) in enumerate(zip(labels, *reversed(OF_THREE_YEARS), strict=True)):
        sheet.texts.append(Text(40, 125 + 15 * row, label, 8))
        sheet.texts += [
            Text(210 + 90 * at, 125 + 15 * row, value, 8)
            for at, value in enumerate(values)
            if (label, at) != (gone, len(values) - 1)
        ]
    return sheet


def test_the_years_of_a_table_may_be_its_columns() -> None:
    reading = read(pdf([covering_report(), turned(YEARS[::-1])]))
    assert values(reading) == values(read(pdf([covering_report(), report_sheet()])))
    assert reading.status is ReadingStatus.COMPLETE


def test_a_table_of_year_columns_without_the_letters_own_year_gives_no_figure() -> None:
    assert values(read(pdf([covering_report(), turned(("2003/04", "2004/05", "2005/06"))]))) == {}


def test_a_row_that_lacks_a_year_gives_no_figure_of_another() -> None:
    reading = read(pdf([covering_report(), turned(YEARS[::-1], gone="LS")]))
    assert "complaints_decided local_settlements" not in values(reading)


def above_labels(*, near: float = 12) -> Sheet:
    """Draw two tables of one year with equally many columns, each value above its label at this distance."""
    sheet = Sheet()
    sheet.column(40, 60, ["Local authority report \N{MINUS SIGN} Bromsgrove DC", "for the period ending 31/03/2007"])
    tables = {
        "Decisions": ([label.replace(" ", "|", 1) for label in DECIDED_ALL], OF_THREE_YEARS[0]),
        "Complaints received": (RECEIVED_BEFORE_2009, ("1", "0", "2", "3", "4", "5", "6", "7", "8", "36")),
    }
    for number, (heading, (labels, values_of_it)) in enumerate(tables.items()):
        top = 100 + 90 * number
        sheet.texts.append(Text(40, top, heading, 9))
        for at, (label, value) in enumerate(zip(labels, values_of_it, strict=True)):
            sheet.texts.append(Text(50 + 52 * at, top + 20, value, 8))
            sheet.column(40 + 52 * at, top + 20 + near, label.split("|"), size=6.5, leading=8)
    return sheet


DECIDED_ALL = (*DECIDED_BEFORE_2009, "Total excl premature", "Total")
RECEIVED_BEFORE_2009 = (
    "Adult care|services", "Benefits", "Children|and family|services", "Education", "Housing", "Other",
    "Planning &|building|control", "Public|finance", "Transport and|highways", "Total",
)  # fmt: skip


def test_values_may_stand_above_their_labels() -> None:
    found = values(read(pdf([covering_report(), above_labels()])))
    assert found["complaints_decided no_maladministration"] == 5
    assert found["complaints_decided total"] == 17
    assert found["complaints_received education"] == 3
    assert found["complaints_received total"] == 36
    assert len(found) == 20


@pytest.mark.parametrize("near", [20, 34, 44])
def test_labels_between_two_rows_that_may_belong_to_either_give_no_figure(near: float) -> None:
    assert values(read(pdf([covering_report(), above_labels(near=near)]))) == {}


def test_labels_that_touch_come_apart_where_their_values_begin() -> None:
    sheet = Sheet()
    sheet.column(40, 60, ["LOCAL AUTHORITY REPORT - Bromsgrove DC", "For the period ending 31/03/2007"])
    wide = stringWidth("Education", PLAIN, 9)
    counts = ("1", "0", "2", "3", "4", "5", "6", "7", "8", "36")
    for at, (label, value) in enumerate(zip(RECEIVED_BEFORE_2009, counts, strict=True)):
        sheet.column(150 + wide * at, 120, label.replace("|", " ").split(), size=9, leading=10)
        sheet.texts.append(Text(150 + wide * at, 170, value, 9))
    sheet.texts.append(Text(40, 170, "2006/07", 9))
    found = values(read(pdf([covering_report(), sheet])))
    assert [int(value) for value in found.values()] == [int(value) for value in counts]
    assert found["complaints_received education"] == 3
    assert found["complaints_received housing"] == 4
