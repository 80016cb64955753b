"""What the machinery of a run needs from its spider, which can be any spider of the project."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol, runtime_checkable

from scrapy.crawler import Crawler

from lgsco_store.records import CaptureKind


@runtime_checkable
class RunSpider(Protocol):
    """A spider whose crawl is a run of the archive.

    ``claim`` is the claim of the run as text, ``parent`` the process that started the crawl, None if nobody waits for
    it, and ``notes`` are notes for people.
    """

    claim: str
    parent: int | None
    known_slugs: frozenset[str]
    notes: list[str]

    @property
    def fault(self) -> str | None:
        """Return why none of the results can be relied on; None if they can."""

    @property
    def least_requests(self) -> int:
        """Return the minimum number of requests that the run takes."""

    @property
    def documents(self) -> Collection[CaptureKind]:
        """Return the kinds of capture that are publications: the archive keeps their bytes, and they are read."""

    @property
    def counted(self) -> Mapping[CaptureKind, str]:
        """Return the kinds of capture whose progress is shown, with the plural word for each."""

    @property
    def found(self) -> Mapping[CaptureKind, int]:
        """Return how many of each counted kind there are to fetch, as far as is known."""


def spider_of(crawler: Crawler) -> RunSpider:
    """Return the spider that a crawler runs.

    Raises:
        TypeError: it lacks something that a run needs.
    """
    spider: object = crawler.spider
    if not isinstance(spider, RunSpider):
        raise TypeError(f"{type(spider).__name__} lacks something that crawler.run.crawl.RunSpider names")
    return spider
