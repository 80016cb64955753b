"""Traps for careless readers: sums that are not remedies, outcomes that contradict the text, one text twice.

Each trap has the real case that shows it, if the texts are available, and a copy in words of our own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from crawler.reading.kinds.decision.page import read_decision
from crawler.site.addresses import Site
from crawler.site.decisions.listing import read_listing
from crawler.site.outline import outline
from lgsco_store.publications.readings import AmountState, DecisionReading
from lgsco_store.records import ReadingStatus
from tests.reading.kinds.decision_dresses import DecisionWords, Dress, headings, words_of
from tests.reading.kinds.test_decisions import REAL, WORDS, changed, codes, in_each_dress, page, real
from tests.site.listings import DRESSES as LIST_DRESSES
from tests.site.listings import Dress as ListDress
from tests.site.listings import Listed, ListWords

SITE = Site("https://www.lgo.org.uk")


def said(summary: str, *agreed: str) -> DecisionReading:
    parts = [("Agreed action", list(agreed))] if agreed else []
    return page(DecisionWords(WORDS.name, WORDS.pairs, is_final=True, summary=summary, parts=parts))


def mentions(reading: DecisionReading) -> list[tuple[float, str]]:
    """Return the sums of a reading with their sections; each is a mention, whatever it is for."""
    assert {amount.state for amount in reading.amounts} <= {AmountState.AMOUNT_MENTIONED}
    return [(float(amount.value), amount.section) for amount in reading.amounts]


# Sums of money.

REAL_SUMS = {
    "decisions/17-001-855": [500],
    "decisions/19-012-490": [250],
    "decisions/20-001-211": [300],
    "decisions/20-002-739": [600, 6179],
    "decisions/21-002-124": [700],
    "decisions/21-008-070": [500, 3000],
    "decisions/22-015-686": [11000],
    "decisions/24-014-563": [],
    "reports/15-018-169": [300, 100, 600, 500],
    "reports/15-020-256": [2000, 300],
    "reports/16-000-780": [1000],
    "reports/16-002-186": [4628],
}
"""The sums in the text of each, in order, including a refund, a waiver, two payees and two payers."""


@real
@pytest.mark.parametrize(("name", "sums"), REAL_SUMS.items(), ids=REAL_SUMS)
def test_real_sums_are_exact_and_no_more_than_mentions(name: str, sums: list[int]) -> None:
    assert [value for value, _ in mentions(page(words_of(REAL / f"{name}.txt")))] == sums


@real
def test_a_real_refund_is_an_action_and_its_sum_a_mention() -> None:
    reading = page(words_of(REAL / "reports" / "16-002-186.txt"))
    [refund] = reading.amounts
    assert refund.sentence.startswith("refund")
    assert refund.sentence in [action.text for action in reading.actions]


def test_a_fine_is_a_mention_with_its_sentence() -> None:
    reading = said("Mr Q says that the Council fined him £130. It sent bailiffs, whose fee was £75.")
    assert mentions(reading) == [(130, "Summary"), (75, "Summary")]
    assert [amount.sentence for amount in reading.amounts] == [
        "Mr Q says that the Council fined him £130.",
        "It sent bailiffs, whose fee was £75.",
    ]


def test_a_refund_and_a_waiver_stand_beside_a_payment() -> None:
    reading = said(
        "It charged too much.", "refund the fees of £4,628;", "waive £6179 of the debt; and", "pay Mx Q £150."
    )
    assert mentions(reading) == [(4628, "Agreed action"), (6179, "Agreed action"), (150, "Agreed action")]
    assert [action.text for action in reading.actions] == [amount.sentence for amount in reading.amounts]


def test_a_total_is_not_told_apart_from_its_parts() -> None:
    """£700 is paid, and three sums are printed: nothing adds them up."""
    reading = said("There was fault.", "pay Mx Q £200 for the delay and £150 for her trouble, £350 in total.")
    assert [value for value, _ in mentions(reading)] == [200, 150, 350]
    assert {amount.sentence for amount in reading.amounts} == {reading.actions[0].text}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("pay £200 a month for the 14 months without schooling", 200),
        ("pay Mx Q £1,200 per term", 1200),
        ("pay £15.50 a week from May to July", 15.5),
    ],
)
def test_so_much_a_month_is_neither_multiplied_nor_cut(words: str, value: float) -> None:
    reading = said("There was fault.", f"{words}.")
    assert mentions(reading) == [(value, "Agreed action")]
    assert words in reading.amounts[0].sentence


def test_two_payees_are_two_mentions() -> None:
    reading = said("It agreed to pay Mr Q £500, and his parents £3,000.")
    assert mentions(reading) == [(500, "Summary"), (3000, "Summary")]


def test_a_sum_of_a_complaint_that_was_not_upheld_stays_a_mention() -> None:
    reading = read_decision(
        headings(replace(changed(decision="Not upheld"), summary="The care home will pay £600.")).encode()
    )
    assert reading.outcome == "Not upheld"
    assert (600, "Summary") in mentions(reading)


# The outcome is the one in the head.


def test_upheld_without_an_investigation_is_upheld() -> None:
    words = replace(
        changed(decision="Upheld"),
        summary="We will not investigate this complaint about a delay. The Council upheld it and offered a remedy.",
    )
    reading = read_decision(headings(words).encode())
    assert (reading.outcome, reading.status, codes(reading)) == ("Upheld", ReadingStatus.COMPLETE, [])


def test_closed_after_enquiries_with_a_payment_is_closed() -> None:
    words = replace(changed(decision="Closed after initial enquiries"), summary="The Council agreed to pay £100.")
    assert read_decision(headings(words).encode()).outcome == "Closed after initial enquiries"


@real
@pytest.mark.parametrize("dress", LIST_DRESSES.values(), ids=LIST_DRESSES)
def test_the_real_list_with_upheld_and_not_investigated_is_read_as_printed(dress: ListDress) -> None:
    lines = (REAL / "listings.txt").read_text(encoding="utf-8").splitlines()
    [line] = [line for line in lines if "(25 004 768)" in line]
    name, _, summary = (part.strip() for part in re.sub(r"\s+<-.*", "", line).split("|"))
    assert summary.startswith("Summary: We will not investigate")
    item = Listed(
        name,
        ["Statement", "Upheld", "Special educational needs", "30-Sep-2025"],
        summary.removeprefix("Summary: "),
        "/decisions/education/special-educational-needs/25-004-768",
    )
    url = "https://www.lgo.org.uk/decisions/education/special-educational-needs"
    html = dress(ListWords("Special educational needs", None, [item]))
    [found] = read_listing(outline(f"<html><body>{html}</body></html>", url), SITE).items
    assert (found.body, found.reference, found.outcome) == ("Kent County Council", "25 004 768", "Upheld")
    assert (found.decision_date, found.issues) == (date(2025, 9, 30), ())
    assert (found.summary or "").startswith("We will not investigate")


# Several references, one investigation.


FOUR = ("21 018 169", "21 019 136", "21 020 236", "21 020 740")
REPORT = DecisionWords(
    name=f"Northmere Borough Council ({FOUR[0]})",
    pairs=[("Category :", "Education > School transport"), *WORDS.pairs[1:]],
    summary="Four families lost the bus to school.",
    parts=[("Recommendations", ["pay the first £300, the second £100, the third £600 and the fourth £500."])],
)


@in_each_dress
def test_one_report_under_four_references_has_one_text(dress: Dress) -> None:
    named = [replace(REPORT, name=f"Northmere Borough Council ({reference})") for reference in FOUR]
    readings = [read_decision(dress(words).encode()) for words in named]
    assert [reading.reference for reading in readings] == list(FOUR)
    assert len({reading.text_sha256 for reading in readings}) == 1
    assert len({reading.sha256 for reading in readings}) == 4
    assert [value for value, _ in mentions(readings[0])] == [300, 100, 600, 500]


def test_one_head_with_four_references_is_one_decision() -> None:
    reading = page(replace(REPORT, name=f"Northmere Borough Council ({', '.join(FOUR)})"))
    assert (reading.reference, reading.references) == (FOUR[0], FOUR)
    assert reading.text_sha256 == page(REPORT).text_sha256


def test_one_report_on_two_bodies_in_two_categories_has_one_text() -> None:
    county = replace(REPORT, name="Northmere County Council (21 020 256)")
    borough = replace(
        REPORT, name="Southmere Borough Council (22 005 249)", pairs=[("Category :", "Housing > Homelessness")]
    )
    assert page(county).text_sha256 == page(borough).text_sha256
    assert page(county).body != page(borough).body


def test_another_sum_is_another_text() -> None:
    other = replace(REPORT, parts=[("Recommendations", ["pay the first £400, the second £100, the third £600."])])
    assert page(other).text_sha256 != page(REPORT).text_sha256


@real
def test_real_reports_with_one_text_are_five_investigations_of_nine() -> None:
    texts = {path.stem: page(words_of(path)).text_sha256 for path in (REAL / "reports").glob("*.txt")}
    assert (len(texts), len(set(texts.values()))) == (9, 5)
