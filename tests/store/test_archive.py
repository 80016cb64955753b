from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from crawler.extensions import thresholds
from lgsco_store.archive import Archive, UnknownDocumentError
from lgsco_store.contract.views import VIEWS
from lgsco_store.database import batches
from lgsco_store.database.session import Database
from lgsco_store.history import authorities
from lgsco_store.history.planner import PlanOutdatedError
from lgsco_store.records import (
    AuthorityPage,
    CaptureKind,
    Diagnosis,
    Issue,
    Listing,
    Reading,
    ReadingStatus,
    Severity,
    Shows,
    Source,
    Validators,
)
from lgsco_store.runs.endings import RunStateError
from lgsco_store.runs.ledger import ClaimLost, Ledger
from lgsco_store.runs.reasons import Reason, trouble
from lgsco_store.settings import Settings
from lgsco_store.terms import Kind, Trigger
from tests.attacks import Promise
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Letter, Link, Page, link, rows, sha256, uphold_rate

BLABY = "blaby-district-council"
REDDITCH = "redditch-borough-council"


@pytest.fixture
def run_id(ledger: Ledger) -> int:
    return ledger.claim(Trigger.CRAWL, SITE, "1").run_id


def changes(database: Database, run_id: int) -> list[tuple[object, ...]]:
    columns = "authority_slug, year, kind, field, measure, old_value, new_value"
    query = f"SELECT {columns} FROM changes WHERE run_id = {run_id} AND year IS NOT NULL ORDER BY authority_slug, year"  # noqa: S608
    return rows(database, query)


# Evidence


def test_a_letters_bytes_are_kept_once_with_every_capture_of_them(
    archive: Archive, crawler: Crawler, database: Database, run_id: int
) -> None:
    body = Letter().body
    for url in ("http://127.0.0.1/a", "http://127.0.0.1/b"):
        archive.store_capture(run_id, crawler.capture(url, CaptureKind.LETTER, 200, body), body)
    assert archive.document_body(sha256(body)) == body
    assert rows(database, "SELECT sha256, length, media_type FROM document") == [
        (sha256(body), len(body), "application/pdf")
    ]
    assert rows(database, "SELECT count(*) FROM capture WHERE document_sha256 IS NOT NULL") == [(2,)]


def test_a_letters_bytes_are_kept_even_when_they_are_not_what_was_asked_for(
    archive: Archive, crawler: Crawler, run_id: int
) -> None:
    capture = crawler.capture("http://127.0.0.1/a", CaptureKind.LETTER, 503, b"busy")
    archive.store_capture(run_id, capture, b"busy")
    assert archive.document_body(sha256("busy")) == b"busy"


PAGES = [CaptureKind.ROBOTS, CaptureKind.INDEX, CaptureKind.AUTHORITY_PAGE, CaptureKind.LETTERS_PAGE]


@pytest.mark.parametrize("kind", PAGES)
def test_of_a_page_that_nobody_looked_at_only_the_digest_is_kept(
    archive: Archive, crawler: Crawler, database: Database, run_id: int, kind: CaptureKind
) -> None:
    archive.store_capture(run_id, crawler.capture("http://127.0.0.1/", kind, 200, b"<html>"), b"<html>")
    assert rows(database, "SELECT body_sha256, document_sha256 FROM capture") == [(sha256("<html>"), None)]
    with pytest.raises(UnknownDocumentError, match=sha256("<html>")):
        archive.document_body(sha256("<html>"))


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_kept_when_anything_that_it_shows_changes(
    archive: Archive, crawler: Crawler, database: Database, run_id: int, kind: CaptureKind
) -> None:
    """For example its letters, or its reports, beside unchanged statistics; tokens in the markup do not count."""
    url = "http://127.0.0.1/blaby/statistics"
    for body, shown in ((b"one", "40"), (b"two", "40"), (b"three", "41"), (b"four", "40"), (b"five", "40")):
        archive.store_capture(run_id, crawler.capture(url, kind, 200, body), body, Shows(sha256(shown), sha256("40")))
    kept = rows(database, "SELECT document_sha256 FROM capture ORDER BY id")
    assert kept == [(sha256("one"),), (None,), (sha256("three"),), (sha256("four"),), (None,)]


