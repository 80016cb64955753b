"""When decisions are due and of which days, with a simulated clock."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from jobs.schedule.decisions import FIRST_DAY, DecisionHistory, DecisionRun, next_decisions
from jobs.schedule.due import Due
from lgsco_store.settings import Settings

SETTINGS = Settings(yearly_day="10-01", retry_hours=6, decision_weeks=26)
LETTERS = datetime(2026, 10, 1, 4, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def run(began: str, first: str, last: str | None = None) -> DecisionRun:
    return DecisionRun(utc(began), (date.fromisoformat(first), date.fromisoformat(last or began[:10])))


WHOLE = run("2026-10-02T04:00", "2013-04-01")


def due(*runs: DecisionRun, now: str, failed: str | None = None) -> Due:
    history = DecisionHistory(runs, utc(failed) if failed else None)
    found = next_decisions(history, LETTERS, SETTINGS, utc(now))
    assert found is not None
    return found


def test_the_first_is_of_all_decisions_and_follows_the_letters() -> None:
    found = due(now="2026-10-01T12:00")
    assert (found.at, found.first) == (LETTERS, FIRST_DAY)
    assert next_decisions(DecisionHistory(), None, SETTINGS, LETTERS) is None


def test_a_setting_turns_it_off() -> None:
    assert (
        next_decisions(DecisionHistory(), LETTERS, SETTINGS.model_copy(update={"decision_weeks": 0}), LETTERS) is None
    )


@pytest.mark.parametrize(
    ("runs", "now", "at", "first"),
    [
        # A week later, at 05:00 in London, back to the Monday of the week that is 26 weeks ago.
        ([WHOLE], "2026-10-02T12:00", "2026-10-09T04:00", "2026-04-06"),
        ([run("2026-10-26T05:00", "2026-04-20"), WHOLE], "2026-10-27T00:00", "2026-11-02T05:00", "2026-05-04"),
        # What was missed is made up for by one look, which goes back from when it was due.
        ([WHOLE], "2027-09-30T12:00", "2026-10-09T04:00", "2026-04-06"),
        # The yearly run makes up for the weeks too.
        ([WHOLE], "2027-10-01T04:00", "2027-10-01T04:00", "2013-04-01"),
        ([run("2027-09-28T04:00", "2027-03-29"), WHOLE], "2027-09-29T04:00", "2027-10-01T04:00", "2013-04-01"),
        # A look of a person that is too short, or of days long ago, counts for nothing.
        ([run("2026-10-08T04:00", "2026-09-07"), WHOLE], "2026-10-08T05:00", "2026-10-09T04:00", "2026-04-06"),
        (
            [run("2026-10-08T04:00", "2020-01-01", "2020-12-31"), WHOLE],
            "2026-10-08T05:00",
            "2026-10-09T04:00",
            "2026-04-06",
        ),
        ([DecisionRun(utc("2026-10-08T04:00"), None), WHOLE], "2026-10-08T05:00", "2026-10-09T04:00", "2026-04-06"),
    ],
)
def test_the_next_crawl_of_decisions(runs: list[DecisionRun], now: str, at: str, first: str) -> None:
    found = due(*runs, now=now)
    assert (found.at, found.first) == (utc(at), date.fromisoformat(first))


def test_a_failed_try_is_repeated_after_a_pause_with_the_same_days() -> None:
    found = due(WHOLE, now="2026-10-09T05:00", failed="2026-10-09T04:30")
    assert (found.at, found.first) == (utc("2026-10-09T10:30"), date(2026, 4, 6))
    assert "the last try failed" in found.why
