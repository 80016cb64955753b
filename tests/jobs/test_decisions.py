"""Held runs: what is reported about them, how a person decides, and what happens afterwards."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from jobs.monitor import held_run
from jobs.monitor.held_run import Exhibit
from lgsco_store.archive import Archive
from lgsco_store.database.session import Database, open_database
from lgsco_store.publications.inputs import Retention
from lgsco_store.records import ReadingStatus
from lgsco_store.runs.ledger import Claim, Ledger
from lgsco_store.runs.reasons import trouble
from lgsco_store.terms import Spider, Trigger
from tests.conftest import Clock
from tests.jobs import commands
from tests.store.crawls import SITE, Crawler, Letter, Page, link, rows
from tests.store.filled import Decided

pytestmark = pytest.mark.slow

BLABY, REDDITCH = "blaby-district-council", "redditch-borough-council"


@pytest.fixture
def crawler(archive: Archive, ledger: Ledger, clock: Clock) -> Crawler:
    return Crawler(archive, ledger, clock)


def hold(archive: Archive, claim: Claim) -> None:
    archive.hold(archive.plan(claim.run_id), claim, [trouble("too strange")])


def states(database: Database) -> list[tuple[str, list[dict[str, Any]]]]:
    with database.reader() as connection:
        rows = connection.execute(text("SELECT state, reasons FROM run ORDER BY id"))
        return [(state, json.loads(reasons)) for state, reasons in rows]


def test_the_evidence_names_every_address_that_the_verdict_counted(
    crawler: Crawler, archive: Archive, database: Database
) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2019), link(BLABY, 2020)]), REDDITCH: Page([link(REDDITCH, 2020)])})
    unread = Letter(2021, status=ReadingStatus.UNREADABLE)
    site = {
        BLABY: Page([link(BLABY, 2020), link(BLABY, 2021, unread), link(BLABY, 2022, 503)]),
        REDDITCH: Page(up=False),
    }
    claim = crawler.gather(site)
    hold(archive, claim)
    found = held_run.run_exhibits(database, claim.run_id)
    assert found == [
        Exhibit(
            "authority not found again", f"{SITE}/{REDDITCH}/statistics", "Redditch Borough Council, last in run 1"
        ),
        Exhibit("letter that would be withdrawn", f"{SITE}/documents/{BLABY}/2019.pdf", "letter of 2019"),
        Exhibit("new version that is unread", f"{SITE}/documents/{BLABY}/2021.pdf", "unreadable"),
        Exhibit("capture with error_status", f"{SITE}/documents/{BLABY}/2022.pdf", "status 503"),
        Exhibit("capture with error_status", f"{SITE}/{REDDITCH}/statistics", "status 503"),
        Exhibit(
            "issue page_not_read",
            REDDITCH,
            "The authority's page was not read, so that nothing can be said about its letters",
        ),
    ]


def test_the_evidence_names_the_letters_that_are_about_another_council(
    crawler: Crawler, archive: Archive, database: Database
) -> None:
    another = Letter(2020, about="Redditch Borough Council")
    claim = crawler.gather({BLABY: Page([link(BLABY, 2020, another)]), REDDITCH: Page([link(REDDITCH, 2020)])})
    hold(archive, claim)
    [found] = held_run.run_exhibits(database, claim.run_id)
    assert (found.what, found.url) == ("issue authority_mismatch", f"{SITE}/documents/{BLABY}/2020.pdf")
    assert "about Redditch Borough Council" in found.detail


@pytest.mark.parametrize(("years", "gone"), [(10, True), (5, False)])
def test_the_evidence_names_the_decisions_that_are_gone_before_their_age(
    crawler: Crawler,
    clock: Clock,
    database: Database,
    years: int,
    gone: bool,  # noqa: FBT001
) -> None:
    decision = Decided("17 000 001", "Blaby District Council", decision_date="2018-04-01")
    for status in (200, 404):
        claim = crawler.ledger.claim(Trigger.CRAWL, SITE, "1", spider=Spider.DECISIONS)
        replace(decision, status=status).store(crawler.archive, claim.run_id, clock())
        if status == 200:
            crawler.archive.publish(crawler.archive.plan(claim.run_id), claim)
        else:
            hold(crawler.archive, claim)
    found = held_run.run_exhibits(database, claim.run_id, Retention(statements=years))
    expected = [
        Exhibit(
            "decision that would be withdrawn",
            "http://127.0.0.1/decisions/planning/enforcement/17-000-001",
            "17 000 001",
        )
    ]
    assert found == (expected if gone else [])


def test_on_a_terminal_long_lists_are_cut_and_counted() -> None:
    lines = list(held_run.as_lines([Exhibit("letter", f"u{number}", "gone") for number in range(12)]))
    assert lines[0] == "  letter: 12"
    assert lines[-1] == "    and 2 more: `lgsco status --json` lists them all"
    assert len(lines) == 12


def test_a_published_run_supersedes_every_held_one(crawler: Crawler, archive: Archive, database: Database) -> None:
    hold(archive, crawler.gather({BLABY: Page([link(BLABY, 2020)])}))
    crawler.run({BLABY: Page([link(BLABY, 2020)])}, authorities=[BLABY])
    superseded = [trouble("too strange").as_json(), {"code": "superseded", "run": 2}]
    assert states(database) == [("discarded", superseded), ("published", [])]


def test_a_held_run_supersedes_one_that_asked_for_no_more(
    crawler: Crawler, archive: Archive, database: Database
) -> None:
    site = {BLABY: Page([link(BLABY, 2020)])}
    hold(archive, crawler.gather(site, years=[2020]))
    hold(archive, crawler.gather(site))
    hold(archive, crawler.gather(site, years=[2020, 2021]))
    assert [state for state, _ in states(database)] == ["discarded", "held", "held"]
    hold(archive, crawler.gather(site, years=[2020]))
    assert [state for state, _ in states(database)] == ["discarded", "held", "held", "held"]
    archive.publish(archive.plan(3))
    assert [state for state, _ in states(database)] == ["discarded", "discarded", "published", "held"]


def test_a_failed_run_supersedes_nothing(
    crawler: Crawler, archive: Archive, ledger: Ledger, database: Database
) -> None:
    hold(archive, crawler.gather({BLABY: Page([link(BLABY, 2020)])}))
    ledger.fail(crawler.gather({}), [trouble("the site did not answer")])
    assert [state for state, _ in states(database)] == ["held", "failed"]


def test_a_person_publishes_or_discards(given: dict[str, str], tmp_path: Path) -> None:
    floor = {**given, "LGSCO_MIN_AUTHORITIES": "250", "LOGNAME": "clerk"}
    assert commands.lgsco("crawl", cwd=tmp_path, given=floor).returncode == 3
    status = commands.lgsco("status", cwd=tmp_path, given=floor)
    assert "  `lgsco publish 1` shows it as it is, `lgsco discard 1` rejects it" in status.stdout.splitlines()
    assert (
        "  Too few authorities were found: 18, the minimum is 250 (LGSCO_MIN_AUTHORITIES)" in status.stdout.splitlines()
    )
    refused = commands.lgsco("discard", "1", cwd=tmp_path, given=floor)
    assert (refused.returncode, refused.stdout) == (0, "run 1 discarded: the same crawl is due again\n")
    assert commands.lgsco("schedule", "--once", cwd=tmp_path, given=floor).returncode == 3
    done = commands.lgsco("publish", "2", cwd=tmp_path, given=floor)
    assert (done.returncode, done.stdout) == (0, "run 2 is published: 44 published\n")
    with open_database(given["LGSCO_DATABASE_URL"]) as database:
        assert [state for state, _ in states(database)] == ["discarded", "published"]
        query = "SELECT decided_by, decided_at = finished_at, scope_authorities, scope_years FROM runs"
        assert rows(database, query) == [("clerk", True, None, None)] * 2
    again = commands.lgsco("publish", "2", cwd=tmp_path, given=floor)
    assert again.returncode == 2
    assert again.stderr == "lgsco: run 2 is published, not held: `lgsco runs` lists them\n"
    assert (
        commands.lgsco("discard", "7", cwd=tmp_path, given=floor).stderr
        == "lgsco: there is no run 7: `lgsco runs` lists them\n"
    )
    assert commands.lgsco("publish", "0", cwd=tmp_path, given=floor).returncode == 2
