"""Constants of the reader for code that reads nothing.

Importing the reader itself takes longer than reading twenty letters.
"""

from __future__ import annotations

from lgsco_store.records import Issue, Reading, ReadingStatus

READER_VERSION = "3"
"""Incremented with every change that can change a reading."""

MAX_BYTES = 50 * 2**20
"""Larger files are not opened; a letter is smaller than one megabyte."""


def unread(sha256: str | None, issue: Issue) -> Reading:
    """Make the reading of a document that could not be read, for the reason that the issue gives."""
    return Reading(sha256, ReadingStatus.UNREADABLE, READER_VERSION, issues=(issue,))
