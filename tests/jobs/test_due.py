"""What is due and when, with a simulated clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.schedule.due import Due, History, next_due
from lgsco_store.errors import SettingsError
from lgsco_store.runs.season import LONDON, Season, local_day
from lgsco_store.settings import Settings, load_settings

SETTINGS = Settings(yearly_day="10-01", season_interval_days=7, retry_hours=6)

MOMENTS = st.datetimes(datetime(2007, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- the strategy adds the zone


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def after(last: datetime, now: datetime | None = None, **more: object) -> Due:
    """Return what is due after a crawl of everything."""
    return next_due(History(last, last, **more), SETTINGS, now or last)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("last_done", "at", "year"),
    [
        # Out of season only the yearly day counts, at 05:00 in London.
        ("2026-09-02T05:00", "2026-10-01T04:00", None),
        # The run of the yearly day itself is followed by the next season.
        ("2026-10-01T04:00", "2027-05-01T04:00", 2027),
        ("2026-11-21T12:00", "2027-05-01T04:00", 2027),
        ("2027-02-01T12:00", "2027-05-01T04:00", 2027),
        # In season a week later, unless that is outside the season.
        ("2027-05-01T04:00", "2027-05-08T04:00", 2027),
        ("2027-08-20T23:30", "2027-08-28T04:00", 2027),
        ("2027-08-28T04:00", "2027-10-01T04:00", None),
        # A missed yearly day is due at once.
        ("2026-09-30T23:00", "2026-10-01T04:00", None),
        # Both changes of the clocks, the day before and the day itself, and a leap day.
        ("2027-03-27T12:00", "2027-05-01T04:00", 2027),
        ("2027-03-28T01:30", "2027-05-01T04:00", 2027),
        ("2027-10-31T00:30", "2028-05-01T04:00", 2028),
        ("2027-10-31T01:30", "2028-05-01T04:00", 2028),
        ("2028-02-29T12:00", "2028-05-01T04:00", 2028),
    ],
)
def test_the_next_crawl_after_one_that_came_to_a_verdict(last_done: str, at: str, year: int | None) -> None:
    due = after(utc(last_done))
    assert (due.at, due.year) == (utc(at), year)


def test_an_empty_archive_is_due_at_once_for_everything() -> None:
    due = next_due(History(), SETTINGS, utc("2026-06-01T12:00"))
    assert due.at < utc("1970-01-01T00:00")
    assert due.year is None


def test_a_look_at_the_newest_year_alone_leaves_the_yearly_run_due() -> None:
    seen = History(last_whole=utc("2026-10-01T04:00"), last_newest=utc("2027-08-28T04:00"))
    due = next_due(seen, SETTINGS, utc("2027-09-01T00:00"))
    assert (due.at, due.year) == (utc("2027-10-01T04:00"), None)


def test_a_year_that_is_complete_is_left_alone_until_the_next_season() -> None:
    seen = History(utc("2026-10-01T04:00"), utc("2027-06-05T04:00"), complete=frozenset({2025, 2026}))
    assert next_due(seen, SETTINGS, utc("2027-06-05T05:00")).at == utc("2027-06-12T04:00")
    done = History(utc("2026-10-01T04:00"), utc("2027-06-05T04:00"), complete=frozenset({2025, 2026, 2027}))
    assert next_due(done, SETTINGS, utc("2027-06-05T05:00")) == Due(
        utc("2027-10-01T04:00"), "the yearly run of everything", None
    )


@pytest.mark.parametrize(
    ("woke", "at", "year"),
    [
        # The machine was off: everything missed is due since then, as one crawl.
        ("2027-06-20T12:00", "2027-05-01T04:00", 2027),
        ("2027-09-20T12:00", "2027-05-01T04:00", 2027),
        # If a crawl of everything was missed too, it alone makes up for both, however many of either there were.
        ("2027-10-20T12:00", "2027-10-01T04:00", None),
        ("2031-07-01T12:00", "2027-10-01T04:00", None),
    ],
)
def test_what_was_missed_is_made_up_for_at_once_and_once(woke: str, at: str, year: int | None) -> None:
    due = after(utc("2026-10-01T04:00"), utc(woke))
    assert (due.at, due.year) == (utc(at), year)
    made_up = utc(woke)
    seen = History(made_up if year is None else utc("2026-10-01T04:00"), made_up)
    assert next_due(seen, SETTINGS, made_up).at > made_up


def test_a_failed_try_is_repeated_after_a_pause() -> None:
    failed = utc("2026-10-01T05:30")
    due = after(utc("2026-09-01T05:00"), failed, last_failed=failed)
    assert due.at == failed + timedelta(hours=6)
    assert due.year is None
    assert "failed" in due.why


def test_a_failed_look_at_the_newest_year_is_repeated_as_such() -> None:
    due = after(utc("2027-05-01T04:00"), utc("2027-05-08T05:00"), last_failed=utc("2027-05-08T04:30"))
    assert (due.at, due.year) == (utc("2027-05-08T10:30"), 2027)


def test_a_failed_try_does_not_bring_the_next_one_forward() -> None:
    failed = utc("2026-11-02T05:00")
    assert after(utc("2026-11-01T05:00"), failed, last_failed=failed).at == utc("2027-05-01T04:00")


def test_the_letters_of_a_season_are_of_its_year_by_the_clock_of_london() -> None:
    assert local_day(utc("2026-12-31T23:59")) == date(2026, 12, 31)
    assert local_day(utc("2027-06-30T23:30")) == date(2027, 7, 1)


AUTUMN = SETTINGS.model_copy(update={"season_months": "10-12", "year_due": "12-20", "yearly_day": "02-01"})


@pytest.mark.parametrize(
    ("last_done", "at", "year"),
    [
        ("2026-09-01T12:00", "2026-10-01T04:00", 2026),
        ("2026-10-01T04:00", "2026-10-08T04:00", 2026),
        # The week ends in January, out of season; then comes the yearly run, which the next season follows.
        ("2026-12-28T12:00", "2027-02-01T05:00", None),
        ("2027-02-01T05:00", "2027-10-01T04:00", 2027),
    ],
)
def test_another_season_moves_the_looks_at_the_newest_year(last_done: str, at: str, year: int | None) -> None:
    seen = History(utc(last_done), utc(last_done))
    due = next_due(seen, AUTUMN, utc(last_done))
    assert (due.at, due.year) == (utc(at), year)
    assert due.why == (
        "the yearly run of everything" if year is None else f"letters of {year} appear from October to December"
    )


@given(MOMENTS, st.integers(1, 12), st.integers(1, 12))
def test_in_any_season_the_next_look_is_in_it_and_not_before_the_day(moment: datetime, one: int, other: int) -> None:
    first, last = sorted((one, other))
    season, day = Season(first, last, due=(12, 28)), local_day(moment)
    found = season.next_day(day)
    assert first <= found.month <= last
    assert found == day if first <= day.month <= last else (found.month, found.day) == (first, 1)
    assert day <= found < day + timedelta(days=366)


@given(MOMENTS, st.integers(1, 60))
def test_the_next_crawl_is_ahead_within_a_year_and_clear_of_the_changes_of_clocks(
    last_done: datetime, interval: int
) -> None:
    settings = SETTINGS.model_copy(update={"season_interval_days": interval})
    due = next_due(History(last_done, last_done), settings, last_done)
    assert last_done < due.at <= last_done + timedelta(days=366)
    local = due.at.astimezone(LONDON)
    assert local.hour == 5
    assert local.month in range(5, 9) or (local.month, local.day) == (10, 1)


@given(MOMENTS, MOMENTS, st.sets(st.integers(2007, 2100)))
def test_whatever_was_missed_one_crawl_settles_it(last: datetime, now: datetime, complete: set[int]) -> None:
    due = next_due(History(last, last, complete=frozenset(complete)), SETTINGS, now)
    if due.at <= now:
        whole = now if due.year is None else last
        assert next_due(History(whole, now, complete=frozenset(complete)), SETTINGS, now).at > now


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, 12), st.integers(1, 28))
def test_a_day_of_the_setting_comes_once_in_every_year(day: date, month: int, of_month: int) -> None:
    settings = SETTINGS.model_copy(update={"yearly_day": f"{month:02}-{of_month:02}"})
    began = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    due = next_due(History(last_whole=began), settings, began)
    assert (due.at.astimezone(LONDON).month, due.at.astimezone(LONDON).day) == (month, of_month)
    following = next_due(History(last_whole=due.at), settings, due.at)
    assert following.at.astimezone(LONDON).year == due.at.astimezone(LONDON).year + 1


def test_a_leap_day_is_no_day_of_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LGSCO_YEARLY_DAY", "02-29")
    with pytest.raises(SettingsError, match="a day that every month has"):
        load_settings()
