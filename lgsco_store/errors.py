"""Errors that a person can fix: the text of each is the one line that they see."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

# Part of a long slug, such as kent of kent-county-council, resembles it by a third.
_RESEMBLES = 0.3


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint with the known word nearest to an unknown one; empty if none resembles it."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=_RESEMBLES)
    return f"; the nearest is {found[0]!r}" if found else ""


class LgscoError(Exception):
    """Base of all errors that are reported in one line and without a traceback."""


class SettingsError(LgscoError):
    """A setting has an unusable value; raised when a program starts."""


class ArchiveError(LgscoError):
    """Base of all archive errors; the text is one line that says what, where and what to do."""


class DatabaseMissingError(ArchiveError):
    """There is no such database; raised on opening."""


class DatabaseAddressError(ArchiveError):
    """The database's address cannot be understood, or names an unsupported kind of database."""


class DatabaseUnreachableError(ArchiveError):
    """The database's server does not answer, or refused the connection."""


class DatabaseBusyError(ArchiveError):
    """Another program kept the database locked for too long; raised while reading or writing."""


class DatabaseFullError(ArchiveError):
    """The database's disk is full; raised while writing, and the whole transaction is rolled back."""


class DatabaseBrokenError(ArchiveError):
    """The database's disk fails, or the file is damaged; the whole transaction is rolled back."""


class DatabaseUnusableError(ArchiveError):
    """The file is not a database, may not be opened or written, or lacks a part of the archive."""


class ReleaseError(ArchiveError):
    """The database is not an archive, or that of another release; raised on opening and by an upgrade."""


class OtherReleaseError(ReleaseError):
    """The archive is that of another release, older or newer."""


class OtherSiteError(ArchiveError):
    """The archive belongs to another site; raised when a run is claimed."""


class AliasError(ArchiveError):
    """A spelling cannot be removed; raised before anything is."""


class UnknownWordError(LgscoError):
    """The archive knows no such authority, or the vocabulary no such measure; raised before any query."""


class ForeignDatabaseError(ArchiveError):
    """The database has another program's tables and no archive; raised before anything is created in it."""
