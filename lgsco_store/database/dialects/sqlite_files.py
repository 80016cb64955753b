"""The file of an archive on SQLite: how it is opened, alone or while others write it, and why it cannot be."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from lgsco_store.database.dialects.base import Explanation
from lgsco_store.errors import DatabaseMissingError, DatabaseUnusableError

# Writers of one SQLite file wait for each other; none of ours locks it for longer than a publication takes.
_BUSY_SECONDS = 30


def opener(path: Path, how: str) -> Callable[[], sqlite3.Connection]:
    """Return what opens a file in a mode."""
    # The mode in the address keeps SQLite from creating an empty file for a mistyped name.
    address = f"file:{quote(str(path.absolute()))}?{how}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    return connect


def read_only(path: Path) -> Callable[[], sqlite3.Connection]:
    """Open a file for reading only, even in a folder without write permission."""
    alone = opener(path, "mode=ro&immutable=1")
    return lambda: _shared(path) or alone()


def is_immutable(path: Path) -> bool:
    """Return whether a file can be read only as one that nobody changes.

    Raises:
        DatabaseUnusableError: its latest changes are in a log that SQLite would then ignore.
    """
    shared = _shared(path)
    if shared is not None:
        shared.close()
    return shared is None


def _shared(path: Path) -> sqlite3.Connection | None:
    """Open a file that others may write for reading; return none if that is not possible.

    A reader in write-ahead mode needs an index next to the file, and writes it if there is none. If it cannot, SQLite
    can still read the file as one that nobody changes, but ignores a log with changes that are not in the file yet.
    """
    log = path.with_name(f"{path.name}-wal")
    connection = opener(path, "mode=ro")()
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            raise
        if log.exists() and log.stat().st_size:
            raise DatabaseUnusableError(
                f"{path}: it is read-only, and its latest changes are still in {log.name}: "
                "run `lgsco status` where it is writable before you copy it, or move a copy of both files there"
            ) from error
        return None
    return connection


def unopened(file: Path) -> Explanation:
    """Explain why a file could not be opened."""
    if file.is_dir():
        return DatabaseUnusableError, "this is a folder; give the name of a file in it"
    if file.exists():
        return DatabaseUnusableError, "the file may not be opened; check its permissions and its folder's"
    if not file.parent.is_dir():
        return DatabaseMissingError, f"there is no folder {file.parent}; make it, or check the address"
    if not os.access(file.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        return DatabaseMissingError, "there is no such archive, and its folder is not writable; check both"
    return DatabaseMissingError, "there is no such archive; `lgsco upgrade` makes one"
