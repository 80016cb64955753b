"""Explain, in one line, database and disk errors that a person can fix; all other errors pass unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from lgsco_store.database import addresses
from lgsco_store.database.dialects import dialect_of


@contextmanager
def plain_errors(url: URL) -> Iterator[None]:
    """Turn errors that a person can fix into one line about the database at ``url``; pass all others unchanged."""
    try:
        yield
    except DBAPIError as error:
        found = dialect_of(url).explain(error, url)
        if found is None:
            raise
        kind, message = found
        raise kind(f"{addresses.without_passwords(url)}: {message}") from error
