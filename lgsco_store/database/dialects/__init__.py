"""Everything that differs between SQLite and PostgreSQL, behind one type: no other code asks which database it is."""

from __future__ import annotations

from sqlalchemy import URL, Connection, Engine

from lgsco_store.database.dialects.base import Dialect
from lgsco_store.database.dialects.postgresql import PostgreSQL
from lgsco_store.database.dialects.sqlite import SQLite

DIALECTS: dict[str, Dialect] = {dialect.name: dialect for dialect in (SQLite(), PostgreSQL())}
"""The databases that can store an archive, by the scheme of their addresses."""


def dialect_of(bind: Engine | Connection | URL) -> Dialect:
    """Return the dialect of a database, from its address or a connection to it."""
    return DIALECTS[bind.get_backend_name() if isinstance(bind, URL) else bind.dialect.name]
