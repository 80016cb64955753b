"""The decision dates that a run covers."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.run.dates import must_have_decisions, parts, window
from crawler.run.scope import ScopeError
from crawler.site.decisions.addresses import Window

WEDNESDAY = date(2026, 5, 20)


def test_without_words_a_run_goes_back_26_weeks_to_a_monday() -> None:
    assert window("", "", "", WEDNESDAY) == Window(date(2025, 11, 17), WEDNESDAY)


def test_weeks_and_days_say_where_to_begin_and_end() -> None:
    assert window("", "", "1", WEDNESDAY) == Window(date(2026, 5, 11), WEDNESDAY)
    assert window("", "2026-01-31", "2", WEDNESDAY) == Window(date(2026, 1, 12), date(2026, 1, 31))
    assert window("2013-04-01", "", "", WEDNESDAY) == Window(date(2013, 4, 1), WEDNESDAY)


@pytest.mark.parametrize(
    ("first", "last", "weeks", "said"),
    [
        ("soon", "", "", "from: 'soon' is not a day"),
        ("", "2026-02-30", "", "to: '2026-02-30' is not a day"),
        ("2026-02-01", "2026-01-01", "", "give the earlier day first"),
        ("", "", "none", "weeks: 'none' is not a number"),
        ("", "", "0", "weeks: '0' is not a number"),
        ("2026-01-01", "", "2", "give one of them"),
    ],
)
def test_what_is_no_window_is_refused_with_an_example(first: str, last: str, weeks: str, said: str) -> None:
    with pytest.raises(ScopeError, match=said):
        window(first, last, weeks, WEDNESDAY)


@given(first=st.dates(date(2013, 4, 1), date(2030, 1, 1)), days=st.integers(0, 400))
@settings(max_examples=50)
def test_parts_are_weeks_of_the_calendar_and_all_of_the_window(first: date, days: int) -> None:
    whole = Window(first, first + timedelta(days=days))
    weeks = parts(whole)
    assert (weeks[0].first, weeks[-1].last) == (whole.first, whole.last)
    assert all(before.last + timedelta(days=1) == after.first for before, after in pairwise(weeks))
    assert all(week.first.weekday() == 0 for week in weeks[1:])
    assert all(week.last.weekday() == 6 for week in weeks[:-1])


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        # Six weeks before Wednesday, 20 May 2026 it was 8 April.
        (date(2026, 4, 6), date(2026, 4, 12), False),
        (date(2026, 4, 2), date(2026, 4, 8), True),
        (date(2026, 4, 3), date(2026, 4, 9), False),
        (date(2021, 5, 31), date(2021, 6, 6), True),
        # What was decided up to 20 May 2021 has been taken down.
        (date(2021, 5, 17), date(2021, 5, 23), False),
        (date(2013, 4, 1), date(2013, 4, 7), False),
    ],
)
def test_weeks_must_have_decisions_between_their_publication_and_their_removal(
    first: date, last: date, *, expected: bool
) -> None:
    assert must_have_decisions(Window(first, last), WEDNESDAY, 5) is expected
