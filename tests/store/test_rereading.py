from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lgsco_store.archive import Archive
from lgsco_store.database.session import Database, open_database
from lgsco_store.database.types import Instant
from lgsco_store.history.reread import RereadPlan
from lgsco_store.records import Reading, ReadingStatus, Source, ToRead
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Trigger
from tests.attacks import Promise
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Letter, Page, link, rows, uphold_rate
from tests.store.servers import SQLite

BLABY = "blaby-district-council"
OLD = Letter(rate="40")
CHANGED = ("revised", "value", "uphold_rate", "40", "41", "reader")


def better(letter: Letter, reader: str = "2", **how: Any) -> Reading:
    """Return a newer reader's reading of the same bytes."""
    return replace(letter.reading(reader), **how)


def reread(crawler: Crawler, *readings: Reading, reader: str = "2") -> RereadPlan:
    for reading in readings:
        crawler.archive.store_reading(reading, Source.LETTER)
    return crawler.archive.reread(crawler.ledger.claim(Trigger.REREAD, SITE, reader), reader)


def reader_changes(database: Database) -> list[tuple[object, ...]]:
    return rows(
        database,
        "SELECT kind, field, measure, old_value, new_value, cause FROM changes WHERE cause = 'reader' ORDER BY field",
    )


def test_a_better_reading_is_a_change_of_the_reader(crawler: Crawler, database: Database, clock: Clock) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020, OLD)])})
    clock.advance(60)
    plan = reread(crawler, better(OLD, figures=(uphold_rate("41"),), title="Annual letter"))
    assert [len(each.changes) for each in plan.changed] == [2]
    assert reader_changes(database) == [
        ("revised", "title", None, "Annual Review letter", "Annual letter", "reader"),
        CHANGED,
    ]
    assert rows(database, "SELECT value, version FROM figures") == [(41.0, 1)]
    assert rows(database, "SELECT reader_version FROM reading ORDER BY id") == [("1",), ("2",)]
    assert rows(database, "SELECT trigger, state, revised FROM runs ORDER BY run_id") == [
        ("crawl", "published", 0),
        ("reread", "published", 1),
    ]


def test_the_same_words_from_another_reader_are_no_change(crawler: Crawler, database: Database) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020, OLD)])})
    assert reread(crawler, better(OLD, text_sha256="f" * 64)).changed == ()
    assert reader_changes(database) == []
    assert rows(database, "SELECT text_sha256 FROM versions") == [("f" * 64,)]


def test_a_plan_writes_nothing_and_says_the_same(crawler: Crawler, archive: Archive, database: Database) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020, OLD)])})
    fresh = better(OLD, figures=(uphold_rate("41"),))
    dry = archive.plan_reread("2", {(Source.LETTER, OLD.sha256): fresh})
    assert rows(database, "SELECT count(*) FROM reading") == [(1,)]
    assert [each.changes for each in dry.corrections] == [each.changes for each in reread(crawler, fresh).corrections]
    assert archive.plan_reread("2").corrections == ()


def test_what_is_left_to_read(crawler: Crawler, archive: Archive, database: Database) -> None:
    first, second = Letter(2019), Letter(2020)
    links = [link(BLABY, 2019, first), link(BLABY, 2020, second)]
    older, newer = (ToRead(each.sha256, Source.LETTER, at.url) for each, at in zip((first, second), links, strict=True))
    crawler.run({BLABY: Page(links)})
    [(digest, url)] = rows(database, "SELECT document_sha256, url FROM capture WHERE kind = 'authority_page'")
    page = [ToRead(str(digest), kind, str(url)) for kind in (Source.SERVICE_IMPROVEMENT, Source.COUNCIL_REPORT)]
    assert archive.unread("1") == page
    assert set(archive.unread("2")) == {older, newer, *page}
    archive.store_reading(better(first), Source.LETTER)
    assert archive.unread("2") == [newer, *page]
    assert archive.already_read("2") == [older]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"status": ReadingStatus.NOT_A_LETTER}, "reader_refuses"),
        ({"status": ReadingStatus.UNREADABLE, "figures": ()}, "reader_lost_letter"),
        ({"year": 2019}, "reader_moves_letter"),
    ],
)
def test_a_reader_neither_loses_nor_moves_a_letter(
    crawler: Crawler, database: Database, how: dict[str, Any], code: str
) -> None:
    site = {BLABY: Page([link(BLABY, 2020, OLD)])}
    crawler.run(site)
    before = rows(database, "SELECT * FROM figures")
    assert reread(crawler, better(OLD, **how)).corrections == ()
    codes = "SELECT authority_slug, year, code FROM issues WHERE severity = 'error'"
    assert rows(database, codes) == [(BLABY, 2020, code)]
    assert crawler.run(site, "2").kinds == {}
    assert rows(database, codes) == [(BLABY, 2020, code)]
    assert rows(database, "SELECT * FROM figures") == before
    reread(crawler, better(OLD, "3"), reader="3")
    assert rows(database, codes) == []


