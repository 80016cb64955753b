"""Neither database accepts impossible values, whoever writes them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from lgsco_store.database.models import Base
from lgsco_store.database.session import open_database
from lgsco_store.database.types import Day, Instant
from lgsco_store.evidence.readings import possible
from lgsco_store.records import FigureState
from tests.attacks import Promise
from tests.store import filled
from tests.store.releases import ADDED
from tests.store.servers import Maker

_ANOTHER = "WHERE r.document_sha256 <> version.document_sha256"

_CATEGORY = "fk_figure_measure_category"

# The attempt, its statement, and the constraint that refuses it.
REFUSED = (
    ("An unknown measure", "UPDATE figure SET measure = 'happiness' WHERE id = 5", "fk_figure_measure"),
    ("An unknown category", "UPDATE figure SET category = 'elsewhere' WHERE id = 5", _CATEGORY),
    (
        "A category of another measure",
        "UPDATE figure SET category = 'housing' WHERE measure = 'uphold_rate'",
        _CATEGORY,
    ),
    (
        "A change of an unknown measure",
        "UPDATE change SET measure = 'x' WHERE field = 'value'",
        "fk_change_measure",
    ),
    ("A measure in another unit", "UPDATE figure SET unit = 'days' WHERE id = 5", "fk_figure_measure_unit"),
    ("A rate above 100", "UPDATE figure SET value = 100.5 WHERE unit = 'percent'", "ck_figure_rate"),
    ("A rate below 0", "UPDATE figure SET value = -1 WHERE unit = 'percent'", "ck_figure_number"),
    ("A negative count", "UPDATE figure SET value = -1 WHERE unit = 'count'", "ck_figure_number"),
    ("Half a complaint", "UPDATE figure SET value = 0.5 WHERE unit = 'count'", "ck_figure_whole"),
    ("An infinite number", "UPDATE figure SET value = {infinity} WHERE id = 5", "ck_figure_number"),
    (
        "A letter from before the Ombudsman existed",
        "UPDATE publication SET year = 1973 WHERE id = 1",
        "ck_publication_year",
    ),
    ("A letter from the year after next", "UPDATE publication SET year = 2033 WHERE id = 1", "ck_publication_year"),
    ("A run with a negative count of letters", "UPDATE run SET letters = -1 WHERE id = 1", "ck_run_counts"),
    ("A document of negative length", "UPDATE document SET length = -1", "ck_document_counts"),
    (
        "A version with the reading of another document",
        "UPDATE version SET reading_id = (SELECT min(id) FROM reading AS r {another})",
        "fk_version_reading_id_document_sha256",
    ),
    (
        "A version with the capture of another document",
        "UPDATE version SET capture_id = (SELECT min(r.capture_id) FROM version AS r {another})",
        "fk_version_document_sha256_capture_id",
    ),
    (
        "Another publication's version shown",
        "UPDATE shown SET version_id = (SELECT max(id) FROM version) WHERE version_id = 1",
        "fk_shown_version_id_publication_id",
    ),
    (
        "A change to another publication's version",
        "UPDATE change SET version_id = (SELECT max(id) FROM version) WHERE version_id = 1",
        "fk_change_version_id_publication_id",
    ),
    (
        "A change to a version of no publication",
        "UPDATE change SET publication_id = NULL WHERE version_id = 1",
        "ck_change_version",
    ),
    (
        "A change of another authority's publication",
        "UPDATE change SET authority_id = (SELECT max(id) FROM authority) WHERE publication_id = 1",
        "fk_change_publication_id_authority_id",
    ),
)

LEAP_DAY, LEAP_SECOND = "2024-02-29", "2024-02-29 23:59:59.999999Z"
NO_TIMES = (
    *("2024-02-30 09:00:00.000000Z", "2024-08-01 24:00:00.000000Z", "2024-08-01T09:00:00.000000Z"),
    *("2024-08-01 09:00:00.00000xZ", "2024-08-01 09:00:00.000000", "1 August 2024", "infinity", ""),
)
NO_DATES = ("2023-02-29", "2024-13-01", "01/08/2024", "2024-8-1", "today", "")

TIMES = [
    (table.name, column.name)
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, Instant | Day)
]


@pytest.fixture(scope="module")
def connection(maker: Maker) -> Iterator[Connection]:
    """Connect to a filled archive in which no table is empty, in a transaction that is never committed."""
    with open_database(filled.archive(maker)) as database:
        filled.fill_decisions(database)
        with database.engine.connect() as opened:
            for statement in ADDED:
                opened.exec_driver_sql(statement)
            yield opened
            opened.rollback()


def refusal(connection: Connection, statement: str) -> str | None:
    """Return how the database refuses a statement, None if it executes it."""
    savepoint = connection.begin_nested()
    try:
        assert connection.exec_driver_sql(statement).rowcount > 0, "the statement is about no row"
    except DBAPIError as error:
        return str(error.orig)
    else:
        return None
    finally:
        savepoint.rollback()


@pytest.mark.attack(Promise.REFUSED, {row[0]: f"refused by `{row[2]}`" for row in REFUSED})
@pytest.mark.parametrize(("statement", "constraint"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_is_refused(connection: Connection, statement: str, constraint: str) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    infinity = "9e999" if is_sqlite else "'Infinity'"
    message = refusal(connection, statement.format(infinity=infinity, another=_ANOTHER))
    # SQLite does not say which of a table's foreign keys it was.
    expected = "FOREIGN KEY constraint failed" if is_sqlite and constraint.startswith("fk_") else constraint
    assert expected in str(message)


@pytest.mark.parametrize(
    ("name", "value"), [("uphold_rate", "100.5"), ("investigations", "0.5"), ("response_days_average", "1e301")]
)
def test_a_figure_that_would_be_refused_is_kept_as_unreadable(name: str, value: str) -> None:
    (kept,) = possible([filled.figure(name, value)])
    assert (kept.value, kept.state, kept.text) == (None, FigureState.UNREADABLE, f"{name} {value}")


def test_a_figure_that_can_be_is_kept_as_it_is() -> None:
    figures = [filled.figure("uphold_rate", "100"), filled.figure("upheld_per_100k", "0.5")]
    assert [*possible(figures)] == figures


@pytest.mark.attack(
    Promise.REFUSED,
    {
        "30 February, 24:00, `infinity`, another form or nothing where a time or a date belongs, in every "
        "such column": ("refused by the check of the column"),
    },
)
@pytest.mark.parametrize(("table", "column"), TIMES, ids=[".".join(names) for names in TIMES])
def test_only_a_time_is_taken_for_a_time(connection: Connection, table: str, column: str) -> None:
    is_instant = isinstance(Base.metadata.tables[table].columns[column].type, Instant)
    good, bad = (LEAP_SECOND, NO_TIMES) if is_instant else (LEAP_DAY, NO_DATES)
    key = Base.metadata.tables[table].primary_key.columns[0].name
    update = f"UPDATE {table} SET {column} = '{{}}' WHERE {key} = (SELECT min({key}) FROM {table})"  # noqa: S608
    assert refusal(connection, update.format(good)) is None
    assert [text for text in bad if refusal(connection, update.format(text)) is None] == []
