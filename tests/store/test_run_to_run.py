"""What a run publishes after another one: versions, withdrawals, restorations."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from lgsco_store.archive import Archive
from lgsco_store.database.session import Database
from lgsco_store.history import planner
from lgsco_store.publications.inputs import Retention
from lgsco_store.records import (
    AuthorityPage,
    CaptureKind,
    ReadingStatus,
)
from lgsco_store.runs.reasons import trouble
from lgsco_store.terms import Kind
from tests.attacks import Promise
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Letter, Link, Page, link, rows

BLABY = "blaby-district-council"
REDDITCH = "redditch-borough-council"


def changes(database: Database, run_id: int) -> list[tuple[object, ...]]:
    columns = "authority_slug, year, kind, field, measure, old_value, new_value"
    query = f"SELECT {columns} FROM changes WHERE run_id = {run_id} AND year IS NOT NULL ORDER BY authority_slug, year"  # noqa: S608
    return rows(database, query)


def test_a_first_run_publishes_every_letter(crawler: Crawler, database: Database) -> None:
    plan = crawler.run({BLABY: Page([link(BLABY, 2019), link(BLABY, 2020)])})
    assert changes(database, plan.run_id) == [
        (BLABY, 2019, "published", None, None, None, None),
        (BLABY, 2020, "published", None, None, None, None),
    ]
    assert rows(database, "SELECT authority_name, gss_code, year, version, status, withdrawn FROM letters") == [
        ("Blaby District Council", "E07000129", 2019, 1, "complete", 0),
        ("Blaby District Council", "E07000129", 2020, 1, "complete", 0),
    ]
    counts = "state, pages, letters, captures, authorities, published, revised, unread"
    assert rows(database, f"SELECT {counts} FROM runs") == [("published", 1, 2, 3, 1, 2, 0, 0)]  # noqa: S608


def test_a_second_identical_run_changes_nothing(crawler: Crawler, database: Database, clock: Clock) -> None:
    site = {BLABY: Page([link(BLABY, 2020)]), REDDITCH: Page([link(REDDITCH, 2020)])}
    crawler.run(site)
    clock.advance(86400)
    second = crawler.run(site)
    assert second.kinds == {}
    assert changes(database, second.run_id) == []
    assert rows(database, "SELECT count(*) FROM version") == [(2,)]
    assert rows(database, "SELECT DISTINCT last_seen_at FROM letters") == [("2024-08-02 09:00:00.000000Z",)]
    assert rows(database, "SELECT DISTINCT last_changed_at FROM letters") == [("2024-08-01 09:00:00.000000Z",)]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (Letter(stamp=1), [("restamped", None, None, None, None)]),
        (Letter(words="We upheld fewer."), [("reworded", None, None, None, None)]),
        (
            Letter(title="Annual Review letter 2020"),
            [
                ("reworded", None, None, None, None),
                ("reworded", "title", None, "Annual Review letter", "Annual Review letter 2020"),
            ],
        ),
        (Letter(rate="41.5"), [("revised", "value", "uphold_rate", "40", "41.5")]),
        (
            Letter(rate=None),
            [
                ("revised", "value", "uphold_rate", "40", None),
                ("revised", "state", "uphold_rate", "printed", None),
            ],
        ),
        (
            Letter(status=ReadingStatus.UNREADABLE),
            [
                ("revised", "value", "uphold_rate", "40", None),
                ("revised", "state", "uphold_rate", "printed", None),
                ("revised", "status", None, "complete", "unreadable"),
                ("revised", "layout", None, "three_measures", None),
                ("revised", "authority", None, "A Council", None),
                ("revised", "year", None, "2020", None),
                ("revised", "title", None, "Annual Review letter", None),
                ("revised", "addressee_name", None, "Ms Example", None),
                ("revised", "addressee_role", None, "Chief Executive", None),
            ],
        ),
    ],
)
def test_a_new_document_is_a_new_version_with_the_kind_of_its_difference(
    crawler: Crawler, database: Database, new: Letter, expected: list[tuple[object, ...]]
) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020)])})
    plan = crawler.run({BLABY: Page([link(BLABY, 2020, new)])})
    assert [row[2:] for row in changes(database, plan.run_id)] == expected
    query = "SELECT version, run_id, document_sha256 FROM versions ORDER BY version"
    assert rows(database, query) == [(1, 1, Letter().sha256), (2, plan.run_id, new.sha256)]
    assert rows(database, "SELECT version, document_sha256 FROM letters") == [(2, new.sha256)]


def test_withdrawn_restored_and_moved(crawler: Crawler, database: Database) -> None:
    other = link(BLABY, 2019)
    crawler.run({BLABY: Page([other, link(BLABY, 2020)])})
    gone = crawler.run({BLABY: Page([other])})
    assert changes(database, gone.run_id) == [(BLABY, 2020, "withdrawn", None, None, None, None)]
    assert rows(database, "SELECT year, version, withdrawn FROM letters ORDER BY year") == [(2019, 1, 0), (2020, 1, 1)]
    assert rows(database, "SELECT value, version FROM figures WHERE year = 2020") == [(40.0, 1)]
    assert crawler.run({BLABY: Page([other])}).kinds == {}
    moved = link(BLABY, 2020, folder="assets")
    back = crawler.run({BLABY: Page([other, moved])})
    assert changes(database, back.run_id) == [
        (BLABY, 2020, "restored", None, None, None, None),
        (BLABY, 2020, "moved", "url", None, link(BLABY, 2020).url, moved.url),
    ]
    query = "SELECT url, version, withdrawn FROM letters WHERE year = 2020"
    assert rows(database, query) == [(moved.url, 1, 0)]


def test_a_letter_restored_with_new_bytes_is_restored_and_revised(crawler: Crawler, database: Database) -> None:
    for links in ([link(BLABY, 2020)], [], [link(BLABY, 2020, Letter(rate="50"))]):
        plan = crawler.run({BLABY: Page([link(BLABY, 2019), *links])})
    assert changes(database, plan.run_id) == [
        (BLABY, 2020, "restored", None, None, None, None),
        (BLABY, 2020, "revised", "value", "uphold_rate", "40", "50"),
    ]


@pytest.mark.attack(Promise.LOST, {"A council's page cannot be fetched": "none of its letters is withdrawn"})
@pytest.mark.parametrize(
    "page",
    [
        Page(up=False),
        Page([link(BLABY, 2020, 503)]),
        Page([replace(link(BLABY, 2020), answer=None)]),
        Page([link(BLABY, 2020, 404, folder="assets")]),
        Page([replace(link(BLABY, 2020, 503, folder="assets"), year=None)]),
        Page([link(BLABY, 2020, Letter(status=ReadingStatus.NOT_A_LETTER))]),
    ],
)
def test_absence_by_outage_is_not_removal(crawler: Crawler, database: Database, page: Page) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020)])})
    assert crawler.run({BLABY: page}).kinds == {}
    assert rows(database, "SELECT version, withdrawn FROM letters") == [(1, 0)]


VANISHED: list[tuple[list[Link], int]] = [
    ([link(BLABY, 2018), link(BLABY, 2019), link(BLABY, 2020)], 0),
    ([link(BLABY, 2018, 404), link(BLABY, 2019, 410), link(BLABY, 2020)], 2),
    ([link(BLABY, 2020)], 2),
    ([], 3),
]


@pytest.mark.attack(Promise.LOST, {"Most letters of one council disappear together": "kept until a person decides"})
@pytest.mark.parametrize(("links", "lost"), VANISHED)
def test_letters_that_vanish_together_are_kept_until_a_person_decides(
    crawler: Crawler, archive: Archive, database: Database, links: list[Link], lost: int
) -> None:
    crawler.run({BLABY: Page(VANISHED[0][0])})
    claim = crawler.gather({BLABY: Page(links)})
    plan = archive.plan(claim.run_id)
    assert plan.kinds == {}
    assert [(each.slug, each.lost, each.standing) for each in plan.vanished] == [(BLABY, lost, 3)] * (lost > 0)
    assert archive.plan(claim.run_id, decided=True).kinds == ({Kind.WITHDRAWN: lost} if lost else {})
    archive.hold(plan, claim, [trouble("a person must look")])
    decided = archive.plan(claim.run_id)
    assert decided.kinds == ({Kind.WITHDRAWN: lost} if lost else {})
    archive.publish(decided)
    assert rows(database, "SELECT sum(withdrawn) FROM letters") == [(lost,)]
    assert rows(database, "SELECT code FROM run_issue WHERE severity = 'error'") == []


def test_letters_that_vanish_together_are_an_error_of_the_run(crawler: Crawler, database: Database) -> None:
    crawler.run({BLABY: Page(VANISHED[0][0])})
    crawler.run({BLABY: Page([])})
    assert rows(database, "SELECT code, severity, authority_slug FROM run_issue") == [
        ("letters_vanished", "error", BLABY)
    ]
    assert rows(database, "SELECT sum(withdrawn) FROM letters") == [(0,)]


@pytest.mark.attack(Promise.LOST, {"An address answers 404 once": "not withdrawn"})
def test_one_look_is_not_enough_to_call_a_letter_gone(crawler: Crawler, archive: Archive) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2019), link(BLABY, 2020)])})
    claim = crawler.gather({BLABY: Page([link(BLABY, 2019)])})
    archive.store_capture(claim.run_id, crawler.capture(link(BLABY, 2020).url, CaptureKind.LETTER, 404, b""))
    listed_again = AuthorityPage(BLABY, BLABY, "Blaby", (), None, f"{SITE}/{BLABY}/other", cut="it goes on")
    page = crawler.capture(listed_again.url, CaptureKind.AUTHORITY_PAGE, 200, b"<html>")
    archive.store_page(claim.run_id, archive.store_capture(claim.run_id, page), listed_again, [])
    assert archive.plan(claim.run_id).kinds == {}
    archive.store_capture(claim.run_id, crawler.capture(link(BLABY, 2020).url, CaptureKind.LETTER, 404, b""))
    assert archive.plan(claim.run_id).kinds == {Kind.WITHDRAWN: 1}


@pytest.mark.parametrize("status", [404, 410])
def test_an_address_that_is_gone_withdraws_its_letter(crawler: Crawler, status: int) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020)])})
    assert crawler.run({BLABY: Page([link(BLABY, 2020, status)])}).kinds == {Kind.WITHDRAWN: 1}


def test_a_dead_link_of_another_year_protects_nothing(crawler: Crawler) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020)])})
    assert crawler.run({BLABY: Page([link(BLABY, 2021, 503)])}).kinds == {Kind.WITHDRAWN: 1}


def test_planning_does_not_take_longer_and_longer_as_runs_add_up(crawler: Crawler, database: Database) -> None:
    """It once looked through all runs for each of them, which would have taken minutes after some years."""
    if database.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite counts its steps")
    site = {BLABY: Page([link(BLABY, 2020)])}
    taken = []
    for _ in range(3):
        *_, last = (crawler.run(site) for _ in range(4))
        taken.append(_steps_to_plan(database, last.run_id))
    assert taken[2] - taken[1] < 1.2 * (taken[1] - taken[0])


def _steps_to_plan(database: Database, run_id: int) -> int:
    """Return the steps of SQLite's machine to plan a run."""
    steps = itertools.count()
    with database.reader() as connection:
        driver: Any = connection.connection.driver_connection
        driver.set_progress_handler(lambda: next(steps) < 0, 1)
        parts = [*planner.planned(connection, run_id, Retention(), decided=False)]
        driver.set_progress_handler(None, 0)
    assert parts
    return next(steps)
