"""Decisions and reports: exact heads, actions word for word, and every sum of money only as a mention."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading.kinds.decision.page import read_decision
from crawler.reading.kinds.names import DocumentKind, ReadDocument
from crawler.reading.kinds.registry import recognise
from crawler.reading.serialise import json_line
from lgsco_store.publications.decision_terms import printed_date, reference_key
from lgsco_store.publications.readings import DecisionReading
from lgsco_store.records import ReadingStatus
from lgsco_store.terms import DecisionType
from tests.reading.kinds.decision_dresses import DRESSES, DecisionWords, Dress, headings, words_of

REAL = Path(__file__).resolve().parents[4] / "shared" / "real"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the real decisions are not part of the product")
in_each_dress = pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES)

KEYS = [
    *("source", "kind", "sha256", "status", "type", "reference", "body", "category", "sub_category", "outcome"),
    *("decision_date", "summary", "actions", "amounts", "satisfied_on", "references", "issues", "reader_version"),
]
WORDS = DecisionWords(
    name="Northmere District Council (21 004 317)",
    pairs=[
        ("Category :", "Housing > Allocations"),
        ("Decision :", "Upheld"),
        ("Decision date :", "04 Feb 2022"),
    ],
    is_final=True,
    summary="The Council lost an application. It will put this right.",
    parts=[
        ("The complaint", ["Mx Q waited 14 months."]),
        ("Agreed action", ["Within one month the Council will:", "apologise;", "pay Mx Q £350.", "Train its staff."]),
        ("Final decision", ["I found fault. The Council had charged £1,250.50 a year."]),
    ],
    close=["Investigator's decision on behalf of the Ombudsman", "Print this page", "£99 off"],
)


def page(words: DecisionWords, dress: Dress = headings) -> DecisionReading:
    return read_decision(dress(words).encode())


def codes(reading: DecisionReading) -> list[str]:
    return [issue.code for issue in reading.issues]


def rows() -> list[dict[str, str]]:
    if not REAL.is_dir():
        return []
    with (REAL / "decisions" / "log.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def day(printed: str) -> date | None:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    if not printed:
        return None
    number, month, year = printed.split()
    return date(int(year), months.index(month) + 1, int(number))


@real
@in_each_dress
def test_heads_of_real_decisions_are_read_exactly(dress: Dress) -> None:
    for row in rows():
        words = words_of(REAL / "decisions" / row["file"])
        content = dress(words).encode()
        reading = read_decision(content)
        category, _, below = row["category"].partition(" > ")
        assert recognise(content) is DocumentKind.DECISION
        assert (reading.body, reading.reference) == (row["authority"], row["reference"])
        assert reading.references == (row["reference"],)
        assert (reading.category, reading.sub_category) == (category or None, below or None)
        assert reading.outcome == (row["outcome"] or None)
        assert reading.decision_date == day(row["decision_date"])
        assert reading.type is DecisionType.STATEMENT
        assert reading.summary is not None
        assert reading.summary.split() == (words.summary or "").split()
        missing = [] if row["category"] else ["category_missing", "outcome_missing", "decision_date_missing"]
        assert codes(reading) == missing
        assert reading.status is (ReadingStatus.PARTIAL if missing else ReadingStatus.COMPLETE)


REPORTS = {
    "15-017-863": ("Adult care services", "Assessment and care plan", date(2017, 2, 8), None, 1),
    "15-018-169": ("Education", "School transport", date(2017, 2, 2), date(2017, 7, 19), 6),
    "15-019-136": ("Education", "School transport", date(2017, 2, 2), date(2017, 7, 19), 6),
    "15-020-236": ("Education", "School transport", date(2017, 2, 2), date(2017, 7, 19), 6),
    "15-020-740": ("Education", "School transport", date(2017, 2, 2), date(2017, 7, 19), 6),
    "15-020-256": ("Adult care services", "Assessment and care plan", date(2017, 3, 29), date(2018, 2, 21), 6),
    "16-005-249": ("Housing", "Allocations", date(2017, 3, 29), date(2018, 2, 21), 6),
    "16-000-780": (
        "Adult care services",
        "Transition from childrens services",
        date(2017, 2, 14),
        date(2017, 9, 11),
        4,
    ),
    "16-002-186": ("Adult care services", "Charging", date(2017, 3, 22), date(2021, 2, 26), 5),
}


@real
@in_each_dress
@pytest.mark.parametrize("name", REPORTS)
def test_real_reports_are_read_exactly(name: str, dress: Dress) -> None:
    """The stored texts begin below the name: it is missing, and is not taken from the text."""
    category, below, decided, satisfied, actions = REPORTS[name]
    content = dress(words_of(REAL / "reports" / f"{name}.txt")).encode()
    reading = read_decision(content)
    assert recognise(content) is DocumentKind.DECISION
    assert reading.type is DecisionType.REPORT
    assert (reading.category, reading.sub_category, reading.outcome) == (category, below, "Upheld")
    assert (reading.decision_date, reading.satisfied_on) == (decided, satisfied)
    assert len(reading.actions) == actions
    assert (reading.body, reading.reference, reading.references) == (None, None, ())
    assert codes(reading) == ["body_missing", "reference_missing"]


@real
@in_each_dress
def test_actions_of_a_real_report_are_word_for_word(dress: Dress) -> None:
    reading = page(words_of(REAL / "reports" / "16-002-186.txt"), dress)
    assert [action.text for action in reading.actions] == [
        "apologise to the family",
        "refund the top-up fees paid to date (£4,628)",
        "review its procedures; and",
        "review cases managed within the Trust’s mental health services to see if there are others similarly affected.",
        (
            "To remedy the injustice and prevent recurrence, the Council should ensure full compliance with the "
            "recommendations set out in the investigation report of 22 March 2017 and provide evidence of this "
            "without delay."
        ),
    ]


@real
def test_one_report_under_four_references_has_one_text() -> None:
    """Added up under each of its references, its sums would be £6,000 for £1,500."""
    names = ("15-018-169", "15-019-136", "15-020-236", "15-020-740")
    readings = [page(words_of(REAL / "reports" / f"{name}.txt")) for name in names]
    assert len({reading.text_sha256 for reading in readings}) == 1
    assert [amount.value for amount in readings[0].amounts] == [300, 100, 600, 500]
    assert {amount.state for reading in readings for amount in reading.amounts} == {"amount_mentioned"}


@real
def test_one_report_on_two_bodies_has_one_text_and_its_sums_are_mentions() -> None:
    """Only one of the two bodies has to "pay him £2,000"."""
    readings = [page(words_of(REAL / "reports" / f"{name}.txt")) for name in ("15-020-256", "16-005-249")]
    assert len({reading.text_sha256 for reading in readings}) == 1
    assert {amount.state for reading in readings for amount in reading.amounts} == {"amount_mentioned"}


@real
def test_sums_of_a_complaint_that_was_not_upheld_are_mentions() -> None:
    reading = page(words_of(REAL / "decisions" / "20-002-739.txt"))
    assert reading.outcome == "Not upheld"
    assert [(int(amount.value), amount.section, amount.state.value) for amount in reading.amounts] == [
        (600, "Summary", "amount_mentioned"),
        (6179, "Summary", "amount_mentioned"),
    ]
    assert reading.amounts[1].sentence == (
        "The Council will waive £6179 from the amount Mr D's estate owes for care fees."
    )


@real
def test_the_outcome_is_that_of_the_named_body_whatever_the_text_says() -> None:
    reading = page(words_of(REAL / "decisions" / "17-002-402b.txt"))
    assert (reading.outcome, reading.reference) == ("Not upheld", "17 002 402b")
    assert (reading.summary or "").startswith("The Ombudsmen found fault with a Council")


@in_each_dress
def test_a_whole_statement_is_read(dress: Dress) -> None:
    reading = page(WORDS, dress)
    assert (reading.status, codes(reading)) == (ReadingStatus.COMPLETE, [])
    assert (reading.body, reading.reference) == ("Northmere District Council", "21 004 317")
    assert [(action.section, action.text) for action in reading.actions] == [
        ("Agreed action", "apologise;"),
        ("Agreed action", "pay Mx Q £350."),
        ("Agreed action", "Train its staff."),
    ]
    assert [(amount.value, amount.section, amount.sentence) for amount in reading.amounts] == [
        (350, "Agreed action", "pay Mx Q £350."),
        (Decimal("1250.50"), "Final decision", "The Council had charged £1,250.50 a year."),
    ]
    assert reading.satisfied_on is None


def test_a_line_has_the_keys_and_the_order_that_are_promised() -> None:
    printed = json.loads(json_line("x.html", ReadDocument(DocumentKind.DECISION, page(WORDS))))
    assert list(printed) == KEYS
    assert (printed["kind"], printed["type"], printed["decision_date"]) == ("decision", "statement", "2022-02-04")
    assert printed["amounts"][0] == {
        "value": 350,
        "section": "Agreed action",
        "sentence": "pay Mx Q £350.",
        "state": "amount_mentioned",
    }


def changed(**values: str) -> DecisionWords:
    pairs = [(label, values.get(label.split(" :")[0].lower().replace(" ", "_"), value)) for label, value in WORDS.pairs]
    return DecisionWords(values.get("name", WORDS.name), pairs, is_final=True, summary=WORDS.summary, parts=WORDS.parts)


@in_each_dress
def test_unknown_words_are_kept_as_printed_with_an_issue(dress: Dress) -> None:
    reading = page(changed(decision="Discontinued", category="Drainage > Rivers"), dress)
    assert (reading.outcome, reading.category, reading.sub_category) == ("Discontinued", "Drainage", "Rivers")
    assert codes(reading) == ["category_unknown", "outcome_unknown"]


@pytest.mark.parametrize("printed", ["31 Feb 2022", "soon", "02 Sepp 2022"])
def test_an_impossible_date_is_left_out(printed: str) -> None:
    reading = page(changed(decision_date=printed))
    assert (reading.decision_date, codes(reading)) == (None, ["decision_date_unread"])


def test_a_reference_of_another_form_is_not_taken() -> None:
    reading = page(changed(name="Northmere District Council (21 4317)"))
    assert (reading.body, reading.reference) == ("Northmere District Council", None)
    assert codes(reading) == ["reference_unknown"]


@in_each_dress
def test_several_references_of_one_head_are_all_taken(dress: Dress) -> None:
    reading = page(changed(name="Northmere District Council (21 004 317, 21 004 318a & 21 005 001)"), dress)
    assert reading.references == ("21 004 317", "21 004 318a", "21 005 001")
    assert (reading.reference, reading.body, codes(reading)) == ("21 004 317", "Northmere District Council", [])


def test_two_bodies_in_one_head_are_an_issue() -> None:
    html = headings(WORDS).replace("</h1>", "</h1><p>Northmere Care Homes Limited (21 004 317a)</p>")
    reading = read_decision(html.encode())
    assert (reading.body, reading.references) == ("Northmere District Council", ("21 004 317", "21 004 317a"))
    assert "several_bodies" in codes(reading)


def test_two_outcomes_in_one_head_are_none() -> None:
    html = headings(WORDS).replace("<p>Decision : Upheld</p>", "<p>Decision : Upheld</p><p>Decision : Not upheld</p>")
    reading = read_decision(html.encode())
    assert (reading.outcome, codes(reading)) == (None, ["head_contradicts"])


REPORT = DecisionWords(
    name=WORDS.name,
    pairs=WORDS.pairs,
    summary=WORDS.summary,
    parts=[("Finding", ["Fault."]), ("Recommendations", ["pay £5"])],
)


@pytest.mark.parametrize(
    ("printed", "expected", "issues"),
    [
        ("Ombudsman satisfied with council's response: 28 July 2017", date(2017, 7, 28), []),
        ("The Ombudsman is satisfied with the Council’s response - 1 March 2018.", date(2018, 3, 1), []),
        ("Ombudsman satisfied with council's response:", None, ["satisfied_on_unread"]),
        ("Ombudsman satisfied with council's response: yes", None, ["satisfied_on_unread"]),
        ("Ombudsman not satisfied with council's response: 28 July 2017", None, ["not_satisfied"]),
    ],
)
def test_the_day_of_satisfaction(printed: str, expected: date | None, issues: list[str]) -> None:
    REPORT.close = [printed]
    reading = page(REPORT)
    assert (reading.satisfied_on, codes(reading)) == (expected, issues)
    assert [action.text for action in reading.actions] == ["pay £5"]


def test_two_days_of_satisfaction_are_none() -> None:
    REPORT.close = [
        f"Ombudsman satisfied with {body} response: {day}"
        for body, day in (("A's", "1 May 2018"), ("B's", "2 May 2018"))
    ]
    reading = page(REPORT)
    assert (reading.satisfied_on, codes(reading)) == (None, ["satisfied_on_unread"])


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("£6179", [6179]),
        ("£11,000, then", [11000]),
        ("£1.5 million", [1_500_000]),
        ("£300-£500", [300, 500]),
        ("£15 a week", [15]),
        ("£20.50.", [Decimal("20.50")]),
        ("£X", []),
        ("£2k", [2000]),
        ("£1,000,000", [1_000_000]),
    ],
)
def test_sums_are_taken_as_printed(printed: str, expected: list[int | Decimal]) -> None:
    reading = page(DecisionWords(WORDS.name, WORDS.pairs, is_final=True, summary=f"It said {printed}"))
    assert [amount.value for amount in reading.amounts] == expected
    assert codes(reading) == []


@pytest.mark.parametrize("printed", ["£11 000", "£1,00", "£1,0000", "£3.14159", "£1.000.000"])
def test_a_sum_that_can_be_read_in_two_ways_is_not_taken(printed: str) -> None:
    reading = page(DecisionWords(WORDS.name, WORDS.pairs, is_final=True, summary=f"It said {printed} and no more."))
    assert (reading.amounts, codes(reading)) == ((), ["amount_unread"])


def test_a_list_of_decisions_is_no_decision() -> None:
    item = "<li><a>Northmere Council (21 004 317)</a><p>Statement Upheld Housing 01-May-2022</p><p>Summary: x</p></li>"
    form = "<label>Category</label><label>Decision</label><label>Upheld</label><label>Not upheld</label>"
    assert recognise(f"<html><form>{form}</form><ul>{item * 3}</ul>".encode()) is DocumentKind.LETTER


def test_dates_and_references_have_one_form() -> None:
    assert (
        printed_date("03 Apr 2022") == printed_date("3rd April 2022") == printed_date("03-Apr-2022") == date(2022, 4, 3)
    )
    assert reference_key("17-002-402B") == reference_key("17002402b") == "17 002 402b"
    assert [reference_key(each) for each in ("", "17 002 40", "17 002 4021", "17 002 402bb")] == [None] * 4


PARTS = (
    *("<p>", "</p>", "<h2>", "Summary", ":", "Category : ", ">", "Decision date :", "(21 004 317)", "Agreed action"),
    *("Ombudsman satisfied with response", "£", "1,00", "<tr><td>", "\N{NO-BREAK SPACE}", "<div hidden>", "&", "\x00"),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(PARTS) | st.text(max_size=8),
        max_size=40,
    )
)
def test_no_page_breaks_the_reader(parts: list[str]) -> None:
    reading = read_decision("".join(parts).encode("utf-8", "replace"))
    assert isinstance(json_line("x", ReadDocument(DocumentKind.DECISION, reading)), str)