def test_bytes_that_are_not_those_of_the_capture_are_refused(
    archive: Archive, crawler: Crawler, database: Database, run_id: int
) -> None:
    capture = crawler.capture("http://127.0.0.1/a", CaptureKind.LETTER, 200, b"some")
    with pytest.raises(ValueError, match="does not have the digest"):
        archive.store_capture(run_id, capture, b"others")
    assert rows(database, "SELECT count(*) FROM document") == [(0,)]


URL = "http://127.0.0.1/letter.pdf"


def fetch(crawler: Crawler, run_id: int, body: bytes, headers: dict[str, str] | None = None, status: int = 200) -> None:
    """Fetch a letter; with 304 its bytes are only confirmed."""
    capture = replace(crawler.capture(URL, CaptureKind.LETTER, status, body), headers=headers or {})
    crawler.archive.store_capture(run_id, capture, body if status != 304 else None)


def test_validators_are_those_of_the_newest_good_capture(archive: Archive, crawler: Crawler, run_id: int) -> None:
    assert archive.validators(URL) is None
    fetch(crawler, run_id, b"old", {"ETag": '"1"'})
    fetch(crawler, run_id, b"new", {"Last-Modified": "Thu, 01 Aug 2024 09:00:00 GMT"})
    fetch(crawler, run_id, b"down", {"ETag": '"3"'}, 503)
    new = Validators(None, "Thu, 01 Aug 2024 09:00:00 GMT", sha256("new"), URL)
    assert archive.validators(URL) == new


def test_an_answer_without_validators_leaves_those_of_the_same_bytes(
    archive: Archive, crawler: Crawler, run_id: int
) -> None:
    fetch(crawler, run_id, b"one", {"ETag": '"1"'})
    fetch(crawler, run_id, b"one", status=304)
    assert archive.validators(URL) == Validators('"1"', None, sha256("one"), URL)
    fetch(crawler, run_id, b"two")
    assert archive.validators(URL) is None


def test_what_a_bad_answer_or_a_304_says_of_itself_is_never_asked_with(
    archive: Archive, crawler: Crawler, run_id: int
) -> None:
    fetch(crawler, run_id, b"one", {"ETag": '"1"'})
    fetch(crawler, run_id, b"on", {"ETag": '"2"'}, 206)
    capture = replace(crawler.capture(URL, CaptureKind.LETTER, 304, b"one"), headers={"ETag": '"3"'}, length=0)
    archive.store_capture(run_id, capture)
    assert archive.validators(URL) == Validators('"1"', None, sha256("one"), URL)


def test_validators_say_which_address_gave_them(archive: Archive, crawler: Crawler, run_id: int) -> None:
    there = "http://127.0.0.1/assets/letter.pdf"
    capture = replace(
        crawler.capture(URL, CaptureKind.LETTER, 200, b"one"), headers={"ETag": '"1"'}, answered_url=there
    )
    archive.store_capture(run_id, capture, b"one")
    assert archive.validators(URL) == Validators('"1"', None, sha256("one"), there)


def test_a_reading_is_stored_once(archive: Archive, crawler: Crawler, database: Database, run_id: int) -> None:
    letter = Letter(rate="5.7")
    fetch(crawler, run_id, letter.body)
    assert not archive.has_reading(letter.sha256, Source.LETTER, "1")
    first = archive.store_reading(letter.reading("1"), Source.LETTER)
    assert archive.has_reading(letter.sha256, Source.LETTER, "1")
    assert not archive.has_reading(letter.sha256, Source.LETTER, "2")
    assert archive.store_reading(letter.reading("1"), Source.LETTER) == first
    assert archive.store_reading(replace(letter.reading("1"), figures=(uphold_rate("5.8"),)), Source.LETTER) == first
    assert rows(database, "SELECT measure, category, value, unit, state, page, x0, bottom FROM figure") == [
        ("uphold_rate", None, 5.7, "percent", "printed", 3, 101.2, 131.5)
    ]


def test_a_value_that_the_database_would_round_is_refused(archive: Archive, crawler: Crawler, run_id: int) -> None:
    letter = Letter()
    fetch(crawler, run_id, letter.body)
    reading = replace(letter.reading("1"), figures=(uphold_rate("40.00000000000000000001"),))
    with pytest.raises(Exception, match="more digits than the archive can keep"):
        archive.store_reading(reading, Source.LETTER)


