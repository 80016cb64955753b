"""PDF letters: figures come from labels and places, regardless of the drawing order and the layout of the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from crawler.reading import read
from lgsco_store.records import FigureState, Reading, ReadingStatus
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
    tables_sheet,
)

BROMSGROVE = {
    "uphold_rate": 40,
    "uphold_rate_average": 45,
    "upheld_decisions": 2,
    "investigations": 5,
    "compliance_rate": 100,
    "compliance_rate_average": 99,
    "compliance_outcomes": 2,
    "satisfactory_remedy_rate": 0,
    "satisfactory_remedy_rate_average": 20,
    "satisfactory_remedy_decisions": 0,
    "satisfactory_remedy_base": 5,
}


def printed(reading: Reading) -> dict[str, int]:
    """Return values by measure, or by category if the measure has any."""
    return {
        figure.category or figure.measure: int(figure.value)
        for figure in reading.figures
        if figure.value is not None and figure.state is FigureState.PRINTED
    }


def states(reading: Reading) -> dict[str, FigureState]:
    return {figure.category or figure.measure: figure.state for figure in reading.figures}


def codes(reading: Reading) -> set[str]:
    return {issue.code for issue in reading.issues}


@settings(max_examples=25, deadline=None)
@given(
    shuffle=st.integers(0, 10_000),
    number=st.sampled_from([(0, -18), (-30, 2), (0, 24), (95, 3)]),
    ring=st.sampled_from([70, 140, 175, 215]),
    beside=st.booleans(),
)
def test_measures_are_read_wherever_number_and_ring_stand(
    shuffle: int, number: tuple[float, float], ring: float, *, beside: bool
) -> None:
    if number[0] == 95 and beside:
        number = (145, 3)
    # Above a label under the average, the number would cover the average.
    assume(beside or number != (0, -18))
    drawn = pdf([covering(2020), measures_sheet(Measures(), number=number, ring=ring, beside=beside)], shuffle=shuffle)
    reading = read(drawn)
    assert printed(reading) == BROMSGROVE
    assert reading.status is ReadingStatus.COMPLETE
    assert (reading.authority, reading.year) == ("Bromsgrove District Council", 2020)


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("shuffle", [None, 1, 2])
def test_tables_are_read_with_and_without_rules(shuffle: int | None, *, ruled: bool) -> None:
    reading = read(pdf([covering(2018), tables_sheet(AREAS, OUTCOMES, ruled=ruled)], shuffle=shuffle))
    by_measure = {(f.measure, f.category): f.value for f in reading.figures}
    assert [by_measure["complaints_received", name] for name in AREA_NAMES] == [0, 1, 0, 1, 0, 1, 3, 1, 0, 7]
    assert [by_measure["complaints_decided", name] for name in OUTCOME_NAMES] == [1, 1, 4, 1, 0, 1]
    assert by_measure["complaints_decided", "total"] == 8
    assert by_measure["uphold_rate", None] == 100
    assert by_measure["remedied_by_ombudsman", None] == 1
    assert by_measure["remedied_by_authority", None] == 0
    assert len(by_measure) == 20
    assert reading.status is ReadingStatus.COMPLETE


def test_the_order_of_columns_is_the_letters_own() -> None:
    sheet = tables_sheet(AREAS, OUTCOMES)
    swapped = Sheet([text for text in sheet.texts if not 240 < text.y < 340])
    labels = (DECIDED[5], DECIDED[4], *DECIDED[1:4], DECIDED[0], DECIDED[7])
    table(swapped, 240, labels, ("1", "0", "1", "4", "1", "1", "8"), ruled=True)
    reading = read(pdf([covering(2018), swapped]))
    decided = {f.category: f.value for f in reading.figures if f.measure == "complaints_decided"}
    assert decided["upheld"] == 1
    assert decided["not_upheld"] == 0
    assert decided["referred_back_for_local_resolution"] == 4
    assert reading.status is ReadingStatus.COMPLETE


def test_a_blank_cell_is_found_by_the_rules_and_settled_by_the_sum() -> None:
    reading = read(pdf([covering(2018), tables_sheet((*AREAS[:6], "", *AREAS[7:]), OUTCOMES)]))
    housing = next(f for f in reading.figures if f.category == "housing")
    assert housing.state is FigureState.DERIVED
    assert housing.value == 3
    assert "complaints_received (total) 7" in housing.text


def test_two_blank_cells_are_never_guessed() -> None:
    reading = read(pdf([covering(2018), tables_sheet((*AREAS[:5], "", "", *AREAS[7:]), OUTCOMES)]))
    found = {f.category: f for f in reading.figures if f.measure == "complaints_received"}
    assert {found[name].state for name in ("highways_and_transport", "housing")} == {FigureState.UNREADABLE}
    assert found["planning_and_development"].value == 1
    assert reading.status is ReadingStatus.PARTIAL


def test_blank_cells_without_rules_give_no_wrong_figure() -> None:
    sheet = tables_sheet(("", *AREAS[1:4], "", *AREAS[5:]), OUTCOMES, ruled=False)
    reading = read(pdf([covering(2018), sheet]))
    expected = dict(zip(AREA_NAMES, map(int, AREAS), strict=True))
    for figure in reading.figures:
        if figure.measure == "complaints_received" and figure.value is not None:
            assert figure.value == expected[str(figure.category)]
    assert reading.status is ReadingStatus.PARTIAL


def test_a_renamed_column_is_not_taken_for_another() -> None:
    labels = tuple(label.replace("Housing", "Homes") for label in RECEIVED)
    sheet = tables_sheet(AREAS, OUTCOMES)
    renamed = Sheet([t if t.text != "Housing" else replace(t, text="Homes") for t in sheet.texts], sheet.rules)
    reading = read(pdf([covering(2018), renamed]))
    assert labels != RECEIVED
    assert "housing" not in states(reading)
    assert reading.status is ReadingStatus.PARTIAL
    assert {"unknown_label", "label_missing"} <= codes(reading)


def test_figures_that_contradict_each_other_are_kept_as_printed() -> None:
    reading = read(pdf([covering(2020), measures_sheet(Measures(uphold="50%"))]))
    assert printed(reading) == {**BROMSGROVE, "uphold_rate": 50}
    errors = [issue for issue in reading.issues if issue.severity == "error"]
    assert [issue.measure for issue in errors] == ["uphold_rate"]
    assert all(number in errors[0].message for number in ("50", "2", "5"))


def test_a_destroyed_number_is_derived_and_an_unprovable_one_is_not() -> None:
    reading = read(pdf([covering(2020), measures_sheet(Measures(upheld=". .", outcomes=". ."))]))
    found = {figure.measure: figure for figure in reading.figures}
    assert found["upheld_decisions"].state is FigureState.DERIVED
    assert found["upheld_decisions"].value == 2
    assert found["compliance_outcomes"].state is FigureState.UNREADABLE
    assert reading.status is ReadingStatus.PARTIAL


def test_a_page_number_is_never_a_figure() -> None:
    sheet = measures_sheet(Measures(remedies=". .", remedy="50%"))
    sheet.texts.append(Text(290, HEIGHT - 20, "3", 9))
    reading = read(pdf([covering(2020), sheet]))
    found = {figure.measure: figure for figure in reading.figures}
    assert found["satisfactory_remedy_decisions"].state is FigureState.DERIVED
    assert found["satisfactory_remedy_decisions"].value == 1
    assert reading.status is ReadingStatus.COMPLETE


def test_each_figure_says_where_it_is_printed() -> None:
    reading = read(pdf([covering(2020), measures_sheet(Measures())]))
    rate = next(figure for figure in reading.figures if figure.measure == "uphold_rate")
    assert rate.page == 2
    assert rate.text == "40% of complaints we investigated were upheld."
    assert rate.bbox is not None
    x0, top, x1, bottom = rate.bbox
    # The sentence is drawn at 140 from the left, its two baselines at 140 and 152 from the top.
    assert x0 == pytest.approx(140, abs=2)
    assert 125 < top < 140
    assert 152 < bottom < 160
    assert 220 < x1 < 330
    count = next(figure for figure in reading.figures if figure.measure == "upheld_decisions")
    assert count.text == "2 upheld decisions"


def test_a_page_on_its_side_is_read_as_it_is_shown() -> None:
    upright = read(pdf([covering(2020), measures_sheet(Measures())]))
    turned = read(pdf([covering(2020), measures_sheet(Measures())], turned=True))
    assert printed(turned) == BROMSGROVE
    for one, other in zip(upright.figures, turned.figures, strict=True):
        assert one.bbox == pytest.approx(other.bbox, abs=1)


def test_a_letter_without_its_second_page() -> None:
    reading = read(pdf([covering(2020)]))
    assert (reading.status, reading.layout) == (ReadingStatus.NO_STATISTICS, "three_measures")
    assert reading.figures == ()


def test_a_second_page_that_is_a_picture_needs_a_person() -> None:
    reading = read(pdf([covering(2020), Sheet(pictures=[(40, 40, 500, 700)])]))
    assert (reading.status, reading.layout) == (ReadingStatus.PARTIAL, "three_measures")
    assert codes(reading) == {"image_page"}


def test_statistics_behind_a_letter_that_is_a_picture_are_read() -> None:
    sheets = [Sheet(pictures=[(0, 0, WIDTH, HEIGHT)]), measures_sheet(Measures())]
    reading = read(pdf(sheets))
    assert printed(reading) == BROMSGROVE
    assert reading.status is ReadingStatus.PARTIAL
    assert "image_page" in codes(reading)
    alone = read(pdf(sheets[1:]))
    assert alone.status is ReadingStatus.NOT_A_LETTER


def test_a_big_number_may_stand_above_the_heading_of_its_block() -> None:
    sheet = measures_sheet(Measures())
    for text in ("2", "upheld decisions"):
        at = next(each for each in sheet.texts if each.text == text and each.y < 300)
        sheet.texts[sheet.texts.index(at)] = replace(at, y=at.y - 60)
    reading = read(pdf([covering(2020), sheet]))
    assert printed(reading) == BROMSGROVE
    assert reading.status is ReadingStatus.COMPLETE


def test_complaints_remedied_may_be_a_list() -> None:
    sheet = tables_sheet(AREAS, OUTCOMES)
    sheet.texts = [text for text in sheet.texts if text.y < 340]
    sheet.texts.append(Text(45, 350, "Complaints Remedied", 11, BOLD))
    sheet.column(45, 370, ["by LGO", "Satisfactorily by Authority before LGO Involvement"])
    sheet.column(400, 370, ["1", "0"])
    reading = read(pdf([covering(2018), sheet]))
    assert printed(reading).items() >= {"remedied_by_ombudsman": 1, "remedied_by_authority": 0}.items()
    assert reading.status is ReadingStatus.COMPLETE


def test_a_page_of_numbers_under_unknown_labels_is_of_no_known_layout() -> None:
    sheet = Sheet([Text(60, 60, "Your year", 12, BOLD), Text(60, 90, "81 cases closed", 12)])
    reading = read(pdf([covering(2020), sheet]))
    assert reading.status is ReadingStatus.UNRECOGNISED
    assert reading.layout is None


def test_if_the_second_engine_fails_only_proved_figures_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pdfplumber.open", lambda _: 1 // 0)
    reading = read(pdf([covering(2020), measures_sheet(Measures(outcomes=". ."))]))
    found = states(reading)
    assert found["uphold_rate"] is found["upheld_decisions"] is found["investigations"] is FigureState.PRINTED
    assert found["compliance_rate"] is FigureState.UNREADABLE
    assert reading.status is ReadingStatus.PARTIAL


def test_a_number_may_be_far_from_its_label_on_one_line() -> None:
    reading = read(pdf([covering(2020), measures_sheet(Measures(), number=(300, 2), beside=False)]))
    assert printed(reading) == BROMSGROVE
    assert reading.status is ReadingStatus.COMPLETE


def test_a_number_above_another_label_is_not_that_of_the_label_on_its_line() -> None:
    texts = [text for text in measures_sheet(Measures(), beside=False).texts if text.text not in ("2", "0")]
    remedy = next(text for text in texts if text.text == "satisfactory remedy decisions")
    upheld = next(text for text in texts if text.text == "upheld decisions")
    moved = [replace(remedy, x=400, y=upheld.y + 14), Text(400, upheld.y, "7")]
    sheet = Sheet([*(text for text in texts if text is not remedy and text.font != BOLD), *moved])
    values = {figure.measure: figure.value for figure in read(pdf([covering(2020), sheet])).figures}
    assert values.get("upheld_decisions") != 7


def renamed_report() -> bytes:
    """Draw a report of 2007 in which one of the labels is unknown."""
    sheet = report_sheet()
    texts = [replace(text, text="Settled") if text.text == "LS" else text for text in sheet.texts]
    return pdf([covering_report(), replace(sheet, texts=texts)])


def test_before_2014_a_doubtful_figure_is_kept_if_both_engines_agree() -> None:
    reading = read(renamed_report())
    assert printed(reading) == {
        "maladministration_injustice_reports": 0,
        "maladministration_reports": 0,
        "no_maladministration_reports": 0,
        "no_maladministration": 5,
        "ombudsmans_discretion": 2,
        "outside_jurisdiction": 1,
        "premature_complaints": 6,
        "total_excluding_premature": 11,
        "total": 17,
    }
    assert "unknown_label" in codes(reading)


def test_before_2014_an_unproved_figure_of_one_engine_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pdfplumber.open", lambda _: 1 // 0)
    assert printed(read(renamed_report())) == {}
    assert len(printed(read(pdf([covering_report(), report_sheet()])))) == 10
