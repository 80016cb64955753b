from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from crawler.extensions import thresholds
from lgsco_store.archive import Archive
from lgsco_store.database.session import open_database
from lgsco_store.history.tally import tally as tally_of
from lgsco_store.runs.ledger import Ledger
from lgsco_store.runs.reasons import SENTENCES, Reason, from_json
from lgsco_store.runs.season import Season
from lgsco_store.runs.verdict import BOUNDS, Baseline, NewestYear, Tally, Thresholds, judge
from lgsco_store.settings import Settings
from lgsco_store.terms import Trigger
from tests.store.servers import SQLite

THRESHOLDS = Thresholds(
    min_authorities=250,
    max_authorities=1000,
    max_authorities_lost=0.02,
    max_pages_unread=0.05,
    max_letters_withdrawn=0.01,
    max_unread=0.05,
    max_contradictory=0.05,
    max_misplaced=0.05,
    max_failed_captures=0.05,
    max_blocked=0.01,
    min_newest=0.9,
    season=Season(5, 8, due=(9, 15)),
)
FINE = Tally(
    whole=True,
    authorities=frozenset(range(300)),
    known=5000,
    withdrawn=0,
    versions=300,
    unread=0,
    captures=1000,
    failed=0,
    pages=300,
    letters=600,
)
BASELINE = Baseline(7, frozenset(range(300)))


def named(count: int) -> tuple[str, ...]:
    return tuple(f"page {number} (empty)" for number in range(count))


def holds(tally: Tally, baseline: Baseline | None = BASELINE, **bounds: Any) -> list[dict[str, Any]]:
    return [reason.as_json() for reason in judge(tally, baseline, replace(THRESHOLDS, **bounds)).holds]


def codes(tally: Tally, baseline: Baseline | None = BASELINE, **bounds: Any) -> list[str]:
    return [reason["code"] for reason in holds(tally, baseline, **bounds)]


def test_a_run_within_bounds_has_nothing_against_it() -> None:
    verdict = judge(FINE, BASELINE, THRESHOLDS)
    assert verdict.reasons == ()


def test_the_first_run_says_that_it_had_no_baseline() -> None:
    verdict = judge(FINE, None, THRESHOLDS)
    assert verdict.holds == ()
    assert verdict.reasons == (Reason("no_baseline"),)


def bound(code: str, found: int, of: int, limit: float, setting: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "found": found, "of": of, "limit": limit, "setting": setting, **more}


