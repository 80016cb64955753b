"""DuckDB shows what SQLite does, from the archive itself and from an export; the queries of the page work."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lgsco_store.contract import views
from lgsco_store.contract.export import registry
from lgsco_store.contract.export.base import Selection
from lgsco_store.contract.export.parquet_files import PARQUET
from lgsco_store.database.session import open_database
from tests.store import filled
from tests.store.crawls import rows
from tests.store.servers import SQLite

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "duckdb.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(SELECT.*?;)\n```", PAGE, re.DOTALL)
ATTACH = re.search(r"ATTACH .*", PAGE)
UNSIGNED: dict[str, str | bool | int | float | list[str]] = {"allow_unsigned_extensions": True}


@pytest.fixture(scope="module")
def folder(sqlite: SQLite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an archive and an export of it, by the names on the page."""
    folder = tmp_path_factory.mktemp("duckdb")
    with open_database(sqlite.upgraded()) as database:
        filled.fill(database)
        filled.fill_decisions(database)
        filled.fill_improvements(database)
        with database.reader() as connection:
            registry.export(Selection(connection), folder / "export", [PARQUET])
        with database.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql(f"VACUUM INTO '{folder / 'lgsco.db'}'")
    return folder


@pytest.fixture(scope="module")
def duck(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Connect as on the page, but for the extension, which an installed package has: tests fetch nothing."""
    assert ATTACH is not None
    with contextlib.chdir(folder), duckdb.connect(config=UNSIGNED) as opened:
        opened.execute(f"LOAD '{extension()}'")
        opened.execute(ATTACH[0])
        opened.execute("USE lgsco")
        yield opened


def extension() -> Path:
    [file] = Path(str(resources.files("duckdb_extension_sqlite_scanner"))).rglob("*.duckdb_extension")
    return file


@pytest.mark.parametrize("view", views.VIEWS)
def test_a_view_shows_in_duckdb_what_it_shows_in_sqlite(
    duck: duckdb.DuckDBPyConnection, folder: Path, view: str
) -> None:
    query = f"SELECT * FROM {view}"  # noqa: S608 -- our own names
    with open_database(f"sqlite:///{folder / 'lgsco.db'}", read_only=True) as database:
        expected = rows(database, query)
    assert expected
    assert sorted(map(_plain, duck.execute(query).fetchall())) == sorted(map(_plain, expected))


def _plain(row: tuple[Any, ...]) -> str:
    """Return a row in which a whole number is the same as an integer or as a float."""
    return repr(tuple(float(cell) if isinstance(cell, int | float) else cell for cell in row))


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_the_page_finds_something(duck: duckdb.DuckDBPyConnection, query: str) -> None:
    assert duck.execute(query).fetchall()
