"""Item pipelines: store a capture in the archive. Bytes first: nothing is read before it is stored."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self

from crawler.extensions import Run
from crawler.items import Fetched
from crawler.reading import READER_VERSION
from crawler.reading.pool import ReadingPool
from lgsco_store.publications.inputs import Finding
from lgsco_store.records import CaptureKind, Reading, Severity, Source, ToRead

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class _RunPipeline:
    """A pipeline that shares the archive of the crawl's run."""

    def __init__(self, run: Run) -> None:
        self.run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Find the run of a crawl."""
        return cls(Run.of(crawler))


class StoreCapture(_RunPipeline):
    """Commits each capture with its document, and the contents of a page with it."""

    def process_item(self, item: Fetched) -> Fetched:
        """Store an item and pass it on."""
        archive, run_id = self.run.archive, self.run.claim.run_id
        capture_id = archive.store_capture(run_id, item.capture, item.body, item.shows)
        if item.page is not None:
            archive.store_page(run_id, capture_id, item.page, item.listings)
        if item.decisions or item.window is not None:
            archive.store_decisions(run_id, capture_id, item.decisions, item.window)
        for finding in item.findings:
            archive.store_finding(run_id, finding)
        return item


class ReadDocument(_RunPipeline):
    """Reads documents that this reader version has not read yet, in processes that a hostile file may kill."""

    def open_spider(self) -> None:
        """Start the reading processes."""
        chosen = self.run.chosen
        self.pool = ReadingPool(
            workers=chosen.read_workers, seconds=chosen.read_seconds, memory_mb=chosen.read_memory_mb
        )
        self.pool.__enter__()
        self.broken_off: dict[ToRead, Reading] = {}

    async def close_spider(self) -> None:
        """Read again what was interrupted or what an older reader read, then end the reading processes."""
        if not self.run.troubles:
            index = self.run.archive.decision_index(self.run.claim.run_id)
            for left in index.unread(READER_VERSION):
                await self._read(left)
            await self._once_more()
            for former in self.run.archive.former_unread(self.run.claim.run_id, READER_VERSION):
                await self._read(former)
        self.pool.__exit__(None, None, None)

    async def process_item(self, item: Fetched) -> Fetched:
        """Read an item's document or statistics, from the archive if their bytes were not sent again."""
        if item.capture.diagnosis is None:
            is_document = item.capture.kind in self.run.spider.documents
            wanted = self._document(item) if is_document else self._page(item)
            if wanted is not None:
                await self._read(wanted, item.body if wanted.sha256 == item.capture.body_sha256 else None)
        return item

    def _document(self, item: Fetched) -> ToRead | None:
        digest = item.capture.body_sha256
        if digest is None or self.run.archive.has_reading(digest, Source.LETTER, READER_VERSION):
            return None
        return ToRead(digest, Source.LETTER, item.capture.url)

    def _page(self, item: Fetched) -> ToRead | None:
        """Return the page's statistics or decision; the rest of a page changes with every answer."""
        if item.shows.statistics_sha256 is None:
            return None
        source = Source.DECISION if item.capture.kind is CaptureKind.DECISION else Source.STATISTICS_PAGE
        digest = self.run.archive.unread_page(item.capture.url, source, READER_VERSION)
        return None if digest is None else ToRead(digest, source, item.capture.url)

    async def _once_more(self) -> None:
        """Retry interrupted readings: the cause may have been the machine, and not the letter."""
        again, self.broken_off = self.broken_off, {}
        for wanted in again:
            await self._read(wanted)
        for wanted, reading in self.broken_off.items():
            told = "; ".join(issue.message for issue in reading.issues)
            message = f"Reading document {wanted.sha256} failed twice in this run, and will be tried again: {told}"
            finding = Finding("reading_broke_off", Severity.WARNING, message, None, None, wanted.url, wanted.source)
            self.run.archive.store_finding(self.run.claim.run_id, finding)

    async def _read(self, wanted: ToRead, body: bytes | None = None) -> None:
        archive = self.run.archive
        content = body or archive.document_body(wanted.sha256)
        reading = await asyncio.wrap_future(self.pool.submit(content, wanted.source, wanted.url))
        if reading.broke_off:
            self.broken_off[wanted] = reading
        else:
            archive.store_reading(reading, wanted.source)
