"""The words that the archive's own columns use."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias, assert_never


class Trigger(StrEnum):
    """What started a run: a person's ``lgsco crawl``, the scheduler, the demonstration, Scrapy's own command.

    A run started by ``REREAD`` fetched nothing: it replaced readings by those of a newer reader.
    """

    CRAWL = "crawl"
    SCHEDULE = "schedule"
    DEMO = "demo"
    SCRAPY = "scrapy"
    REREAD = "reread"


class Spider(StrEnum):
    """What a run crawls."""

    LETTERS = "letters"
    DECISIONS = "decisions"

    @property
    def by_authority(self) -> bool:
        """Return whether it goes through the pages of authorities, of all of them unless its run has a scope.

        Such a run is planned in batches of authorities, and held if it finds too few of them.
        """
        match self:
            case Spider.LETTERS:
                return True
            case Spider.DECISIONS:
                return False
            case _:
                assert_never(self)


class DecisionType(StrEnum):
    """The form in which a decision is published."""

    STATEMENT = "statement"
    REPORT = "report"


class RunState(StrEnum):
    """The state of a run; ``ABANDONED`` means that its process died, ``DISCARDED`` that a person rejected it."""

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


class DecisionKind(StrEnum):
    """Changes that only decisions have.

    ``EXPIRED`` means that it was taken down at the usual age: nothing is wrong with it, unlike a withdrawn one.
    """

    OUTCOME_REVISED = "outcome_revised"
    REDATED = "redated"
    EXPIRED = "expired"


class ItemKind(StrEnum):
    """Changes that only publications have which are items of a list."""

    ADDED = "added"
    REMOVED = "removed"


class AuthorityKind(StrEnum):
    """What a change did to an authority.

    Its page was read for the first time, its slug or its name changed on the site, or another authority succeeded it.
    """

    ADDED = "authority_added"
    RENAMED = "authority_renamed"
    MERGED = "authority_merged"


AnyKind: TypeAlias = Kind | DecisionKind | ItemKind
"""What a change did to a publication of any kind."""


class Cause(StrEnum):
    """Why a publication changed: the Ombudsman changed it, or the reader improved."""

    SOURCE = "source"
    READER = "reader"


class Spelling(StrEnum):
    """Which attribute of an authority a spelling is of."""

    SLUG = "slug"
    NAME = "name"


class Event(StrEnum):
    """The reason for a notification at the end of a run; ``QUIET`` means none.

    ``DOUBTS`` are issues of severity error in a published run.
    """

    CHANGES = "changes"
    DOUBTS = "doubts"
    HELD = "held"
    FAILED = "failed"
    RECOVERED = "recovered"
    QUIET = "quiet"
