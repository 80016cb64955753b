"""Under which reference a decision is filed if its page names several."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from lgsco_store.publications.decision import file_decisions
from lgsco_store.publications.inputs import Evidence, Extent, Fetched, ReadLetter
from lgsco_store.records import Issue, ReadingStatus, Severity, Source

NOW = datetime(2026, 10, 5, tzinfo=UTC)
AT = "https://www.lgo.org.uk/decisions/health/care-and-treatment/"
JOINT = ("23 001 210", "23 001 210a")


def evidence(*pages: tuple[str, str, tuple[str, ...]]) -> Evidence:
    """Return pages, each with the end of its address, its outcome, and the references that it names."""
    fetched = {
        AT + end: Fetched(at, AT + end, NOW, 200, None, f"{at:064}", seen_at=NOW)
        for at, (end, *_) in enumerate(pages, 1)
    }
    readings = {
        (Source.DECISION, f"{at:064}"): reading(at, outcome, references)
        for at, (_, outcome, references) in enumerate(pages, 1)
    }
    return Evidence(Extent(), (), fetched, readings, frozenset(), frozenset())


def reading(at: int, outcome: str, references: tuple[str, ...]) -> ReadLetter:
    several = json.dumps(references) if len(references) > 1 else None
    head = {"reference": references[0], "references": several, "outcome": outcome}
    document = f"{at:064}"
    return ReadLetter(at, Source.DECISION, document, "3", ReadingStatus.COMPLETE, None, f"t{at}", "", head)


def test_each_of_the_addresses_of_a_joint_decision_agrees_with_its_page() -> None:
    for end in ("23-001-210", "23-001-210a"):
        filing = file_decisions(evidence((end, "Upheld", JOINT)), {})
        assert {place: each.url for place, each in filing.filed.items()} == {"23 001 210": AT + end}
        assert filing.findings == ()


def test_the_page_at_its_own_address_counts_and_the_other_is_reported() -> None:
    """The outcome is that of the named body, which the other page may not be about."""
    for order in (1, -1):
        pages = [("23-001-210", "Upheld", JOINT), ("23-001-210a", "Not upheld", JOINT)]
        filing = file_decisions(evidence(*pages[::order]), {})
        assert {place: each.reading.head["outcome"] for place, each in filing.filed.items()} == {"23 001 210": "Upheld"}
        [finding] = filing.findings
        assert finding.code == "decision_unread"
        assert "the decision 23 001 210a at" in finding.message


def test_joint_pages_that_say_the_same_are_one_decision() -> None:
    filing = file_decisions(evidence(("23-001-210a", "Upheld", JOINT), ("23-001-210", "Upheld", JOINT)), {})
    assert (filing.filed["23 001 210"].url, filing.findings) == (f"{AT}23-001-210", ())


def test_an_address_of_none_of_the_references_files_nothing() -> None:
    filing = file_decisions(evidence(("23-001-211", "Upheld", JOINT)), {})
    assert (filing.filed, [each.code for each in filing.findings]) == ({}, ["decision_mismatch"])


def test_why_a_page_could_not_be_read_is_said_with_its_address() -> None:
    several = Issue("several_decisions", Severity.WARNING, "The page holds several decisions.")
    made = evidence(("23-001-210", "Upheld", JOINT))
    [(key, read)] = made.readings.items()
    unread = replace(read, status=ReadingStatus.UNREADABLE, head={}, issues=(several,))
    [finding] = file_decisions(replace(made, readings={key: unread}), {}).findings
    assert finding.code == "decision_unread"
    for words in ("the decision 23 001 210 at", AT, "The page holds several decisions."):
        assert words in finding.message
