"""Every column of every table, and every kind of part of the schema, is tampered with: ``verify`` reports it if it can.

Undetectable cases are listed here with the reason; a detectable column must not be on the list.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Boolean, Connection, Integer, LargeBinary
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import TypeDecorator

from lgsco_store.database.models import Base
from lgsco_store.database.session import open_database
from lgsco_store.database.types import Day, Instant, Json, Value
from lgsco_store.integrity import verify
from tests.attacks import PAGE, Promise
from tests.store import filled
from tests.store.releases import ADDED
from tests.store.servers import SQLite

pytestmark = [pytest.mark.slow, pytest.mark.nightly]


NUMBER = "A row's own number or place, to which nothing refers"
READ = "Only the document has it, so `lgsco verify --read` reports it"
ONCE = "The archive has it only once, and nothing depends on it"
PERSON = "It records a person's decision or a notification, and nothing depends on it"
PARTLY = "Reported if another row contradicts it; a value that some other row also has may pass"

NOT_TOLD = {
    NUMBER: """authority_alias.id change.id decision_listing.id decision_window.id figure.id
        figure.position list_page.id listing.id notification.id page_read.id reading_issue.id
        reading_issue.position run_issue.id shown.id""",
    READ: """figure.authority_code figure.bottom figure.cell figure.page figure.text figure.top figure.x0
        figure.x1 publication.reference reading.authority reading.layout reading.letter_date
        reading.text_sha256 reading.title reading_attribute.name reading_attribute.value
        reading_issue.code reading_issue.measure reading_issue.message reading_issue.severity""",
    ONCE: """capture.answered_url capture.detail capture.headers capture.shown_sha256 capture.text_sha256
        decision_listing.body decision_listing.capture_id decision_listing.decision_date
        decision_listing.outcome decision_listing.reference decision_listing.run_id
        decision_listing.sub_category decision_listing.type decision_listing.url decision_window.first
        decision_window.last decision_window.listed decision_window.read_at decision_window.results
        decision_window.run_id document.media_type list_page.slug list_page.whole
        listing.text listing.year page_read.predecessors
        page_read.url page_read.whole run.heartbeat_at run.reader_version run.reasons
        run.scope_authorities run.scope_years run.site_url run.spider run.token_sha256 run.trigger
        run_issue.authority_slug run_issue.code run_issue.message run_issue.run_id run_issue.severity
        run_issue.url run_issue.year""",
    PERSON: """accepted_issue.accepted_at accepted_issue.key notification.attempts notification.made_at
        notification.run_id notification.sent_at notification.taken_at run.decided_by""",
    PARTLY: """authority_alias.run_id capture.fetched_at listing.url publication.last_seen_at
        reading.reader_version run.started_at""",
}

# The attempt, its statements, and the report.
ATTACKS = (
    (
        "Two letters swapped between councils",
        [
            (
                "CREATE TEMP TABLE pair AS SELECT min(id) AS one, max(id) AS two, min(authority_id) AS first, "
                "max(authority_id) AS second FROM publication WHERE year = 2020 AND kind = 'letter'"
            ),
            "UPDATE publication SET year = 0 WHERE id = (SELECT one FROM pair)",
            "UPDATE publication SET authority_id = (SELECT first FROM pair) WHERE id = (SELECT two FROM pair)",
            "UPDATE publication SET authority_id = (SELECT second FROM pair), year = 2020 WHERE year = 0",
        ],
        "no page of its authority lists",
    ),
    ("A publication's year changed", ["UPDATE publication SET year = 2019 WHERE id = 2"], "says another year"),
    (
        "A publication marked as withdrawn",
        ["UPDATE publication SET withdrawn_at = last_seen_at WHERE id = 2"],
        "by its changes since never",
    ),
    ("A withdrawn publication marked as current", ["UPDATE publication SET withdrawn_at = NULL"], "since never"),
    ("A change deleted", ["DELETE FROM change WHERE new_value = '60'"], "no change says that revised uphold_rate"),
    ("A change's value altered", ["UPDATE change SET new_value = '61' WHERE new_value = '60'"], "does not follow from"),
    (
        "A change added",
        [
            (
                "INSERT INTO change SELECT 99, run_id, at, authority_id, publication_id, version_id, kind, "
                "field, measure, category, subject, old_value, new_value, cause FROM change WHERE new_value = '60'"
            )
        ],
        "more than one change",
    ),
    ("An authority's name altered", ["UPDATE authority SET name = 'Nowhere' WHERE id = 1"], "the register says"),
    (
        "An authority's slug altered",
        ["UPDATE authority SET slug = 'nowhere' WHERE id = 1"],
        "no page of it has the slug",
    ),
    ("An authority's type altered", ["UPDATE authority SET type = 'County' WHERE id = 1"], "its type is County"),
    (
        "An authority given another's code",
        [
            (
                "UPDATE authority SET (code, name, gss_code, type, region, start_date, end_date) = (SELECT code, name, "
                "gss_code, type, region, start_date, end_date FROM register_entry WHERE code = 'KEN') WHERE id = 1"
            )
        ],
        "no page of it has a name with the code KEN",
    ),
    ("The register altered", ["UPDATE register_entry SET region = 'London' WHERE code = 'KEN'"], "the register says"),
    ("Captures deleted", ["DELETE FROM capture WHERE run_id = 1"], "the ledger counts captures"),
    (
        "A capture with other bytes",
        ["UPDATE capture SET document_sha256 = (SELECT max(sha256) FROM document) WHERE id = 2"],
        "its document is not the bytes that arrived",
    ),
    ("A figure altered", ["UPDATE figure SET value = value + 1 WHERE id = 5"], "its figures have another digest"),
    (
        "A letter shown with another letter's figures",
        ["UPDATE version SET reading_id = 2 WHERE id = 1"],
        "was not read from its document",
    ),
    (
        "Text in place of a number",
        ["UPDATE figure SET value = 'forty' WHERE id = 5"],
        "its value cannot be 'forty'",
    ),
    (
        "Text in place of a year",
        ["UPDATE publication SET year = 'then' WHERE id = 1"],
        "its year cannot be 'then'",
    ),
    (
        "Text in place of a time",
        ["UPDATE run SET started_at = 'noon' WHERE id = 1"],
        "its started_at cannot be",
    ),
    (
        "An infinite number put into a figure",
        ["UPDATE figure SET value = 9e999 WHERE id = 5"],
        "its value cannot be inf",
    ),
    ("A view dropped", ["DROP VIEW letters"], "view letters: it is missing"),
    (
        "A view replaced by one that shows other figures",
        ["DROP VIEW headline_figures", "CREATE VIEW headline_figures AS SELECT 100 AS uphold_rate"],
        "view headline_figures: it is not the one that the release makes",
    ),
    ("An index dropped", ["DROP INDEX ix_version_run_id"], "index ix_version_run_id: it is missing"),
    ("A table dropped", ["DROP TABLE reading_issue"], "table reading_issue: it is missing"),
    (
        "A table rebuilt without its constraints",
        ["ALTER TABLE shown RENAME TO was", "CREATE TABLE shown AS SELECT * FROM was"],
        "table shown: it is not the one that the release makes",
    ),
    (
        "An added trigger that changes what is written",
        ["CREATE TRIGGER quiet AFTER INSERT ON change BEGIN DELETE FROM change; END"],
        "trigger quiet: the release has none of that name",
    ),
)


def execute(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture(scope="module")
def connection(sqlite: SQLite) -> Iterator[Connection]:
    """Connect to a filled archive without constraints in which no table is empty, in a transaction never committed."""
    address = filled.archive(sqlite)
    execute(Path(address.removeprefix("sqlite:///")), *ADDED)
    with open_database(address) as database, database.engine.connect() as opened:
        opened.exec_driver_sql("ROLLBACK")
        opened.exec_driver_sql("PRAGMA foreign_keys = OFF")
        opened.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        opened.exec_driver_sql("BEGIN")
        assert list(verify.damage(opened)) == []
        yield opened


@contextlib.contextmanager
def tampered(connection: Connection) -> Iterator[None]:
    connection.exec_driver_sql("SAVEPOINT whole")
    try:
        yield
    finally:
        connection.exec_driver_sql("ROLLBACK TO whole")
        connection.exec_driver_sql("RELEASE whole")


def damage_by(connection: Connection, *statements: str) -> list[str]:
    with tampered(connection):
        for statement in statements:
            connection.exec_driver_sql(statement)
        return list(verify.damage(connection))


def is_noticed(connection: Connection, table: str, column: str) -> bool:
    """Return whether a changed value is reported, in a row from the middle of the table, if any other is possible."""
    query = f"SELECT rowid, {column} FROM {table} ORDER BY {column} IS NULL, rowid"  # noqa: S608 -- our own words
    rows = connection.exec_driver_sql(query).all()
    full = [row for row in rows if row[1] is not None] or rows
    rowid, value = full[len(full) // 2]
    update = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"  # noqa: S608 -- our own words
    for other in others(table, column, value, {row[1] for row in rows}):
        with tampered(connection):
            try:
                connection.exec_driver_sql(update, (other, rowid))
            except IntegrityError:
                continue
            return next(verify.damage(connection), None) is not None
    raise AssertionError(f"{table}.{column} can't be tampered with")


def others(table: str, column: str, value: object, held: set[object]) -> Iterator[object]:
    """Return values that the column could also have, likely ones first."""
    yield from sorted((each for each in held if each not in {value, None}), key=str)
    kept = Base.metadata.tables[table].columns[column]
    checks = (check.info["words"] for check in kept.table.constraints if "words" in check.info)
    for name, words in checks:
        if name == column:
            yield from (word for word in words if word != value)
            return
    if isinstance(kept.type, LargeBinary):
        yield bytes(value) + b"x"  # type: ignore[call-overload]
    elif isinstance(kept.type, Boolean):
        yield int(not value)
    elif isinstance(kept.type, Integer):
        yield 2015 if value is None else value + 1  # type: ignore[operator]
        yield 99
    elif isinstance(kept.type, TypeDecorator):
        yield {Instant: "2023-08-01 09:00:00.000000Z", Day: "1990-04-01", Json: '["x"]', Value: 7.0}[type(kept.type)]
        yield '{"x": 1}'
    elif getattr(kept.type, "length", None) == 64:
        yield "0" * 64
    else:
        yield 1.5 if kept.type.python_type is float else f"{value}x"


# Noticed in a reading that can be searched, as the row in the middle may be, and in no letter.
SEARCHED = {"reading.authority"}
# The texts of the search are those of decisions, with which readings are compared: test_searching tampers with them.
TABLES = [table for table in Base.metadata.sorted_tables if table.name != "search_text"]
COLUMNS = [(table.name, column.name) for table in TABLES for column in table.columns]


def test_tampering_with_a_column_is_reported_or_listed_as_undetectable(connection: Connection) -> None:
    missed = {f"{table}.{column}" for table, column in COLUMNS if not is_noticed(connection, table, column)}
    assert missed | SEARCHED == {column for columns in NOT_TOLD.values() for column in columns.split()}


@pytest.mark.attack(Promise.EVIDENCE, {attack: f"reported: \u201c{sentence}\u201d" for attack, _, sentence in ATTACKS})
@pytest.mark.parametrize(("statements", "sentence"), [row[1:] for row in ATTACKS], ids=[row[0] for row in ATTACKS])
def test_an_attack_is_named(connection: Connection, statements: list[str], sentence: str) -> None:
    found = damage_by(connection, *statements)
    assert any(sentence in line for line in found), found


def test_the_page_on_reliability_lists_what_is_undetectable() -> None:
    columns = [
        f"| {', '.join(f'`{column}`' for column in sorted(columns.split()))} | {reason} |"
        for reason, columns in NOT_TOLD.items()
    ]
    page = PAGE.read_text(encoding="utf-8").splitlines()
    assert [line for line in columns if line not in page] == []
