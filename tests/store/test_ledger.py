from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from lgsco_store.archive import Archive
from lgsco_store.database.models import Run
from lgsco_store.database.session import Database, open_database
from lgsco_store.errors import OtherSiteError
from lgsco_store.records import CaptureKind
from lgsco_store.runs.endings import Ending, RunStateError
from lgsco_store.runs.ledger import AnotherRunIsOn, Claim, ClaimLost, Ledger, RunTooLong, end_own, utc_now
from lgsco_store.runs.reasons import trouble
from lgsco_store.terms import RunState, Trigger
from tests.attacks import Promise
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, sha256

Row = tuple[object, ...]


def begin(ledger: Ledger) -> Claim:
    return ledger.claim(Trigger.CRAWL, SITE, "1")


def runs(database: Database, columns: str = "state") -> list[Row]:
    with database.reader() as connection:
        return [tuple(row) for row in connection.execute(text(f"SELECT {columns} FROM run ORDER BY id"))]  # noqa: S608


def test_a_claim_is_a_running_run(ledger: Ledger, database: Database) -> None:
    claim = ledger.claim(Trigger.SCHEDULE, SITE, "3", ["Blaby", "Adur"], [2020, 2019])
    columns = (
        "id, trigger, state, token_sha256, started_at, heartbeat_at, finished_at, site_url, reader_version, reasons"
    )
    at = "2024-08-01 09:00:00.000000Z"
    assert runs(database, columns) == [
        (claim.run_id, "schedule", "running", sha256(claim.token), at, at, None, SITE, "3", "[]")
    ]
    assert runs(database, "scope_authorities, scope_years") == [('["adur", "blaby"]', "[2019, 2020]")]


def test_a_whole_run_has_no_scope(ledger: Ledger, database: Database) -> None:
    begin(ledger)
    assert runs(database, "scope_authorities, scope_years") == [(None, None)]


@pytest.mark.attack(Promise.ENDS, {"A second run during another one": "refused, exit status 5"})
def test_one_run_at_a_time(ledger: Ledger, database: Database) -> None:
    begin(ledger)
    line = "run 1 (crawl) has been running since 2024-08-01 09:00 UTC, last heard of at 09:00:00; wait for its end"
    with pytest.raises(AnotherRunIsOn) as caught:
        begin(ledger)
    assert str(caught.value) == line
    assert runs(database) == [("running",)]


def test_the_database_itself_allows_one_running_run(ledger: Ledger, database: Database) -> None:
    begin(ledger)
    names = ", ".join(column.name for column in Run.__table__.columns if column.name != "id")
    with pytest.raises(IntegrityError), database.writer() as connection:
        connection.execute(text(f"INSERT INTO run ({names}) SELECT {names} FROM run"))  # noqa: S608


def test_an_ended_run_makes_way(ledger: Ledger, database: Database) -> None:
    ledger.fail(begin(ledger), [trouble("The site did not answer: 0 of 1 pages")])
    begin(ledger)
    assert runs(database, "state, reasons") == [
        ("failed", '[{"code": "trouble", "text": "The site did not answer: 0 of 1 pages"}]'),
        ("running", "[]"),
    ]


def test_a_heartbeat_keeps_the_claim(ledger: Ledger, clock: Clock) -> None:
    claim = begin(ledger)
    for _ in range(3):
        clock.advance(100)
        ledger.heartbeat(claim)
    clock.advance(120)
    with pytest.raises(AnotherRunIsOn):
        begin(ledger)


def test_a_dead_runs_claim_expires(ledger: Ledger, archive: Archive, database: Database, clock: Clock) -> None:
    dead = begin(ledger)
    crawler = Crawler(archive, ledger, clock)
    archive.store_capture(dead.run_id, crawler.capture("http://127.0.0.1/a", CaptureKind.LETTER, 200, b"a"), b"a")
    clock.advance(120.5)
    alive = begin(ledger)
    assert runs(database, "state, captures, letters, bytes_received") == [("abandoned", 1, 1, 1), ("running", 0, 0, 0)]
    reasons = json.loads(str(runs(database, "reasons")[0][0]))
    assert reasons == [{"code": "trouble", "text": "It sent no heartbeat for 120 s and counts as dead"}]
    with pytest.raises(ClaimLost):
        ledger.heartbeat(dead)
    with pytest.raises(ClaimLost):
        ledger.fail(dead, [])
    ledger.heartbeat(alive)


