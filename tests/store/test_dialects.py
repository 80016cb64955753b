"""Everything that differs between SQLite and PostgreSQL is in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import inspect

from lgsco_store.contract import catalog, views
from lgsco_store.database.dialects import DIALECTS
from lgsco_store.database.session import open_database
from tests.store.servers import PostgreSQL

ROOT = Path(__file__).parents[2]
# Words with which code asks which database it has, or uses what only one of them supports.
ASKS = re.compile(
    r"is_postgresql|dialect\.name [!=]=|get_backend_name\(\) *[!=]=|PRAGMA|sqlite_master|pg_[a-z]+|sqlalchemy\.dialects"
)
ROOMS = ("lgsco_store/database/dialects/",)


@pytest.mark.parametrize("top", ["lgsco_store", "crawler", "jobs"])
def test_nothing_else_asks_which_database_it_is(top: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted((ROOT / top).rglob("*.py"))
        if not path.relative_to(ROOT).as_posix().startswith(ROOMS)
        for line in path.read_text(encoding="utf-8").splitlines()
        if ASKS.search(line)
    ]
    assert found == []


def test_a_dialect_is_known_by_the_start_of_an_address() -> None:
    assert {name: dialect.name for name, dialect in DIALECTS.items()} == {
        "sqlite": "sqlite",
        "postgresql": "postgresql",
    }


def test_postgresql_says_what_each_view_and_column_means(postgresql: PostgreSQL) -> None:
    with open_database(postgresql.upgraded()) as archive, archive.reader() as connection:
        inspector = inspect(connection)
        for view in views.VIEWS:
            assert inspector.get_table_comment(view)["text"] == catalog.meaning(view)
            said = {column["name"]: column["comment"] for column in inspector.get_columns(view)}
            assert said == {column.name: column.description for column in catalog.columns(view)}
