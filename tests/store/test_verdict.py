from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crawler.extensions import thresholds
from lgsco_store.settings import Settings
from lgsco_store.verdict import Baseline, Season, Tally, Thresholds, judge

THRESHOLDS = Thresholds(250, 0.05, 0.02, 0.5, 0.2, 0.2, 0.02, 0.5, (9, 15))
FINE = Tally(
    whole=True,
    authorities=frozenset(range(300)),
    known=5000,
    withdrawn=0,
    versions=300,
    unread=0,
    captures=1000,
    failed=0,
)
BASELINE = Baseline(7, frozenset(range(300)))


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
            replace(FINE, authorities=frozenset(range(285))),
            replace(FINE, authorities=frozenset(range(284))),
            "Too many authorities of run 7 were not found again: 16 of 300, at most 15 may be lost",
        ),
        (
            replace(FINE, withdrawn=100),
            replace(FINE, withdrawn=101),
            "Too many letters would be withdrawn: 101 of 5000, at most 100 may be",
        ),
        (
            replace(FINE, unread=150),
            replace(FINE, unread=151),
            "Too many new versions are unread: 151 of 300, at most 150 may be",
        ),
        (
            replace(FINE, failed=200),
            replace(FINE, failed=201),
            "Too many captures failed: 201 of 1000, at most 200 may",
        ),
        (
            replace(FINE, contradictory=60),
            replace(FINE, contradictory=61),
            "Too many new versions contradict themselves: 61 of 300, at most 60 may",
        ),
        (
            replace(FINE, blocked=20),
            replace(FINE, blocked=21),
            "Too many captures were barred: 21 of 1000, at most 20 may be",
        ),
        (
            replace(FINE, season=Season(date(2027, 9, 15), 150, 300)),
            replace(FINE, season=Season(date(2027, 9, 15), 149, 300)),
            (
                "Letters of 2027 are missing: there are 149, after 300 of the year before at least 150 are expected "
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