def test_reading_again_makes_no_held_run_outdated(crawler: Crawler, archive: Archive, database: Database) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020, OLD)])})
    held = crawler.gather({BLABY: Page([link(BLABY, 2020, OLD), link(BLABY, 2021)])})
    archive.hold(archive.plan(held.run_id), held, [])
    reread(crawler, better(OLD, figures=(uphold_rate("41"),)))
    archive.publish(archive.plan(held.run_id))
    assert rows(database, "SELECT year, value FROM figures ORDER BY year") == [(2020, 41.0), (2021, 40.0)]


def test_reading_again_hides_no_issue_of_a_crawl(crawler: Crawler, database: Database) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2019, 503), link(BLABY, 2020, OLD)])})
    reread(crawler, better(OLD))
    assert rows(database, "SELECT code FROM issues WHERE year = 2019") == [("letter_failed",)]


# Time


STATE = "SELECT year, value, state, version, text FROM figures ORDER BY year, value"
STATE_AT = """SELECT year, value, state, version, text FROM figure_history
    WHERE :t >= valid_from AND (:t < valid_to OR valid_to IS NULL) ORDER BY year, value"""


def at(time: datetime) -> str:
    return str(Instant().process_bind_param(time, None))  # type: ignore[arg-type]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("crawl"), st.sampled_from([None, "40", "41"]), st.integers(0, 1)),
        st.tuples(st.just("reread"), st.sampled_from(["40", "42"]), st.just(0)),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=15)
@given(STEPS)
def test_the_archive_as_it_stood_at_every_moment(sqlite: SQLite, steps: list[tuple[str, str | None, int]]) -> None:
    clock = Clock()
    with open_database(sqlite.upgraded()) as database:
        crawler = Crawler(Archive(database, clock), Ledger(database, clock), clock)
        stood = {at(clock()): rows(database, STATE)}
        for number, (what, rate, stamp) in enumerate(steps, 2):
            clock.advance(3600)
            if what == "crawl":
                letters = [link(BLABY, 2020, Letter(rate=rate, stamp=stamp))] if rate else []
                crawler.run({BLABY: Page(letters)})
            else:
                known = [Letter(rate=old, stamp=old_stamp) for old in ("40", "41") for old_stamp in (0, 1)]
                stored = {row[0] for row in rows(database, "SELECT sha256 FROM document")}
                again = [each for each in known if each.sha256 in stored]
                readings = [better(each, str(number), figures=(uphold_rate(str(rate)),)) for each in again]
                reread(crawler, *readings, reader=str(number))
            stood[at(clock())] = rows(database, STATE)
        for time, state in stood.items():
            assert rows(database, STATE_AT, t=time) == state
        gaps = """SELECT count(*) FROM figure_history h WHERE valid_to IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM figure_history n WHERE n.valid_from = h.valid_to)"""
        assert rows(database, gaps) == [(0,)]


@pytest.mark.attack(
    Promise.EVIDENCE,
    {
        "The clock goes back between two publications": "history still goes forward",
    },
)
def test_a_clock_that_goes_back_does_not_turn_history(crawler: Crawler, database: Database, clock: Clock) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020, OLD)])})
    clock.advance(-3600)
    crawler.run({BLABY: Page([link(BLABY, 2020, Letter(rate="41"))])})
    assert rows(database, "SELECT value FROM figure_history WHERE valid_to IS NULL") == [(41.0,)]
    assert rows(database, "SELECT count(*) FROM figure_history WHERE valid_to <= valid_from") == [(0,)]
