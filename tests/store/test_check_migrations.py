from __future__ import annotations

import pytest
from sqlalchemy import Connection

from lgsco_store.database import engine
from tests.check_migrations import differences
from tests.store.servers import Maker


class Tampered:
    """Makes databases of this release, and then changes them without a migration."""

    def __init__(self, maker: Maker, *statements: str) -> None:
        self._maker = maker
        self._statements = statements
        self.name = maker.name

    def empty(self) -> str:
        return self._maker.empty()

    def upgraded(self) -> str:
        address = self._maker.upgraded()
        changing = engine.make_engine(address)
        with changing.begin() as connection:
            self._change(connection)
        changing.dispose()
        return address

    def _change(self, connection: Connection) -> None:
        for statement in self._statements:
            # On PostgreSQL the view for users goes with it.
            cascade = statement.startswith("DROP VIEW") and connection.dialect.name == "postgresql"
            connection.exec_driver_sql(f"{statement} CASCADE" if cascade else statement)


def test_a_fresh_database_differs_in_nothing(maker: Maker) -> None:
    assert list(differences(maker)) == []


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("DROP VIEW letters", "the view letters is missing"),
        ("ALTER TABLE document ADD COLUMN more TEXT", "remove_column"),
        ("DROP INDEX ix_capture_url", "add_index"),
        ("CREATE TABLE extra (id INTEGER, CONSTRAINT ck_extra_id CHECK (id > 0))", "the check extra.ck_extra_id is"),
    ],
)
def test_what_differs_is_named(maker: Maker, statement: str, line: str) -> None:
    found = list(differences(Tampered(maker, statement)))
    assert any(line in each for each in found)
