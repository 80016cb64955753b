"""A read-only role cannot write, on either database, if it is set up as the guide says."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from pathlib import Path

import psycopg
import pytest

from lgsco_store.contract.views import VIEWS
from tests.attacks import Promise
from tests.store.servers import PostgreSQL, SQLite

GUIDE = (Path(__file__).parents[2] / "docs" / "reference" / "sql.md").read_text(encoding="utf-8")


def test_a_read_only_address_of_sqlite_cannot_write(sqlite: SQLite) -> None:
    path = sqlite.upgraded().removeprefix("sqlite:///")
    (suffix,) = re.findall(r"sqlite3 'file:lgsco\.db(\?\S+)'", GUIDE)
    with contextlib.closing(sqlite3.connect(f"file:{path}{suffix}", uri=True)) as connection:
        for view in VIEWS:
            connection.execute(f"SELECT * FROM {view}").fetchall()  # noqa: S608 -- our own names
        for statement in ("DELETE FROM register_entry", "DROP VIEW letters", "CREATE TABLE more (id INTEGER)"):
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                connection.execute(statement)


@pytest.mark.attack(Promise.EVIDENCE, {"The reader's role writes, before and after an upgrade": "refused"})
def test_the_role_of_the_guide_cannot_write_not_even_after_an_upgrade(postgresql: PostgreSQL) -> None:
    address = postgresql.upgraded()
    (statements,) = re.findall(r"```sql\n(CREATE ROLE.+?)```", GUIDE, re.DOTALL)
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute(statements.encode())
    with psycopg.connect(address, autocommit=True, user="lgsco_reader") as reader:
        for view in VIEWS:
            reader.execute(f"SELECT * FROM {view}".encode())  # noqa: S608 -- our own names
        for statement in (
            b"DELETE FROM archive.run",
            b"SELECT * FROM archive.letters",
            b"DROP VIEW letters",
            b"CREATE TABLE more (id INTEGER)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                reader.execute(statement)
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute("DROP VIEW lgsco.letters")
        owner.execute("CREATE VIEW lgsco.letters AS SELECT 1 AS one")
    with psycopg.connect(address, autocommit=True, user="lgsco_reader") as reader:
        assert reader.execute("SELECT one FROM letters").fetchall() == [(1,)]
