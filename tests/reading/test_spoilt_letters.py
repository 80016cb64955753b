"""Letters as converters and printers damage them: what is readable is read, and nothing is read wrongly."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from crawler.reading import read
from crawler.reading.findings import key
from lgsco_store.records import FigureState, Reading, ReadingStatus
from tests.reading.golden import LETTERS, printed

KENT = (LETTERS / "2019-kent.txt").read_text("utf-8")
NORFOLK = (LETTERS / "2016-norfolk.txt").read_text("utf-8")
WINDSOR = (LETTERS / "2017-windsor.txt").read_text("utf-8")
DECISIONS = next(line for line in WINDSOR.splitlines(keepends=True) if line.startswith("Incomplete"))
NOTHING_DUE = (LETTERS / "2021-rutland-nothing-due.txt").read_text("utf-8")
CLOSE = "Chair, Commission for Local Administration in England\n"


def values(reading: Reading) -> dict[str, Decimal]:
    return {figure.category or figure.measure: figure.value for figure in reading.figures if figure.value is not None}


NAMES = (
    "2005-exeter-narrative",
    "2006-gloucester-narrative",
    "2007-north-west-leicestershire-report-tables",
    "2008-devon-report-tables",
    "2008-staffordshire-moorlands-beside",
    "2009-oxford-annual-review",
    "2010-wiltshire-annual-review",
    "2012-derby-attached-tables",
    "2012-telford-attached-tables",
    "2014-barnet-without-rate",
    "2016-norfolk",
    "2017-windsor",
    "2019-cheshire-east-two-measures",
    "2019-kent",
    "2021-rutland-nothing-due",
    "2023-leeds-stray-sign",
    "2023-northmere-per-100000",
    "2024-lancashire",
    "2025-southampton-overview",
    "2025-bournemouth-overview",
)
SOUND = {name: (LETTERS / f"{name}.txt").read_text("utf-8") for name in NAMES}
BEGIN = {
    name: text.index(CLOSE) + len(CLOSE) if CLOSE in text else max(text.find("\f"), 0) for name, text in SOUND.items()
}
PRINTED = {name: printed(LETTERS / f"{name}.txt") for name in NAMES}


NUMBER = re.compile(r"[\d.,]*\d[\d.,]*%?")


def assert_nothing_wrong(name: str, spoilt_letter: str) -> None:
    for figure in read(spoilt_letter.encode()).figures:
        assert figure.value in (None, PRINTED[name].get(key(figure)))


def codes(reading: Reading) -> list[str]:
    return [issue.code for issue in reading.issues]


WHOLE = values(read(KENT.encode()))
TABLES = values(read(NORFOLK.encode()))


def spoilt(letter: str, old: str, new: str) -> Reading:
    assert old in letter
    return read(letter.replace(old, new).encode())


def test_statistics_run_together_on_one_line_are_the_same() -> None:
    head, statistics = KENT.split(CLOSE)
    together = read((head + CLOSE + " ".join(statistics.replace("Page 3 of 3", "").split())).encode())
    assert values(together) == WHOLE
    assert together.status is ReadingStatus.COMPLETE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("74% of complaints", "**74%** of complaints"),
        ("98%\nIn 98%", "In <u>98%</u>"),
        ("In 98%", "98%"),
        ("45\nupheld decisions", "45 upheld decisions"),
        ("45\nupheld decisions", "upheld decisions\n45"),
        ("45\nupheld decisions", "45\n\n74%\n\nupheld decisions"),
        ("were upheld.\n\nThis", "were upheld.This"),
        ("Complaints upheld\n", ""),
        ("Compliance with Ombudsman recommendations\n", "Compliance with recommendations\n"),
        ("Satisfactory remedies provided by the authority\n", ""),
        ("of 61 detailed investigations", "of 61\ndetailed\ninvestigations"),
        ("\f", "\n"),
        ("Page 3 of 3", ""),
    ],
)
def test_what_converters_do_makes_no_difference(old: str, new: str) -> None:
    reading = spoilt(KENT, old, new)
    assert values(reading) == WHOLE
    assert reading.status is ReadingStatus.COMPLETE


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("This compares to an average of 64%", "The mean of others is 64%", {"uphold_rate_average"}),
        ("Statistics are based on a total of 42", "We looked at 42", {"compliance_outcomes"}),
        ("45\nupheld decisions", "45\ndecisions with fault", {"upheld_decisions"}),
        ("were satisfied the authority", "are satisfied the authority", {"compliance_rate"}),
        ("98% of cases we were", "9 8% of cases we were", {"compliance_rate"}),
        ("98% of cases we were", "9O% of cases we were", {"compliance_rate"}),
        ("an average of 99%", "an average of 9g%", {"compliance_rate_average"}),
        ("a total of 42", "a total of 4Z", {"compliance_outcomes"}),
    ],
)
def test_what_is_reworded_or_torn_is_missed_and_never_misread(old: str, new: str, lost: set[str]) -> None:
    reading = spoilt(KENT, old, new)
    found = values(reading)
    assert reading.status is ReadingStatus.PARTIAL
    assert not lost & set(found)
    assert all(WHOLE[measure] == value for measure, value in found.items())


def test_digits_of_another_script_are_no_number() -> None:
    reading = spoilt(KENT, "a total of 42", "a total of \N{ARABIC-INDIC DIGIT FOUR}\N{ARABIC-INDIC DIGIT TWO}")
    outcomes = next(figure for figure in reading.figures if figure.measure == "compliance_outcomes")
    assert outcomes.state is FigureState.UNREADABLE


def test_a_ring_that_disagrees_with_its_sentence_is_reported() -> None:
    reading = spoilt(KENT, "74%\n74% of", "47%\n74% of")
    assert values(reading) == WHOLE
    assert "unexplained_number" in codes(reading)


@pytest.mark.parametrize(
    "beside",
    [
        *("2\n2 Found before the complaint came to us.\n", "1 / 3\n", "Agenda of 3 March 2019\n"),
        *("Tel 0300  061 0614\n", "0300 061 0614\n", "0300\n061\n0614\n"),
    ],
)
def test_marks_of_footnotes_and_numbers_of_pages_are_no_statistics(beside: str) -> None:
    assert spoilt(KENT, "Page 3 of 3", beside).status is ReadingStatus.COMPLETE
    assert spoilt(NORFOLK, "Notes\n", "1 / 3\nNotes\n").status is ReadingStatus.COMPLETE


@pytest.mark.parametrize("name", ["Kent County Council", "Kent\nCounty\nCouncil"])
def test_a_ring_may_have_words_over_several_rows_before_the_base(name: str) -> None:
    ring = f"74% Complaints\nupheld by {name}\n"
    reading = spoilt(KENT, "upheld decisions\n", f"upheld decisions\n{ring}")
    assert values(reading) == WHOLE
    assert reading.status is ReadingStatus.COMPLETE


@pytest.mark.parametrize(
    "sentence", ["You had put things right in some cases.", "In 7% of cases you had put it right."]
)
def test_an_average_of_a_renamed_block_is_not_that_of_the_block_above(sentence: str) -> None:
    start = NOTHING_DUE.index("Satisfactory remedies provided by the authority")
    rest = f"Early remedies\n\n{sentence}\n\nThis compares to an average of 10% in similar authorities.\n"
    reading = read((NOTHING_DUE[:start] + rest).encode())
    assert "compliance_rate_average" not in values(reading)
    assert Decimal(10) not in values(reading).values()
    assert reading.status is ReadingStatus.PARTIAL


def test_a_sentence_may_say_that_there_is_no_average() -> None:
    average = KENT[KENT.index("This compares to an average of 64%") :].partition("\n")[0]
    reading = spoilt(KENT, average, "There were too few bodies of this kind to compare.")
    assert values(reading) == {name: value for name, value in WHOLE.items() if name != "uphold_rate_average"}
    assert reading.status is ReadingStatus.COMPLETE


def test_the_base_of_compliance_may_be_away_from_its_block() -> None:
    base = (
        "Statistics are based on a total of 42 compliance outcomes for the period between 1 April 2018 to 31 March 2019"
    )
    assert base in KENT
    reading = read(KENT.replace(base, "").replace("Complaints upheld\n", f"{base}\n\nComplaints upheld\n", 1).encode())
    assert values(reading) == WHOLE


@pytest.mark.parametrize(
    ("outcomes", "state"),
    [("42", FigureState.PRINTED), ("0", FigureState.NOT_APPLICABLE), ("4Z", FigureState.UNREADABLE)],
)
def test_a_rate_of_nought_is_one_only_of_outcomes_that_are_known(outcomes: str, state: FigureState) -> None:
    reading = spoilt(KENT.replace("98%", "0%"), "a total of 42", f"a total of {outcomes}")
    assert [figure.state for figure in reading.figures if figure.measure == "compliance_rate"] == [state]


def test_two_different_rates_for_one_measure_are_settled_by_the_sum_alone() -> None:
    twice = KENT.replace("74% of complaints", "74% of complaints we investigated were upheld.\n\n75% of complaints")
    reading = read(twice.encode())
    rate = next(figure for figure in reading.figures if figure.measure == "uphold_rate")
    assert rate.state is FigureState.DERIVED
    assert rate.value == 74
    assert "ambiguous" in codes(reading)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\t", "     "),
        ("Education and Children's", "Education and Children\N{RIGHT SINGLE QUOTATION MARK}s"),
        ("Education and Children's", "Education & Children's"),
        ("202\t101\t33%\t1,019", "202\t\t101\t33%\t1,019"),
        ("612\t0\t31", "\t612\t0\t31"),
        ("Not Upheld\tUpheld", "Not Up\tpheld\tUpheld"),
        ("Local Resolution", "local resolution"),
    ],
)
def test_what_converters_do_to_tables_makes_no_difference(old: str, new: str) -> None:
    reading = spoilt(NORFOLK, old, new)
    assert values(reading) == TABLES
    assert reading.status is ReadingStatus.COMPLETE


def test_values_whose_labels_are_gone_but_for_what_stretches_over_them_are_not_read() -> None:
    barnet = SOUND["2014-barnet-without-rate"]
    labels = next(line for line in barnet.splitlines() if line.startswith("Upheld"))
    reading = spoilt(barnet, labels, "Detailed investigations carried out\tDecisions made")
    assert not [figure for figure in reading.figures if figure.measure == "complaints_decided"]
    assert reading.status is ReadingStatus.PARTIAL


def test_a_torn_label_counts_only_where_the_sums_prove_it() -> None:
    reading = spoilt(NORFOLK.replace("101\t33%", "102\t33%"), "Not Upheld\tUpheld", "Not Up\tpheld\tUpheld")
    not_upheld = next(figure for figure in reading.figures if figure.category == "not_upheld")
    assert not_upheld.state is FigureState.UNREADABLE
    assert "label_doubtful" in codes(reading)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("\tOther\tTotal\n", "\tOther\n", "label_missing"),
        ("Housing", "Homes", "unknown_label"),
        ("0\t9\t36", "0\t9\t36\t5", "unknown_label"),
        ("Other\tTotal\n", "Other\tOther\tTotal\n", "unknown_label"),
        (
            "Complaints and enquiries received\n",
            "Complaints that came in 2015\n",
            "unexplained_number",
        ),
        ("\t36\t1,200\n", "\t36\t1,200\n500\t0\t1\t1\t1\t1\t1\t1\t1\t507\n", "unexplained_number"),
    ],
)
def test_a_table_of_another_shape_is_reported_and_never_misread(old: str, new: str, code: str) -> None:
    reading = spoilt(NORFOLK, old, new)
    assert code in codes(reading)
    assert reading.status is ReadingStatus.PARTIAL
    assert all(TABLES.get(name) == value for name, value in values(reading).items() if name != "total")


@pytest.mark.parametrize(("old", "new"), [("Uphold Rate\tTotal\n3", "Uphold Rate\t3"), (DECISIONS, "")])
def test_a_table_that_keeps_only_its_spanning_head_gives_no_figure(old: str, new: str) -> None:
    reading = spoilt(WINDSOR, old, new)
    assert not [figure for figure in reading.figures if figure.measure == "complaints_decided" and figure.value]
    assert reading.status is ReadingStatus.PARTIAL


@pytest.mark.parametrize(("row", "state"), [("77\t", FigureState.UNREADABLE), ("\t\t77\t8", FigureState.PRINTED)])
def test_complaints_remedied_are_taken_in_order_or_not_at_all(row: str, state: FigureState) -> None:
    reading = spoilt(NORFOLK, "Involvement\n77\t8", f"Involvement\n{row}")
    assert {figure.state for figure in reading.figures if figure.measure.startswith("remedied")} == {state}


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(NAMES), st.sets(st.integers(0, 400), min_size=1, max_size=4))
def test_a_letter_that_lost_words_gives_no_figure_that_it_did_not_print(name: str, lost: set[int]) -> None:
    head, statistics = SOUND[name][: BEGIN[name]], SOUND[name][BEGIN[name] :]
    words = re.split(r"(\s+)", statistics)
    kept = ["" if at % 2 == 0 and at // 2 in lost else word for at, word in enumerate(words)]
    assert_nothing_wrong(name, head + "".join(kept))


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 2500), st.sampled_from("xq?~ \t\n"))
def test_a_letter_with_a_wrong_character_gives_no_figure_that_it_did_not_print(name: str, at: int, wrong: str) -> None:
    head, statistics = SOUND[name][: BEGIN[name]], SOUND[name][BEGIN[name] :]
    # White space in a number makes other numbers, which the letter then really prints.
    assume(not (wrong.isspace() and any(number.start() <= at < number.end() for number in NUMBER.finditer(statistics))))
    spoilt_statistics = statistics[:at] + wrong + statistics[at + 1 :]
    assert_nothing_wrong(name, head + spoilt_statistics)


OVERVIEW = (LETTERS / "2025-southampton-overview.txt").read_text("utf-8")


@pytest.mark.parametrize(("tile", "codes_of_it"), [("18", []), ("17", ["unexplained_number"])])
def test_tiles_repeat_the_numbers_of_the_overview(tile: str, codes_of_it: list[str]) -> None:
    tiles = f"59\nComplaints dealt with\n\n{tile}\nNot for us\n\n"
    reading = spoilt(OVERVIEW, "Complaints upheld\n", f"{tiles}Complaints upheld\n")
    assert values(reading) == values(read(OVERVIEW.encode()))
    assert codes(reading) == codes(read(OVERVIEW.encode())) + codes_of_it
