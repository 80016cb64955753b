"""Impossible times in the ledger: from a machine with a wrong clock, or from a run that no longer reports."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jobs.monitor.overview import overview
from jobs.schedule.history import look
from lgsco_store.database.session import Database
from lgsco_store.runs.endings import Ending
from lgsco_store.runs.ledger import Claim, Ledger, end_own
from lgsco_store.settings import Settings
from lgsco_store.terms import RunState, Trigger
from tests.attacks import Promise
from tests.conftest import Clock
from tests.store.crawls import SITE

SETTINGS = Settings(site_url=SITE)
YEAR = 365 * 86_400


def begin(ledger: Ledger) -> Claim:
    return ledger.claim(Trigger.SCHEDULE, SITE, "1")


def end(database: Database, claim: Claim, clock: Clock) -> None:
    with database.writer() as connection:
        end_own(connection, claim, Ending(RunState.PUBLISHED, clock()))


@pytest.mark.attack(Promise.REPORTED, {"A run dated ten years ahead": "counts as not done; `lgsco status` ends with 1"})
def test_a_run_from_the_future_is_not_done_and_needs_a_person(ledger: Ledger, database: Database, clock: Clock) -> None:
    clock.advance(10 * YEAR)
    end(database, begin(ledger), clock)
    clock.advance(-10 * YEAR)
    with database.reader() as connection:
        assert look(connection, SETTINGS, clock()).due.at < clock()
    needs = overview(database, SETTINGS, clock()).needs
    assert "run 1 is dated 2034-07-30, which is in the future: check the clock" in needs


def test_a_run_that_was_published_with_a_wrong_clock_is_named_alone(
    ledger: Ledger, database: Database, clock: Clock
) -> None:
    claim = begin(ledger)
    clock.advance(10 * YEAR)
    end(database, claim, clock)
    clock.advance(-10 * YEAR)
    claim = begin(ledger)
    with database.writer() as connection:
        end_own(connection, claim, Ending(RunState.PUBLISHED, clock() + timedelta(days=3650, microseconds=1)))
    [need] = [need for need in overview(database, SETTINGS, clock()).needs if "future" in need]
    assert need == "run 1 is dated 2034-07-30, which is in the future: check the clock"


@pytest.mark.attack(Promise.REPORTED, {"A run whose last heartbeat is 18 months old": "`lgsco status` ends with 1"})
@pytest.mark.parametrize("silent", [timedelta(minutes=5), timedelta(days=540)])
def test_a_run_that_gives_no_sign_of_life_needs_a_person(
    ledger: Ledger, database: Database, clock: Clock, silent: timedelta
) -> None:
    begin(ledger)
    assert overview(database, SETTINGS, clock()).needs == []
    clock.advance(silent.total_seconds())
    [need] = overview(database, SETTINGS, clock()).needs
    assert "run 1 is still open but counts as dead" in need


@pytest.mark.attack(
    Promise.REPORTED,
    {
        "`LGSCO_SITE_URL` names another site than the archive's": "`lgsco status` ends with 1",
    },
)
def test_an_archive_of_another_site_needs_a_person(ledger: Ledger, database: Database, clock: Clock) -> None:
    end(database, begin(ledger), clock)
    other = SETTINGS.model_copy(update={"site_url": "https://example.org/councils"})
    assert overview(database, SETTINGS, clock()).needs == []
    [need] = overview(database, other, clock()).needs
    assert f"is of {SITE} but LGSCO_SITE_URL is https://example.org/councils" in need
