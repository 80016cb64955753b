"""Yearly tables in the archive: filed by what they count and year, versioned, and compared with letters and pages."""

from __future__ import annotations

import pytest

from lgsco_store.database.session import Database
from lgsco_store.integrity import verify
from lgsco_store.records import Source
from tests.conftest import Clock
from tests.store.crawls import Crawler, Page, link, rows
from tests.store.filled import BLABY, REDDITCH, full

HEAD = (
    "Authority Name,Invalid or Incomplete,Advice Given,Referred Back for Local Resolution,"
    "Closed after Initial Enquiries,Not Upheld,Upheld,Total"
)
ROWS = ["Redditch Borough Council,1,0,2,3,4,5,15", "Hill View Care Ltd,0,0,1,0,0,0,1"]
SITE = {REDDITCH: Page([link(REDDITCH, 2020)]), BLABY: Page([link(BLABY, 2020)])}
TABLES = "SELECT table_name, year, version, status FROM data_tables"


def table(*lines: str, title: str = "Complaints decided 2023-24") -> bytes:
    return "\n".join([title, HEAD, *(lines or ROWS)]).encode()


def test_a_table_is_filed_by_what_it_counts_and_its_year(crawler: Crawler, database: Database) -> None:
    crawler.run(SITE, tables={"a.csv": table()})
    assert rows(database, TABLES) == [("complaints_decided", 2024, 1, "complete")]
    query = "SELECT subject, authority_slug, cell, value FROM table_figures WHERE category = 'upheld' ORDER BY cell"
    assert rows(database, query) == [
        ("Redditch Borough Council", REDDITCH, "G3", 5),
        ("Hill View Care Ltd", None, "G4", 0),
    ]


def test_figures_have_those_of_authorities_with_their_source(crawler: Crawler, database: Database) -> None:
    crawler.run(SITE, tables={"a.csv": table()})
    query = "SELECT authority_slug, year, source, category, value, page, text FROM {} WHERE source = 'data_table'"
    for view in ("figures", "figure_history"):
        found = rows(database, query.format(view))
        assert {row[:3] for row in found} == {(REDDITCH, 2024, "data_table")}
        assert (REDDITCH, 2024, "data_table", "not_upheld", 4, 1, "4") in found
        assert len(found) == 7


def test_a_revised_table_tells_whose_figures_changed(crawler: Crawler, database: Database, clock: Clock) -> None:
    crawler.run(SITE, tables={"a.csv": table()})
    clock.advance(3600)
    crawler.run(SITE, tables={"a.csv": table("Redditch Borough Council,1,0,2,3,4,6,16", ROWS[1])})
    query = "SELECT kind, subject, category, old_value, new_value FROM table_changes ORDER BY run_id"
    assert rows(database, query)[0] == ("published", None, None, None, None)
    assert set(rows(database, query)[1:]) == {
        ("revised", "Redditch Borough Council", "upheld", "5", "6"),
        ("revised", "Redditch Borough Council", "total", "15", "16"),
    }
    assert rows(database, TABLES) == [("complaints_decided", 2024, 2, "complete")]
    past = "SELECT value, valid_to IS NULL FROM figure_history WHERE source = 'data_table' AND category = 'upheld'"
    assert set(rows(database, past)) == {(5, 0), (6, 1)}


@pytest.mark.parametrize(
    ("second", "kind"),
    [
        (table() + b"\n\n", "restamped"),
        (table(*ROWS, "Source: the Ombudsman"), "reworded"),
        (table(*reversed(ROWS)), "reworded"),
    ],
)
def test_other_bytes_with_the_same_figures(
    crawler: Crawler, database: Database, clock: Clock, second: bytes, kind: str
) -> None:
    crawler.run(SITE, tables={"a.csv": table()})
    clock.advance(3600)
    crawler.run(SITE, tables={"a.csv": second})
    query = "SELECT DISTINCT kind FROM table_changes WHERE run_id = 2"
    assert rows(database, query) == [(kind,)]


def test_a_table_that_is_not_there_any_more_stays(crawler: Crawler, database: Database, clock: Clock) -> None:
    crawler.run(SITE, tables={"a.csv": table()})
    clock.advance(3600)
    crawler.run(SITE)
    assert rows(database, TABLES) == [("complaints_decided", 2024, 1, "complete")]


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (table(title="Complaints decided"), "which year"),
        (table().replace(b"Upheld,Total", b"Cases upheld,Total"), "'Cases upheld'"),
    ],
)
def test_a_table_that_cannot_be_filed_is_an_issue_and_kept(
    crawler: Crawler, database: Database, body: bytes, word: str
) -> None:
    crawler.run(SITE, tables={"a.csv": body})
    assert rows(database, TABLES) == []
    [(message,)] = rows(database, "SELECT message FROM issues WHERE code = 'table_unread' AND source = 'data_table'")
    assert word in str(message)
    assert "/a.csv" in str(message)
    assert rows(database, "SELECT COUNT(*) FROM document_body WHERE body = :body", body=body) == [(1,)]


