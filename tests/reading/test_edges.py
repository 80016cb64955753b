"""What stands at the edges of pages is no statistic, and tables may be lists; as other programs lay letters out."""

from __future__ import annotations

import contextlib
import io
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest

from crawler.reading import read
from crawler.reading.input import plain_text
from crawler.reading.input.document import Document, UnreadableError
from crawler.reading.input.opening import open_document
from lgsco_store.records import ReadingStatus
from tests.reading.letterpress import (
    AREA_NAMES,
    AREAS,
    BOLD,
    DECIDED,
    HEIGHT,
    OUTCOME_NAMES,
    OUTCOMES,
    RECEIVED,
    WIDTH,
    Measures,
    Sheet,
    Text,
    covering,
    covering_report,
    measures_sheet,
    pdf,
    report_sheet,
    table,
)


def whole(*sheets: Sheet) -> bool:
    return read(pdf(sheets)).status is ReadingStatus.COMPLETE


@pytest.mark.parametrize("number", ["{} of 2", "{}", "{}/2"])
def test_a_telephone_and_a_page_number_may_share_the_foot_of_a_page(number: str) -> None:
    sheets = [covering(2020), measures_sheet(Measures())]
    for at, sheet in enumerate(sheets, 1):
        sheet.texts += [
            Text(60, HEIGHT - 70, "Tel 0300 061 0614", 8),
            Text(300, HEIGHT - 70, "Northmere 24 High Street", 8),
            Text(500, HEIGHT - 70, number.format(at), 8),
        ]
    assert whole(*sheets)


def _shorter(content: bytes) -> bytes:
    """Cut a strip off the top of the last page."""
    target = io.BytesIO()
    with contextlib.closing(pypdfium2.PdfDocument(content)) as document:
        document[len(document) - 1].set_mediabox(0, 0, WIDTH, HEIGHT - 30)
        document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("number", "higher", "is_page_number"),
    [("{}", 0, True), ("{}", 14, False), ("{} of 2", 14, True), ("{} of 3", 14, False)],
)
def test_pages_of_different_sizes_are_counted_from_their_feet(
    number: str, higher: float, *, is_page_number: bool
) -> None:
    sheets = [covering(2020), measures_sheet(Measures())]
    for at, sheet in enumerate(sheets):
        sheet.texts.append(Text(500, HEIGHT - 70 - higher * at, number.format(at + 1), 8))
    reading = read(_shorter(pdf(sheets)))
    assert (reading.status is ReadingStatus.COMPLETE) is is_page_number


def test_a_number_at_the_foot_of_one_page_is_not_that_of_the_page() -> None:
    sheet = measures_sheet(Measures())
    sheet.texts.append(Text(300, HEIGHT - 70, "14 of 20", 8))
    assert not whole(covering(2020), sheet)


def test_a_table_may_be_a_list_of_labels_with_their_values_beside_them() -> None:
    sheet = Sheet()
    sheet.column(45, 50, ["Local Authority Report: Bromsgrove District Council", "For the Period Ending: 31/03/2018"])
    top = 100.0
    for heading, labels, values in (
        ("Complaints and enquiries received", RECEIVED, AREAS),
        ("Decisions made", DECIDED, OUTCOMES),
    ):
        sheet.texts.append(Text(45, top, heading, 11, BOLD))
        for row, (label, value) in enumerate(zip(labels, values, strict=True), 1):
            sheet.texts += [
                Text(45, top + 16 * row, label.replace("|", " "), 9),
                Text(330, top + 16 * row, value, 9),
            ]
        top += 16 * (len(labels) + 3)
    reading = read(pdf([covering(2018), sheet]))
    found = {(figure.measure, figure.category): str(figure.value) for figure in reading.figures}
    assert [found["complaints_received", name] for name in AREA_NAMES] == list(AREAS)
    assert [found["complaints_decided", name] for name in OUTCOME_NAMES] == list(OUTCOMES[:6])


