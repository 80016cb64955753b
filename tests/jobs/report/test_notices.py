"""The notices before the figures: three at most, forbidden comparisons first."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from jobs.report.notices import notices
from jobs.report.results import Result
from lgsco_store.contract.records import Issue
from lgsco_store.records import Severity, Source
from tests.jobs.report.made import COUNCIL, KENT, result

CORRECTED = SimpleNamespace(
    slug="a-council",
    tag="corrected",
    source="letter",
    year=2020,
    at=date(2026, 11, 27),
    sentence="The Ombudsman corrected it.",
)
WITHDRAWN = SimpleNamespace(
    slug="a-council", tag="withdrawn", source="letter", year=2025, at=date(2026, 11, 27), sentence=""
)


def texts(current: Result, *older: Result, events: Any = (), issues: Any = ()) -> list[str]:
    facts = SimpleNamespace(issues={("a-council", current.year, "letter"): list(issues)})
    results = SimpleNamespace(facts=facts, authority_results=lambda _: [current, *older])
    by_letter = {("a-council", event.year): [event] for event in events}
    happenings = SimpleNamespace(events=list(events), by_letter=by_letter)
    return [f"{each.lead} {each.text}" for each in notices(current, cast("Any", results), cast("Any", happenings))]


FORBIDDEN = "One comparison that isn’t allowed. Uphold rates from before 2022-23 are another measure."


def test_a_council_with_letters_on_both_sides_of_a_break_has_a_warning() -> None:
    assert texts(result(KENT), result(KENT, 2022)) == [FORBIDDEN]
    assert texts(result(KENT), result(KENT, 2023)) == []
    assert texts(result(KENT, 2022), result(KENT, 2020)) == []


def test_small_numbers_corrections_and_withdrawals_are_reported() -> None:
    few = result(KENT | {"investigations": 3, "upheld_decisions": 2})
    assert texts(few) == [
        "Small numbers. With 3 cases, one more or less upheld moves the rate by 33 points: too few for a comparison."
    ]
    assert texts(result(KENT), events=[CORRECTED]) == ["One letter was corrected. The Ombudsman corrected it."]
    assert texts(result(KENT), events=[CORRECTED, CORRECTED])[0].startswith("2 corrections. ")
    (withdrawn,) = texts(result(KENT, withdrawn=True), events=[WITHDRAWN])
    assert withdrawn == (
        "Withdrawn. The letter of 2024-25 is no longer on the Ombudsman’s site (noticed 27 November 2026). "
        "Its figures are shown as they last stood and count in no average, place or total."
    )


def test_a_doubtful_figure_is_reported_and_mere_information_is_not() -> None:
    def issue(severity: str) -> Issue:
        message = "The rate does not follow from the numbers"
        return Issue(COUNCIL.slug, 2025, Source.LETTER, "contradiction", Severity(severity), None, message)

    assert texts(result(KENT), issues=[issue("error")]) == [
        "A figure may be wrong. The rate does not follow from the numbers"
    ]
    assert texts(result(KENT), issues=[issue("info"), issue("warning")]) == []


def test_there_are_three_at_most() -> None:
    few = result(KENT | {"investigations": 3}, withdrawn=True)
    shown = texts(few, result(KENT, 2020), events=[WITHDRAWN, CORRECTED])
    assert [each.partition(".")[0] for each in shown] == [
        "One comparison that isn’t allowed",
        "Withdrawn",
        "One letter was corrected",
    ]
