"""What a person can mend in a database or its disk, told in one line; whatever else goes wrong passes as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from lgsco_store.database import addresses
from lgsco_store.database.dialects import dialect_of


@contextmanager
def plain_errors(url: URL) -> Iterator[None]:
    """Turns what a person can mend into one line about the database at ``url``; all else passes as it is."""
    try:
        yield
    except DBAPIError as error:
        found = dialect_of(url).explain(error, url)
        if found is None:
            raise
        kind, told = found
        raise kind(f"{addresses.shown(url)}: {told}") from error