def test_a_reading_without_bytes_belongs_nowhere(archive: Archive) -> None:
    with pytest.raises(ValueError, match="belongs to no document"):
        archive.store_reading(replace(Letter().reading("1"), sha256=None), Source.LETTER)


# From run to run


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


def test_what_is_no_letter_is_a_diagnosis(crawler: Crawler, database: Database) -> None:
    plan = crawler.run({BLABY: Page([link(BLABY, 2020, Letter(status=ReadingStatus.NOT_A_LETTER))])})
    assert plan.kinds == {}
    assert rows(database, "SELECT count(*) FROM publication") == [(0,)]
    assert rows(database, "SELECT diagnosis FROM capture WHERE kind = 'letter'") == [(Diagnosis.NOT_A_LETTER,)]
    assert rows(database, "SELECT authority_slug, year, source, code FROM issues") == [
        (BLABY, 2020, "letter", "not_a_letter")
    ]


def test_what_cannot_be_read_is_published_under_the_year_of_its_link(crawler: Crawler, database: Database) -> None:
    plan = crawler.run({BLABY: Page([link(BLABY, 2020, Letter(status=ReadingStatus.UNREADABLE))])})
    assert rows(database, "SELECT year, status FROM letters") == [(2020, "unreadable")]
    assert plan.unread == 1


def test_the_letters_own_year_wins_over_its_links(crawler: Crawler, database: Database) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020, Letter(year=2019))])})
    assert rows(database, "SELECT year FROM letters") == [(2019,)]
    assert rows(database, "SELECT year, code FROM issues WHERE severity = 'warning'") == [(2020, "year_mismatch")]


def test_a_letter_about_another_authority_is_an_error(crawler: Crawler, database: Database) -> None:
    own = link(BLABY, 2019, Letter(2019, about="Blaby District Council"))
    others = link(BLABY, 2020, Letter(2020, about="Redditch Borough Council"))
    crawler.run({BLABY: Page([own, others])})
    query = "SELECT authority_slug, year, message FROM issues WHERE code = 'authority_mismatch' AND severity = 'error'"
    message = "The letter is about Redditch Borough Council, but another authority's page lists it: it is not filed"
    assert rows(database, query) == [(BLABY, 2020, message)]
    assert rows(database, "SELECT authority_slug, year FROM letters") == [(BLABY, 2019)]


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "A council's address serves another council's letter": "filed nowhere; the council keeps what it has",
    },
)
def test_a_letter_of_another_authority_replaces_and_withdraws_nothing(crawler: Crawler, database: Database) -> None:
    """Another's letters are at the addresses of Blaby's; one of Blaby's own has left the list."""
    mine = [link(BLABY, year, Letter(year, about="Blaby District Council")) for year in (2018, 2019, 2020)]
    crawler.run({BLABY: Page(mine)})
    before = rows(database, "SELECT * FROM figures")
    others = [link(BLABY, year, Letter(year, rate="1", about="Redditch Borough Council")) for year in (2019, 2020)]
    plan = crawler.run({BLABY: Page(others)})
    assert plan.kinds == {}
    assert rows(database, "SELECT * FROM figures") == before
    assert rows(database, "SELECT year, withdrawn FROM letters") == [(2018, 0), (2019, 0), (2020, 0)]
    assert rows(database, "SELECT year, severity FROM issues WHERE code = 'authority_mismatch'") == [
        (2019, "error"),
        (2020, "error"),
    ]


