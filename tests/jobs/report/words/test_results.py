"""Each sentence about one letter, in each case; the expected ones are from the report's specification."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.report.words import results
from lgsco_store.reference.comparability import SMALL

KENT = "Kent County Council"


@pytest.mark.parametrize(
    ("investigated", "upheld", "rate", "sentence"),
    [
        (104, 90, 87, f"In 2024-25 the Ombudsman investigated 104 complaints about {KENT} and upheld 90 of them, 87%."),
        (3, 2, 67, f"In 2024-25 the Ombudsman investigated 3 complaints about {KENT} and upheld 2 of them."),
        (3, 1, 33, f"In 2024-25 the Ombudsman investigated 3 complaints about {KENT} and upheld one of them."),
        (12, 1, 8, f"In 2024-25 the Ombudsman investigated 12 complaints about {KENT} and upheld one of them, 8%."),
        (60, 38, None, f"In 2024-25 the Ombudsman investigated 60 complaints about {KENT} and upheld 38 of them."),
        (2, 2, 100, f"In 2024-25 the Ombudsman investigated 2 complaints about {KENT} and upheld both."),
        (7, 7, 100, f"In 2024-25 the Ombudsman investigated 7 complaints about {KENT} and upheld all of them."),
        (12, 0, 0, f"In 2024-25 the Ombudsman investigated 12 complaints about {KENT} and upheld none."),
        (1, 1, 100, f"In 2024-25 the Ombudsman investigated one complaint about {KENT} and upheld it."),
        (1, 0, 0, f"In 2024-25 the Ombudsman investigated one complaint about {KENT} and did not uphold it."),
        (0, 0, None, f"The Ombudsman investigated no complaint about {KENT} in 2024-25, so there is no uphold rate."),
        (
            1204,
            1000,
            83,
            f"In 2024-25 the Ombudsman investigated 1,204 complaints about {KENT} and upheld 1,000 of them, 83%.",
        ),
        (
            None,
            90,
            87,
            (
                f"The letter of 2024-25 says that 90 complaints about {KENT} were upheld. "
                "How many were investigated could not be read."
            ),
        ),
        (
            None,
            1,
            None,
            (
                f"The letter of 2024-25 says that one complaint about {KENT} was upheld. "
                "How many were investigated could not be read."
            ),
        ),
        (
            None,
            None,
            87,
            (
                f"The letter of 2024-25 gives an uphold rate of 87% for {KENT}. "
                "How many complaints were investigated could not be read."
            ),
        ),
        (
            104,
            None,
            87,
            (
                f"In 2024-25 the Ombudsman investigated 104 complaints about {KENT}. "
                "How many it upheld could not be read. The printed rate is 87%."
            ),
        ),
        (
            104,
            None,
            None,
            f"In 2024-25 the Ombudsman investigated 104 complaints about {KENT}. How many it upheld could not be read.",
        ),
        (None, None, None, "The letter of 2024-25 prints no number of investigations."),
    ],
)
def test_upheld(investigated: int | None, upheld: int | None, rate: int | None, sentence: str) -> None:
    printed = None if rate is None else Decimal(rate)
    assert results.upheld(KENT, 2025, investigated, upheld, printed) == sentence


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 100))
def test_fewer_than_ten_cases_are_never_given_as_a_share(investigated: int, upheld: int, rate: int) -> None:
    sentence = results.upheld(KENT, 2025, investigated, min(upheld, investigated), Decimal(rate))
    assert "%" not in sentence or investigated >= SMALL


@pytest.mark.parametrize(
    ("cases", "sentence"),
    [
        (None, ""),
        (0, ""),
        (10, ""),
        (1, "One case is too few for a comparison."),
        (3, "With 3 cases, one more or less upheld moves the rate by 33 points: too few for a comparison."),
        (8, "With 8 cases, one more or less upheld moves the rate by 13 points: too few for a comparison."),
    ],
)
def test_few(cases: int | None, sentence: str) -> None:
    assert results.few(cases) == sentence


def test_average() -> None:
    assert results.average(Decimal(86), "county councils") == "The average printed for county councils is 86%."


@pytest.mark.parametrize(
    ("value", "average", "sentence"),
    [
        (
            "5.7",
            "4.9",
            "For every 100,000 residents, 5.7 complaints were upheld; the average printed for county councils is 4.9.",
        ),
        (
            "1",
            "4.9",
            "For every 100,000 residents, 1.0 complaints were upheld; the average printed for county councils is 4.9.",
        ),
        ("0.0", None, "For every 100,000 residents, 0.0 complaints were upheld."),
    ],
)
def test_per_100k(value: str, average: str | None, sentence: str) -> None:
    printed = None if average is None else Decimal(average)
    assert results.per_100k(Decimal(value), printed, "county councils") == sentence


SATISFIED = "The Ombudsman was satisfied in"
DONE = "that its recommendations had been carried out."


@pytest.mark.parametrize(
    ("rate", "cases", "sentence"),
    [
        (99, 75, f"{SATISFIED} 99% of 75 cases {DONE}"),
        (100, 31, f"{SATISFIED} all 31 cases {DONE}"),
        (100, 199, f"{SATISFIED} all 199 cases {DONE}"),
        (100, 200, f"{SATISFIED} 100% of 200 cases {DONE}"),
        (100, 240, f"{SATISFIED} 100% of 240 cases {DONE}"),
        (100, 2, f"{SATISFIED} both cases {DONE}"),
        (0, 4, f"{SATISFIED} none of 4 cases {DONE}"),
        (0, 400, f"{SATISFIED} 0% of 400 cases {DONE}"),
        (86, 7, f"{SATISFIED} 86% of 7 cases {DONE}"),
        (100, 1, f"In the one case that was due, the Ombudsman was satisfied {DONE}"),
        (0, 1, f"In the one case that was due, the Ombudsman was not satisfied {DONE}"),
        (86, None, f"{SATISFIED} 86% of cases {DONE}"),
    ],
)
def test_compliance(rate: int, cases: int | None, sentence: str) -> None:
    assert results.compliance(Decimal(rate), cases) == sentence


BEFORE = "a satisfactory remedy before the complaint reached the Ombudsman."


@pytest.mark.parametrize(
    ("offered", "rate", "upheld", "sentence"),
    [
        (7, 8, 90, f"In 7 of the 90 upheld cases, 8%, the council had offered {BEFORE}"),
        (1, 1, 90, f"In one of the 90 upheld cases, 1%, the council had offered {BEFORE}"),
        (7, None, 90, f"In 7 of the 90 upheld cases the council had offered {BEFORE}"),
        (2, 40, 5, f"In 2 of the 5 upheld cases the council had offered {BEFORE}"),
        (0, 0, 90, f"In none of the 90 upheld cases had the council offered {BEFORE}"),
        (1, 100, 1, f"In the one upheld case the council had offered {BEFORE}"),
        (0, 0, 1, f"In the one upheld case the council had not offered {BEFORE}"),
        (0, None, 0, "No complaint was upheld, so there is no share of satisfactory remedies."),
        (None, None, 0, "No complaint was upheld, so there is no share of satisfactory remedies."),
        (None, None, 9, "The number of satisfactory remedies could not be read."),
        (4, 8, None, "The number of satisfactory remedies could not be read."),
    ],
)
def test_remedies(offered: int | None, rate: int | None, upheld: int | None, sentence: str) -> None:
    assert results.remedies(offered, None if rate is None else Decimal(rate), upheld) == sentence
