"""Connections to the archive's database, SQLite or PostgreSQL."""

from __future__ import annotations

from sqlalchemy import Engine

from lgsco_store.database import addresses
from lgsco_store.database.dialects import dialect_of


def make_engine(address: str, *, create: bool = False, foreign_keys: bool = True, read_only: bool = False) -> Engine:
    """Make an engine that has not connected yet.

    ``create`` makes a missing SQLite file on connecting; ``foreign_keys`` is False for migrations only; ``read_only``
    opens a SQLite file so that nothing can be written to it. An address may override how long PostgreSQL may be silent.

    Raises:
        DatabaseAddressError: the address cannot be used.
        ExtraMissingError: psycopg is needed and not installed.
    """
    url = addresses.parse(address)
    return dialect_of(url).make_engine(url, create=create, foreign_keys=foreign_keys, read_only=read_only)
