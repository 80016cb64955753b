"""Filled databases of every release are upgraded: nothing is lost on the way up or down, or if it is interrupted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from alembic import command
from alembic.util import CommandError
from sqlalchemy import Connection, inspect, text

from lgsco_store import upgrade
from lgsco_store.archive import Archive
from lgsco_store.contract import views
from lgsco_store.database import engine, migrations
from lgsco_store.database.session import Database, open_database
from lgsco_store.integrity import verify
from lgsco_store.runs.ledger import Ledger
from tests.attacks import Promise
from tests.check_migrations import checks
from tests.conftest import Clock
from tests.store import releases, second_migration
from tests.store.crawls import Crawler, Page, link
from tests.store.servers import Maker

KENT = "kent-county-council"

# Every upgrade brings the register of its release.
_OF_THE_REGISTER = {"alembic_version", "register_entry", "register_succession"}

Rows: TypeAlias = Mapping[str, list[str]]
"""The rows of tables or views, as text and sorted, by name."""


@pytest.fixture(params=releases.revisions())
def revision(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """Return the migrations of a later release: the current ones and a second one."""
    folder = tmp_path / "scripts"
    shutil.copytree(migrations.scripts_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(second_migration.__file__, folder / "versions" / "0002_second.py")
    return folder


def looking(address: str) -> Database:
    """Open a database as it is, whatever its release."""
    return Database(engine.make_engine(address))


def structure(address: str) -> dict[str, Any]:
    """Return columns, keys and indexes of every table, and all checks."""
    with looking(address) as database, database.reader() as connection:
        inspector = inspect(connection)
        return {table: _structure(connection, table) for table in sorted(inspector.get_table_names())} | {
            "checks": checks(connection)
        }


def _structure(connection: Connection, table: str) -> list[list[str]]:
    inspector = inspect(connection)
    columns = [{**column, "type": str(column["type"])} for column in inspector.get_columns(table)]
    parts = (
        columns,
        [inspector.get_pk_constraint(table)],
        inspector.get_foreign_keys(table),
        inspector.get_unique_constraints(table),
        [
            {**index, "dialect_options": _words(index.get("dialect_options", {}))}
            for index in inspector.get_indexes(table)
        ],
    )
    return [sorted(map(repr, part)) for part in parts]


def _words(options: Mapping[str, Any]) -> dict[str, str]:
    """Return the options of an index as text, including the condition of a partial one."""
    return {name: str(value) for name, value in options.items()}


def tables(address: str, columns: Mapping[str, list[str]] | None = None) -> Rows:
    """Return the rows of all tables except the register's, or only the given columns."""
    with looking(address) as database, database.reader() as connection:
        wanted = columns or _columns(connection, inspect(connection).get_table_names())
        return _rows(connection, {name: wanted[name] for name in wanted.keys() - _OF_THE_REGISTER})


def shown(address: str, columns: Mapping[str, list[str]] | None = None) -> Rows:
    """Return the contents of the views, or only the given columns."""
    with looking(address) as database, database.reader() as connection:
        return _rows(connection, columns or _columns(connection, inspect(connection).get_view_names()))