@pytest.mark.parametrize(
    ("within", "beyond", "reason"),
    [
        (
            replace(FINE, authorities=frozenset(range(294))),
            replace(FINE, authorities=frozenset(range(293))),
            bound("authorities_lost", 7, 300, 6, "LGSCO_MAX_AUTHORITIES_LOST", run=7),
        ),
        (
            replace(FINE, pages_unread=named(10), pages_gone=named(5)),
            replace(FINE, pages_unread=named(10), pages_gone=named(6)),
            bound("pages_unread", 16, 300, 15, "LGSCO_MAX_PAGES_UNREAD", names=(*named(10), *named(6))),
        ),
        (
            replace(FINE, pages=999),
            replace(FINE, pages=1000),
            {"code": "authorities_many", "found": 1000, "limit": 1000, "setting": "LGSCO_MAX_AUTHORITIES"},
        ),
        (
            replace(FINE, vanished=("a (2 of 9)", "b (1 of 1)")),
            replace(FINE, vanished=("a (2 of 9)", "b (1 of 1)", "c (3 of 3)")),
            {"code": "authorities_emptied", "found": 3, "names": ("a (2 of 9)", "b (1 of 1)", "c (3 of 3)")},
        ),
        (
            replace(FINE, withdrawn=50),
            replace(FINE, withdrawn=51),
            bound("letters_withdrawn", 51, 5000, 50, "LGSCO_MAX_LETTERS_WITHDRAWN"),
        ),
        (
            replace(FINE, unread=15),
            replace(FINE, unread=16),
            bound("versions_unread", 16, 300, 15, "LGSCO_MAX_UNREAD"),
        ),
        (
            replace(FINE, failed=50),
            replace(FINE, failed=51),
            bound("captures_failed", 51, 1000, 50, "LGSCO_MAX_FAILED_CAPTURES"),
        ),
        (
            replace(FINE, contradictory=15),
            replace(FINE, contradictory=16),
            bound("versions_contradictory", 16, 300, 15, "LGSCO_MAX_CONTRADICTORY"),
        ),
        (
            replace(FINE, misplaced=("b",) * 30),
            replace(FINE, misplaced=("a", *("b",) * 30)),
            bound("letters_misplaced", 31, 600, 30, "LGSCO_MAX_MISPLACED", names=("b (30)", "a (1)")),
        ),
        (
            replace(FINE, blocked=10),
            replace(FINE, blocked=11),
            bound("captures_blocked", 11, 1000, 10, "LGSCO_MAX_BLOCKED"),
        ),
        (
            replace(FINE, newest=NewestYear(date(2027, 9, 15), 270, 300)),
            replace(FINE, newest=NewestYear(date(2027, 9, 15), 269, 300)),
            bound("year_missing", 269, 300, 270, "LGSCO_MIN_NEWEST", year=2027, day="2027-09-15"),
        ),
    ],
)
def test_each_bound_holds_a_run_beyond_it_with_both_numbers(
    within: Tally, beyond: Tally, reason: dict[str, Any]
) -> None:
    assert holds(within) == []
    assert holds(beyond) == [reason]


def test_every_reason_has_a_sentence_with_all_its_values() -> None:
    """The names in a template are those of the reason, and all are used except the code and the setting."""
    worst = replace(
        FINE,
        authorities=frozenset(),
        pages=1000,
        pages_unread=named(60),
        vanished=named(3),
        withdrawn=51,
        unread=16,
        failed=60,
        contradictory=16,
        misplaced=("a",) * 31,
        blocked=20,
        decisions=100,
        decisions_gone=50,
        newest=NewestYear(date(2027, 9, 15), 0, 300),
    )
    reasons = judge(worst, BASELINE, THRESHOLDS).reasons
    assert {reason.code for reason in reasons} >= {each.code for each in BOUNDS}
    assert [reason for reason in reasons if "{" in str(reason)] == []
    assert str(reasons[1]).endswith("page 4 (empty); and 55 more (LGSCO_MAX_PAGES_UNREAD)")


def test_every_bound_is_a_setting_and_has_a_sentence() -> None:
    for each in BOUNDS:
        assert hasattr(Settings(), each.setting)
        assert each.code in SENTENCES


def test_a_code_of_a_later_release_is_shown_as_it_is() -> None:
    assert str(Reason("moon_full", {"found": 3})) == "moon_full: {'found': '3'}"


def test_a_reason_comes_back_from_the_ledger_as_it_was() -> None:
    [reason] = judge(replace(FINE, pages_unread=named(16)), BASELINE, THRESHOLDS).holds
    [again] = from_json(json.loads(json.dumps([reason.as_json()])))
    assert str(again) == str(reason)


def test_a_year_may_be_missing_until_its_day() -> None:
    assert holds(replace(FINE, newest=NewestYear(date(2027, 9, 14), 0, 300))) == []
    assert holds(replace(FINE, newest=NewestYear(date(2027, 10, 1), 0, 0))) == []


def test_the_bounds_of_the_settings_are_those_of_the_verdict() -> None:
    assert thresholds(Settings()) == THRESHOLDS


def test_too_few_authorities() -> None:
    few = {"code": "authorities_few", "found": 249, "limit": 250, "setting": "LGSCO_MIN_AUTHORITIES"}
    assert holds(replace(FINE, authorities=frozenset(range(249))), None) == [few]
    assert holds(replace(FINE, authorities=frozenset(range(250))), None) == []


