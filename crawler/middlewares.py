"""Downloader middlewares: what is added to a request on its way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from crawler.extensions import Run
from lgsco_store.records import CaptureKind

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request

    from lgsco_store.archive import Archive


class ConditionalRequests:
    """Asks for a letter only if it has changed, with the validators of the archive's own newest capture of it.

    A library's HTTP cache would answer from its own store by its own rules; here only the archive remembers.
    """

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Shares the archive of the crawl's run."""
        return cls(Run.of(crawler).archive)

    def process_request(self, request: Request) -> None:
        """Adds ``If-None-Match`` and ``If-Modified-Since`` where the archive holds the bytes they speak of."""
        if request.meta.get("kind") is not CaptureKind.LETTER or "validators" in request.meta:
            return
        validators = self.archive.validators(request.url)
        if validators is None:
            return
        request.meta["validators"] = validators
        if validators.etag:
            request.headers["If-None-Match"] = validators.etag
        if validators.last_modified:
            request.headers["If-Modified-Since"] = validators.last_modified