@pytest.mark.attack(Promise.SAFE, {"A run ended with a forged token": "refused"})
def test_a_forged_token_ends_nothing(ledger: Ledger, database: Database) -> None:
    claim = begin(ledger)
    with pytest.raises(ClaimLost, match="run 1 no longer belongs to this process"):
        ledger.fail(Claim(claim.run_id, "00000000-0000-0000-0000-000000000000"), [])
    assert runs(database) == [("running",)]


def test_only_a_held_run_is_discarded(ledger: Ledger, archive: Archive, database: Database) -> None:
    claim = begin(ledger)
    with pytest.raises(RunStateError, match="run 1 is running, not held"):
        ledger.discard(1)
    archive.hold(
        archive.plan(claim.run_id), claim, [trouble("Too few authorities were found: 0, where 250 is the least")]
    )
    ledger.discard(1)
    assert [row[0] for row in runs(database)] == ["discarded"]
    assert "Too few" in str(runs(database, "reasons"))
    with pytest.raises(RunStateError, match="run 1 is discarded, not held"):
        ledger.discard(1)
    with pytest.raises(RunStateError, match="there is no run 2"):
        ledger.discard(2)


def test_the_state_of_a_run(ledger: Ledger) -> None:
    claim = begin(ledger)
    assert ledger.state(claim.run_id) == "running"
    ledger.fail(claim, [])
    assert ledger.state(claim.run_id) == "failed"
    with pytest.raises(RunStateError, match="there is no run 2"):
        ledger.state(2)


def test_a_time_without_a_zone_is_refused(database: Database, clock: Clock) -> None:
    clock.time = clock.time.replace(tzinfo=None)
    with pytest.raises(Exception, match="has no zone"):
        begin(Ledger(database, clock))


def test_times_are_kept_in_utc_whatever_the_clock_says(database: Database, clock: Clock) -> None:
    clock.time = clock.time.astimezone(tz=utc_now().astimezone().tzinfo) + timedelta(microseconds=7)
    begin(Ledger(database, clock))
    assert runs(database, "started_at") == [("2024-08-01 09:00:00.000007Z",)]


CLAIMANT = """
import sys, time
from lgsco_store.database.session import open_database
from lgsco_store.runs.ledger import AnotherRunIsOn, Ledger
from lgsco_store.terms import RunState, Trigger
with open_database(sys.argv[1]) as database:
    while time.time() < float(sys.argv[2]):
        pass
    try:
        claim = Ledger(database).claim(Trigger.CRAWL, "http://127.0.0.1/", "1")
        print(claim.run_id, claim.token, flush=True)
        time.sleep(float(sys.argv[3]))
    except AnotherRunIsOn:
        print("refused", flush=True)
"""