def test_small_numbers_are_not_shares() -> None:
    small = replace(FINE, known=3, versions=2, captures=4)
    assert holds(replace(small, withdrawn=1, unread=2, failed=2, contradictory=2, blocked=2)) == []
    assert len(holds(replace(small, withdrawn=2, versions=5, unread=3, failed=3))) == 3


def test_pages_of_authorities_are_counted_by_themselves_and_on_the_first_run_too() -> None:
    """24 of 60 were only 13 % of all captures, and passed."""
    first = replace(FINE, pages=60, pages_unread=named(24), captures=185, failed=24)
    assert codes(first, None, max_failed_captures=1) == ["pages_unread"]
    assert codes(replace(first, pages_unread=named(3)), None, max_failed_captures=1) == []


def test_pages_that_were_only_guessed_may_be_missing() -> None:
    guessed = replace(FINE, pages=400, pages_gone=named(100))
    assert codes(guessed) == ["pages_unread"]
    assert codes(guessed, fallback_councils=True) == []
    [reason] = holds(replace(guessed, pages_unread=named(16)), fallback_councils=True)
    assert (reason["found"], reason["of"], reason["limit"]) == (16, 300, 15)


def test_a_request_for_one_authority_decides_about_its_letters() -> None:
    scoped = replace(FINE, whole=False, vanished=("a (1 of 1)",))
    assert holds(scoped) == [{"code": "authorities_emptied", "found": 1, "names": ("a (1 of 1)",)}]


def test_a_scoped_run_is_not_measured_against_the_whole() -> None:
    scoped = replace(FINE, whole=False, authorities=frozenset({1}))
    assert judge(scoped, BASELINE, THRESHOLDS).reasons == ()
    assert judge(scoped, None, THRESHOLDS).reasons == ()


@pytest.mark.parametrize("whole", [True, False])
def test_a_run_that_found_nothing_is_always_held(*, whole: bool) -> None:
    nothing = replace(FINE, whole=whole, authorities=frozenset())
    [reason] = holds(nothing, None, min_authorities=0)
    assert (reason["code"], reason["found"], reason["limit"]) == ("authorities_few", 0, 1)


def test_a_run_that_does_not_go_through_authorities_need_not_find_any() -> None:
    decisions = replace(FINE, whole=False, by_authority=False, authorities=frozenset())
    assert holds(decisions, None) == []


def test_a_scoped_run_is_still_held_for_what_it_lost() -> None:
    lossy = replace(FINE, whole=False, authorities=frozenset({1}), known=20, withdrawn=2)
    [reason] = holds(lossy)
    assert (reason["code"], reason["found"], reason["limit"]) == ("letters_withdrawn", 2, 1)


def test_another_season_moves_the_day_from_which_the_year_must_be_there() -> None:
    autumn = replace(THRESHOLDS, season=Season(10, 12, due=(12, 20)))
    for day, held in ((19, False), (20, True)):
        tally = replace(FINE, newest=NewestYear(date(2027, 12, day), 0, 300))
        codes = [reason.code for reason in judge(tally, BASELINE, autumn).holds]
        assert codes == (["year_missing"] if held else [])


@pytest.mark.parametrize(("began", "day"), [("22:59", date(2027, 9, 14)), ("23:00", date(2027, 9, 15))])
def test_the_day_of_a_scheduled_run_is_that_of_london(sqlite: SQLite, began: str, day: date) -> None:
    now = datetime.fromisoformat(f"2027-09-14T{began}+00:00")
    with open_database(sqlite.upgraded()) as database:
        claim = Ledger(database, lambda: now).claim(Trigger.SCHEDULE, "http://127.0.0.1/councils", "1")
        plan = Archive(database, now=lambda: now).plan(claim.run_id)
        with database.reader() as connection:
            found = tally_of(connection, plan).newest
    assert found is not None
    assert (found.day, found.found, found.before) == (day, 0, 0)
