"""What the archive holds of decisions, reports and improvements, in each case: never more than it knows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from jobs.report.words import publications as words

KENT = "Kent County Council"
MAY, JUNE = date(2024, 5, 1), date(2024, 6, 30)
SEEN = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("dates", "every", "sentence"),
    [
        ([], 0, "This archive holds no decisions."),
        ([], 1, f"The one decision in this archive is not about {KENT}."),
        ([], 57_500, f"None of the 57,500 decisions in this archive is about {KENT}."),
        ([MAY], 1, f"One decision about {KENT} is in this archive, made on 1 May 2024."),
        ([None], 9, f"One decision about {KENT} is in this archive."),
        ([MAY, JUNE], 9, f"2 decisions about {KENT} are in this archive, made from 1 May 2024 to 30 June 2024."),
        ([MAY, MAY], 9, f"2 decisions about {KENT} are in this archive, made on 1 May 2024."),
        (
            [JUNE, None, MAY],
            9,
            (
                f"3 decisions about {KENT} are in this archive; those with a date were made from 1 May 2024 to "
                "30 June 2024."
            ),
        ),
        ([None, None], 9, f"2 decisions about {KENT} are in this archive."),
    ],
)
def test_how_many_decisions_are_held(dates: list[date | None], every: int, sentence: str) -> None:
    assert words.decisions(KENT, dates, every) == sentence


@pytest.mark.parametrize(
    ("number", "of", "sentence"),
    [
        (0, 3, ""),
        (1, 1, "It is no longer on the Ombudsman’s site."),
        (1, 3, "One of them is no longer on the Ombudsman’s site."),
        (2, 3, "2 of them are no longer on the Ombudsman’s site."),
        (3, 3, "None of them is on the Ombudsman’s site any longer."),
    ],
)
def test_how_many_are_gone(number: int, of: int, sentence: str) -> None:
    assert words.gone(number, of) == sentence


@pytest.mark.parametrize(
    ("upheld", "published", "state", "sentence"),
    [
        (90, 90, "same", "counts 90 upheld decisions; this archive has as many upheld in that year."),
        (1, 1, "same", "counts one upheld decision; this archive has one upheld in that year."),
        (0, 0, "same", "counts none upheld; this archive has none upheld in that year."),
        (
            90,
            71,
            "fewer",
            (
                "counts 90 upheld decisions; this archive has 71 upheld in that year. "
                "The Ombudsman does not publish every decision."
            ),
        ),
        (
            90,
            0,
            "too_early",
            (
                "counts 90 upheld decisions; this archive has none upheld in that year. More may follow: the Ombudsman "
                "publishes a decision six weeks later at the earliest."
            ),
        ),
        (
            90,
            1,
            "too_old",
            (
                "counts 90 upheld decisions; this archive has one upheld in that year. "
                "Others may have left the site before the archive began."
            ),
        ),
        (
            1,
            2,
            "more",
            (
                "counts one upheld decision; this archive has 2 upheld in that year. "
                "The two numbers contradict each other."
            ),
        ),
    ],
)
def test_decisions_beside_the_letter_s_number(upheld: int, published: int, state: str, sentence: str) -> None:
    assert words.tie(2025, upheld, published, state) == f"The letter of 2024-25 {sentence}"


@pytest.mark.parametrize(
    ("number", "open_", "sentence"),
    [
        (0, 0, f"No public report about {KENT} is in this archive."),
        (1, 0, f"One public report about {KENT} is in this archive."),
        (1, 1, f"One public report about {KENT} is in this archive, and it is open."),
        (3, 0, f"3 public reports about {KENT} are in this archive."),
        (3, 1, f"3 public reports about {KENT} are in this archive, one of them open."),
        (3, 3, f"3 public reports about {KENT} are in this archive, 3 of them open."),
    ],
)
def test_how_many_reports_are_held(number: int, open_: int, sentence: str) -> None:
    assert words.reports(KENT, number, open_) == sentence


@pytest.mark.parametrize(
    ("number", "more", "sentence"),
    [
        (1, False, "lists one public report, whose decision is not in this archive."),
        (2, False, "lists 2 public reports, whose decisions are not in this archive."),
        (1, True, "lists one more, whose decision is not in this archive."),
        (2, True, "lists 2 more, whose decisions are not in this archive."),
    ],
)
def test_how_many_reports_a_page_lists_alone(number: int, sentence: str, *, more: bool) -> None:
    assert words.listed_reports(number, more=more) == f"The council’s page at the Ombudsman {sentence}"


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (date(2024, 5, 1), "less than a day"),
        (date(2024, 5, 2), "one day"),
        (date(2024, 6, 29), "59 days"),
        (date(2024, 6, 30), "one month"),  # 60 days, and not yet two months
        (date(2024, 7, 1), "2 months"),
        (date(2026, 4, 30), "23 months"),
        (date(2026, 5, 1), "2 years"),
        (date(2029, 4, 30), "4 years"),
    ],
)
def test_the_age_of_a_report(last: date, text: str) -> None:
    assert words.age(MAY, last) == text


def test_what_is_said_of_an_open_report() -> None:
    seen, by = date(2024, 8, 4), date(2024, 8, 1)
    assert words.open_report(MAY, seen, by) == (
        "Still open when last seen, on 4 August 2024, 3 months after the report. "
        "The council was to consider it by 1 August 2024."
    )
    assert words.open_report(JUNE, seen, date(2024, 9, 30)) == (
        "Still open when last seen, on 4 August 2024, 35 days after the report. "
        "The council is to consider it by 30 September 2024."
    )
    assert words.open_report(None, seen, None) == "Still open when last seen, on 4 August 2024."


def test_what_is_said_of_a_report_with_a_satisfactory_response() -> None:
    assert words.satisfied(MAY, SEEN) == (
        "The Ombudsman was satisfied with the response on 1 May 2024. This archive first saw that on 27 November 2026."
    )
    assert words.satisfied(MAY, None) == "The Ombudsman was satisfied with the response on 1 May 2024."


@pytest.mark.parametrize(
    ("number", "every", "sentence"),
    [
        (0, 0, "This archive holds no service improvements."),
        (0, 1, f"The one service improvement in this archive was not agreed to by {KENT}."),
        (0, 34, f"None of the 34 service improvements in this archive was agreed to by {KENT}."),
        (1, 34, f"One service improvement that {KENT} agreed to is in this archive."),
        (34, 34, f"34 service improvements that {KENT} agreed to are in this archive."),
    ],
)
def test_how_many_improvements_are_held(number: int, every: int, sentence: str) -> None:
    assert words.improvements(KENT, number, every) == sentence


NOTICED = "(noticed 27 November 2026)"


def test_what_is_gone_is_told_by_why() -> None:
    assert words.withdrawn(SEEN) == (
        f"No longer on the Ombudsman’s site {NOTICED}. The Ombudsman takes a decision down for a time while it is "
        "under review."
    )
    assert words.expired(SEEN) == f"No longer on the Ombudsman’s site {NOTICED}, as is usual at its age."
    assert words.removed(SEEN) == f"No longer on the list {NOTICED}."


@pytest.mark.parametrize(
    ("kind", "field", "old", "sentence"),
    [
        ("outcome_revised", "outcome", "Not upheld", f"Its outcome was “Not upheld” before {NOTICED}."),
        ("outcome_revised", "outcome", None, ""),
        ("redated", "decision_date", "2024-05-01", f"It was dated 1 May 2024 before {NOTICED}."),
        ("moved", "category", "Planning", f"It was under “Planning” before {NOTICED}."),
        ("moved", None, None, ""),  # only its address
        ("reworded", None, None, f"Its words were changed {NOTICED}."),
        ("reworded", "summary", "Old words.", f"Its words were changed {NOTICED}."),
        ("reworded", "text", "Train staff", f"It read “Train staff” before {NOTICED}."),
        ("reworded", "reference", None, ""),  # a page that prints it later
        ("reworded", "reference", "21 004 317", f"Its reference was 21 004 317 before {NOTICED}."),
        ("reworded", "satisfied_on", None, ""),  # the report says it itself
        (
            "reworded",
            "satisfied_on",
            "2024-05-01",
            f"The day of the satisfactory response was 1 May 2024 before {NOTICED}.",
        ),
        ("restored", None, None, f"On the Ombudsman’s site again {NOTICED}."),
        ("withdrawn", None, None, ""),  # said by its state, or undone by its return
        ("restamped", None, None, ""),
    ],
)
def test_what_the_ombudsman_changed(kind: str, field: str | None, old: str | None, sentence: str) -> None:
    assert words.revised(kind, field, old, SEEN) == sentence


@pytest.mark.parametrize(
    ("decisions", "improvements", "held"),
    [
        (57_500, 3_400, "57,500 decisions and 3,400 service improvements"),
        (1, 0, "one decision"),
        (0, 1, "one service improvement"),
    ],
)
def test_how_much_the_archive_holds(decisions: int, improvements: int, held: str) -> None:
    assert words.everything(decisions, improvements) == (
        f"This archive holds {held}. Each council’s page lists its own, with a search."
    )


def test_how_many_reports_are_open_in_england() -> None:
    assert words.open_reports(1) == (
        "One public report about a council is open: its page does not say that the Ombudsman is satisfied with the "
        "response."
    )
    assert words.open_reports(12) == (
        "12 public reports about councils are open: their pages do not say that the Ombudsman is satisfied with the "
        "response. The oldest come first."
    )
