"""How decisions, letters and service improvements tie together, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from lgsco_store.archive import Archive
from lgsco_store.database.session import Database, open_database
from lgsco_store.integrity import verify
from lgsco_store.publications.listed import WindowRead
from lgsco_store.records import Capture, CaptureKind
from lgsco_store.runs.ledger import Ledger
from lgsco_store.runs.reasons import trouble
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
    # Reports stay longer than statements.
    Decided("18 000 001", "Sea View Care Limited", type="report", decision_date="2018-04-01"),
)


@pytest.fixture(scope="module")
def tied(maker: Maker) -> Iterator[Database]:
    clock = Clock()
    with open_database(maker.upgraded()) as database:
        archive, ledger = Archive(database, clock), Ledger(database, clock)
        letters = [link(BLABY, year, full(year, upheld_decisions=upheld)) for year, upheld in UPHELD.items()]
        Crawler(archive, ledger, clock).run({BLABY: Page(letters), REDDITCH: Page([link(REDDITCH, 2020)])})
        # One goes in the second run: it was published all the same.
        for decisions in (DECISIONS, [*DECISIONS[:6], replace(DECISIONS[6], status=404), *DECISIONS[7:]]):
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
        # Statements of April 2018 may have been taken down before; the oldest is of April 2021.
        (BLABY, 2019, 9, 0, "too_old"),
        (BLABY, 2022, 3, 2, "fewer"),
        (BLABY, 2023, 1, 2, "more"),
        (BLABY, 2024, 2, 2, "same"),
        (BLABY, 2025, 5, 0, "too_early"),
    ]


def test_a_decision_is_filed_under_a_council_only_once_the_archive_shows_it(maker: Maker) -> None:
    clock = Clock()
    with open_database(maker.upgraded()) as database:
        archive, ledger = Archive(database, clock), Ledger(database, clock)
        crawler = Crawler(archive, ledger, clock)

        def slugs_after_a_run() -> list[tuple[object, ...]]:
            clock.advance(3600)
            claim = ledger.claim(Trigger.CRAWL, SITE, "2", spider=Spider.DECISIONS)
            DECISIONS[0].store(archive, claim.run_id, clock())
            archive.publish(archive.plan(claim.run_id), claim)
            with database.reader() as connection:
                assert list(verify.damage(connection)) == []
            return rows(database, "SELECT authority_slug FROM decisions")

        interrupted = crawler.gather({BLABY: Page([link(BLABY, 2020)])})
        ledger.fail(interrupted, [trouble("the site was unavailable")])
        assert slugs_after_a_run() == [(None,)]
        assert rows(database, "SELECT slug FROM authorities") == []
        crawler.run({BLABY: Page([link(BLABY, 2020)])})
        assert slugs_after_a_run() == [(BLABY,)]


def test_more_decisions_than_the_letter_counts_are_an_issue(tied: Database) -> None:
    [issue] = rows(
        tied, "SELECT authority_slug, year, source, code, severity, message FROM issues WHERE source = 'decision'"
    )
    assert issue == (
        BLABY,
        2023,
        "decision",
        "more_upheld_than_counted",
        "warning",
        "2 decisions of 2022-23 are published as upheld, and the letter counts 1: look at both",
    )


def test_decisions_are_counted_by_the_year_of_their_day(tied: Database) -> None:
    query = (
        "SELECT body, authority_slug, year, category, outcome, decisions, on_site, texts FROM decision_counts "
        "ORDER BY year, body, outcome"
    )
    assert rows(tied, query) == [
        ("Sea View Care Limited", None, 2019, "Planning", "Upheld", 1, 1, 1),
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


IMPROVEMENTS = {
    "published": ("24 000 001", "31 Mar 2024"),
    "gone": ("24 000 002", "30 Jun 2023"),
    "never_published": ("24 000 009", "26 Jun 2023"),
    "no_reference": ("", "26 Jun 2023"),
}
NOT_CRAWLED = {
    "another week": ("24 000 010", "03 Jul 2023"),
    "a list not seen whole": ("24 000 011", "10 Jul 2023"),
    "too early": ("24 000 012", "03 Jun 2024"),
    "too late": ("22 000 013", "07 Jun 2022"),
    "no day": ("24 000 014", ""),
}
# First and last day, announced and listed.
WINDOWS = (
    WindowRead(date(2023, 6, 26), date(2023, 7, 2), 3, 3),
    WindowRead(date(2023, 7, 10), date(2023, 7, 16), 3, 2),
    WindowRead(date(2024, 6, 3), date(2024, 6, 9), 3, 3),
    WindowRead(date(2022, 6, 6), date(2022, 6, 12), 3, 3),
)


def test_an_improvement_is_put_beside_its_decision_or_the_reason_why_there_is_none(maker: Maker) -> None:
    every = {**IMPROVEMENTS, **NOT_CRAWLED}
    cells = "".join(f"<tr><td>{ref}</td><td>{day}</td><td>It is {text}</td></tr>" for text, (ref, day) in every.items())
    table = f"<table><tr><th>Reference</th><th>Date</th><th>Improvement</th></tr>{cells}</table>"
    page = Page([link(BLABY, 2020)], improvements=f"<h2>Service improvements</h2>{table}")
    clock = Clock()
    with open_database(maker.upgraded()) as database:
        archive, ledger = Archive(database, clock), Ledger(database, clock)
        Crawler(archive, ledger, clock).run({BLABY: page})
        published, gone = DECISIONS[5], DECISIONS[6]
        for decisions in ((published, gone), (published, replace(gone, status=404))):
            clock.advance(3600)
            claim = ledger.claim(Trigger.CRAWL, SITE, "2", spider=Spider.DECISIONS)
            listed = archive.store_capture(
                claim.run_id, Capture(f"{SITE}/list", CaptureKind.DECISION_LIST, clock(), 200, {}, None, 0)
            )
            for window in WINDOWS:
                archive.store_decisions(claim.run_id, listed, [], window)
            for each in decisions:
                each.store(archive, claim.run_id, clock())
            archive.publish(archive.plan(claim.run_id), claim)
        query = (
            "SELECT i.text, t.reference, t.decision, t.state FROM improvements_and_decisions t "
            "JOIN service_improvements i ON i.improvement = t.improvement"
        )
        found = {str(text).removeprefix("It is "): tuple(rest) for text, *rest in rows(database, query)}
    known = {"published": "24 000 001", "gone": "24 000 002"}
    assert found == {
        **{name: (ref or None, known.get(name), name) for name, (ref, _) in IMPROVEMENTS.items()},
        **{name: (ref, None, "not_crawled") for name, (ref, _) in NOT_CRAWLED.items()},
    }