def test_an_address_that_two_authorities_list_is_that_of_the_one_the_letter_names(
    crawler: Crawler, database: Database
) -> None:
    ours = link(BLABY, 2020, Letter(2020, about="Blaby District Council"))
    crawler.run({REDDITCH: Page([ours]), BLABY: Page([ours])})
    assert rows(database, "SELECT authority_slug, year FROM letters") == [(BLABY, 2020)]
    assert rows(database, "SELECT authority_slug, code FROM issues WHERE severity = 'error'") == [
        (REDDITCH, "authority_mismatch")
    ]


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "Two councils list one address, and the letter names neither": "it is filed under neither; an issue",
    },
)
def test_a_letter_listed_by_two_authorities_is_filed_under_neither_if_it_names_none(
    crawler: Crawler, database: Database
) -> None:
    ours = link(BLABY, 2020, Letter(2020, about=""))
    crawler.run({REDDITCH: Page([ours]), BLABY: Page([ours])})
    assert rows(database, "SELECT authority_slug FROM letters") == []
    assert sorted(rows(database, "SELECT authority_slug, code, severity FROM issues")) == [
        (BLABY, "address_shared", "error"),
        (REDDITCH, "address_shared", "error"),
    ]
    crawler.run({REDDITCH: Page(), BLABY: Page([ours])})
    assert rows(database, "SELECT authority_slug, year FROM letters") == [(BLABY, 2020)]


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "A successor's page lists its predecessor's letter": "not filed under the successor",
    },
)
def test_a_predecessors_letter_is_not_filed_under_its_successor(crawler: Crawler, database: Database) -> None:
    bcp, poole = "bournemouth-christchurch-and-poole-council", "poole-borough-council"
    older = link(poole, 2018, Letter(2018, about="Borough of Poole"))
    crawler.run({bcp: Page([older]), poole: Page([older])})
    assert rows(database, "SELECT authority_slug, year FROM letters") == [(poole, 2018)]
    query = "SELECT authority_slug, code FROM issues WHERE severity <> 'info'"
    assert rows(database, query) == [(bcp, "authority_kin")]


@pytest.mark.attack(Promise.LOST, {"A link of 2024 serves the letter of 2023": "2024 keeps what it has; an issue"})
def test_a_link_of_one_year_with_a_letter_of_another_withdraws_neither(crawler: Crawler, database: Database) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2023, Letter(2023)), link(BLABY, 2024, Letter(2024))])})
    plan = crawler.run({BLABY: Page([link(BLABY, 2023, Letter(2023)), link(BLABY, 2024, Letter(2023))])})
    assert plan.kinds == {}
    assert rows(database, "SELECT year, withdrawn FROM letters") == [(2023, 0), (2024, 0)]


def test_words_that_are_new_for_every_visitor_move_no_letter(crawler: Crawler, database: Database) -> None:
    mine = link(BLABY, 2020)
    crawler.run({BLABY: Page([mine])})
    for words in ("?ts=17", "?ts=18&jsessionid=4711", "?v=3&utm_source=x", "?PHPSESSID=x1", ";jsessionid=A.b?v=4"):
        assert crawler.run({BLABY: Page([replace(mine, url=mine.url + words)])}).kinds == {}
    assert crawler.run({BLABY: Page([replace(mine, url=f"{mine.url}?id=7")])}).kinds == {Kind.MOVED: 1}
    assert rows(database, "SELECT COUNT(*) FROM changes WHERE kind = 'moved'") == [(1,)]


def test_a_letter_without_any_year_is_an_issue(crawler: Crawler, database: Database) -> None:
    nowhere = replace(link(BLABY, 2020, Letter(year=None)), year=None)
    assert crawler.run({BLABY: Page([nowhere])}).kinds == {}
    assert rows(database, "SELECT year, code, severity FROM issues") == [(None, "year_unknown", "error")]


def test_a_letter_that_was_listed_and_not_fetched_is_an_issue(
    crawler: Crawler, archive: Archive, database: Database
) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020)])})
    claim = crawler.gather({BLABY: Page()})
    listing = Listing(BLABY, link(BLABY, 2020).url, "2020", 2020)
    about = AuthorityPage(BLABY, BLABY, "Blaby District Council", (), None, f"{SITE}/{BLABY}/statistics")
    capture = crawler.capture(f"{SITE}/list", CaptureKind.LETTERS_PAGE, 200, b"<html>")
    archive.store_page(claim.run_id, archive.store_capture(claim.run_id, capture), about, [listing])
    plan = archive.plan(claim.run_id)
    archive.publish(plan, claim)
    assert plan.kinds == {}
    assert rows(database, "SELECT year, code, severity FROM issues WHERE measure IS NULL") == [
        (2020, "letter_not_fetched", "warning")
    ]