def test_two_files_that_say_the_same_are_one_table(crawler: Crawler, database: Database) -> None:
    crawler.run(SITE, tables={"a.csv": table(), "b.csv": table(*ROWS, "", "Note")})
    assert rows(database, TABLES) == [("complaints_decided", 2024, 1, "complete")]
    assert rows(database, "SELECT severity FROM issues WHERE code = 'two_tables'") == [("info",)]


def test_a_table_of_care_providers_leaves_that_of_councils_in_its_place(crawler: Crawler, database: Database) -> None:
    crawler.run(SITE, tables={"a.csv": table(ROWS[0]), "b.csv": table(ROWS[1])})
    assert sorted(rows(database, TABLES)) == [
        ("complaints_decided", 2024, 1, "complete"),
        ("complaints_decided_of_other_bodies", 2024, 1, "complete"),
    ]
    query = "SELECT subject FROM table_figures WHERE category = 'upheld' ORDER BY subject"
    assert rows(database, query) == [("Hill View Care Ltd",), ("Redditch Borough Council",)]
    assert rows(database, "SELECT code FROM issues WHERE code = 'two_tables'") == []


def test_a_file_of_another_part_of_the_table_is_named_as_not_shown(crawler: Crawler, database: Database) -> None:
    crawler.run(SITE, tables={"a-k.csv": table("Blaby District Council,1,0,2,3,4,5,15"), "l-z.csv": table(ROWS[0])})
    [(message,)] = rows(database, "SELECT message FROM issues WHERE code = 'two_tables' AND severity = 'error'")
    [(shown,)] = rows(database, "SELECT url FROM data_tables")
    hidden = ({"a-k.csv", "l-z.csv"} - {str(shown).rpartition("/")[2]}).pop()
    assert f"the figures of {shown} are shown" in str(message)
    assert f"/{hidden}, which may be another part" in str(message)


def test_two_files_that_contradict_each_other_are_reported(crawler: Crawler, database: Database) -> None:
    crawler.run(SITE, tables={"a.csv": table(), "b.csv": table(ROWS[0].replace("4,5,15", "5,4,15"))})
    assert rows(database, "SELECT severity FROM issues WHERE code = 'two_tables'") == [("error",)]


COMPARED = (
    "SELECT measure, category, printed_value, table_value, agrees, is_certain FROM table_comparisons ORDER BY 1, 2"
)


def test_until_2018_each_cell_of_a_letter_is_compared(crawler: Crawler, database: Database) -> None:
    letter = full(2016, complaints_decided__upheld="5", complaints_decided__total="14", uphold_rate="56")
    site = {REDDITCH: Page([link(REDDITCH, 2016, letter)])}
    crawler.run(site, tables={"a.csv": table(title="Complaints decided 2015-16")})
    assert rows(database, COMPARED) == [
        ("complaints_decided", "total", 14, 15, 0, 1),
        ("complaints_decided", "upheld", 5, 5, 1, 1),
    ]


def test_since_2019_upheld_decisions_and_investigations_are(crawler: Crawler, database: Database) -> None:
    letter = full(2024, upheld_decisions="5", investigations="10", compliance_rate="100")
    crawler.run({REDDITCH: Page([link(REDDITCH, 2024, letter)])}, tables={"a.csv": table()})
    assert rows(database, COMPARED) == [
        ("investigations", "all", 10, 9, 0, 1),
        ("upheld_decisions", "all", 5, 5, 1, 1),
    ]


def test_from_2025_on_the_terms_are_compared_and_not_taken_for_the_same(crawler: Crawler, database: Database) -> None:
    letter = full(
        2025,
        complaints_dealt_with="15",
        complaints_not_for_us="3",
        complaints_assessed_and_closed="3",
        upheld_decisions="5",
    )
    site = {REDDITCH: Page([link(REDDITCH, 2025, letter)])}
    crawler.run(site, tables={"a.csv": table(title="Complaints decided 2024-25")})
    assert {(row[0], row[2], row[3], row[5]) for row in rows(database, COMPARED)} == {
        ("complaints_assessed_and_closed", 3, 3, 0),
        ("complaints_dealt_with", 15, 15, 0),
        ("complaints_not_for_us", 3, 3, 0),
        ("upheld_decisions", 5, 5, 0),
    }


def test_a_blank_cell_makes_no_sum(crawler: Crawler, database: Database) -> None:
    letter = full(2024, investigations="9")
    body = table("Redditch Borough Council,1,0,2,3,,5,11", ROWS[1])
    crawler.run({REDDITCH: Page([link(REDDITCH, 2024, letter)])}, tables={"a.csv": body})
    assert rows(database, COMPARED) == []


def test_an_archive_with_tables_is_sound(crawler: Crawler, database: Database, clock: Clock) -> None:
    crawler.run(SITE, tables={"a.csv": table()})
    clock.advance(3600)
    crawler.run(SITE, tables={"a.csv": table("Redditch Borough Council,1,0,2,3,4,6,16")})
    with database.reader() as connection:
        assert list(verify.damage(connection)) == []


def test_a_newer_reader_reads_tables_again(crawler: Crawler) -> None:
    crawler.run(SITE, tables={"a.csv": table()})
    wanted = [each for each in crawler.archive.unread("2") if each.source is Source.DATA_TABLE]
    assert [each.url.rpartition("/")[2] for each in wanted] == ["a.csv"]
