"""What can go wrong in a way that a person can mend: each error's text is the one line that they see."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """What a message adds about the known word that is nearest to one that is not known."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0)
    return f"; the nearest is {found[0]!r}" if found else ""


class LgscoError(Exception):
    """Base of all errors that are told in one line and without a traceback."""


class SettingsError(LgscoError):
    """A setting has a value that cannot be used; raised when a program starts."""


class ArchiveError(LgscoError):
    """Base of what can go wrong with the archive; the text is one line that says what, where and what to do."""


class DatabaseMissingError(ArchiveError):
    """There is no such database; raised on opening."""


class DatabaseAddressError(ArchiveError):
    """The database's address cannot be understood, or names a kind of database that is not supported."""


class DatabaseUnreachableError(ArchiveError):
    """The database's server does not answer, or turned us away."""


class DatabaseBusyError(ArchiveError):
    """Somebody else kept the database locked for too long; raised while reading or writing."""


class DatabaseFullError(ArchiveError):
    """The disk under the database is full; raised while writing, and nothing of the transaction is kept."""


class DatabaseBrokenError(ArchiveError):
    """The disk under the database fails, or the file is damaged; nothing of the transaction is kept."""


class DatabaseUnusableError(ArchiveError):
    """The file is no database, may not be opened or written, or lacks something that the archive has."""


class ReleaseError(ArchiveError):
    """The database holds no archive, or that of another release; raised on opening and by an upgrade."""


class OtherSiteError(ArchiveError):
    """The archive is that of another site; raised when a run is claimed."""


class AliasError(ArchiveError):
    """A spelling can't be removed; raised before anything is."""


class UnknownWordError(LgscoError):
    """The archive knows no such authority, or the vocabulary no such measure; raised before anything is looked for."""


class ForeignDatabaseError(ArchiveError):
    """The database holds another program's tables and no archive; raised before anything is made in it."""
