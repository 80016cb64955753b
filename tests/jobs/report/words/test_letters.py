"""The history of letters and councils, in the words of the report's specification."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from jobs.report.words import england, letters
from jobs.report.words.letters import Pair
from jobs.report.words.numbers import capital, count, day, listed, percent, period, plain, points, rounded
from jobs.report.words.questions import open_report, questions
from jobs.report.words.types import noun

SEEN = "27 November 2026"


def test_a_correction_says_what_each_figure_was_and_is() -> None:
    pairs = [Pair("upheld decisions", "57", "56"), Pair("uphold rate", "65%", "64%")]
    assert letters.corrected("letter", 2020, pairs, SEEN) == (
        "The Ombudsman corrected the letter of 2019-20: upheld decisions 57 before, 56 now; "
        "uphold rate 65% before, 64% now. Noticed 27 November 2026."
    )
    assert letters.corrected("web page", 2020, [], SEEN) == (
        "The Ombudsman corrected the web page of 2019-20. Noticed 27 November 2026."
    )


def test_a_better_reading_is_never_called_a_correction() -> None:
    sentence = letters.read_better("letter", 2018, [Pair("complaints remedied", "not read", "3")], SEEN)
    assert sentence == (
        "The letter of 2017-18 is unchanged, and is now read better: complaints remedied not read before, 3 now. "
        "Since 27 November 2026."
    )


def test_what_became_of_a_letter() -> None:
    assert letters.withdrawn("letter", 2020, SEEN) == (
        "The letter of 2019-20 is no longer on the Ombudsman’s site (noticed 27 November 2026). "
        "Its figures are shown as they last stood and count in no average, place or total."
    )
    again = "The letter of 2017-18 is on the Ombudsman’s site again (noticed 27 November 2026), "
    assert letters.restored("letter", 2018, SEEN, same=True) == f"{again}unchanged."
    assert letters.restored("letter", 2018, SEEN, same=False) == f"{again}with changes."
    assert letters.saved_again("letter", 2020) == (
        "The letter of 2019-20 was saved again: another file, the same words and figures."
    )


def test_a_letter_that_is_not_there_or_says_nothing() -> None:
    assert letters.missing(2025, 2024) == (
        "There is no letter of 2024-25 in the archive. The newest is that of 2023-24."
    )
    assert letters.missing(2025, None) == "There is no letter about this council in the archive."
    assert letters.unread(2025) == "The letter of 2024-25 could not be read. It can be opened below."
    assert letters.no_statistics(2020) == "The letter of 2019-20 came without its page of statistics."


def test_the_end_and_the_beginning_of_a_council() -> None:
    allerdale = "Allerdale Borough Council"
    one = f"{allerdale} ended on 31 March 2023. Cumberland Council took its place."
    assert letters.ended(allerdale, "31 March 2023", ["Cumberland Council"]) == one
    assert letters.ended(allerdale, "31 March 2023", ["Cumberland Council"], 2024) == (
        f"{one} The Ombudsman still printed figures for 2023-24, after it had ended."
    )
    assert letters.ended(allerdale, "31 March 2023", []) == f"{allerdale} ended on 31 March 2023."
    assert letters.began("Cumberland Council", "1 April 2023", ["A", "B", "C", "part of D"]) == (
        "Cumberland Council began on 1 April 2023, in place of A, B, C and part of D. "
        "Their letters are shown under their own names and are never added up."
    )
    assert "in place of A. Their" in letters.began("B", "1 April 2023", ["A"])


def test_england() -> None:
    assert england.headline(81) == "The Ombudsman upheld 81% of the complaints about councils that it investigated"
    assert england.totals(2025, 4263, 3462, 315, 317) == (
        "It investigated 4,263 complaints and upheld 3,462, by the 315 letters of 2024-25 read so far, of 317 expected."
    )
    assert england.totals(2025, 4263, 3462, 317, 317).endswith("by all 317 letters of 2024-25.")
    due = "of the 310 councils where recommendations were due"
    assert england.compliance(45, 310) == (
        f"In 45 {due}, it was not satisfied in every case that they had been carried out."
    )
    assert england.compliance(1, 310).startswith(f"In one {due}, it was not")
    assert england.compliance(0, 310) == f"In none {due} is the compliance rate below 100%."
    assert england.compliance(0, 0) == ""
    assert england.remedies(11) == (
        "In 11% of upheld cases the council had offered a satisfactory remedy before the complaint reached the "
        "Ombudsman."
    )
    assert england.so_far(2025, 12) == "So far 12 letters of 2024-25"
    assert england.so_far(2025, 1) == "So far one letter of 2024-25"


@pytest.mark.parametrize(
    ("above", "below", "few", "sentence"),
    [
        (
            7,
            9,
            185,
            (
                "In 7 councils the uphold rate is 10 points or more above the average printed for their type, "
                "and in 9 it is 10 points or more below. 185 councils had fewer than 10 cases and are not compared."
            ),
        ),
        (
            1,
            0,
            1,
            (
                "In one council the uphold rate is 10 points or more above the average printed for its type, "
                "and in none is it 10 points or more below. One council had fewer than 10 cases and is not compared."
            ),
        ),
        (
            0,
            1,
            0,
            (
                "In no council is the uphold rate 10 points or more above the average printed for its type, "
                "and in one it is 10 points or more below."
            ),
        ),
    ],
)
def test_how_many_are_far_from_the_average(above: int, below: int, few: int, sentence: str) -> None:
    assert england.far_from_average(above, below, few) == sentence


@pytest.mark.parametrize(
    ("few", "of", "words"),
    [
        (0, 4, "none of them with fewer than 10 cases, or an unknown number"),
        (1, 4, "one of them with fewer than 10 cases, or an unknown number"),
        (1, 1, "with fewer than 10 cases, or an unknown number"),
        (0, 1, "with at least 10 cases"),
    ],
)
def test_how_many_rates_below_100_rest_on_few_cases(few: int, of: int, words: str) -> None:
    assert england.with_few_cases(few, of) == words


def test_questions_are_those_that_a_figure_raises() -> None:
    raised = questions(Decimal(99), 90, 7)
    assert raised == [
        "Compliance was 99%, not 100%: which recommendation was not carried out, and is it now?",
        (
            "In 83 of 90 upheld cases no satisfactory remedy had been offered before. "
            "What would have let the council offer one?"
        ),
        "What did the upheld complaints have in common? The letters do not say; the Ombudsman’s decisions do.",
    ]
    assert questions(Decimal(100), 90, 90) == raised[2:]
    assert questions(None, None, None) == raised[2:]
    assert questions(None, 0, None) == []
    assert questions(Decimal(100), 10, 0)[0].startswith("In all 10 upheld cases no satisfactory remedy")
    assert questions(Decimal(100), 2, 0)[0].startswith("In both upheld cases no satisfactory remedy")
    assert questions(Decimal(100), 5, 4)[0].startswith("In one of 5 upheld cases no satisfactory remedy")
    assert questions(Decimal(100), 1, 0)[0].startswith("In the one upheld case no satisfactory remedy")
    assert questions(Decimal(100), 1, 1) == [
        "What was the upheld complaint about? The letter does not say; the Ombudsman’s decision does."
    ]


def test_numbers() -> None:
    assert [count(1), count(2), count(4263)] == ["one", "2", "4,263"]
    assert [plain(Decimal("5.70")), plain(Decimal(100)), plain(Decimal("0.0"))] == ["5.7", "100", "0"]
    assert [percent(87), points(Decimal(-1)), points(Decimal("1.2"))] == ["87%", "1 point", "1.2 points"]
    assert [rounded(1, 8), rounded(3462, 4263), rounded(1, 3)] == [13, 81, 33]
    assert [period(2021), period(2000), period(2010)] == ["2020-21", "1999-00", "2009-10"]
    assert day(datetime(2026, 11, 27, 9, tzinfo=UTC)) == SEEN
    assert [listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])] == ["A", "A and B", "A, B and C"]
    assert capital("metropolitan boroughs") == "Metropolitan boroughs"


def test_every_type_of_authority_has_a_noun() -> None:
    assert noun("Metropolitan district").many == "metropolitan boroughs"
    assert noun(None).one == noun("Fire authority").one == "other authority"


def test_a_question_about_an_open_report_says_which_and_when_it_was_last_seen() -> None:
    satisfied = "Is the Ombudsman satisfied with the council’s response to the public report"
    assert open_report(date(2023, 11, 30), date(2026, 11, 27)) == (
        f"{satisfied} of 30 November 2023? Its page did not say so on 27 November 2026."
    )
    assert open_report(None, date(2026, 11, 27)) == f"{satisfied}? Its page did not say so on 27 November 2026."
