"""Tables and sentences that continue on the next page: read if the signs are certain, otherwise reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from crawler.reading import read
from lgsco_store.records import Reading, ReadingStatus
from tests.reading.golden import LETTERS, figures, shown
from tests.reading.letterpress import (
    AREAS,
    OUTCOMES,
    YEARS,
    Measures,
    Sheet,
    Text,
    covering,
    covering_report,
    measures_sheet,
    pdf,
    report_sheet,
    tables_sheet,
)

TABLES = (
    "2007-north-west-leicestershire-report-tables",
    "2008-devon-report-tables",
    "2009-oxford-annual-review",
    "2012-derby-attached-tables",
    "2016-norfolk",
)


def text(name: str) -> str:
    return (LETTERS / f"{name}.txt").read_text("utf-8")


def facts(reading: Reading) -> tuple[object, ...]:
    return (reading.status, reading.authority, reading.signatory, figures(shown(reading)))


def cuts(letter: str) -> Iterator[str]:
    """Yield the letter with an extra page that begins at each of its lines, after the first page, if it has several."""
    for at in range(letter.find("\f") + 1, len(letter) - 1):
        if letter[at] == "\n" and "\f" not in letter[at - 1 : at + 2]:
            yield letter[: at + 1] + "\f" + letter[at + 1 :]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_text_may_go_on_at_any_line(name: str) -> None:
    whole = facts(read(text(name).encode()))
    parted = list(cuts(text(name)))
    assert len(parted) > 15
    assert all(facts(read(letter.encode())) == whole for letter in parted)


def cut(sheet: Sheet, y: float) -> list[Sheet]:
    """Return the part drawn above ``y``, and the rest at the top of another page."""
    up = y - 50
    first = Sheet([one for one in sheet.texts if one.y <= y], [rule for rule in sheet.rules if rule[3] <= y])
    rules = [(x0, top - up, x1, bottom - up) for x0, top, x1, bottom in sheet.rules if top > y]
    return [first, Sheet([replace(one, y=one.y - up) for one in sheet.texts if one.y > y], rules)]


# After the headings, amid and after the labels and after the numbers of both tables, and the labels beside the notes.
@pytest.mark.parametrize("y", [63, 110, 137, 146, 164, 187, 230, 262, 271, 289, 312, 386])
@pytest.mark.parametrize("ruled", [True, False])
def test_drawn_tables_may_go_on_behind_their_labels(y: float, *, ruled: bool) -> None:
    sheet = tables_sheet(AREAS, OUTCOMES, ruled=ruled)
    whole, parted = read(pdf([covering(2018), sheet])), read(pdf([covering(2018), *cut(sheet, y)]))
    assert facts(parted) == facts(whole)
    assert parted.status is ReadingStatus.COMPLETE
    tops = {"complaints_received": 187, "complaints_decided": 312, "remedied_by_ombudsman": 406}
    pages = {one.measure: one.page for one in parted.figures}
    assert {measure: pages[measure] for measure in tops} == {measure: 2 + (top > y) for measure, top in tops.items()}


@pytest.mark.parametrize("y", [63, 110, 212, 300, 402, 490])
def test_each_measure_may_have_a_page_of_its_own(y: float) -> None:
    sheet = measures_sheet(Measures())
    whole = read(pdf([covering(2020), sheet]))
    assert facts(read(pdf([covering(2020), *cut(sheet, y)]))) == facts(whole)


def report_letter(*sheets: Sheet) -> Reading:
    return read(pdf([covering_report(), *sheets]))


@pytest.mark.parametrize("y", [135, 155, 175])
@pytest.mark.parametrize("years", [YEARS, YEARS[::-1]])
def test_a_table_of_years_may_go_on_at_any_row(y: float, years: tuple[str, ...]) -> None:
    whole, parted = report_letter(report_sheet(years)), report_letter(*cut(report_sheet(years), y))
    assert len(whole.figures) == 10
    assert whole.status is ReadingStatus.COMPLETE
    assert facts(parted) == facts(whole)


@pytest.mark.parametrize("lost", ["20", "2006/07"])
def test_an_unfitting_row_on_the_next_page_is_reported_and_left_out(lost: str) -> None:
    """Either a value or the year is gone; the rest on the second page could belong to any table."""
    first, second = cut(report_sheet(YEARS[1:] + YEARS[:1]), 175)
    own = next(one for one in second.texts if one.text == YEARS[0])
    second.texts.remove(own if lost == "2006/07" else second.texts[-1])
    reading = report_letter(first, second)
    assert reading.figures == ()
    assert "unexplained_number" in {issue.code for issue in reading.issues}


def test_a_total_over_the_page_that_is_not_the_sum_of_the_rows_is_another_tables() -> None:
    letter = text("2012-derby-attached-tables").replace("\nTotal\t", "\n\fTotal\t")
    assert any(one.category == "total" for one in read(letter.encode()).figures)
    other = letter.replace("\fTotal\t8\t8\t3\t12\t", "\fTotal\t8\t8\t4\t11\t")
    assert other != letter
    reading = read(other.encode())
    assert "complaints_received" not in {one.measure for one in reading.figures}
    assert "year_missing" in {issue.code for issue in reading.issues}


HEAD, FOOT = "Bromsgrove District Council", "Annual Review letters of the Ombudsman"


def framed(sheet: Sheet, number: int) -> Sheet:
    frame = [Text(60, 25, HEAD, 8), Text(60, 825, FOOT, 8), Text(500, 825, f"Page {number} of 4", 8)]
    return Sheet([*sheet.texts, *frame], sheet.rules, sheet.circles)


@pytest.mark.parametrize("y", [164, 187, 289])
def test_running_headers_and_footers_do_not_interfere(y: float) -> None:
    sheet = tables_sheet(AREAS, OUTCOMES)
    letter = covering(2018)
    signed = next(one.y for one in letter.texts if one.text == "Yours sincerely")
    sheets = [*cut(letter, signed), *cut(sheet, y)]
    framed_sheets = [framed(one, number) for number, one in enumerate(sheets, 1)]
    whole = read(pdf([letter, sheet]))
    assert facts(read(pdf(framed_sheets))) == facts(whole)
    assert whole.signatory is not None
    assert whole.signatory.name == "Michael King"


def test_sentences_that_end_all_pages_alike_are_no_running_feet() -> None:
    head = text("2019-kent").split("\f")[0]
    average = "This compares to an average of n/a in similar authorities."
    upheld = "74% of complaints we investigated were upheld."
    comply = "In 98% of cases we were satisfied the authority had successfully implemented our recommendations."
    reading = read("\f".join([head, f"{upheld}\n{average}\n", f"{comply}\n{average}\n"]).encode())
    averages = {one.measure: one.state.value for one in reading.figures if one.measure.endswith("average")}
    assert averages == {"uphold_rate_average": "not_applicable", "compliance_rate_average": "not_applicable"}