def test_a_letter_that_was_fetched_and_not_read_is_an_error(
    crawler: Crawler, archive: Archive, database: Database
) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020)])})
    claim = crawler.gather({BLABY: Page([link(BLABY, 2020, 503)])})
    unread = Letter(rate="50").body
    capture = crawler.capture(link(BLABY, 2020).url, CaptureKind.LETTER, 200, unread)
    archive.store_capture(claim.run_id, capture, unread)
    plan = archive.plan(claim.run_id)
    archive.publish(plan, claim)
    assert plan.kinds == {}
    assert rows(database, "SELECT year, code FROM issues WHERE severity = 'error'") == [(2020, "reading_missing")]


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "Two different letters for one year": "none is chosen at random; an issue of severity error",
    },
)
def test_two_letters_for_one_year(crawler: Crawler, database: Database) -> None:
    one, other = link(BLABY, 2020), link(BLABY, 2020, Letter(rate="50"), folder="assets")
    crawler.run({BLABY: Page([one, other])})
    assert rows(database, "SELECT value FROM figures") == [(40.0,)]
    assert rows(database, "SELECT code, severity FROM issues WHERE year = 2020 AND code <> 'base_differs'") == [
        ("two_letters", "error")
    ]
    assert crawler.run({BLABY: Page([other, one])}).kinds == {}


def test_the_same_letter_listed_twice_counts_once(crawler: Crawler, database: Database) -> None:
    one, other = link(BLABY, 2020), link(BLABY, 2020, folder="assets")
    assert crawler.run({BLABY: Page([one, other])}).kinds == {Kind.PUBLISHED: 1}
    assert crawler.run({BLABY: Page([other, one])}).kinds == {}
    assert rows(database, "SELECT url FROM letters") == [(one.url,)]


def test_a_scoped_run_speaks_only_about_its_part(crawler: Crawler) -> None:
    both = [link(BLABY, 2019), link(BLABY, 2020)]
    crawler.run({BLABY: Page(both), REDDITCH: Page([link(REDDITCH, 2020)])})
    nothing = {BLABY: Page([]), REDDITCH: Page([])}
    plan = crawler.run(nothing, authorities=[BLABY], years=[2020])
    assert (plan.standing, plan.kinds) == ({2020: -1}, {Kind.WITHDRAWN: 1})


def test_a_better_reader_neither_moves_nor_changes_what_the_site_left_alone(crawler: Crawler) -> None:
    site = {BLABY: Page([link(BLABY, 2020, Letter(year=2019))])}
    crawler.run(site)

    letter = Letter(year=2019)
    crawler.archive.store_reading(replace(letter.reading("2"), year=2020, figures=()), Source.LETTER)
    assert crawler.run(site, reader="2").kinds == {}


# Publication


def test_a_held_run_shows_nothing_and_is_published_later_without_fetching(
    crawler: Crawler, archive: Archive, database: Database
) -> None:
    claim = crawler.gather({BLABY: Page([link(BLABY, 2020)])})
    plan = archive.plan(claim.run_id)
    verdict = archive.verdict(plan, thresholds(Settings()))
    assert [reason.code for reason in verdict.holds] == ["authorities_few"]
    archive.hold(plan, claim, verdict.reasons)
    for view in ("letters", "figures", "versions", "changes", "issues"):
        assert rows(database, f"SELECT count(*) FROM {view}") == [(0,)]  # noqa: S608
    assert rows(database, "SELECT state, published FROM runs") == [("held", 1)]
    archive.publish(archive.plan(claim.run_id))
    assert rows(database, "SELECT state FROM runs") == [("published",)]
    assert rows(database, "SELECT year FROM letters") == [(2020,)]
    with database.reader() as connection:
        reasons = connection.execute(text("SELECT reasons FROM runs")).scalar_one()
    assert '"code": "authorities_few", "found": 1, "limit": 250' in reasons


@pytest.mark.attack(Promise.LOST, {"A held run published after a later one": "refused"})
def test_a_held_run_is_not_published_after_a_later_one(crawler: Crawler, archive: Archive) -> None:
    held = crawler.gather({BLABY: Page([link(BLABY, 2020)])})
    plan = archive.plan(held.run_id)
    archive.hold(plan, held, [])
    crawler.run({BLABY: Page([link(BLABY, 2020, Letter(rate="50"))])})
    with pytest.raises(PlanOutdatedError, match="run 1 is older than run 2, which is published: discard it"):
        archive.plan(held.run_id)
    with pytest.raises(RunStateError, match="run 1 is discarded, not held"):
        archive.publish(plan)