def test_a_letter_whose_digits_alone_are_unknown_is_read_by_the_other_engine() -> None:
    known = plain_text.document("Annual Review letter 2020\nfor the year ending 31 March 2020")
    torn = plain_text.document("Annual Review letter \ufffd\nfor the year ending \ufffd March of the Ombudsman")
    assert open_document(torn, lambda _pages: known).document == known
    with pytest.raises(UnreadableError):
        open_document(torn, None)

    def never(_pages: frozenset[int] | None) -> Document:
        raise AssertionError

    assert open_document(known, never).document == known


# The outcomes before 2009 under the labels of 2011, in the same order.
LONGER = (
    "Reports: maladministration and injustice",
    "Local settlements (no report)",
    "Reports: maladministration no injustice",
    "Reports: no maladministration",
    "No maladministration (no report)",
    "Ombudsman's discretion (no report)",
    *("Outside jurisdiction", "Premature complaints", "Total excl premature", "Total"),
)


def test_outcomes_may_have_the_longer_labels_of_other_years() -> None:
    plain = report_sheet()
    sheet = Sheet([text for text in plain.texts if not 100 < text.y < 140])
    sheet.texts.append(Text(40, 85, "Decisions", 9))
    for index, label in enumerate(LONGER):
        words = label.split()
        sheet.column(130 + 44 * index, 139 - 6 * (len(words) - 1), words, size=5, leading=6)
    reading, expected = (read(pdf([covering_report(), each])) for each in (sheet, plain))
    assert len(expected.figures) >= len(LONGER)
    assert [(figure.category, figure.value) for figure in reading.figures] == [
        (figure.category, figure.value) for figure in expected.figures
    ]


@pytest.mark.parametrize("label", ["Local|Authority", "Authority"])
@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("name", [("Bromsgrove", "District", "Council"), ("Blaby DC",)])
def test_the_first_column_may_name_the_authority(name: tuple[str, ...], label: str, *, ruled: bool) -> None:
    sheet = Sheet()
    sheet.column(45, 50, ["Local Authority Report: Bromsgrove District Council", "For the Period Ending: 31/03/2018"])
    for top, heading, labels, values in (
        (110, "Complaints and enquiries received", RECEIVED, AREAS),
        (230, "Decisions made", DECIDED, OUTCOMES),
    ):
        sheet.texts.append(Text(45, top, heading, 11, BOLD))
        table(sheet, top + 5, [label, *labels], ["", *values], ruled=ruled)
        sheet.column(48, top + 77 - 9 * (len(name) // 2), name, size=7, leading=9)
    reading = read(pdf([covering(2018), sheet]))
    found = {figure.category: figure.value for figure in reading.figures if figure.measure == "complaints_received"}
    assert found == dict(zip(AREA_NAMES, map(Decimal, AREAS), strict=True))
    assert reading.status is ReadingStatus.COMPLETE


@pytest.mark.parametrize(
    ("axis", "is_axis"),
    [("0% 20% 40% 60% 80% 100%", True), ("0 5 10 15", True), ("0% 20% 30%", False), ("10 20 30 40", False)],
)
def test_the_axis_of_a_chart_is_no_statistic(axis: str, *, is_axis: bool) -> None:
    sheet = measures_sheet(Measures())
    sheet.texts += [Text(140 + 40 * at, 235, text, 8) for at, text in enumerate(axis.split())]
    assert whole(covering(2020), sheet) is is_axis


def test_a_ring_may_name_an_authority_whose_first_word_is_a_name_by_itself() -> None:
    """Cumbria alone means Cumbria County Council as well, so that the rest of the name would be unknown words."""
    sheet = measures_sheet(Measures())
    sheet.column(60, 198, ["40% Complaints", "upheld by Cumbria", "County Council"], size=7, leading=8)
    sheet.texts = [
        replace(text, y=text.y + 40) if "total of 5" in text.text and text.y < 300 else text for text in sheet.texts
    ]
    assert whole(covering(2020), sheet)
