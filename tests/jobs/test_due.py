"""What is due and when, with a clock that the test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.due import LONDON, SEASON_MONTHS, next_due
from lgsco_store.settings import Settings

CHOSEN = Settings(yearly_day="10-01", season_interval_days=7, retry_hours=6)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("last_done", "at"),
    [
        # Out of season only the yearly day counts, at 05:00 in London.
        ("2026-09-02T05:00", "2026-10-01T04:00"),
        # The run of the yearly day itself is followed by the next season.
        ("2026-10-01T04:00", "2027-05-01T04:00"),
        ("2026-11-21T12:00", "2027-05-01T04:00"),
        ("2027-02-01T12:00", "2027-05-01T04:00"),
        # In season a week later, until the week ends outside it.
        ("2027-05-01T04:00", "2027-05-08T04:00"),
        ("2027-08-20T23:30", "2027-08-28T04:00"),
        ("2027-08-28T04:00", "2027-10-01T04:00"),
        # A yearly day that was missed is due at once.
        ("2026-09-30T23:00", "2026-10-01T04:00"),
    ],
)
def test_the_next_crawl_after_one_that_came_to_a_verdict(last_done: str, at: str) -> None:
    assert next_due(utc(last_done), None, CHOSEN).at == utc(at)


def test_an_empty_archive_is_due_at_once() -> None:
    assert next_due(None, None, CHOSEN).at < utc("1970-01-01T00:00")


def test_a_failed_try_is_repeated_after_a_pause() -> None:
    failed = utc("2026-10-01T05:30")
    due = next_due(utc("2026-09-01T05:00"), failed, CHOSEN)
    assert due.at == failed + timedelta(hours=6)
    assert "failed" in due.why


def test_a_failed_try_does_not_bring_the_next_one_forward() -> None:
    assert next_due(utc("2026-11-01T05:00"), utc("2026-11-02T05:00"), CHOSEN).at == utc("2027-05-01T04:00")


@given(
    st.datetimes(datetime(2007, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 -- the strategy adds the zone
    st.integers(1, 60),
)
def test_the_next_crawl_is_ahead_within_a_year_and_clear_of_the_changes_of_clocks(
    last_done: datetime, interval: int
) -> None:
    due = next_due(last_done, None, CHOSEN.model_copy(update={"season_interval_days": interval}))
    assert last_done < due.at <= last_done + timedelta(days=366)
    local = due.at.astimezone(LONDON)
    assert local.hour == 5
    assert local.month in SEASON_MONTHS or (local.month, local.day) == (10, 1)
