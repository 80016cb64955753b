"""What the machinery of a run needs to know of the spider that it runs; any spider of the project may be that one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast

from scrapy.crawler import Crawler

from lgsco_store.records import CaptureKind


class RunSpider(Protocol):
    """A spider whose crawl is a run of the archive.

    ``claim`` is the claim of the run as text, ``parent`` the process that started the crawl, None if nobody waits for
    it. ``fault`` says why nothing that was found can be relied on, ``notes`` are what a person should know, and
    ``found`` counts what there is to fetch, as far as it is known.
    """

    claim: str
    parent: int | None
    known_slugs: frozenset[str]
    notes: list[str]

    @property
    def fault(self) -> str | None:
        """Why nothing that was found can be relied on; None if it can."""

    @property
    def least_requests(self) -> int:
        """How many requests the run takes at least."""

    @property
    def found(self) -> Mapping[CaptureKind, int]:
        """How many pages and publications the crawl has found."""


def spider_of(crawler: Crawler) -> RunSpider:
    """Return the spider that a crawler runs."""
    return cast("RunSpider", crawler.spider)
