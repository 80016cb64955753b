"""Places and changes: direction first, and nothing across a break, from an odd year or on few cases."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.report.words.comparisons import Rate, Standing, change, place
from lgsco_store.reference.comparability import ODD_YEARS, between

RATE = "The council’s rate is"
OTHERS = "20 other county councils with at least 10 cases"


@pytest.mark.parametrize(
    ("higher", "same", "lower", "sentence"),
    [
        (10, 1, 9, f"{RATE} higher than 10 of the {OTHERS}, the same as one and lower than 9."),
        (20, 0, 0, f"{RATE} higher than all {OTHERS}."),
        (0, 0, 20, f"{RATE} lower than all {OTHERS}."),
        (0, 20, 0, f"{RATE} the same as all {OTHERS}."),
        (4, 0, 16, f"{RATE} higher than 4 of the {OTHERS} and lower than 16."),
        (0, 15, 5, f"{RATE} lower than 5 of the {OTHERS} and the same as 15."),
        (19, 1, 0, f"{RATE} higher than 19 of the {OTHERS} and the same as one."),
        (1, 1, 1, ""),
        (4, 0, 0, ""),
        (0, 0, 0, ""),
    ],
)
def test_place(higher: int, same: int, lower: int, sentence: str) -> None:
    assert place(Standing(higher, same, lower), "county councils") == sentence


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_a_place_begins_with_a_direction_unless_all_are_the_same(higher: int, same: int, lower: int) -> None:
    sentence = place(Standing(higher, same, lower), "county councils")
    assert not sentence or sentence.startswith((f"{RATE} higher", f"{RATE} lower")) or not (higher or lower)


def rate(year: int, value: str, cases: int | None = 100) -> Rate:
    return Rate(year, Decimal(value), cases)


@pytest.mark.parametrize(
    ("measure", "now", "before", "sentence"),
    [
        ("uphold_rate", rate(2025, "87"), rate(2024, "87"), "The rate is the same as in 2023-24."),
        ("uphold_rate", rate(2024, "87"), rate(2023, "82"), "The rate is 5 points higher than in 2022-23."),
        ("uphold_rate", rate(2024, "81"), rate(2023, "82"), "The rate is 1 point lower than in 2022-23."),
        ("uphold_rate", rate(2024, "81.5"), rate(2023, "82.7"), "The rate is 1.2 points lower than in 2022-23."),
        (
            "uphold_rate",
            rate(2023, "82"),
            rate(2022, "71"),
            (
                "Not comparable with 2021-22 or earlier: from 2022-23 the Ombudsman chooses differently which "
                "complaints to investigate."
            ),
        ),
        ("compliance_rate", rate(2023, "82"), rate(2022, "71"), "The rate is 11 points higher than in 2021-22."),
        (
            "compliance_rate",
            rate(2021, "70"),
            rate(2020, "64"),
            "2020-21 is an odd year (no new complaints were taken for three months), so no change is given.",
        ),
        (
            "compliance_rate",
            rate(2022, "70"),
            rate(2021, "64"),
            "2020-21 is an odd year (no new complaints were taken for three months), so no change is given.",
        ),
        ("uphold_rate", rate(2024, "70", 6), rate(2023, "64"), "Too few cases to give a change."),
        ("uphold_rate", rate(2024, "70"), rate(2023, "64", 9), "Too few cases to give a change."),
        ("uphold_rate", rate(2024, "70"), rate(2023, "64", None), "Too few cases to give a change."),
        ("uphold_rate", rate(2024, "70"), None, "There is no figure of 2022-23 to compare it with."),
    ],
)
def test_change(measure: str, now: Rate, before: Rate | None, sentence: str) -> None:
    assert change(measure, now, before) == sentence


YEARS = st.integers(2007, 2030)


@given(st.sampled_from(["uphold_rate", "compliance_rate", "complaints_received"]), YEARS, st.integers(1, 10))
def test_no_change_is_reported_across_a_break_or_from_an_odd_year(measure: str, year: int, gap: int) -> None:
    sentence = change(measure, rate(year, "70"), rate(year - gap, "60"))
    allowed = not between(measure, year - gap, year) and not {year, year - gap} & ODD_YEARS.keys()
    assert (" points higher" in sentence) is allowed


@given(st.sampled_from(["uphold_rate", "compliance_rate"]), YEARS, YEARS, YEARS)
def test_a_way_crosses_the_breaks_of_its_parts(measure: str, one: int, two: int, three: int) -> None:
    first, middle, last = sorted((one, two, three))
    parts = [*between(measure, first, middle), *between(measure, middle, last)]
    assert between(measure, first, last) == parts
