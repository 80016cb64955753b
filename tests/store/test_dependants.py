"""An upgrade never disturbs the users of the archive: their views, grants and open transactions are kept."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from lgsco_store import upgrade
from lgsco_store.contract import catalog, views
from lgsco_store.database import migrations
from lgsco_store.database.dependants import DependantViewError
from lgsco_store.errors import DatabaseBusyError
from tests.store import filled, second_migration
from tests.store.servers import Maker, PostgreSQL, SQLite, users_engine

OURS = ("CREATE VIEW rates AS SELECT * FROM figures WHERE unit = 'percent'", "CREATE VIEW high AS SELECT * FROM rates")

# What PostgreSQL knows about views besides their queries.
RELATIONS = """
SELECT c.relname, c.relkind::text, pg_get_userbyid(c.relowner), c.relacl::text, obj_description(c.oid, 'pg_class')
FROM pg_class c
WHERE c.relkind IN ('v', 'm')
    AND c.relnamespace IN ('public'::regnamespace, 'lgsco'::regnamespace, 'lgsco_marts'::regnamespace)
ORDER BY 1
"""
COLUMNS = """
SELECT * FROM (
    SELECT c.relname, a.attname, a.attacl::text AS granted, col_description(a.attrelid, a.attnum) AS said
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relkind = 'v'
        AND c.relnamespace IN ('public'::regnamespace, 'lgsco'::regnamespace, 'lgsco_marts'::regnamespace)
) x WHERE granted IS NOT NULL OR said IS NOT NULL ORDER BY 1, 2
"""


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that the release is a later one, which has a second migration."""
    folder = tmp_path / "scripts"
    shutil.copytree(migrations.scripts_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(second_migration.__file__, folder / "versions" / "0002_second.py")
    monkeypatch.setattr(migrations, "scripts_folder", lambda: folder)
    monkeypatch.setattr(upgrade, "_PAUSE_SECONDS", 0.1)
    monkeypatch.setattr(upgrade, "_LOCK_SECONDS", 1)


@contextmanager
def connected(address: str) -> Iterator[Connection]:
    """Open a transaction of another program."""
    others = users_engine(address)
    try:
        with others.begin() as connection:
            yield connection
    finally:
        others.dispose()


def carry_out(address: str, *statements: str) -> None:
    with connected(address) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def asked(address: str, query: str) -> list[tuple[object, ...]]:
    with connected(address) as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@pytest.mark.usefixtures("later")
def test_views_of_users_outlive_a_migration(maker: Maker) -> None:
    address = filled_before(maker)
    carry_out(address, *OURS)
    before = asked(address, "SELECT authority_slug, year, value FROM high ORDER BY 1, 2, 3")
    assert before
    upgrade.upgrade(address)
    assert asked(address, "SELECT version_num FROM alembic_version") == [("0002",)]
    assert asked(address, "SELECT authority_slug, year, value FROM high ORDER BY 1, 2, 3") == before


def filled_before(maker: Maker) -> str:
    """Make a filled archive of the first release."""
    with pytest.MonkeyPatch.context() as earlier:
        folder = Path(upgrade.__file__).parent.parent / "alembic"
        earlier.setattr(migrations, "scripts_folder", lambda: folder)
        return filled.archive(maker)


@pytest.mark.usefixtures("later")
def test_owners_grants_and_comments_stay(postgresql: PostgreSQL) -> None:
    address = filled_before(postgresql)
    role = address.partition("@/")[2].partition("?")[0] + "_reader"
    carry_out(
        address,
        f"CREATE ROLE {role}",
        *OURS,
        "CREATE MATERIALIZED VIEW kept AS SELECT year, value FROM high",
        "CREATE INDEX kept_year ON kept (year)",
        f"ALTER VIEW rates OWNER TO {role}",
        f"GRANT USAGE ON SCHEMA lgsco TO {role}",
        f"GRANT SELECT ON figures, high TO {role}",
        f"GRANT SELECT (year) ON letters TO {role}",
        f"GRANT SELECT ON coverage TO {role} WITH GRANT OPTION",
        "COMMENT ON VIEW high IS 'Rates that are ''high'''",
        "COMMENT ON COLUMN high.value IS 'As it was printed'",
    )
    said = (RELATIONS, COLUMNS, "SELECT indexdef FROM pg_indexes WHERE tablename = 'kept'")
    before = [asked(address, query) for query in said]
    # The columns of the archive's own views, one of which is granted, and one of which has a user's comment.
    columns = sum(len(catalog.columns(view)) for view in views.VIEWS) + 1
    assert [len(rows) for rows in before] == [len(views.VIEWS) + 3, columns, 1]
    upgrade.upgrade(address)
    assert [asked(address, query) for query in said] == before
    carry_out(address, f"SET ROLE {role}", "SELECT count(*) FROM high", "SELECT max(year) FROM letters")


@pytest.mark.usefixtures("later")
def test_a_view_that_would_no_longer_work_stops_the_upgrade_in_one_line(
    maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = filled_before(maker)
    carry_out(address, "CREATE VIEW gaps AS SELECT authority_slug, page_value FROM discrepancies")
    before = asked(address, "SELECT * FROM gaps ORDER BY 1, 2")
    monkeypatch.setitem(views.VIEWS, "discrepancies", "SELECT slug AS authority_slug, 2020 AS year FROM authority")
    monkeypatch.setattr(catalog, "columns", lambda view, known=catalog.columns: known(view)[:2])
    with pytest.raises(DependantViewError, match=r"view \S*gaps\S* would not work after the upgrade") as stop:
        upgrade.upgrade(address)
    assert "\n" not in str(stop.value)
    assert asked(address, "SELECT version_num FROM alembic_version") == [("0001",)]
    assert asked(address, "SELECT * FROM gaps ORDER BY 1, 2") == before


@pytest.mark.usefixtures("later")
def test_a_view_that_never_worked_stops_nothing(sqlite: SQLite) -> None:
    address = filled_before(sqlite)
    carry_out(address, "CREATE VIEW broken AS SELECT * FROM nothing_of_that_name")
    upgrade.upgrade(address)
    assert asked(address, "SELECT name FROM sqlite_master WHERE name = 'broken'") == [("broken",)]


def test_with_nothing_to_do_other_readers_and_writers_do_not_matter(maker: Maker) -> None:
    address = filled.archive(maker)
    carry_out(address, *OURS)
    with connected(address) as reader:
        assert reader.execute(text("SELECT count(*) FROM high")).scalar_one()
        began = time.monotonic()
        upgrade.upgrade(address)
        assert time.monotonic() - began < upgrade._LOCK_SECONDS
        assert reader.execute(text("SELECT count(*) FROM high")).scalar_one()


@pytest.mark.usefixtures("later")
def test_an_idle_transaction_makes_a_migration_say_so_in_one_line(postgresql: PostgreSQL) -> None:
    address = filled_before(postgresql)
    with connected(address) as reader:
        assert reader.execute(text("SELECT count(*) FROM figures")).scalar_one()
        with pytest.raises(DatabaseBusyError, match="another program keeps the archive locked; try again later"):
            upgrade.upgrade(address)
    upgrade.upgrade(address)
    assert asked(address, "SELECT version_num FROM alembic_version") == [("0002",)]


@pytest.mark.usefixtures("later")
def test_an_upgrade_waits_for_a_transaction_that_ends_soon(
    postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = filled_before(postgresql)
    monkeypatch.setattr(upgrade, "_PAUSE_SECONDS", 2.0)
    with connected(address) as reader:
        reader.execute(text("SELECT count(*) FROM figures"))
        # The first attempt gives up after a second.
        ending = threading.Timer(1.5, reader.rollback)
        ending.start()
        upgrade.upgrade(address)
        ending.join()
    assert asked(address, "SELECT version_num FROM alembic_version") == [("0002",)]
