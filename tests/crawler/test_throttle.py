"""When the next request may be sent, with a simulated clock."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fetch.throttle import Pace, retry_after

NOW = datetime(2026, 10, 1, 5, tzinfo=UTC)


def pace(chance: float = 0.5, window: int = 20) -> Pace:
    """Make a pace with a stopped clock, whose pauses are exactly those that are due."""
    return Pace(5, 3600, 0.5, window, clock=lambda: 0.0, chance=lambda: chance)


def test_nothing_waits_at_first_nor_after_good_answers() -> None:
    unhurried = pace()
    assert unhurried.left() == 0
    unhurried.sent()
    assert unhurried.answered(trouble=False) is None
    assert unhurried.left() == 0


def test_the_pause_doubles_with_every_error_in_a_row_up_to_a_minute() -> None:
    slowed = pace()
    pauses = []
    for _ in range(6):
        slowed.answered(trouble=True, first=False)
        pauses.append(slowed.left())
    assert pauses == [5, 10, 20, 40, 60, 60]


def test_a_good_answer_ends_the_row() -> None:
    slowed = pace()
    for trouble in (True, True, True, False, True):
        slowed.answered(trouble=trouble)
    slowed._not_before = 0
    slowed.answered(trouble=False)
    slowed.answered(trouble=True)
    assert slowed.left() == 5


@given(st.floats(0, 1, exclude_max=True), st.integers(1, 200))
def test_a_pause_is_never_far_from_what_is_due(chance: float, errors: int) -> None:
    slowed = pace(chance)
    for _ in range(errors):
        slowed.answered(trouble=True, first=False)
    due = min(5 * 2.0 ** (errors - 1), 60)
    assert slowed.left() <= 1.5 * due
    assert slowed.left() >= 0.5 * due


def test_the_site_may_ask_for_more_than_our_own_pause_but_not_for_ever() -> None:
    asked = pace()
    assert asked.answered(trouble=True, asked_to_wait=900) is None
    assert asked.left() == 900
    assert asked.answered(trouble=True, asked_to_wait=1) is None
    assert asked.left() == 900
    why = asked.answered(trouble=True, asked_to_wait=3601)
    assert why is not None
    assert "3601 s" in why


def test_most_of_the_last_addresses_in_trouble_end_the_crawl() -> None:
    mixed = pace(window=4)
    assert [mixed.answered(trouble=trouble) is None for trouble in (True, True, False, False)] == [True] * 4
    assert mixed.answered(trouble=True) is None
    assert mixed.answered(trouble=True) is None
    why = mixed.answered(trouble=True)
    assert why is not None
    assert "3 of the last 4" in why


def test_an_address_that_is_asked_again_and_again_says_little_about_the_site() -> None:
    stubborn = pace(window=4)
    assert all(stubborn.answered(trouble=True, first=False) is None for _ in range(50))


def test_many_retries_in_vain_end_the_waiting() -> None:
    stubborn = pace(window=4)
    helped = []
    for first in (False, False, False, True, False, False):
        stubborn._not_before = 0
        stubborn.answered(trouble=True, first=first)
        helped.append(stubborn.retries_help)
    # The first attempt at another address counts as nothing.
    assert helped == [True, True, True, True, False, False]
    assert stubborn.left() == 5
    stubborn.answered(trouble=False, first=False)
    assert stubborn.retries_help


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        (format_datetime(NOW + timedelta(minutes=2), usegmt=True), 120),
        (format_datetime(NOW - timedelta(minutes=2), usegmt=True), 0),
        ("Thu, 01 Oct 2026 05:02:00 -0000", 120),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("9" * 400, math.inf),
        ("Mon, 01 Jan 999999999999999999999999 00:00:00 GMT", None),
        ("Mon, 01 Jan 2020 00:00:00 +9999", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(text: str, seconds: float | None) -> None:
    assert retry_after(text, NOW) == seconds
