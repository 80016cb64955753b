"""The average that most letters of a type and year print: it follows everything that changes what is published."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from lgsco_store import upgrade
from lgsco_store.database.session import Database
from lgsco_store.integrity import averages, verify
from lgsco_store.records import Source
from lgsco_store.terms import Trigger
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Page, link, rows
from tests.store.filled import ADUR, ALLERDALE, BLABY, REDDITCH, Full, full

# What decides when the averages are worked out is the same for both databases.
ON_ONE = pytest.mark.parametrize("maker", ["sqlite"], indirect=True)
KENT, CUMBERLAND = "kent-county-council", "cumberland-council"


def letter(year: int, average: str) -> Full:
    return full(year, uphold_rate_average=average)


def site(year: int = 2020, **averages: str) -> dict[str, Page]:
    """Make a site where each authority, by the word that its slug begins with, has a letter that prints an average."""
    slugs = {slug.partition("-")[0]: slug for slug in (ADUR, ALLERDALE, BLABY, REDDITCH, KENT, CUMBERLAND)}
    return {slugs[word]: Page([link(slugs[word], year, letter(year, each))]) for word, each in averages.items()}


def typical(database: Database) -> list[tuple[object, ...]]:
    return rows(database, "SELECT authority_type, year, measure, value FROM typical_average ORDER BY 1, 2, 3")


def differing(database: Database) -> list[object]:
    query = "SELECT authority_slug FROM issues WHERE code = 'average_differs' ORDER BY 1"
    return [slug for (slug,) in rows(database, query)]


def of_districts(value: float | None, year: int = 2020) -> tuple[object, ...]:
    return ("Non-metropolitan district", year, "uphold_rate_average", value)


def test_an_average_is_kept_by_type_and_a_letter_that_prints_another_is_an_issue(
    crawler: Crawler, database: Database
) -> None:
    crawler.run(site(adur="50", blaby="50", redditch="60", kent="80"))
    assert typical(database) == [("County", 2020, "uphold_rate_average", 80), of_districts(50)]
    assert differing(database) == [REDDITCH]


def test_it_follows_revisions_and_withdrawals_and_ends_with_the_last_letter(
    crawler: Crawler, database: Database, clock: Clock
) -> None:
    crawler.run(site(adur="50", blaby="50", redditch="60"))
    clock.advance(3600)
    crawler.run(site(adur="60", blaby="50", redditch="60"))
    assert (typical(database), differing(database)) == ([of_districts(60)], [BLABY])
    clock.advance(3600)
    # Of two letters that differ neither prints what most print, and a withdrawn one has no say.
    crawler.run({**site(blaby="50", redditch="60"), ADUR: Page([link(ADUR, 2019, full(2019))])})
    assert (typical(database), differing(database)) == ([of_districts(None)], [BLABY, REDDITCH])
    clock.advance(3600)
    crawler.run({slug: Page([link(slug, 2019, full(2019))]) for slug in (ADUR, BLABY, REDDITCH)})
    assert (typical(database), differing(database)) == ([], [])


@ON_ONE
def test_a_held_run_changes_nothing_until_a_person_publishes_it(
    crawler: Crawler, database: Database, clock: Clock
) -> None:
    crawler.run(site(adur="50", blaby="50", redditch="60"))
    clock.advance(3600)
    claim = crawler.gather(site(adur="60", blaby="50", redditch="60"))
    plan = crawler.archive.plan(claim.run_id)
    crawler.archive.hold(plan, claim, [])
    assert typical(database) == [of_districts(50)]
    crawler.archive.publish(plan, decided_by="a person")
    assert typical(database) == [of_districts(60)]


@ON_ONE
def test_it_follows_what_a_newer_reader_reads(crawler: Crawler, database: Database) -> None:
    crawler.run(site(adur="50", blaby="60"))
    assert typical(database) == [of_districts(None)]
    better = replace(letter(2020, "60").reading("2"), sha256=letter(2020, "50").sha256)
    crawler.archive.store_reading(better, Source.LETTER)
    crawler.archive.reread(crawler.ledger.claim(Trigger.REREAD, SITE, "2"), "2")
    assert (typical(database), differing(database)) == ([of_districts(60)], [])


def test_authorities_count_while_they_have_their_type(crawler: Crawler, database: Database) -> None:
    # Allerdale, a district, ended on 1 April 2023, when Cumberland began as a unitary authority.
    crawler.run(site(2024, allerdale="60", blaby="50") | site(2022, cumberland="70"))
    assert typical(database) == [of_districts(50, 2024)]
    assert differing(database) == [ALLERDALE]


ALTERED = {
    "UPDATE typical_average SET value = 51": "Non-metropolitan district / 2020 / uphold_rate_average: it says 51.0",
    "DELETE FROM typical_average": "Non-metropolitan district / 2020 / uphold_rate_average: it is missing",
    "UPDATE typical_average SET year = 2019": "2019 / uphold_rate_average: no published letter prints such an average",
}


def test_verify_reports_a_wrong_average_and_an_upgrade_mends_it(
    crawler: Crawler, database: Database, address: str
) -> None:
    crawler.run(site(adur="50", blaby="50"))
    for statement, sentence in ALTERED.items():
        with database.engine.connect() as connection:
            connection.execute(text(statement))
            assert any(sentence in line for line in averages.damage(connection)), statement
            connection.rollback()
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE typical_average SET value = 51"))
    with database.reader() as connection:
        assert any("it says 51.0" in line for line in verify.damage(connection))
    upgrade.upgrade(address)
    assert typical(database) == [of_districts(50)]
