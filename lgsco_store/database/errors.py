"""What a person can mend in a database or its disk, told in one line; whatever else goes wrong passes as it is."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL
from sqlalchemy.exc import DataError, DBAPIError, OperationalError, ProgrammingError

from lgsco_store.database import addresses
from lgsco_store.errors import (
    ArchiveError,
    DatabaseAddressError,
    DatabaseBrokenError,
    DatabaseBusyError,
    DatabaseFullError,
    DatabaseMissingError,
    DatabaseUnreachableError,
    DatabaseUnusableError,
)

_BUSY = "another program keeps the archive locked; try again later"
_FULL = "the disk is full; make room and run it again"
_DAMAGED = "the file is damaged; keep it as it is, and go back to a backup that `lgsco verify` finds whole"
_NOT_WRITABLE = "the file may not be written; check its permissions"
_LACKING = "the archive lacks what its release has ({}); run `lgsco upgrade`, and `lgsco verify` after it"

_BY_SQLITE: dict[int, tuple[type[ArchiveError], str]] = {
    sqlite3.SQLITE_BUSY: (DatabaseBusyError, _BUSY),
    sqlite3.SQLITE_LOCKED: (DatabaseBusyError, _BUSY),
    sqlite3.SQLITE_PROTOCOL: (DatabaseBusyError, _BUSY),
    sqlite3.SQLITE_FULL: (DatabaseFullError, _FULL),
    sqlite3.SQLITE_IOERR: (
        DatabaseBrokenError,
        "the disk fails, or a limit on the size of files is reached; check both and run it again",
    ),
    sqlite3.SQLITE_CORRUPT: (DatabaseBrokenError, _DAMAGED),
    sqlite3.SQLITE_NOTADB: (DatabaseUnusableError, "the file is no SQLite database; check the address"),
    sqlite3.SQLITE_READONLY: (DatabaseUnusableError, _NOT_WRITABLE),
    sqlite3.SQLITE_PERM: (DatabaseUnusableError, _NOT_WRITABLE),
    sqlite3.SQLITE_AUTH: (DatabaseUnusableError, _NOT_WRITABLE),
}

# By the conditions of PostgreSQL's manual, appendix A.
_BY_POSTGRESQL: dict[str, tuple[type[ArchiveError], str]] = {
    "53100": (DatabaseFullError, "the server's disk is full; make room and run it again"),
    "40P01": (DatabaseBusyError, _BUSY),
    "55P03": (DatabaseBusyError, _BUSY),
    "25006": (DatabaseUnusableError, "the server takes no writing; check that it is not a copy of another"),
    "42501": (DatabaseUnusableError, "the role may not do this; check what it is granted"),
    "58030": (DatabaseBrokenError, "the server's disk fails; check it and run it again"),
    "XX001": (DatabaseBrokenError, _DAMAGED),
    "XX002": (DatabaseBrokenError, _DAMAGED),
}
_POSTGRESQL_LACKS = {"42P01", "42703"}


@contextmanager
def plain_errors(url: URL) -> Iterator[None]:
    """Turns what a person can mend into one line about the database at ``url``; all else passes as it is."""
    try:
        yield
    except DBAPIError as error:
        found = _by_sqlite(error, url) if isinstance(error.orig, sqlite3.Error) else _by_postgresql(error)
        if found is None:
            raise
        kind, told = found
        raise kind(f"{addresses.shown(url)}: {told}") from error


def _by_sqlite(error: DBAPIError, url: URL) -> tuple[type[ArchiveError], str] | None:
    code, told = getattr(error.orig, "sqlite_errorcode", None), str(error.orig)
    if code is None:
        return (DatabaseBrokenError, _DAMAGED) if "decode" in told else None
    if code & 0xFF == sqlite3.SQLITE_CANTOPEN:
        return _unopened(Path(url.database or ""))
    if code == sqlite3.SQLITE_ERROR and told.startswith(("no such table", "no such column")):
        return DatabaseUnusableError, _LACKING.format(told)
    return _BY_SQLITE.get(code & 0xFF)


def _unopened(file: Path) -> tuple[type[ArchiveError], str]:
    if file.is_dir():
        return DatabaseUnusableError, "this is a folder; give the name of a file in it"
    if file.exists():
        return DatabaseUnusableError, "the file may not be opened; check its permissions and its folder's"
    if not file.parent.is_dir():
        return DatabaseMissingError, f"there is no folder {file.parent}; make it, or check the address"
    if not os.access(file.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        return DatabaseMissingError, "there is no such archive, and its folder may not be written; check both"
    return DatabaseMissingError, "there is no such archive; `lgsco upgrade` makes one"


def _by_postgresql(error: DBAPIError) -> tuple[type[ArchiveError], str] | None:
    cause: Any = error.orig
    state = getattr(cause, "sqlstate", None)
    first = next(iter(str(cause).strip().splitlines()), type(cause).__name__)
    if state in _POSTGRESQL_LACKS:
        return DatabaseUnusableError, _LACKING.format(first)
    if state in _BY_POSTGRESQL:
        return _BY_POSTGRESQL[state]
    if isinstance(error, DataError):
        return DatabaseUnusableError, f"the server refuses a value, report it: {first}"
    if state is None and isinstance(error, ProgrammingError):
        return DatabaseAddressError, f"the address holds what the server can't take, check it: {first}"
    if error.connection_invalidated or (state is None and isinstance(error, OperationalError)):
        return DatabaseUnreachableError, f"the server does not answer, check that it is there: {first}"
    return None
