"""Read-only copies, and files and folders that are not what they should be."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text

from lgsco_store import errors, upgrade
from lgsco_store.database.dialects.sqlite_files import is_immutable
from lgsco_store.database.models import Base
from lgsco_store.database.session import Database, open_database
from tests.attacks import Promise
from tests.store.servers import Maker, PostgreSQL, SQLite, users_engine

NOBODY = 65_534


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """Permissions mean nothing to root, which may run the tests."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Make a folder that everybody can read, unlike pytest's own."""
    made = Path(tempfile.mkdtemp(prefix="copy"))
    made.chmod(0o755)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


@pytest.fixture
def copied(sqlite: SQLite, folder: Path) -> Path:
    """Copy an archive with one authority in it."""
    path = folder / "copy.db"
    shutil.copy(sqlite.upgraded().removeprefix("sqlite:///"), path)
    with open_database(f"sqlite:///{path}") as database, database.writer() as connection:
        connection.exec_driver_sql("INSERT INTO authority (slug, site_slug, name) VALUES ('a', 'a', 'A')")
    return path


def names(path: Path) -> list[str]:
    with open_database(f"sqlite:///{path}", read_only=True) as database, database.reader() as connection:
        return [str(name) for (name,) in connection.exec_driver_sql("SELECT name FROM authority")]


@pytest.mark.attack(
    Promise.REPORTED,
    {
        "A read-only archive (file 0444, folder 0555)": "it is read, and nothing is written next to it",
    },
)
@pytest.mark.parametrize(("of_file", "of_folder"), [(0o444, 0o755), (0o444, 0o555), (0o644, 0o555)])
def test_a_copy_that_may_not_be_written_is_read(copied: Path, of_file: int, of_folder: int) -> None:
    copied.chmod(of_file)
    copied.parent.chmod(of_folder)
    with as_ordinary_user():
        assert names(copied) == ["A"]
    assert [each.name for each in copied.parent.iterdir()] == ["copy.db"]


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "A read-only copy without the changes in its `-wal` file": "refused; the line says what to copy",
    },
)
def test_a_copy_whose_changes_are_in_its_log_is_not_read_without_them(copied: Path) -> None:
    log = copied.with_name("copy.db-wal")
    with closing(sqlite3.connect(copied)) as writing:
        writing.execute("INSERT INTO authority (slug, site_slug, name) VALUES ('b', 'b', 'B')")
        writing.commit()
        kept = log.read_bytes()
    log.write_bytes(kept)
    copied.parent.chmod(0o555)
    with as_ordinary_user(), pytest.raises(errors.DatabaseUnusableError, match=r"still in copy\.db-wal.*copy of both"):
        names(copied)


def test_an_archive_in_use_is_never_read_as_one_that_nobody_changes(copied: Path) -> None:
    copied.parent.chmod(0o555)
    with as_ordinary_user():
        assert is_immutable(copied)
    with closing(sqlite3.connect(copied)) as writing:
        writing.execute("INSERT INTO authority (slug, site_slug, name) VALUES ('b', 'b', 'B')")
        writing.commit()
        for each in copied.parent.iterdir():
            each.chmod(0o644)
        with as_ordinary_user():
            assert not is_immutable(copied)
            assert names(copied) == ["A", "B"]


def test_a_file_that_may_not_be_looked_at(copied: Path) -> None:
    copied.chmod(0o000)
    with as_ordinary_user(), pytest.raises(errors.DatabaseUnusableError, match=r"may not be opened; check its perm"):
        names(copied)


def refused_upgrade(path: Path) -> str:
    with as_ordinary_user(), pytest.raises(errors.ArchiveError) as caught:
        upgrade.upgrade(f"sqlite:///{path}")
    return str(caught.value)


def test_an_upgrade_says_what_is_wrong_with_the_place(folder: Path) -> None:
    assert f"there is no folder {folder}/none; make it" in refused_upgrade(folder / "none" / "lgsco.db")
    folder.chmod(0o555)
    assert "its folder is not writable" in refused_upgrade(folder / "lgsco.db")
    assert "this is a folder" in refused_upgrade(folder)
    assert list(folder.iterdir()) == []


@pytest.mark.attack(Promise.LOST, {"`lgsco upgrade` of another program's database": "refused; nothing is changed"})
@pytest.mark.parametrize("table", ["invoices", "run"])
def test_another_programs_database_is_left_alone(maker: Maker, table: str) -> None:
    address = maker.empty()
    make(address, table)
    with pytest.raises(errors.ForeignDatabaseError, match=rf"another program's tables \({table}\)"):
        upgrade.upgrade(address)
    assert tables(address) == {table}


@pytest.mark.attack(Promise.LOST, {"Another program's database whose migrations have the same number": "refused"})
def test_a_revision_of_the_same_number_makes_no_archive(sqlite: SQLite) -> None:
    address = sqlite.empty()
    make(address, "invoices")
    with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as other:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
        other.execute("INSERT INTO alembic_version VALUES ('0001')")
        other.commit()
    with pytest.raises(errors.ForeignDatabaseError, match="invoices"):
        upgrade.upgrade(address)


@pytest.mark.attack(Promise.LOST, {"An archive of a build that kept its tables in `public`": "refused in one line"})
def test_an_archive_of_an_earlier_build_is_left_alone(postgresql: PostgreSQL) -> None:
    address = postgresql.empty()
    earlier = ("run", "document", "alembic_version")
    make(address, *earlier)
    with pytest.raises(errors.ReleaseError, match=r"build before the first release, .* in the schema public") as stop:
        upgrade.upgrade(address)
    assert "\n" not in str(stop.value)
    assert tables(address) == set(earlier)


