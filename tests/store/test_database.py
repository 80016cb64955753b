from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from alembic import command
from sqlalchemy import text

from lgsco_store import errors, upgrade
from lgsco_store.database import dialects, engine, migrations
from lgsco_store.database.session import Database, open_database
from lgsco_store.errors import LgscoError
from tests.attacks import Promise
from tests.store.servers import Maker, PostgreSQL


def refused(address: str) -> str:
    """Return the one line with which an address is refused."""
    with pytest.raises(LgscoError) as caught:
        open_database(address)
    line = str(caught.value)
    assert "\n" not in line
    return line


def test_a_missing_file_is_not_created(tmp_path: Path) -> None:
    assert refused(f"sqlite:///{tmp_path}/no.db").endswith("there is no such archive; `lgsco upgrade` makes one")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_must_be_upgraded(maker: Maker) -> None:
    address = maker.empty()
    if maker.name == "sqlite":
        Path(address.removeprefix("sqlite:///")).touch()
    assert refused(address).endswith("there is no archive in it yet: run `lgsco upgrade`")


def set_revision(address: str, revision: str) -> None:
    changing = Database(engine.make_engine(address))
    with changing, changing.writer() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_a_newer_database_needs_a_newer_release(address: str) -> None:
    set_revision(address, "9999")
    assert refused(address).endswith("the archive was written by a newer release: install that release")


def test_an_older_database_must_be_upgraded(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = with_another_migration(tmp_path, "pass")
    monkeypatch.setattr(migrations, "scripts_folder", lambda: folder)
    assert refused(address).endswith("the archive is of another release: run `lgsco upgrade`")
    upgrade.upgrade(address)
    open_database(address).close()


def with_another_migration(folder: Path, statement: str) -> Path:
    """Copy the migrations and add one that executes the statement."""
    scripts = folder / "scripts"
    original = migrations.scripts_folder()
    for name in ("env.py", "script.py.mako", "versions/0001_archive.py"):
        (scripts / name).parent.mkdir(parents=True, exist_ok=True)
        (scripts / name).write_bytes((original / name).read_bytes())
    (scripts / "versions/0002_more.py").write_text(
        "import os\nimport sqlalchemy as sa\nfrom alembic import op\n"
        'revision = "0002"\ndown_revision = "0001"\n'
        f'def upgrade():\n    op.create_table("more", sa.Column("id", sa.Integer))\n    {statement}\n'
    )
    return scripts


@pytest.mark.attack(Promise.REPORTED, {"A PDF given as the archive": "one line"})
def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(b"%PDF-1.7 " * 200)
    assert "the file is not a SQLite database" in refused(f"sqlite:///{file}")


def test_a_folder_that_is_given_as_the_archive(tmp_path: Path) -> None:
    """SQLite opens it for reading, and reports a failing disk once it reads."""
    with (
        pytest.raises(errors.DatabaseUnusableError, match="this is a folder"),
        open_database(f"sqlite:///{tmp_path}", read_only=True),
    ):
        pass


def test_addresses_that_name_nothing() -> None:
    assert "names no file" in refused("sqlite://")
    assert "names no file" in refused("sqlite:///:memory:")
    assert "neither SQLite nor PostgreSQL" in refused("mysql://somebody:secret@host/archive")
    assert "cannot be understood" in refused("lgsco.db")


def test_no_message_shows_a_password() -> None:
    for address in (
        "postgresql://somebody:secret@127.0.0.1:1/archive",
        "postgresql://somebody@127.0.0.1:1/archive?password=secret",
    ):
        line = refused(address)
        assert "does not answer" in line
        assert "secret" not in line


def test_a_missing_driver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "-m pip install '.[postgresql]'" in refused("postgresql://somebody@127.0.0.1:1/archive")


def test_a_locked_file_is_said_to_be_busy(sqlite: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialects.sqlite_files, "_BUSY_SECONDS", 0.1)
    address = sqlite.upgraded()
    with open_database(address) as archive, contextlib.closing(sqlite3.connect(address[10:])) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(errors.DatabaseBusyError, match="keeps the archive locked"), archive.writer():
            pass


@pytest.mark.attack(Promise.ENDS, {"The disk is full during a transaction": "nothing of it is kept"})
def test_a_full_disk_keeps_nothing_of_the_transaction(sqlite: Maker) -> None:
    with open_database(sqlite.upgraded()) as archive:
        with pytest.raises(errors.DatabaseFullError, match="the disk is full"):
            fill(archive)
        with archive.reader() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM document").scalar_one() == 0


def fill(archive: Database) -> None:
    with archive.writer() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.exec_driver_sql(
            "INSERT INTO document VALUES (hex(zeroblob(32)), 1, 'a', '2024-08-01 09:00:00.000000Z')"
        )
        connection.exec_driver_sql("INSERT INTO document_body VALUES (hex(zeroblob(32)), zeroblob(1000000))")


def test_a_file_that_may_not_be_written(sqlite: Maker) -> None:
    with open_database(sqlite.upgraded()) as archive:
        with archive.reader() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(errors.DatabaseUnusableError, match="is not writable"), archive.writer() as connection:
            connection.exec_driver_sql("DELETE FROM run")


def test_a_server_that_goes_away(postgresql: PostgreSQL) -> None:
    with (
        open_database(postgresql.upgraded()) as archive,
        pytest.raises(errors.DatabaseUnreachableError, match="does not answer"),
    ):
        ask_twice(archive, postgresql)


def ask_twice(archive: Database, server: PostgreSQL) -> None:
    """Query, let the server end the connection, and query again."""
    with archive.reader() as connection:
        process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with psycopg.connect(server.address("postgres"), autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [process])
        connection.exec_driver_sql("SELECT 1")


@pytest.mark.attack(Promise.LIMITS, {"A database server falls silent": "given up after a minute"})
def test_a_silent_server_is_given_up_after_a_minute_or_as_the_address_says(
    postgresql: PostgreSQL,
) -> None:
    address = postgresql.upgraded()
    for ending, seconds in (("", "30"), (f"{'&' if '?' in address else '?'}keepalives_idle=7", "7")):
        opened = engine.make_engine(address + ending)
        with opened.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, psycopg.Connection)
            given = driver.info.get_parameters()
        opened.dispose()
        assert (given["keepalives_idle"], given["tcp_user_timeout"]) == (seconds, "60000")


