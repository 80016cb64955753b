"""What the machinery of a run needs to know of the spider that it runs; any spider of the project may be that one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol, runtime_checkable

from scrapy.crawler import Crawler

from lgsco_store.records import CaptureKind


@runtime_checkable
class RunSpider(Protocol):
    """A spider whose crawl is a run of the archive.

    ``claim`` is the claim of the run as text, ``parent`` the process that started the crawl, None if nobody waits for
    it, and ``notes`` are what a person should know.
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
    def documents(self) -> Collection[CaptureKind]:
        """The kinds of capture that are publications: the archive keeps their bytes, and they are read."""

    @property
    def counted(self) -> Mapping[CaptureKind, str]:
        """The kinds of capture whose progress is shown, with the plural word for each."""

    @property
    def found(self) -> Mapping[CaptureKind, int]:
        """How many of each counted kind there are to fetch, as far as it is known."""


def spider_of(crawler: Crawler) -> RunSpider:
    """Return the spider that a crawler runs.

    Raises:
        TypeError: it lacks something that a run needs.
    """
    spider: object = crawler.spider
    if not isinstance(spider, RunSpider):
        raise TypeError(f"{type(spider).__name__} lacks something that crawler.run.crawl.RunSpider names")
    return spider
