"""What is known of the reader where nothing is read: importing what reads takes longer than reading twenty letters."""

from __future__ import annotations

from lgsco_store.records import Issue, Reading, ReadingStatus

READER_VERSION = "2"
"""Goes up with every change that can change a reading."""

MAX_BYTES = 50 * 2**20
"""Larger files are not opened; a letter has less than one megabyte."""


def unread(sha256: str | None, issue: Issue) -> Reading:
    """The reading of a document that could not be read, for the reason that the issue gives."""
    return Reading(sha256, ReadingStatus.UNREADABLE, READER_VERSION, issues=(issue,))
