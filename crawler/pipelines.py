"""Item pipelines: the way of a capture into the archive. Bytes first: nothing reads what is not yet stored."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self

from crawler.extensions import Run
from crawler.items import Fetched
from crawler.reading import READER_VERSION
from crawler.reading.workers import ReadingPool
from lgsco_store.records import CaptureKind

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class StoreCapture:
    """Commits each capture with its document, and what a page says beside it."""

    def __init__(self, run: Run) -> None:
        self.run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Shares the archive of the crawl's run."""
        return cls(Run.of(crawler))

    def process_item(self, item: Fetched) -> Fetched:
        """Stores an item and hands it on."""
        archive, run_id = self.run.archive, self.run.claim.run_id
        capture_id = archive.store_capture(run_id, item.capture, item.body, item.statistics_sha256)
        if item.page is not None:
            archive.store_page(run_id, capture_id, item.page, item.listings)
        return item


class ReadLetter:
    """Reads each letter that this reader version has not read yet, in a process that a hostile file may kill."""

    def __init__(self, run: Run) -> None:
        self.run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Shares the archive of the crawl's run."""
        return cls(Run.of(crawler))

    def open_spider(self) -> None:
        """Starts the reading processes."""
        chosen = self.run.chosen
        self.pool = ReadingPool(
            workers=chosen.read_workers, seconds=chosen.read_seconds, memory_mb=chosen.read_memory_mb
        )
        self.pool.__enter__()

    def close_spider(self) -> None:
        """Ends the reading processes."""
        self.pool.__exit__(None, None, None)

    async def process_item(self, item: Fetched) -> Fetched:
        """Reads an item's letter, from the archive where the server only vouched for it."""
        archive, digest = self.run.archive, item.capture.body_sha256
        if item.capture.kind is not CaptureKind.LETTER or item.capture.diagnosis is not None or digest is None:
            return item
        if not archive.has_reading(digest, READER_VERSION):
            body = item.body or archive.document_body(digest)
            archive.store_reading(await asyncio.wrap_future(self.pool.submit(body)))
        return item
