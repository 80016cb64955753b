from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crawler.extensions import thresholds
from lgsco_store.runs.verdict import Baseline, Season, Tally, Thresholds, judge
from lgsco_store.settings import Settings

THRESHOLDS = Thresholds(
    250, 0.02, 0.01, 0.05, 0.05, 0.05, 0.01, 0.9, (9, 15), max_pages_unread_share=0.05, max_authorities=1000
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
)
BASELINE = Baseline(7, frozenset(range(300)))


def named(count: int) -> tuple[str, ...]:
    return tuple(f"page {number} (empty)" for number in range(count))


def holds(tally: Tally, baseline: Baseline | None = BASELINE) -> tuple[str, ...]:
    return judge(tally, baseline, THRESHOLDS).holds


def test_a_run_within_bounds_has_nothing_against_it() -> None:
    verdict = judge(FINE, BASELINE, THRESHOLDS)
    assert verdict.reasons == ()


def test_the_first_run_says_that_it_had_no_baseline() -> None:
    verdict = judge(FINE, None, THRESHOLDS)
    assert verdict.holds == ()
    assert verdict.reasons == ("There is no earlier whole run to measure this one against",)


@pytest.mark.parametrize(
    ("within", "beyond", "reason"),
    [
        (
            replace(FINE, authorities=frozenset(range(294))),
            replace(FINE, authorities=frozenset(range(293))),
            "Too many authorities of run 7 were not found again: 7 of 300, at most 6 may be lost",
        ),
        (
            replace(FINE, pages_unread=named(10), pages_gone=named(5)),
            replace(FINE, pages_unread=named(10), pages_gone=named(6)),
            (
                "Too many pages of authorities were not read: 16 of 300, at most 15 may be: page 0 (empty); "
                "page 1 (empty); page 2 (empty); page 3 (empty); page 4 (empty); and 11 more"
            ),
        ),
        (
            replace(FINE, pages=999),
            replace(FINE, pages=1000),
            "Too many authorities are named: 1000 pages were asked for, and no more may be",
        ),
        (
            replace(FINE, vanished=("a (2 of 9)", "b (1 of 1)")),
            replace(FINE, vanished=("a (2 of 9)", "b (1 of 1)", "c (3 of 3)")),
            "Several letters of an authority would be withdrawn at once: a (2 of 9); b (1 of 1); c (3 of 3)",
        ),
        (
            replace(FINE, withdrawn=50),
            replace(FINE, withdrawn=51),
            "Too many letters would be withdrawn: 51 of 5000, at most 50 may be",
        ),
        (
            replace(FINE, unread=15),
            replace(FINE, unread=16),
            "Too many new versions are unread: 16 of 300, at most 15 may be",
        ),
        (
            replace(FINE, failed=50),
            replace(FINE, failed=51),
            "Too many captures failed: 51 of 1000, at most 50 may",
        ),
        (
            replace(FINE, contradictory=15),
            replace(FINE, contradictory=16),
            "Too many new versions contradict themselves: 16 of 300, at most 15 may",
        ),
        (
            replace(FINE, blocked=10),
            replace(FINE, blocked=11),
            "Too many captures were barred: 11 of 1000, at most 10 may be",
        ),
        (
            replace(FINE, season=Season(date(2027, 9, 15), 270, 300)),
            replace(FINE, season=Season(date(2027, 9, 15), 269, 300)),
            (
                "Letters of 2027 are missing: there are 269, after 300 of the year before at least 270 are expected "
                "by 2027-09-15"
            ),
        ),
    ],
)
def test_each_bound_holds_a_run_beyond_it_with_both_numbers(within: Tally, beyond: Tally, reason: str) -> None:
    assert holds(within) == ()
    assert holds(beyond) == (reason,)


def test_a_year_may_be_missing_until_its_day() -> None:
    assert holds(replace(FINE, season=Season(date(2027, 9, 14), 0, 300))) == ()
    assert holds(replace(FINE, season=Season(date(2027, 10, 1), 0, 0))) == ()


def test_the_bounds_of_the_settings_are_those_of_the_verdict() -> None:
    assert thresholds(Settings()) == THRESHOLDS


def test_too_few_authorities() -> None:
    few = replace(FINE, authorities=frozenset(range(249)))
    assert holds(few, None) == ("Too few authorities were found: 249, where 250 is the least",)
    assert holds(replace(FINE, authorities=frozenset(range(250))), None) == ()


def test_small_numbers_are_not_shares() -> None:
    small = replace(FINE, known=3, versions=2, captures=4)
    assert holds(replace(small, withdrawn=1, unread=2, failed=2, contradictory=2, blocked=2)) == ()
    assert len(holds(replace(small, withdrawn=2, versions=5, unread=3, failed=3))) == 3


def test_pages_of_authorities_are_counted_by_themselves_and_on_the_first_run_too() -> None:
    """24 of 60 were 13 % of all captures, and passed."""
    first = replace(FINE, pages=60, pages_unread=named(24), captures=185, failed=24)
    unbounded = replace(THRESHOLDS, max_failed_captures_share=1)
    [reason] = judge(first, None, unbounded).holds
    assert reason.startswith("Too many pages of authorities were not read: 24 of 60, at most 3 may be: ")
    assert judge(replace(first, pages_unread=named(3)), None, unbounded).holds == ()


def test_pages_that_were_only_guessed_may_be_missing() -> None:
    guessed = replace(FINE, pages=400, pages_gone=named(100))
    assert judge(guessed, BASELINE, replace(THRESHOLDS, gone_pages_count=False)).holds == ()
    assert len(holds(guessed)) == 1
    unread = replace(guessed, pages_unread=named(16))
    [reason] = judge(unread, BASELINE, replace(THRESHOLDS, gone_pages_count=False)).holds
    assert reason.startswith("Too many pages of authorities were not read: 16 of 300, at most 15 may be: ")


def test_whoever_asks_for_one_authority_decides_about_its_letters() -> None:
    scoped = replace(FINE, whole=False, vanished=("a (1 of 1)",))
    assert holds(scoped) == ("Several letters of an authority would be withdrawn at once: a (1 of 1)",)


def test_a_scoped_run_is_not_measured_against_the_whole() -> None:
    scoped = replace(FINE, whole=False, authorities=frozenset({1}))
    assert judge(scoped, BASELINE, THRESHOLDS).reasons == ()
    assert judge(scoped, None, THRESHOLDS).reasons == ()


@pytest.mark.parametrize("whole", [True, False])
def test_a_run_that_found_nothing_is_always_held(*, whole: bool) -> None:
    nothing = replace(FINE, whole=whole, authorities=frozenset())
    verdict = judge(nothing, None, replace(THRESHOLDS, min_authorities=0))
    assert verdict.holds == ("Too few authorities were found: 0, where 1 is the least",)


def test_a_scoped_run_is_still_held_for_what_it_lost() -> None:
    lossy = replace(FINE, whole=False, authorities=frozenset({1}), known=20, withdrawn=2)
    assert holds(lossy) == ("Too many letters would be withdrawn: 2 of 20, at most 1 may be",)


def test_every_reason_is_given() -> None:
    bad = replace(FINE, authorities=frozenset(), withdrawn=5000, unread=300, failed=1000)
    assert len(holds(bad)) == 5
