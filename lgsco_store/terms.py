"""The words that the archive's own columns hold."""

from __future__ import annotations

from enum import StrEnum


class Trigger(StrEnum):
    """What started a run: a person's ``lgsco crawl``, the scheduler, the demonstration, Scrapy's own command.

    A run that ``REREAD`` started fetched nothing: it replaced readings by those of a newer reader.
    """

    CRAWL = "crawl"
    SCHEDULE = "schedule"
    DEMO = "demo"
    SCRAPY = "scrapy"
    REREAD = "reread"


class RunState(StrEnum):
    """How far a run came; ``ABANDONED`` means that its process died, ``DISCARDED`` that a person refused it."""

    RUNNING = "running"
    PUBLISHED = "published"
    HELD = "held"
    FAILED = "failed"
    ABANDONED = "abandoned"
    DISCARDED = "discarded"


class Kind(StrEnum):
    """What a change did to a publication."""

    PUBLISHED = "published"
    REVISED = "revised"
    REWORDED = "reworded"
    RESTAMPED = "restamped"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


class AuthorityKind(StrEnum):
    """What a change did to an authority.

    Its page was read for the first time, it changed its slug or its name on the site, or another took over from it.
    """

    ADDED = "authority_added"
    RENAMED = "authority_renamed"
    MERGED = "authority_merged"


class Cause(StrEnum):
    """Why a publication changed: the Ombudsman changed it, or we read it better."""

    SOURCE = "source"
    READER = "reader"


class Spelling(StrEnum):
    """What of an authority the site spells."""

    SLUG = "slug"
    NAME = "name"


class Event(StrEnum):
    """What a person is called for when a run ends; ``QUIET`` is nothing.

    ``DOUBTS`` are issues of severity error that a published run brought.
    """

    CHANGES = "changes"
    DOUBTS = "doubts"
    HELD = "held"
    FAILED = "failed"
    RECOVERED = "recovered"
    QUIET = "quiet"
