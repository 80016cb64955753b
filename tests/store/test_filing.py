"""Under which authority and year a letter is filed, and what is no letter at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lgsco_store.archive import Archive
from lgsco_store.database.session import Database
from lgsco_store.records import (
    AuthorityPage,
    CaptureKind,
    Diagnosis,
    Listing,
    ReadingStatus,
    Source,
)
from lgsco_store.terms import Kind
from tests.attacks import Promise
from tests.store.crawls import SITE, Crawler, Letter, Page, link, rows

BLABY = "blaby-district-council"
REDDITCH = "redditch-borough-council"


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


@pytest.mark.parametrize(
    ("about", "is_filed"),
    [
        ("Westland & Eastland Fire and Rescue Service", True),
        ("Westland and Eastlnd Fire Authority", True),
        ("Northland Fire Authority", False),
        ("Westland & Northland Fire & Rescue Authority", False),
        ("Summit District National Park Authority", False),
    ],
)
def test_bodies_that_the_register_does_not_know_are_kept_apart(crawler: Crawler, about: str, *, is_filed: bool) -> None:
    slug = "westland-eastland-fire-rescue-authority"
    plan = crawler.run(
        {slug: Page([link(slug, 2020, Letter(about=about))], name="Westland & Eastland Fire & Rescue Authority")}
    )
    assert plan.kinds == ({Kind.PUBLISHED: 1} if is_filed else {})


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
    sessions = ("?ts=17", "?ts=18&jsessionid=4711", "?v=3&utm_source=x", "?PHPSESSID=x1", ";jsessionid=A.b?v=4")
    for words in (*sessions, "?sig=d2c7&exp=1795858330", "?sv=1&se=2&sig=3", "?X-Amz-Date=4&X-Amz-Signature=5"):
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


def test_the_link_that_names_the_letters_own_year_wins(crawler: Crawler, database: Database) -> None:
    old, new = Letter(2020), Letter(2020, rate="50")
    crawler.run({BLABY: Page([link(BLABY, 2020, old)])})
    corrected = {BLABY: Page([link(BLABY, 2021, old), link(BLABY, 2020, new)])}
    assert crawler.run(corrected).kinds == {Kind.REVISED: 1}
    assert rows(database, "SELECT year, url FROM letters") == [(2020, link(BLABY, 2020).url)]
    assert rows(database, "SELECT code FROM issues WHERE severity = 'error'") == [("two_letters",)]


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


def test_a_site_that_mixes_up_its_letters_holds_the_run(crawler: Crawler) -> None:
    own, others = Letter(about="Blaby District Council"), Letter(about="Redditch Borough Council")
    years = range(2015, 2022)
    crawler.run({BLABY: Page([link(BLABY, year, replace(own, year=year)) for year in years])})
    mixed_up = [link(BLABY, year, replace(others, year=year)) for year in years]
    plan = crawler.run({BLABY: Page(mixed_up)})
    assert (plan.kinds, [*plan.misplaced.values()]) == ({}, [BLABY] * len(years))
