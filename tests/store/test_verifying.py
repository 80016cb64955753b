"""Damage is found and named exactly; a sound archive is reported as sound."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from lgsco_store.database.session import Database, open_database
from lgsco_store.integrity import verify
from tests.attacks import Promise
from tests.store import filled
from tests.store.servers import Maker, PostgreSQL, SQLite


def damage(database: Database) -> list[str]:
    with database.reader() as connection:
        return list(verify.damage(connection))


def test_an_archive_of_crawls_and_rereadings_is_whole(maker: Maker) -> None:
    with open_database(maker.upgraded()) as database:
        filled.fill(database)
        assert damage(database) == []


@pytest.fixture(scope="module")
def whole(sqlite: SQLite) -> Path:
    """Make a filled archive, in one closed file."""
    return Path(filled.archive(sqlite).removeprefix("sqlite:///"))


@pytest.fixture
def archive(whole: Path, tmp_path: Path) -> Iterator[tuple[Database, str]]:
    path = shutil.copy(whole, tmp_path)
    with open_database(f"sqlite:///{path}") as database:
        yield database, str(path)


def tamper(path: str, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        assert connection.execute(statement).rowcount == 1


def one(path: str, query: str) -> str:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return str(connection.execute(query).fetchone()[0])


@pytest.mark.attack(Promise.EVIDENCE, {"One bit of a document flipped": "reported, with the document"})
def test_one_flipped_byte_is_named_by_its_document(archive: tuple[Database, str]) -> None:
    database, path = archive
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        sha256, body = connection.execute("SELECT sha256, body FROM document_body ORDER BY sha256").fetchone()
        flipped = bytes([*body[:7], body[7] ^ 1, *body[8:]])
        connection.execute("UPDATE document_body SET body = ? WHERE sha256 = ?", (flipped, sha256))
    (line,) = damage(database)
    assert line.startswith(f"document {sha256}: its bytes have the digest ")


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("DELETE FROM document_body WHERE sha256 = (SELECT min(sha256) FROM document)", "its bytes are missing"),
        ("UPDATE document SET length = 1 WHERE sha256 = (SELECT min(sha256) FROM document)", "the archive says 1"),
        (
            "UPDATE figure SET value = value + 1 WHERE id = (SELECT max(id) FROM figure)",
            "its figures have another digest",
        ),
        ("DELETE FROM figure WHERE id = (SELECT max(id) FROM figure)", "its figures have another digest"),
        (
            "UPDATE change SET authority_id = 99 WHERE id = (SELECT max(id) FROM change)",
            "change.authority_id: it refers to authority",
        ),
        (
            "UPDATE version SET number = 7 WHERE id = (SELECT max(id) FROM version)",
            "versions, the last of them numbered 7",
        ),
        ("DELETE FROM shown WHERE id = (SELECT max(id) FROM shown)", "its history ends with row"),
        ("DELETE FROM shown WHERE id = 1", "its history has a gap, version 1 was never shown"),
        ("UPDATE run SET published = 99 WHERE id = 1", "run 1: the ledger counts 99 published letters"),
        ("UPDATE run SET state = 'held' WHERE id = 2", "its run 2 is not published"),
        ("UPDATE run SET finished_at = '2001' WHERE id = 1", "run 1: it ended before it began"),
        ("UPDATE shown SET valid_from = '2001' WHERE id = (SELECT max(id) FROM shown)", "its history overlaps"),
        ("UPDATE version SET published_at = '2001' WHERE id = 2", "version row 2: its time is not that of its run 1"),
        ("UPDATE change SET at = '2001' WHERE id = 2", "change row 2: its time is not that of its run 1"),
        ("UPDATE run SET revised = 0 WHERE id = 2", "run 2: the ledger counts 0 revised letters, the changes 1"),
        ("UPDATE run SET withdrawn = 2 WHERE id = 2", "run 2: the ledger counts 2 withdrawn letters, the changes 1"),
        (
            "UPDATE change SET new_value = '61' WHERE new_value = '60'",
            "from 40 to 61 (source) does not follow from what was shown",
        ),
        (
            "UPDATE change SET old_value = '9' WHERE old_value = '8' AND category = 'total' AND new_value = '9'",
            "it says that 9 became the same",
        ),
        (
            "UPDATE change SET category = 'totel' WHERE old_value = '8' AND category = 'total' AND new_value = '9'",
            "complaints_decided / totel / value from 8 to 9 (reader) does not follow",
        ),
        (
            "UPDATE change SET authority_id = (SELECT max(id) FROM authority) WHERE id = (SELECT max(id) FROM change)",
            "its publication is another authority's",
        ),
        (
            "UPDATE shown SET version_id = 2 WHERE id = (SELECT max(id) FROM shown)",
            "of shown: its version is another publication's",
        ),
        (
            "UPDATE shown SET reading_id = 3 WHERE id = (SELECT max(id) FROM shown)",
            "its reading is of another document than its version",
        ),
        ("UPDATE figure SET measure = 'uphold_rat' WHERE id = 9", "its figures have another digest"),
        ("UPDATE change SET kind = 'reviset' WHERE new_value = '60'", "its kind cannot be 'reviset'"),
    ],
)
def test_damage_is_named(archive: tuple[Database, str], statement: str, sentence: str) -> None:
    database, path = archive
    tamper(path, statement)
    found = damage(database)
    assert found
    assert any(sentence in line for line in found), found


def test_a_publication_of_an_authority_that_is_not_shown_is_named(archive: tuple[Database, str]) -> None:
    database, path = archive
    for kind in ("slug", "name"):
        tamper(path, f"DELETE FROM authority_alias WHERE authority_id = 1 AND kind = '{kind}'")  # noqa: S608
    slug, publication = (
        one(path, f"SELECT {query} = 1")
        for query in ("slug FROM authority WHERE id", "min(id) FROM publication WHERE authority_id")
    )
    sentence = f"publication row {publication}: no published run has seen a page of its authority {slug}"
    assert sentence in damage(database)


def test_what_is_missing_in_the_schema_is_named_on_both_databases(maker: Maker) -> None:
    with open_database(maker.upgraded()) as database:
        with database.writer() as connection:
            # On PostgreSQL the view for users goes with it.
            of_users = connection.dialect.name == "postgresql"
            drop = f"DROP VIEW discrepancies{' CASCADE' if of_users else ''}"
            for statement in (drop, "DROP INDEX ix_version_run_id", "CREATE INDEX own ON run (state)"):
                connection.exec_driver_sql(statement)
        missing = ["index ix_version_run_id", "view discrepancies", *["view lgsco.discrepancies"] * of_users]
        assert damage(database) == [f"{part}: it is missing" for part in missing]


@pytest.mark.attack(Promise.EVIDENCE, {"Somebody changes or drops a view for users": "`lgsco verify` names it"})
def test_a_view_for_users_that_somebody_changed_is_named(postgresql: PostgreSQL) -> None:
    address = postgresql.upgraded()
    with psycopg.connect(address) as somebody:
        somebody.execute("CREATE VIEW lgsco.own AS SELECT slug FROM lgsco.authorities")
        somebody.execute("DROP VIEW lgsco.open_reports")
        somebody.execute(
            "CREATE OR REPLACE VIEW lgsco_marts.series_breaks AS "
            "SELECT measure, year, kind, reason, CAST(NULL AS text) AS note FROM archive.series_breaks"
        )
    with open_database(address) as database:
        assert damage(database) == [
            "view lgsco.open_reports: it is missing",
            "view lgsco_marts.series_breaks: it is not the one that the release makes",
        ]
