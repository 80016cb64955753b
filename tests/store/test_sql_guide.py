"""The guide for users of SQL matches the data, and every query returns the same on both databases."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from benchmarks import query_plans
from jobs.guides import sql
from lgsco_store.contract import catalog, views
from lgsco_store.contract.catalog import Example
from lgsco_store.database.session import Database, open_database
from tests.store import filled
from tests.store.servers import PostgreSQL, SQLite

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "sql.md"
EXAMPLES = {example.question: example for example in catalog.examples()}

# The SQLite release whose query plans the page shows; another may choose other plans.
MEASURED_WITH = (3, 40)

# PostgreSQL may hash the pages that runs read, if that costs less than looking up each later run. The first and the
# last run of decisions are found among all runs, which are few.
HASHED = {"page_read", "run"}

# Milliseconds, as asked, and the views that need more for one authority or as a whole.
ALLOWED = {"one authority": 5, "all": 20, "one type and year": 20, "whole": 100}
SLOWER = {
    "decision_history": 20,  # PostgreSQL reads all changes, as long as they are few
    "letter_figures": 800,  # 128,000 rows
}

# Milliseconds below which nobody waits, and the views that a table of their rows cannot be compared with: those whose
# rows are sums of many, and the one for which PostgreSQL reads all changes.
AT_ONCE = 5
SUMS = {"type_years", "england_years", "lineage_years", "readings", "decision_history"}

PATTERNS = {
    "time": re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}Z"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "text": re.compile(r".*", re.DOTALL),
    "json": re.compile(r"[\[{].*[\]}]", re.DOTALL),
}


@pytest.fixture(scope="module")
def both(sqlite: SQLite, postgresql: PostgreSQL) -> Iterator[list[Database]]:
    """Make the same history on each kind of database."""
    databases = [open_database(maker.upgraded()) for maker in (sqlite, postgresql)]
    for database in databases:
        filled.fill(database)
        filled.fill_decisions(database)
        filled.fill_improvements(database)
    yield databases
    for database in databases:
        database.close()


def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    with database.reader() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def answers(both: list[Database], question: str) -> list[tuple[Any, ...]]:
    """Return the answers of an example, the same on each database: values and their types, except exact decimals."""
    one, other = (rows(database, EXAMPLES[question].query) for database in both)
    assert [[*map(_plain, row)] for row in one] == [[*map(_plain, row)] for row in other]
    return one


def _plain(cell: Any) -> tuple[str, Any]:
    if isinstance(cell, str) or cell is None:
        return type(cell).__name__, cell
    return "number", float(cell)


def test_the_page_is_what_its_command_gives() -> None:
    assert PAGE.read_text(encoding="utf-8") == sql.page(), "run python -m jobs.guides.sql > docs/reference/sql.md"


def test_there_are_twenty_examples_and_none_asks_the_same() -> None:
    assert len(EXAMPLES) == len(catalog.examples()) >= 20


@pytest.mark.parametrize("view", views.VIEWS)
def test_a_view_has_the_columns_and_types_of_the_page(both: list[Database], view: str) -> None:
    columns = catalog.columns(view)
    for database in both:
        with database.reader() as connection:
            assert [column["name"] for column in inspect(connection).get_columns(view)] == [
                each.name for each in columns
            ]
        for row in rows(database, f"SELECT * FROM {view}"):  # noqa: S608 -- our own names
            for column, cell in zip(columns, row, strict=True):
                assert cell is None or _fits(column.type, cell), (view, column.name, cell)


def _fits(kind: str, cell: Any) -> bool:
    if kind == "boolean":
        return cell in (0, 1)
    if kind in {"integer", "number"}:
        return isinstance(cell, int if kind == "integer" else float)
    return isinstance(cell, str) and PATTERNS[kind].fullmatch(cell) is not None


@pytest.mark.parametrize("view", views.VIEWS)
def test_a_view_shows_the_same_on_both_databases(both: list[Database], view: str) -> None:
    one, other = (sorted(rows(database, f"SELECT * FROM {view}"), key=repr) for database in both)  # noqa: S608
    assert one == other
    assert one


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_an_example_finds_something_and_the_same_on_both_databases(both: list[Database], example: Example) -> None:
    assert answers(both, example.question)


def test_what_some_examples_find(both: list[Database]) -> None:
    assert answers(both, "The same across a merger: its predecessors' figures before its own.") == [
        (2020, filled.ALLERDALE, 33.0),
        (2024, filled.CUMBERLAND, 80.0),
    ]
    ranking = (
        "How the councils of one type rank by their uphold rate in one year, if at least six have 10 investigations."
    )
    assert answers(both, ranking) == [
        (None, None, "Adur District Council", 25.0, 1.0, 4.0),
        (None, None, "Allerdale Borough Council", 33.0, 1.0, 3.0),
        (None, None, "Blaby District Council", 60.0, 3.0, 5.0),
        (None, None, "Redditch Borough Council", 50.0, 5.0, 10.0),
    ]
    second = "2024-08-01 10:00:00.000000Z"
    assert answers(both, "Every figure that the Ombudsman revised in a letter.") == [
        (filled.BLABY, 2020, "upheld_decisions", "all", "2", "3", second),
        (filled.BLABY, 2020, "uphold_rate", "all", "40", "60", second),
    ]
    assert [
        row[:7]
        for row in answers(both, "Every figure that a newer reader reads differently, or that was not read before.")
    ] == [(filled.BLABY, 2016, "letter", "complaints_decided", "total", "8", "9")]
    assert answers(both, "Averages that differ between letters of one type and year.") == [
        (
            filled.ADUR,
            2020,
            "uphold_rate_average",
            "The letter prints an average that most letters of its type and year do not print",
        )
    ]
    assert answers(both, "Where the letter and the web page disagree.") == [
        (filled.ADUR, 2020, "compliance_rate", "all", 90.0, 91.0)
    ]
    assert answers(both, "Complaints received by area of service, for one council.") == [(2016, 5.0, 3.0, 2.0, 10.0)]
    assert answers(both, "Councils that did not comply with every recommendation.") == [
        ("Adur District Council", 2020, 90.0)
    ]


def test_examples_about_several_councils_leave_out_withdrawn_letters(both: list[Database]) -> None:
    """Redditch's letter of 2016 is withdrawn; Blaby's counts 2 decisions upheld and 2 not, of 9."""
    shares = "The share of decisions that were upheld or not, of all that were made."
    assert answers(both, shares) == [("Blaby District Council", 2016, 44.4)]
    rates = "The uphold rate of each type by year: all upheld decisions of all investigations."
    assert answers(both, rates) == [
        ("Non-metropolitan district", 2016, 1, 50.0),
        ("Non-metropolitan district", 2020, 4, 45.5),
        ("Unitary authority", 2024, 1, 80.0),
    ]


def test_what_became_of_every_letter(both: list[Database]) -> None:
    states = {(slug, year): state for slug, year, state in rows(both[0], "SELECT * FROM coverage")}
    assert states[filled.BLABY, 2016] == "read"
    assert states[filled.REDDITCH, 2016] == "withdrawn"
    assert states[filled.REDDITCH, 2021] == "unread"
    assert states[filled.ADUR, 2016] == "missing"
    # Allerdale ended on the day after its last period, and Cumberland began then.
    assert (filled.ALLERDALE, 2024) not in states
    assert (filled.CUMBERLAND, 2021) not in states
    assert states[filled.CUMBERLAND, 2024] == "read"


def test_a_letter_that_contradicts_itself_has_no_value_in_a_wide_view(sqlite: SQLite) -> None:
    with open_database(sqlite.upgraded()) as database:
        filled.crawl_contradiction(database)
        assert rows(database, "SELECT uphold_rate, investigations FROM headline_figures") == [(None, 5.0)]


def test_a_query_with_parameters_finds_the_same_by_either_library(
    both: list[Database], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    expected = [(2024, 80.0)]
    assert both[0].file is not None
    (tmp_path / "lgsco.db").symlink_to(both[0].file)
    monkeypatch.chdir(tmp_path)
    ran: dict[str, Any] = {}
    exec(code, ran)  # noqa: S102 -- the page's own code
    ran["archive"].close()
    assert ran["rows"] == expected
    with both[1].reader() as connection:
        query = re.sub(r":(\w+)", r"%(\1)s", ran["query"])
        given = {"slug": "cumberland-council", "measure": "uphold_rate"}
        assert [tuple(row) for row in connection.exec_driver_sql(query, given)] == expected


def test_every_question_was_measured_on_both_databases() -> None:
    asked = {(view, question) for view in views.VIEWS for question in catalog.questions(view)}
    for database in ("SQLite", "PostgreSQL"):
        assert {
            (each.view, each.question) for each in catalog.benchmark_results() if each.database == database
        } == asked


def test_every_answer_came_in_time() -> None:
    slow = [
        each
        for each in catalog.benchmark_results()
        if float(each.milliseconds) >= SLOWER.get(each.view, ALLOWED[each.question])
    ]
    assert slow == []


def test_no_view_takes_more_than_four_times_as_long_as_a_flat_table_of_its_rows() -> None:
    measured = [each for each in catalog.benchmark_results() if each.flat and float(each.milliseconds) >= AT_ONCE]
    assert len({each.view for each in measured}) >= 10
    slow = {each.view for each in measured if float(each.milliseconds) > 4 * float(each.flat)}
    assert slow <= SUMS


@pytest.mark.parametrize("view", [view for view in views.VIEWS if "one authority" in catalog.questions(view)])
def test_a_question_about_one_authority_goes_by_the_indexes_that_the_page_names(
    both: list[Database], view: str
) -> None:
    """Plans depend on the release of SQLite, so the test only requires that each index exists and is used."""
    results = [each for each in catalog.benchmark_results() if (each.view, each.question) == (view, "one authority")]
    by_database = {each.database: each.indexes.split("; ") for each in results}
    with both[0].reader() as connection:
        used = query_plans.indexes(connection, catalog.questions(view)["one authority"])
    assert used == by_database["SQLite"] or sqlite3.sqlite_version_info[:2] != MEASURED_WITH
    with both[1].reader() as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        assert query_plans.read_wholly(connection, catalog.questions(view)["one authority"]) <= HASHED