def test_a_plan_holds_only_as_long_as_nothing_else_is_published(
    crawler: Crawler, archive: Archive, database: Database
) -> None:
    held = crawler.gather({BLABY: Page([link(BLABY, 2020)])})
    archive.hold(archive.plan(held.run_id), held, [])
    later = crawler.gather({BLABY: Page([link(BLABY, 2020, Letter(rate="50"))])})
    plan = archive.plan(later.run_id)
    archive.publish(archive.plan(held.run_id))
    with pytest.raises(PlanOutdatedError, match="run 1 was published since run 2 was planned: plan it again"):
        archive.publish(plan, later)
    assert rows(database, "SELECT state FROM runs ORDER BY run_id") == [("published",), ("running",)]
    archive.publish(archive.plan(later.run_id), later)
    assert rows(database, "SELECT version, run_id FROM versions ORDER BY version") == [(1, 1), (2, 2)]


def test_a_plan_holds_only_as_long_as_the_run_would_do_the_same(
    crawler: Crawler, archive: Archive, database: Database
) -> None:
    claim = crawler.gather({BLABY: Page([link(BLABY, 2020)])})
    plan = archive.plan(claim.run_id)
    crawler.page(claim.run_id, REDDITCH, Page([link(REDDITCH, 2020)]), "1")
    with pytest.raises(PlanOutdatedError, match="what run 1 would do is not what was planned: plan it again"):
        archive.publish(plan, claim)
    assert rows(database, "SELECT count(*) FROM version") == [(0,)]
    archive.publish(archive.plan(claim.run_id), claim)
    assert rows(database, "SELECT count(*) FROM version") == [(2,)]