def test_nothing_of_the_archive_is_in_the_default_schema(postgresql: PostgreSQL) -> None:
    used = users_engine(postgresql.upgraded())
    query = "SELECT nspname, COUNT(*) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace GROUP BY nspname"
    with used.connect() as connection:
        found = {name for name, _ in connection.execute(text(query)) if not name.startswith("pg_")}
    used.dispose()
    assert found == {"archive", "lgsco", "lgsco_marts", "information_schema"}


def make(address: str, *names: str) -> None:
    used = users_engine(address)
    with used.begin() as connection:
        for name in names:
            connection.exec_driver_sql(f"CREATE TABLE {name} (id INTEGER)")
    used.dispose()


def tables(address: str) -> set[str]:
    used = users_engine(address)
    with used.connect() as connection:
        found = set(inspect(connection).get_table_names())
    used.dispose()
    return found


@pytest.mark.attack(Promise.LOST, {"`lgsco upgrade` of an archive of a newer release": "refused; nothing is changed"})
def test_an_upgrade_leaves_a_newer_archive_alone(address: str) -> None:
    with open_database(address) as database, database.writer() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(errors.ReleaseError, match="written by a newer release: install that release"):
        upgrade.upgrade(address)


def use(path: Path) -> None:
    """Read every table and write into one."""
    with open_database(f"sqlite:///{path}") as database, database.writer() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(select(table)).all()
        connection.exec_driver_sql("INSERT INTO authority (slug, site_slug, name) VALUES ('b', 'b', 'B')")


def damaged(path: Path, at: int, *, cut: bool) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:at] if cut else content[:at] + b"\x5a" * (len(content) - at))


@pytest.mark.attack(
    Promise.REPORTED,
    {
        "An archive truncated or overwritten at its head, at its second page, or further on": "one line",
    },
)
@pytest.mark.parametrize("cut", [True, False])
@pytest.mark.parametrize("at", [60, 4096, 20_000])
def test_a_damaged_file_is_reported_in_one_line(copied: Path, at: int, *, cut: bool) -> None:
    damaged(copied, at, cut=cut)
    with pytest.raises(errors.ArchiveError) as caught:
        use(copied)
    assert "\n" not in str(caught.value)


def add_document(database: Database, length: int) -> None:
    with database.writer() as connection:
        connection.exec_driver_sql(
            "INSERT INTO document VALUES (hex(zeroblob(32)), 1, 'a', '2024-08-01 09:00:00.000000Z')"
        )
        connection.exec_driver_sql("INSERT INTO document_body VALUES (hex(zeroblob(32)), zeroblob(?))", (length,))


@pytest.mark.attack(Promise.REPORTED, {"A file size limit": "one line; the transaction is rolled back"})
def test_a_limit_on_the_size_of_files_is_reported_in_one_line(copied: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        with open_database(f"sqlite:///{copied}") as database:
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
            with pytest.raises((errors.DatabaseBrokenError, errors.DatabaseFullError)):
                add_document(database, 9_000_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names(copied) == ["A"]


@pytest.mark.attack(
    Promise.SAFE,
    {
        "A password anywhere in a database's address, `sslpassword` and an unquoted `@` included": "never shown",
    },
)
@pytest.mark.parametrize(
    "address",
    [
        "postgresql://somebody:se@cret@127.0.0.1:1/archive",
        "postgresql://somebody:se@cret:secret@127.0.0.1:1/archive",
        "postgresql://somebody@127.0.0.1:1/archive?sslpassword=secret&password=secret",
        "postgres://somebody:secret@127.0.0.1/archive",
        "mysql://somebody:secret@127.0.0.1/archive?password=secret",
        "host=127.0.0.1 password=secret",
    ],
)
def test_no_part_of_a_password_is_shown(address: str) -> None:
    with pytest.raises(errors.ArchiveError) as caught:
        open_database(address)
    assert "cret" not in str(caught.value)


def test_the_old_name_of_the_scheme_is_refused_with_the_new_one() -> None:
    with pytest.raises(errors.DatabaseAddressError, match=r"with postgresql:// in place of postgres://"):
        open_database("postgres://somebody@host/archive")


def test_a_wrong_option_in_an_address_is_no_silent_server(postgresql: PostgreSQL) -> None:
    address = postgresql.upgraded()
    with pytest.raises(
        errors.DatabaseAddressError, match=r"something that the server does not accept, check it: .*timeout"
    ):
        open_database(f"{address}&conect_timeout=1")


def test_a_value_that_the_server_refuses_is_no_silent_server(postgresql: PostgreSQL) -> None:
    with (
        open_database(postgresql.upgraded()) as database,
        pytest.raises(errors.DatabaseUnusableError, match="refuses a value"),
        database.writer() as connection,
    ):
        connection.execute(text("SELECT :name"), {"name": "a\0b"})


def test_an_archive_without_one_of_its_views_says_so(database: Database) -> None:
    with database.writer() as connection:
        cascade = " CASCADE" if connection.dialect.name == "postgresql" else ""
        connection.exec_driver_sql(f"DROP VIEW coverage{cascade}")
    lacking = pytest.raises(errors.DatabaseUnusableError, match=r"lacks .*coverage.*lgsco upgrade")
    with lacking, database.reader() as connection:
        connection.exec_driver_sql("SELECT * FROM coverage")
