"""The search for words: the same answers on both databases, of what is in force, whatever people type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import delete, text

from lgsco_store import OpenArchive, upgrade
from lgsco_store.archive import Archive
from lgsco_store.contract.searching import EmptySearchError
from lgsco_store.database import fulltext
from lgsco_store.database.models import SearchText
from lgsco_store.database.session import Database, open_database
from lgsco_store.errors import UnknownWordError
from lgsco_store.integrity import search, verify
from lgsco_store.records import Source
from lgsco_store.runs.ledger import Ledger
from lgsco_store.search.kinds import search_row
from lgsco_store.terms import Spider, Trigger
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Page, link
from tests.store.filled import BLABY, Decided
from tests.store.servers import Maker

BUS = (
    "Mrs X complained about school transport. The Council's policies weren't followed; a café owner's follow-up failed."
)
DAMP = "Mr Y said that his flat was damp, and that transport to his school was late."

BODY = "Blaby District Council"

BEFORE = (
    Decided("23 000 001", BODY, summary=BUS),
    Decided("23 000 002", "Sea View Care Limited", summary=DAMP, outcome="Not upheld", decision_date="2024-01-31"),
    Decided(
        "23 000 003", "Blaby District Council", summary="Nothing but noise.", decision_date="2023-02-01", type="report"
    ),
)
# The first is revised, the third is gone.
AFTER = (
    Decided("23 000 001", BODY, summary="Mrs X complained about parking."),
    BEFORE[1],
    Decided("23 000 003", BODY, status=404, decision_date="2023-02-01"),
)


class Searched:
    """An archive with some decisions."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = Clock()
        self.archive, self.ledger = Archive(database, self.clock), Ledger(database, self.clock)
        self.client = OpenArchive(database)
        Crawler(self.archive, self.ledger, self.clock).run({BLABY: Page([link(BLABY, 2020)])})

    def crawl(self, decisions: tuple[Decided, ...], *, publish: bool = True) -> None:
        self.clock.advance(3600)
        claim = self.ledger.claim(Trigger.CRAWL, SITE, "2", spider=Spider.DECISIONS)
        for each in decisions:
            each.store(self.archive, claim.run_id, self.clock())
        if publish:
            self.archive.publish(self.archive.plan(claim.run_id), claim)

    def find(self, words: str, **filters: object) -> list[str]:
        return [each.reference for each in self.client.search(words, **filters)]  # type: ignore[arg-type]

    def damage(self) -> list[str]:
        with self.database.reader() as connection:
            return list(verify.damage(connection))


@pytest.fixture(scope="module")
def searched(maker: Maker) -> Iterator[Searched]:
    with open_database(maker.upgraded()) as database:
        made = Searched(database)
        made.crawl(BEFORE)
        yield made


@pytest.fixture
def changing(database: Database) -> Searched:
    made = Searched(database)
    made.crawl(BEFORE)
    return made


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("school transport", ["001", "002"]),
        ('"school transport"', ["001"]),
        ("“school transport”", ["001"]),
        ("SCHOOLS transporting", ["001", "002"]),
        ("policy", ["001"]),
        ("council's policy", ["001"]),
        ("Council’s", ["001", "003"]),
        ("cafe owner", ["001"]),
        ("follow-up", ["001"]),
        ("follow up", ["001"]),
        ('"up follow"', []),
        ("weren't", ["001"]),
        ("23 000 002", ["002"]),
        ("23-000-002", ["002"]),
        ("sea view care", ["002"]),
        ("enforcement noise", ["003"]),
        ("zeppelin", []),
        # What would be an operator or an error of either database.
        ("school AND transport", ["002"]),
        ("NOT damp", []),
        ("school OR", []),
        ("NEAR(school transport, 3)", []),
        ("damp*", ["002"]),
        ("text:damp", []),
        ("^damp - + ~ \\ % _ & | ! < > ( ) { } [ ] : ; ?", ["002"]),
        ('damp "', ["002"]),
        ('damp """" ""', ["002"]),
        ("damp'", ["002"]),
        ("'damp' --", ["002"]),
        ("damp\x00\n\t\x1b", ["002"]),
        ("damp \udcff", ["002"]),
        ("damp \N{PILE OF POO} \N{ZERO WIDTH SPACE}", ["002"]),
        ("dämp", ["002"]),
        ("damp " * 3000, ["002"]),
        ("x" * 5000, []),
    ],
)
def test_both_databases_give_the_same_answer(searched: Searched, words: str, found: list[str]) -> None:
    assert searched.find(words) == [f"23 000 {each}" for each in found]


@pytest.mark.parametrize("words", ["", "  ", '""', "-", "' \" '", "…", "\x00"])
def test_a_search_without_a_word_is_refused(searched: Searched, words: str) -> None:
    with pytest.raises(EmptySearchError, match="no word to search for"):
        searched.find(words)


