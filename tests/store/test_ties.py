"""How decisions, letters and service improvements tie together, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from lgsco_store.archive import Archive
from lgsco_store.database.session import Database, open_database
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Spider, Trigger
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Page, link, rows
from tests.store.filled import ADUR, BLABY, REDDITCH, Decided, full
from tests.store.servers import Maker

BODY = "Blaby District Council"
# The archive first crawls decisions in August 2024.
UPHELD = {2019: "9", 2022: "3", 2023: "1", 2024: "2", 2025: "5"}
DECISIONS = (
    Decided("22 000 001", BODY, decision_date="2021-04-01"),
    Decided("22 000 002", BODY, decision_date="2022-03-31"),
    Decided("22 000 003", BODY, decision_date="2022-03-31", outcome="Not upheld"),
    Decided("23 000 001", BODY, decision_date="2022-04-01"),
    Decided("23 000 002", BODY, decision_date="2023-03-31"),
    Decided("24 000 001", BODY, decision_date="2024-03-31"),
    Decided("24 000 002", BODY, decision_date="2023-06-30"),
    Decided("24 000 003", "Redditch Borough Council", decision_date="2023-06-30"),
    Decided("24 000 004", "Sea View Care Limited", decision_date="2024-04-01"),
)


@pytest.fixture(scope="module")
def tied(maker: Maker) -> Iterator[Database]:
    clock = Clock()
    with open_database(maker.upgraded()) as database:
        archive, ledger = Archive(database, clock), Ledger(database, clock)
        letters = [link(BLABY, year, full(year, upheld_decisions=upheld)) for year, upheld in UPHELD.items()]
        Crawler(archive, ledger, clock).run({BLABY: Page(letters), REDDITCH: Page([link(REDDITCH, 2020)])})
        # One goes in the second run: it was published all the same.
        for decisions in (DECISIONS, [*DECISIONS[:-3], replace(DECISIONS[6], status=404), *DECISIONS[7:]]):
            clock.advance(3600)
            claim = ledger.claim(Trigger.CRAWL, SITE, "2", spider=Spider.DECISIONS)
            for each in decisions:
                each.store(archive, claim.run_id, clock())
            archive.publish(archive.plan(claim.run_id), claim)
        yield database


def test_decisions_published_as_upheld_are_put_beside_those_of_the_letter(tied: Database) -> None:
    query = (
        "SELECT authority_slug, year, letter_upheld, published_upheld, state FROM decisions_and_letters ORDER BY year"
    )
    assert rows(tied, query) == [
        # A statement of April 2018 may have been taken down before.
        (BLABY, 2019, 9, 0, "too_old"),
        (BLABY, 2022, 3, 2, "fewer"),
        (BLABY, 2023, 1, 2, "more"),
        (BLABY, 2024, 2, 2, "same"),
        (BLABY, 2025, 5, 0, "too_early"),
    ]


def test_decisions_are_counted_by_the_year_of_their_day(tied: Database) -> None:
    query = (
        "SELECT body, authority_slug, year, category, outcome, decisions, on_site, texts FROM decision_counts "
        "ORDER BY year, body, outcome"
    )
    assert rows(tied, query) == [
        (BODY, BLABY, 2022, "Planning", "Not upheld", 1, 1, 1),
        (BODY, BLABY, 2022, "Planning", "Upheld", 2, 2, 2),
        (BODY, BLABY, 2023, "Planning", "Upheld", 2, 2, 2),
        (BODY, BLABY, 2024, "Planning", "Upheld", 2, 1, 2),
        ("Redditch Borough Council", REDDITCH, 2024, "Planning", "Upheld", 1, 1, 1),
        ("Sea View Care Limited", None, 2025, "Planning", "Upheld", 1, 1, 1),
    ]


def test_what_most_pages_say_of_a_measure_is_the_usual_definition(maker: Maker) -> None:
    said = [("definition: Complaints upheld", "Fault was found."), ("definition: A new word", "Nobody knows.")]
    other = [
        ("definition: Complaints upheld", "Fault was found or accepted."),
        ("advice", "Compare no year with 2021."),
    ]
    by_slug = {BLABY: other, REDDITCH: said, ADUR: said}
    pages = {
        slug: Page([link(slug, 2020)], statistics=replace(full(2024, uphold_rate="50"), says=tuple(says), stamp=at))
        for at, (slug, says) in enumerate(by_slug.items())
    }
    clock = Clock()
    with open_database(maker.upgraded()) as database:
        Crawler(Archive(database, clock), Ledger(database, clock), clock).run(pages)
        query = "SELECT measure, term, text, pages, is_usual FROM definitions WHERE year = 2024"
        found = {(*row[:4], bool(row[4])) for row in rows(database, query)}
    upheld = ("uphold_rate", "upheld_decisions", "upheld_per_100k")
    assert found == {
        *((measure, "Complaints upheld", "Fault was found.", 2, True) for measure in upheld),
        *((measure, "Complaints upheld", "Fault was found or accepted.", 1, False) for measure in upheld),
        (None, "A new word", "Nobody knows.", 2, True),
        (None, "advice", "Compare no year with 2021.", 1, True),
    }
