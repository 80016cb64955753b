"""The address of the archive's database: which are valid, and how to show one without its passwords."""

from __future__ import annotations

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from lgsco_store.database.dialects import DIALECTS
from lgsco_store.errors import DatabaseAddressError

_LIKE = "like sqlite:///lgsco.db or postgresql://user@host/name"


def parse(address: str) -> URL:
    """Parse an address into SQLAlchemy's URL, with the driver that the archive uses.

    Raises:
        DatabaseAddressError: it cannot be understood, or names another kind of database. No part of an address that
            was not understood is shown: it may contain a password anywhere.
    """
    try:
        url = make_url(address)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise DatabaseAddressError(f"the database's address cannot be understood: give one {_such(address)}") from None
    dialect = DIALECTS.get(backend)
    if dialect is None:
        raise DatabaseAddressError(
            f"{without_passwords(url)} is neither SQLite nor PostgreSQL: give one {_such(address)}"
        )
    if fault := dialect.address_fault(url):
        raise DatabaseAddressError(f"the database's address {fault}: give one {_LIKE}")
    return url.set(drivername=dialect.driver)


def without_passwords(url: URL) -> str:
    """Return an address that is safe to show: without anything that may be a password."""
    secret = [name for name in url.query if "pass" in name.lower()]
    return url.difference_update_query(secret).render_as_string(hide_password=True)


def _such(address: str) -> str:
    return "with postgresql:// in place of postgres://" if address.lower().startswith("postgres:") else _LIKE
