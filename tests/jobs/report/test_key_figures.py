"""The four key figures and the paragraph, for each state of a letter."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest

from jobs.report import paragraph
from jobs.report.key_figures import KeyFigure, KeyFigures
from jobs.report.peers import Groups, Peers
from jobs.report.results import UPHELD, Key, Result, State, Value
from tests.jobs.report.made import KENT, result, value


class Quiet:
    """No change ever happened, except to one rate if a test says so."""

    def __init__(self, earlier: str = "") -> None:
        self.value = earlier

    def earlier(self, _: Result, measure: str) -> str:
        return self.value if measure == UPHELD else ""


def key_figures(found: Result, earlier: str = "") -> list[KeyFigure]:
    return KeyFigures(cast("Any", Quiet(earlier))).letter_figures(found, 2024)


def test_key_figures_say_what_each_is_of_and_the_printed_average() -> None:
    shown = [(each.big, each.lines) for each in key_figures(result(KENT))]
    assert shown == [
        ("87%", ["90 of 104 investigated", "average printed 86%"]),
        ("5.7", ["average printed 4.9"]),
        ("99%", ["75 cases", "average printed 99%"]),
        ("8%", ["7 of 90 upheld", "average printed 8%"]),
    ]


@pytest.mark.parametrize(
    ("changed", "at", "big", "lines"),
    [
        ({"investigations": 3, "upheld_decisions": 2, "uphold_rate": 67}, 0, "2 of 3", ["the letter prints 67%"]),
        ({"investigations": 1, "upheld_decisions": 1}, 0, "1 of 1", ["one case is too few for a comparison"]),
        ({"investigations": 0, "upheld_decisions": 0}, 0, "no case", ["none was investigated"]),
        ({"uphold_rate": value(None, State.UNREAD)}, 0, "90 of 104", ["no rate printed"]),
        (
            {"uphold_rate": Value(State.CONTRADICTS, printed=(Decimal(64), Decimal(65))), "upheld_decisions": None},
            0,
            "64% or 65%",
            ["the letter prints both; neither is used"],
        ),
        ({"compliance_rate": None, "compliance_outcomes": None}, 2, "none due", ["no recommendation was due"]),
        ({"compliance_outcomes": 0}, 2, "none due", ["no recommendation was due"]),
        ({"compliance_outcomes": 7, "compliance_rate": 86}, 2, "86%", ["7 cases, too few to compare"]),
        ({"compliance_outcomes": None}, 2, "99%", ["number of cases not read"]),
        ({"upheld_decisions": 0, "investigations": 90}, 3, "none upheld", ["average printed 8%"]),
        ({"satisfactory_remedy_decisions": 0, "satisfactory_remedy_rate": 0}, 3, "0%", ["0 of 90 upheld"]),
        ({"upheld_per_100k_average": None}, 1, "5.7", ["no average printed"]),
        (
            {"upheld_per_100k": Value(State.DERIVED, Decimal(5), source="64% of 88")},
            1,
            "5.0",
            ["worked out: 64% of 88"],
        ),
    ],
)
def test_a_key_figure_in_each_of_its_states(
    changed: dict[str, float | Value | None], at: int, big: str, lines: list[str]
) -> None:
    found = key_figures(result(KENT | changed))[at]
    assert found.big == big
    assert found.lines[: len(lines)] == lines
    assert found.is_word == (big in {"no case", "none due", "none upheld", "64% or 65%"})


def test_a_key_figure_that_is_not_there_says_where_one_is() -> None:
    missing = key_figures(result({}, status=None))[0]
    assert (missing.big, missing.lines) == ("no letter", ["newest: 2023-24"])
    unread = key_figures(result({}, status="unreadable"))[0]
    assert (unread.big, unread.lines) == ("not read", ["it could not be read with certainty"])
    earlier = key_figures(result({}, 2018))[1]
    assert (earlier.big, earlier.lines) == ("not printed", ["letters print it from 2022-23"])
    left_out = key_figures(result({}))[1]
    assert (left_out.big, left_out.lines) == ("not printed", ["this letter does not print it"])


def test_a_corrected_and_a_withdrawn_key_figure_say_so() -> None:
    corrected = key_figures(result(KENT), "86% until 27 November 2026")[0]
    assert (corrected.tag, corrected.lines[-1]) == ("corrected", "was 86% until 27 November 2026")
    withdrawn = key_figures(result(KENT, withdrawn=True))[0]
    assert (withdrawn.tag, withdrawn.lines[-1]) == ("withdrawn", "as it last stood; counted nowhere")


NOTHING = cast("Groups", SimpleNamespace(of=lambda *_: Peers({}, UPHELD, None)))


REMEDY = "a satisfactory remedy before the complaint reached the Ombudsman"


@pytest.mark.parametrize(
    ("found", "sentences"),
    [
        (result({}, status=None), []),
        (result({}, status="unreadable"), ["The letter of 2024-25 could not be read. It can be opened below."]),
        (result({}, 2020, status="no_statistics"), ["The letter of 2019-20 came without its page of statistics."]),
        (
            result({}, 2010),
            [
                "The letter of 2009-10 prints no number of investigations.",
                "Letters of that year print no average.",
                "Letters of that year print no compliance rate.",
            ],
        ),
        (
            result(KENT | {"uphold_rate_average": None, "compliance_rate": None, "compliance_outcomes": 0}),
            [
                "In 2024-25 the Ombudsman investigated 104 complaints about A Council and upheld 90 of them, 87%.",
                "The letter prints “n/a” as the average.",
                "No recommendation was due to be carried out in the year, so there is no compliance rate.",
                f"In 7 of the 90 upheld cases, 8%, the council had offered {REMEDY}.",
            ],
        ),
        (
            result({"investigations": 12, "upheld_decisions": 3, "uphold_rate": 25}, status="partial"),
            [
                "In 2024-25 the Ombudsman investigated 12 complaints about A Council and upheld 3 of them, 25%.",
                "The printed average could not be read.",
                "The compliance rate could not be read.",
                "The number of satisfactory remedies could not be read.",
            ],
        ),
    ],
)
def test_a_paragraph_says_what_the_letter_says_and_why_it_says_nothing(found: Result, sentences: list[str]) -> None:
    assert paragraph.paragraph(found, NOTHING) == sentences


def test_letters_before_2019_count_investigations_among_their_outcomes() -> None:
    outcomes: dict[Key, Value] = {
        ("complaints_decided", "upheld"): value(38),
        ("complaints_decided", "not_upheld"): value(22),
    }
    found = replace(result({}, 2018), values=outcomes)
    assert (found.investigated, found.upheld) == (60, 38)
    assert replace(found, values=dict(list(outcomes.items())[:1])).investigated is None