def claimant(address: str, at: float, stay: float) -> subprocess.Popen[str]:
    """Claim a run at an instant in a process of its own, and stay."""
    words = [sys.executable, "-c", CLAIMANT, address, str(at), str(stay)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


@pytest.mark.attack(Promise.ENDS, {"Several processes claim a run at the same instant": "one gets it"})
def test_of_processes_at_the_same_instant_one_gets_the_claim(address: str) -> None:
    at = time.time() + 3
    processes = [claimant(address, at, 0) for _ in range(3)]
    said = [process.communicate(timeout=60)[0].strip() for process in processes]
    assert sorted(word == "refused" for word in said) == [False, True, True]
    with open_database(address) as database:
        assert runs(database) == [("running",)]


@pytest.mark.attack(Promise.ENDS, {"A claimant is killed": "its claim expires"})
def test_a_killed_claimants_claim_expires(address: str) -> None:
    process = claimant(address, 0, 60)
    assert process.stdout is not None
    run_id, token = process.stdout.readline().split()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    with open_database(address) as database:
        with pytest.raises(AnotherRunIsOn):
            begin(Ledger(database))
        later = Ledger(database, lambda: utc_now() + timedelta(seconds=121))
        begin(later)
        assert runs(database) == [("abandoned",), ("running",)]
        with pytest.raises(ClaimLost):
            later.heartbeat(Claim(int(run_id), token))


def test_no_run_takes_longer_than_the_limit(ledger: Ledger, clock: Clock) -> None:
    claim = begin(ledger)
    clock.advance(24 * 3600)
    ledger.heartbeat(claim)
    clock.advance(1)
    with pytest.raises(RunTooLong, match="run 1 took longer than the limit of 1 day, 0:00:00"):
        ledger.heartbeat(claim)
    with pytest.raises(AnotherRunIsOn):
        begin(ledger)
    ledger.fail(claim, [trouble("it took too long")])


def test_a_run_that_does_not_end_at_its_limit_loses_its_claim_though_it_lives(
    ledger: Ledger, database: Database, clock: Clock
) -> None:
    claim = begin(ledger)
    clock.advance(24 * 3600 + 60)
    with pytest.raises(RunTooLong):
        ledger.heartbeat(claim)
    clock.advance(61)
    begin(ledger)
    assert runs(database, "state, reasons")[0] == (
        "abandoned",
        '[{"code": "trouble", "text": "It took longer than the limit of 1 day, 0:00:00 and did not end"}]',
    )
    with pytest.raises(ClaimLost):
        ledger.heartbeat(claim)


def test_who_knows_of_an_older_ledger_is_refused(ledger: Ledger) -> None:
    ledger.fail(ledger.claim(Trigger.SCHEDULE, SITE, "1", newest=0), [])
    with pytest.raises(AnotherRunIsOn, match="run 1 began since"):
        ledger.claim(Trigger.SCHEDULE, SITE, "1", newest=0)
    ledger.claim(Trigger.SCHEDULE, SITE, "1", newest=1)


def ended(ledger: Ledger, database: Database, site: str, state: RunState) -> None:
    """Return a run of a site that has ended."""
    claim = ledger.claim(Trigger.CRAWL, site, "1")
    with database.writer() as connection:
        end_own(connection, claim, Ending(state, utc_now()))


@pytest.mark.attack(
    Promise.LOST,
    {
        "A crawl of another site into an archive": "refused, except with `--new-site`",
    },
)
@pytest.mark.parametrize("state", [RunState.PUBLISHED, RunState.HELD])
def test_an_archive_accepts_no_other_site_without_confirmation(
    ledger: Ledger, database: Database, state: RunState
) -> None:
    ended(ledger, database, SITE, state)
    with pytest.raises(OtherSiteError, match=f"holds the site {SITE}, not https://other.example/councils"):
        ledger.claim(Trigger.CRAWL, "https://other.example/councils", "1")
    claim = ledger.claim(Trigger.CRAWL, "https://other.example/councils", "1", new_site=True)
    with database.writer() as connection:
        end_own(connection, claim, Ending(RunState.PUBLISHED, utc_now()))
    with pytest.raises(OtherSiteError, match=f"not {SITE}"):
        begin(ledger)


def test_a_run_that_failed_ties_an_archive_to_no_site(ledger: Ledger, database: Database) -> None:
    ended(ledger, database, "https://mistyped.example/councils", RunState.FAILED)
    assert begin(ledger).run_id == 2


@pytest.mark.attack(Promise.REPORTED, {"A claim dated in the future": "stops nobody"})
@pytest.mark.parametrize("seconds", [3600.0, 365 * 86_400.0])
def test_a_claim_from_the_future_stops_nobody(ledger: Ledger, database: Database, clock: Clock, seconds: float) -> None:
    clock.advance(seconds)
    begin(ledger)
    clock.advance(-seconds)
    assert begin(ledger).run_id == 2
    assert runs(database) == [("abandoned",), ("running",)]
    [(reasons,)] = runs(database, "reasons")[:1]
    assert "which is in the future" in str(reasons)


def test_a_clock_that_is_a_little_ahead_is_believed(ledger: Ledger, clock: Clock) -> None:
    begin(ledger)
    clock.advance(-60)
    with pytest.raises(AnotherRunIsOn):
        begin(ledger)