def columns_of(address: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the columns of all tables, and of all views."""
    with looking(address) as database, database.reader() as connection:
        inspector = inspect(connection)
        names = (inspector.get_table_names(), inspector.get_view_names())
        return _columns(connection, names[0]), _columns(connection, names[1])


def _columns(connection: Connection, names: list[str]) -> dict[str, list[str]]:
    return {name: [column["name"] for column in inspect(connection).get_columns(name)] for name in names}


def _rows(connection: Connection, columns: Mapping[str, list[str]]) -> Rows:
    return {
        name: sorted(repr(tuple(row)) for row in connection.execute(text(f"SELECT {', '.join(of)} FROM {name}")))  # noqa: S608
        for name, of in columns.items()
    }


def damage(address: str) -> list[str]:
    with looking(address) as database, database.reader() as connection:
        return list(verify.damage(connection))


def test_a_released_migration_is_never_edited(maker: Maker, revision: str) -> None:
    """If this fails before the release, ``python -m tests.store.releases`` writes its databases again."""
    today = maker.empty()
    command.upgrade(migrations.configuration(today), revision)
    assert structure(releases.load(maker, revision)) == structure(today)


def test_a_filled_database_of_every_release_is_brought_to_this_one(maker: Maker, revision: str) -> None:
    address = releases.load(maker, revision)
    of_tables, of_views = columns_of(address)
    before, showed = tables(address), shown(address)
    assert all(before.values())
    upgrade.upgrade(address)
    assert structure(address) == structure(maker.upgraded())
    assert tables(address, of_tables) == before
    assert shown(address, of_views) == showed
    assert damage(address) == []


def test_a_later_release_keeps_every_row_and_every_constraint(
    maker: Maker, revision: str, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = releases.load(maker, revision)
    of_tables, of_views = columns_of(address)
    before, showed, built = tables(address), shown(address), structure(address)
    monkeypatch.setattr(migrations, "scripts_folder", lambda: scripts)
    upgrade.upgrade(address)
    assert tables(address, of_tables) == before
    assert shown(address, of_views) == showed
    assert set(columns_of(address)[1]) == set(views.VIEWS)
    after = structure(address)
    assert after["checks"].pop(("publication", "ck_publication_note"))
    assert "grave" in after["checks"].pop(("run_issue", "ck_run_issue_severity"))
    assert built["checks"].items() >= after["checks"].items()
    untouched = built.keys() - {"publication", "checks"}
    assert {table: after[table] for table in untouched} == {table: built[table] for table in untouched}
    assert after["publication"][1:] == built["publication"][1:]
    assert damage(address) == []
    goes_on(address)


def goes_on(address: str) -> None:
    """Check that a run can use the database."""
    clock = Clock()
    with open_database(address) as database:
        crawler = Crawler(Archive(database, clock), Ledger(database, clock), clock)
        crawler.run({KENT: Page([link(KENT, 2020)])}, authorities=[KENT])
        with database.reader() as connection:
            query = text("SELECT year, version, withdrawn FROM letters WHERE authority_slug = :slug")
            assert connection.execute(query, {"slug": KENT}).all() == [(2020, 1, 0)]
    assert damage(address) == []


def test_a_way_down_leads_back_to_what_was(
    maker: Maker, revision: str, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = releases.load(maker, revision)
    before, showed, built = tables(address), shown(address), structure(address)
    with monkeypatch.context() as later:
        later.setattr(migrations, "scripts_folder", lambda: scripts)
        upgrade.upgrade(address)
        command.downgrade(migrations.configuration(address), revision)
    upgrade.upgrade(address)
    assert tables(address) == before
    assert shown(address) == showed
    assert structure(address) == built
    assert damage(address) == []


def test_there_is_no_way_down_from_the_first(maker: Maker) -> None:
    address = releases.load(maker, "0001")
    before, built = tables(address), structure(address)
    with pytest.raises(CommandError, match="an archive is never deleted by a downgrade"):
        command.downgrade(migrations.configuration(address), "base")
    assert (tables(address), structure(address)) == (before, built)


@pytest.mark.attack(Promise.LOST, {"An upgrade is interrupted halfway": "everything is unchanged"})
@pytest.mark.parametrize(("end", "status"), [("broken", 1), ("killed", 9)])
def test_an_upgrade_that_breaks_off_leaves_everything_as_it_was(
    maker: Maker, scripts: Path, end: str, status: int
) -> None:
    address = releases.load(maker, "0001")
    before, showed, built = tables(address), shown(address), structure(address)
    program = (
        "import sys; from pathlib import Path; from alembic import command;"
        "from lgsco_store.database import migrations;"
        "command.upgrade(migrations.configuration(sys.argv[1], Path(sys.argv[2])), 'head')"
    )
    words = [sys.executable, "-c", program, address, str(scripts)]
    ended = subprocess.run(words, check=False, capture_output=True, env={**os.environ, "MIGRATION_ENDS": end})
    assert ended.returncode == status, ended.stderr
    assert (tables(address), shown(address), structure(address)) == (before, showed, built)
    open_database(address).close()