def test_other_errors_stay_what_they_are(database: Database) -> None:
    with pytest.raises(Exception, match="nothing_of_this_name"), database.reader() as connection:
        connection.exec_driver_sql("SELECT * FROM nothing_of_this_name")


def test_a_reader_sees_one_state_throughout(database: Database) -> None:
    count = "SELECT count(*) FROM authority"
    with database.reader() as reading:
        assert reading.exec_driver_sql(count).scalar_one() == 0
        with database.writer() as writing:
            writing.exec_driver_sql("INSERT INTO authority (slug, site_slug, name) VALUES ('a', 'a', 'A')")
        assert reading.exec_driver_sql(count).scalar_one() == 0
    with database.reader() as reading:
        assert reading.exec_driver_sql(count).scalar_one() == 1


def test_sqlite_is_set_up_to_survive_a_power_cut(sqlite: Maker) -> None:
    with open_database(sqlite.upgraded()) as archive, archive.writer() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


SCHEMA = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master ORDER BY type, name",
    "postgresql": """
        SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
        WHERE table_schema = 'public' ORDER BY table_name, ordinal_position""",
}


def schema(maker: Maker, address: str) -> list[tuple[object, ...]]:
    opened = Database(engine.make_engine(address))
    with opened, opened.reader() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(SCHEMA[maker.name])]


def test_alembics_own_command_does_the_same(maker: Maker, address: str) -> None:
    other = maker.empty()
    run_alembic(other, "upgrade", "head")
    assert schema(maker, other) == schema(maker, address)


def test_looking_at_the_migrations_changes_nothing(maker: Maker, address: str) -> None:
    before = schema(maker, address)
    assert "No new upgrade operations detected" in run_alembic(address, "check")
    assert "0001" in run_alembic(address, "current")
    assert schema(maker, address) == before


def run_alembic(address: str, *words: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", "alembic", *words],
        cwd=migrations.scripts_folder().parent,
        env={**os.environ, "LGSCO_DATABASE_URL": address},
        check=True,
        capture_output=True,
        text=True,
    )
    return ended.stdout + ended.stderr


def test_upgrading_twice_is_upgrading_once(maker: Maker, address: str) -> None:
    before = schema(maker, address)
    upgrade.upgrade(address)
    assert schema(maker, address) == before


@pytest.mark.attack(Promise.LOST, {"A migration that loses rows to which others refer": "refused; it is rolled back"})
def test_a_migration_that_loses_what_rows_refer_to_is_refused(sqlite: Maker, tmp_path: Path) -> None:
    address = sqlite.upgraded()
    with open_database(address) as archive, archive.writer() as connection:
        connection.exec_driver_sql("INSERT INTO authority (id, slug, site_slug, name) VALUES (1, 'a', 'a', 'A')")
        connection.exec_driver_sql(
            "INSERT INTO publication (kind, reference, authority_id, year, url, last_seen_at) "
            "VALUES ('letter', '1/2020', 1, 2020, 'a', '2024-08-01 09:00:00.000000Z')"
        )
    before = schema(sqlite, address)
    folder = with_another_migration(tmp_path, 'op.execute("DELETE FROM authority")')
    with pytest.raises(upgrade.MigrationError, match="1 rows that refer to nothing, in publication"):
        command.upgrade(migrations.configuration(address, folder), "head")
    assert schema(sqlite, address) == before
