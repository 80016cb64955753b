"""Statistics pages as publications: the year they are filed under, what changes them, and when they are gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lgsco_store.archive import Archive
from lgsco_store.database.session import Database
from lgsco_store.records import CaptureKind, ReadingStatus, Shows, Source, ToRead
from lgsco_store.runs.ledger import Ledger
from lgsco_store.runs.reasons import trouble
from lgsco_store.terms import Kind, Trigger
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Letter, Page, link, rows, sha256

BLABY, KENT = "blaby-district-council", "kent-county-council"
URL = f"{SITE}/{BLABY}/statistics"
PRINTED = Letter(2020, title="Statistics")
NEXT = Letter(2021, rate="50", title="Statistics")
NONE = Letter(None, rate=None, status=ReadingStatus.NO_STATISTICS)
UNREAD = Letter(None, rate=None, words="Statistics in a new dress", status=ReadingStatus.UNRECOGNISED)


def changes(database: Database, run_id: int) -> list[tuple[object, ...]]:
    query = "SELECT year, kind, measure, old_value, new_value FROM changes WHERE run_id = {} AND source = '{}'"
    return sorted(rows(database, query.format(run_id, "statistics_page")), key=repr)


def shows(statistics: Letter | None, **page: object) -> dict[str, Page]:
    return {BLABY: Page([link(BLABY, 2020)], statistics=statistics, **page)}  # type: ignore[arg-type]


def history(crawler: Crawler, clock: Clock, *sites: dict[str, Page]) -> list[int]:
    """Do runs over one site after another, an hour apart."""
    runs = []
    for site in sites:
        runs.append(crawler.run(site).run_id)
        clock.advance(3600)
    return runs


def test_a_page_is_published_under_the_year_of_its_statistics(crawler: Crawler, database: Database) -> None:
    plan = crawler.run(shows(NEXT))
    assert changes(database, plan.run_id) == [(2021, "published", None, None, None)]
    query = "SELECT authority_slug, year, source, measure, value FROM figures ORDER BY source"
    assert rows(database, query) == [
        (BLABY, 2020, "letter", "uphold_rate", 40.0),
        (BLABY, 2021, "statistics_page", "uphold_rate", 50.0),
    ]
    assert rows(database, "SELECT url FROM versions WHERE source = 'statistics_page'") == [(URL,)]


def test_the_verdict_and_the_ledger_count_letters_alone(crawler: Crawler, database: Database) -> None:
    plan = crawler.run(shows(PRINTED))
    assert (plan.kinds, plan.versions, plan.known) == ({Kind.PUBLISHED: 1}, 1, 0)
    assert rows(database, "SELECT published, letters FROM runs") == [(1, 1)]
    assert rows(database, "SELECT count(*) FROM letters") == [(1,)]
    assert rows(database, "SELECT count(*) FROM coverage") == [(1,)]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (PRINTED, []),
        (replace(PRINTED, stamp=1), []),
        (replace(PRINTED, words="Upheld"), [(2020, "reworded", None, None, None)]),
        (replace(PRINTED, rate="41"), [(2020, "revised", "uphold_rate", "40", "41")]),
        (NEXT, [(2021, "published", None, None, None)]),
        (None, []),
        (UNREAD, []),
        (NONE, [(2020, "withdrawn", None, None, None)]),
    ],
)
def test_what_changes_a_page(
    crawler: Crawler, database: Database, clock: Clock, new: Letter | None, expected: list[tuple[object, ...]]
) -> None:
    first, second, third = history(crawler, clock, shows(PRINTED), shows(new), shows(new))
    assert changes(database, second) == expected
    assert changes(database, third) == []
    assert changes(database, first) == [(2020, "published", None, None, None)]


def test_bytes_around_the_same_statistics_are_neither_kept_nor_a_version(
    crawler: Crawler, database: Database, clock: Clock
) -> None:
    history(crawler, clock, *(shows(replace(PRINTED, stamp=stamp)) for stamp in range(3)))
    assert rows(database, "SELECT version FROM versions WHERE source = 'statistics_page'") == [(1,)]
    pages = "SELECT body_sha256, document_sha256 FROM capture WHERE kind = 'authority_page' ORDER BY id"
    first, second, third = rows(database, pages)
    assert first[0] == first[1]
    assert (second[1], third[1]) == (None, None)
    assert len({first[0], second[0], third[0]}) == 3


def test_a_page_that_goes_on_to_the_next_year_and_back(crawler: Crawler, database: Database, clock: Clock) -> None:
    again = replace(PRINTED, stamp=1)
    runs = history(crawler, clock, shows(PRINTED), shows(NEXT), shows(again), shows(again), shows(NEXT))
    assert [changes(database, run) for run in runs] == [
        [(2020, "published", None, None, None)],
        [(2021, "published", None, None, None)],
        [(2021, "withdrawn", None, None, None)],
        [],
        [(2021, "restored", None, None, None)],
    ]
    assert rows(database, "SELECT year, version FROM versions WHERE source = 'statistics_page' ORDER BY year") == [
        (2020, 1),
        (2021, 1),
    ]


def test_only_what_stood_last_is_withdrawn(crawler: Crawler, database: Database, clock: Clock) -> None:
    runs = history(crawler, clock, shows(PRINTED), shows(NEXT), shows(NONE), shows(NONE))
    assert [changes(database, run) for run in runs[2:]] == [[(2021, "withdrawn", None, None, None)], []]


def test_a_page_that_is_gone_is_withdrawn_and_one_that_is_away_is_not(
    crawler: Crawler, database: Database, clock: Clock
) -> None:
    away, gone = shows(PRINTED, up=False), shows(PRINTED, up=False, error=404)
    runs = history(crawler, clock, shows(PRINTED), away, gone, shows(PRINTED))
    assert [[row[1] for row in changes(database, run)] for run in runs] == [
        ["published"],
        [],
        ["withdrawn"],
        ["restored"],
    ]


def test_a_page_at_another_address_has_moved(crawler: Crawler, database: Database, clock: Clock) -> None:
    renamed = Page(statistics=PRINTED, name="Blaby District Council")
    runs = history(crawler, clock, {BLABY: Page(statistics=PRINTED)}, {"blaby-council": renamed})
    assert changes(database, runs[1]) == [(2020, "moved", None, URL, f"{SITE}/blaby-council/statistics")]


@pytest.mark.parametrize(
    ("statistics", "message"),
    [
        (UNREAD, "The page's statistics could not be read: unrecognised"),
        (None, "The page shows no statistics any more; what it printed last is shown"),
        (replace(PRINTED, year=None), "The page's statistics do not say which year they are about"),
    ],
)
def test_a_page_that_can_no_longer_be_read_keeps_its_figures_and_is_an_issue(
    crawler: Crawler, database: Database, clock: Clock, statistics: Letter | None, message: str
) -> None:
    history(crawler, clock, shows(PRINTED), shows(statistics))
    query = "SELECT authority_slug, source, severity, message FROM issues WHERE code = 'page_unread'"
    assert rows(database, query) == [(BLABY, "statistics_page", "warning", message)]
    assert rows(database, "SELECT value FROM figures WHERE source = 'statistics_page'") == [(40.0,)]


@pytest.mark.parametrize("statistics", [None, NONE])
def test_a_page_that_never_had_statistics_is_no_issue(
    crawler: Crawler, database: Database, statistics: Letter | None
) -> None:
    crawler.run(shows(statistics))
    assert rows(database, "SELECT * FROM issues WHERE source = 'statistics_page' OR source IS NULL") == []
    assert rows(database, "SELECT kind FROM publication") == [("letter",)]


def test_two_pages_of_one_authority(crawler: Crawler, database: Database) -> None:
    other = Page(name="Blaby District Council", statistics=replace(PRINTED, rate="41"))
    crawler.run({BLABY: Page(statistics=PRINTED), "blaby-council": other})
    assert rows(database, "SELECT value FROM figures") == [(40.0,)]
    query = "SELECT source, severity, message FROM issues WHERE code = 'two_pages'"
    addresses = f"{URL} and {SITE}/blaby-council/statistics"
    message = f"Two pages of the authority print different statistics for the same year: {addresses}"
    assert rows(database, query) == [("statistics_page", "error", message)]


def test_a_page_of_a_run_that_was_not_published_is_published_by_the_next(
    crawler: Crawler, ledger: Ledger, database: Database
) -> None:
    lost = crawler.gather(shows(PRINTED))
    ledger.fail(lost, [trouble("a power cut")])
    plan = crawler.run(shows(replace(PRINTED, stamp=1)))
    assert changes(database, plan.run_id) == [(2020, "published", None, None, None)]
    query = "SELECT c.run_id, v.document_sha256 FROM version v JOIN capture c ON c.id = v.capture_id ORDER BY c.run_id"
    body = f"<html>{BLABY} {PRINTED!r}</html>".encode()
    assert rows(database, query)[0] == (lost.run_id, sha256(body))


def test_a_page_that_a_killed_run_kept_and_did_not_read_is_read_by_the_next(
    crawler: Crawler, archive: Archive, ledger: Ledger, database: Database
) -> None:
    killed = ledger.claim(Trigger.CRAWL, SITE, "1")
    body = b"<html>kept</html>"
    capture = crawler.capture(URL, CaptureKind.AUTHORITY_PAGE, 200, body)
    statistics = PRINTED.reading("1").text_sha256
    archive.store_capture(killed.run_id, capture, body, Shows(sha256(str(statistics)), statistics))
    kinds = (Source.STATISTICS_PAGE, Source.SERVICE_IMPROVEMENT, Source.COUNCIL_REPORT)
    assert archive.unread("1") == [ToRead(sha256(body), kind, URL) for kind in kinds]
    ledger.fail(killed, [trouble("a power cut")])
    crawler.run(shows(PRINTED))
    query = "SELECT document_sha256 FROM versions WHERE source = 'statistics_page'"
    assert rows(database, query) == [(sha256(body),)]
    assert Source.STATISTICS_PAGE not in {each.source for each in archive.unread("1")}


def test_a_newer_reader_corrects_a_page_and_keeps_the_older_reading(
    crawler: Crawler, archive: Archive, ledger: Ledger, database: Database, clock: Clock
) -> None:
    history(crawler, clock, shows(PRINTED))
    (page,) = [each for each in archive.unread("2") if each.source is Source.STATISTICS_PAGE]
    archive.store_reading(replace(replace(PRINTED, rate="41").reading("2"), sha256=page.sha256), page.source)
    plan = archive.reread(ledger.claim(Trigger.REREAD, SITE, "2"), "2")
    assert [(each.letter.source, each.letter.year) for each in plan.changed] == [(Source.STATISTICS_PAGE, 2020)]
    query = "SELECT kind, measure, old_value, new_value, cause FROM changes WHERE run_id = 2"
    assert rows(database, query) == [("revised", "uphold_rate", "40", "41", "reader")]
    assert rows(database, "SELECT revised FROM runs WHERE run_id = 2") == [(0,)]
    shown = "SELECT value FROM figure_history WHERE source = 'statistics_page' ORDER BY valid_from"
    assert rows(database, shown) == [(40.0,), (41.0,)]


def test_a_run_speaks_only_about_its_own_years(crawler: Crawler, database: Database, clock: Clock) -> None:
    history(crawler, clock, shows(NEXT))
    narrow = crawler.run(shows(NONE), years=[2020])
    assert changes(database, narrow.run_id) == []
    assert changes(database, crawler.run(shows(PRINTED), years=[2021]).run_id) == [
        (2021, "withdrawn", None, None, None)
    ]


def test_what_letter_and_page_print_otherwise_is_a_discrepancy(
    crawler: Crawler, database: Database, clock: Clock
) -> None:
    history(crawler, clock, shows(replace(PRINTED, rate="41")))
    assert rows(database, "SELECT * FROM discrepancies") == [(BLABY, 2020, "uphold_rate", "all", 40.0, 41.0)]
    history(crawler, clock, shows(PRINTED))
    assert rows(database, "SELECT * FROM discrepancies") == []


def test_a_letter_corrected_after_the_page_was_gone_contradicts_nothing(
    crawler: Crawler, database: Database, clock: Clock
) -> None:
    history(crawler, clock, shows(PRINTED))
    clock.advance(3600)
    corrected = Page([link(BLABY, 2020, Letter(rate="45"))], statistics=None)
    crawler.run({BLABY: corrected})
    assert rows(database, "SELECT value FROM figures WHERE source = 'letter'") == [(45.0,)]
    assert rows(database, "SELECT value FROM figures WHERE source = 'statistics_page'") == [(40.0,)]
    assert rows(database, "SELECT * FROM discrepancies") == []
