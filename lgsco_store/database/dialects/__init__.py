"""Everything that differs between SQLite and PostgreSQL, behind one type: nothing else asks which of them it is."""

from __future__ import annotations

from sqlalchemy import URL, Connection, Engine

from lgsco_store.database.dialects.base import Dialect
from lgsco_store.database.dialects.postgresql import PostgreSQL
from lgsco_store.database.dialects.sqlite import SQLite

DIALECTS: dict[str, Dialect] = {dialect.name: dialect for dialect in (SQLite(), PostgreSQL())}
"""The databases that can hold an archive, by the name that starts their addresses."""


def dialect_of(bind: Engine | Connection | URL) -> Dialect:
    """The dialect of a database, by its address or a connection to it."""
    return DIALECTS[bind.get_backend_name() if isinstance(bind, URL) else bind.dialect.name]