def test_a_letter_is_filed_by_what_stood_before_wherever_else_it_stood(
    crawler: Crawler, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One council's letter moves to another as a newer reader comes, and each council is planned separately."""
    monkeypatch.setattr(batches, "_AUTHORITIES", 1)
    letter = Letter()
    crawler.run({BLABY: Page([link(BLABY, 2020, letter)]), REDDITCH: Page()})
    crawler.run(
        {BLABY: Page([link(BLABY, 2020, Letter(rate="50"))]), REDDITCH: Page([link(REDDITCH, 2020, letter)])}, "2"
    )
    query = (
        "SELECT slug, reader_version FROM version JOIN reading ON reading.id = reading_id "
        "JOIN publication ON publication.id = publication_id JOIN authority ON authority.id = authority_id "
        "WHERE run_id = 2 ORDER BY slug"
    )
    assert rows(database, query) == [(BLABY, "2"), (REDDITCH, "1")]


def test_a_document_that_is_not_a_letter_is_reported_for_all_who_list_it(
    crawler: Crawler, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Regardless of how many councils are planned at a time."""
    monkeypatch.setattr(batches, "_AUTHORITIES", 1)
    report = link("shared", 2020, Letter(status=ReadingStatus.NOT_A_LETTER))
    crawler.run({BLABY: Page([report]), REDDITCH: Page([report])})
    query = "SELECT authority_slug, code FROM issues ORDER BY authority_slug"
    assert rows(database, query) == [(BLABY, "not_a_letter"), (REDDITCH, "not_a_letter")]
    # It was fetched twice, and the last time counts.
    query = "SELECT diagnosis FROM capture WHERE kind = 'letter' ORDER BY id"
    assert rows(database, query) == [(None,), ("not_a_letter",)]


class Doubtful(Letter):
    """A letter with a figure that may be wrong."""

    def reading(self, reader_version: str) -> Reading:
        issue = Issue("sum_mismatch", Severity.ERROR, "The parts add up to 8, not 9")
        return replace(super().reading(reader_version), issues=(issue, issue))


def test_each_new_version_that_contradicts_itself_counts_once(crawler: Crawler) -> None:
    """Two councils share one such letter, in which two things are wrong."""
    site = {
        BLABY: Page([link("one", 2020, Doubtful())]),
        REDDITCH: Page([link("other", 2020, Doubtful()), link(REDDITCH, 2019)]),
    }
    plan = crawler.run(site)
    assert (plan.versions, plan.contradictory) == (3, 2)
    assert crawler.run(site).contradictory == 0


@pytest.mark.attack(Promise.ENDS, {"A run whose claim was taken over publishes": "refused"})
def test_publication_is_fenced_by_the_claim(
    crawler: Crawler, archive: Archive, ledger: Ledger, database: Database, clock: Clock
) -> None:
    claim = crawler.gather({BLABY: Page([link(BLABY, 2020)])})
    plan = archive.plan(claim.run_id)
    clock.advance(121)
    ledger.claim(Trigger.CRAWL, SITE, "1")
    with pytest.raises(ClaimLost, match="run 1 no longer belongs to this process"):
        archive.publish(plan, claim)
    with pytest.raises(RunStateError, match="run 1 is abandoned, not held"):
        archive.publish(plan)
    assert rows(database, "SELECT count(*) FROM version") == [(0,)]


@pytest.mark.attack(Promise.ENDS, {"A publication is interrupted halfway": "nothing of it shows; it can be repeated"})
def test_a_publication_that_breaks_off_leaves_nothing_behind(
    crawler: Crawler, archive: Archive, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2019)])})
    claim = crawler.gather({BLABY: Page([link(BLABY, 2020)])})
    plan = archive.plan(claim.run_id)
    before = [rows(database, f"SELECT * FROM {view}") for view in VIEWS]  # noqa: S608

    def break_off(_connection: Connection, _run_id: int) -> None:
        raise InterruptedError

    with monkeypatch.context() as broken:
        broken.setattr(authorities, "publish", break_off)
        with pytest.raises(InterruptedError):
            archive.publish(plan, claim)
    assert [rows(database, f"SELECT * FROM {view}") for view in VIEWS] == before  # noqa: S608
    archive.publish(plan, claim)
    assert rows(database, "SELECT year, withdrawn FROM letters ORDER BY year") == [(2019, 1), (2020, 0)]


def test_an_unknown_run(archive: Archive) -> None:
    with pytest.raises(RunStateError, match="there is no run 9"):
        archive.plan(9)


def test_what_the_verdict_measures(crawler: Crawler, archive: Archive) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020)]), REDDITCH: Page([link(REDDITCH, 2020)])})
    unread = Letter(status=ReadingStatus.UNREADABLE)
    letters = [link(BLABY, 2021, unread), *(link(BLABY, year, unread) for year in (2018, 2019))]
    lost = [link(BLABY, year, 503) for year in (2022, 2023)]
    claim = crawler.gather({BLABY: Page([*letters, *lost]), REDDITCH: Page(up=False)})
    strict = replace(thresholds(Settings()), min_authorities=2)
    assert archive.verdict(archive.plan(claim.run_id), strict).reasons == (
        Reason("authorities_few", {"found": 1, "limit": 2, "setting": "LGSCO_MIN_AUTHORITIES"}),
        Reason("versions_unread", {"found": 3, "of": 3, "limit": 2, "setting": "LGSCO_MAX_UNREAD"}),
        Reason("captures_failed", {"found": 3, "of": 7, "limit": 2, "setting": "LGSCO_MAX_FAILED_CAPTURES"}),
        Reason(
            "authorities_lost", {"run": 1, "found": 1, "of": 2, "limit": 0.04, "setting": "LGSCO_MAX_AUTHORITIES_LOST"}
        ),
    )


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "A letter of 1973, or of the year after next": "not filed; an issue of severity error",
    },
)
@pytest.mark.parametrize("year", [1973, 2026])
def test_a_letter_of_a_year_that_cannot_be_is_an_issue_and_no_failure(
    crawler: Crawler, database: Database, year: int
) -> None:
    plan = crawler.run({BLABY: Page([link(BLABY, 2020, Letter(year)), link(BLABY, 2019)])})
    assert plan.kinds == {Kind.PUBLISHED: 1}
    issues = rows(database, "SELECT code, severity FROM run_issue WHERE code LIKE 'year%'")
    assert issues == [("year_impossible", "error")]


@pytest.mark.attack(Promise.FIGURES, {"A letter that prints a rate of 140 %": "kept as unreadable, with its words"})
def test_a_rate_that_cannot_be_is_kept_as_unreadable_with_its_words(crawler: Crawler, database: Database) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020, Letter(rate="140"))])})
    found = rows(database, "SELECT value, state, text FROM figure")
    assert found == [(None, "unreadable", "140% of complaints we investigated were upheld.")]