def test_filters_limit_it(searched: Searched) -> None:
    assert searched.find("school", authority=BLABY) == ["23 000 001"]
    assert searched.find("school", body="SEA view Care Limited") == ["23 000 002"]
    assert searched.find("school", category="planning", outcome="upheld") == ["23 000 001"]
    assert searched.find("school", outcome="not upheld") == ["23 000 002"]
    assert searched.find("school", since=date(2024, 3, 5)) == ["23 000 001"]
    assert searched.find("school", until=date(2024, 3, 4)) == ["23 000 002"]
    assert searched.find("school", since=date(2024, 1, 31), until=date(2024, 3, 5)) == ["23 000 001", "23 000 002"]
    assert searched.find("school", source=Source.DECISION, most=1) == ["23 000 001"]
    with pytest.raises(UnknownWordError, match="called 'upheldd': give it as it is printed; the nearest is 'Upheld'"):
        searched.find("school", outcome="upheldd")
    with pytest.raises(UnknownWordError, match="nowhere"):
        searched.find("school", authority="nowhere")


def test_what_is_found_is_the_version_in_force(changing: Searched) -> None:
    changing.crawl(AFTER, publish=False)
    assert changing.find("school") == ["23 000 001", "23 000 002"]
    changing.crawl(AFTER)
    assert changing.find("school") == ["23 000 002"]
    assert changing.find("parking") == ["23 000 001"]
    [gone] = changing.client.search("noise")
    assert (gone.state, gone.gone_at) == ("withdrawn", changing.clock())
    changing.crawl(BEFORE)
    assert changing.find("school") == ["23 000 001", "23 000 002"]
    assert [each.state for each in changing.client.search("noise")] == ["published"]
    assert changing.damage() == []


def test_an_upgrade_indexes_what_was_not(changing: Searched) -> None:
    emptied = {"sqlite": "INSERT INTO search_index (search_index) VALUES ('delete-all')"}
    with changing.database.writer() as connection:
        connection.execute(text(emptied.get(connection.dialect.name, "DELETE FROM search_index")))
        connection.execute(delete(SearchText))
    assert changing.find("school") == []
    assert any("reading row 2: it is not in the search" in line for line in changing.damage())
    upgrade.upgrade(str(changing.database.engine.url.render_as_string(hide_password=False)))
    assert changing.find("school") == ["23 000 001", "23 000 002"]
    assert changing.damage() == []


OTHERS = {"body": "'Nobody'", "category": "NULL", "outcome": "'Upheld'", "day": "'2024-02-01'", "text": "'other'"}
DAMAGED = {
    **{
        f"UPDATE search_text SET {column} = {other} WHERE reading_id = 3": f"search: reading row 3: its {column} is not"  # noqa: S608
        for column, other in OTHERS.items()
    },
    "INSERT INTO search_text (reading_id, kind, text) VALUES (1, 'letter', 'a')": "search: reading row 1: its kind is",
    "UPDATE reading_attribute SET value = 'no list' WHERE name = 'actions'": "search: reading rows 2 to 4: ",
}
LOST = {
    "sqlite": "INSERT INTO search_index (search_index, rowid, text) "
    "SELECT 'delete', reading_id, text FROM search_text WHERE reading_id = 3",
    "postgresql": "UPDATE search_index SET terms = CAST('school:1' AS tsvector) WHERE reading_id = 3",
}


def test_verify_reports_a_search_that_differs_from_the_readings(searched: Searched) -> None:
    attempts = {**DAMAGED, LOST[searched.database.engine.dialect.name]: "index of the search: "}
    with searched.database.engine.connect() as connection:
        for statement, told in attempts.items():
            connection.execute(text(statement))
            assert [line for line in search.damage(connection) if line.startswith(told)], statement
            connection.rollback()
        assert list(search.damage(connection)) == []


def test_the_words_around_those_that_were_found_are_shown() -> None:
    long = "Mr Y wrote a letter. " * 20
    [found, other] = fulltext.excerpts(["school transports"], [f"{long}He lost school transport. {long}", "Nothing."])
    assert "school transport" in found
    assert len(found) < 200
    assert other == "Nothing."


def test_every_reference_of_a_report_and_every_action_is_searched() -> None:
    said = {
        "reference": "15 018 169",
        "references": '["15 018 169", "15 018 170a"]',
        "actions": '[{"section": "Recommendations", "text": "Train its staff"}]',
        "summary": "It was about a bus.",
    }
    lines = search_row(Source.DECISION, "Blaby District Council", said)["text"].splitlines()
    assert lines == [
        "Blaby District Council",
        "15 018 169",
        "It was about a bus.",
        "15 018 169",
        "15 018 170a",
        "Train its staff",
    ]


def test_what_is_filtered_by_fits_into_an_index_whatever_a_page_says() -> None:
    """PostgreSQL indexes no more than 2,704 bytes, and a new form of page may have its whole text in one field."""
    row = search_row(Source.DECISION, "ü" * 9000, {"category": "ü" * 9000, "outcome": "ü" * 9000})
    assert len("".join(row[name] for name in ("body", "category", "outcome")).encode()) < 2000
    assert search_row(Source.DECISION, None, {})["outcome"] is None
