"""Item pipelines: store a capture in the archive. Bytes first: nothing is read before it is stored."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Self

from crawler.extensions import Run
from crawler.items import Fetched
from crawler.reading import READER_VERSION
from crawler.reading.pool import ReadingPool
from lgsco_store.publications.base import PublicationKind, Versioned
from lgsco_store.publications.inputs import Finding
from lgsco_store.publications.registry import kinds_captured_as
from lgsco_store.records import Reading, Severity, ToRead

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

    async def process_item(self, item: Fetched) -> Fetched:
        """Store an item and pass it on once it is committed, with what of it is to be read."""
        item.to_read = await self.run.commits.add(partial(self._store, item))
        return item

    def _store(self, item: Fetched) -> list[ToRead]:
        archive, run_id = self.run.archive, self.run.claim.run_id
        capture_id = archive.store_capture(run_id, item.capture, item.body, item.shows)
        if item.page is not None:
            archive.store_page(run_id, capture_id, item.page, item.listings)
        if item.decisions or item.window is not None:
            archive.store_decisions(run_id, capture_id, item.decisions, item.window)
        if item.list_page is not None:
            archive.store_list_page(run_id, capture_id, item.list_page)
        for finding in item.findings:
            archive.store_finding(run_id, finding)
        return self._to_read(item)

    def _to_read(self, item: Fetched) -> list[ToRead]:
        """Return the documents to read, one for each kind of publication that the item may hold."""
        if item.capture.diagnosis is not None:
            return []
        kinds = filter(self._is_read, kinds_captured_as(item.capture.kind))
        return [wanted for kind in kinds if (wanted := self._wanted(item, kind)) is not None]

    def _is_read(self, kind: PublicationKind) -> bool:
        """Return whether the settings ask for a kind of publication."""
        return kind.setting is None or bool(getattr(self.run.settings, kind.setting))

    def _wanted(self, item: Fetched, kind: PublicationKind) -> ToRead | None:
        """Return the document to read as one kind, if it is new: the bytes of a page change with every answer."""
        url, archive = item.capture.url, self.run.archive
        if kind.versioned is not Versioned.BY_BYTES:
            shows = kind.versioned is Versioned.BY_ITEM or item.shows.statistics_sha256 is not None
            digest = archive.unread_page(url, kind.source, READER_VERSION) if shows else None
        else:
            digest = item.capture.body_sha256
            is_read = digest is not None and archive.has_reading(digest, kind.source, READER_VERSION)
            digest = None if is_read else digest
        return None if digest is None else ToRead(digest, kind.source, url)


class ReadDocument(_RunPipeline):
    """Reads documents that this reader version has not read yet, in processes that a hostile file may kill."""

    def open_spider(self) -> None:
        """Start the reading processes."""
        settings = self.run.settings
        self.pool = ReadingPool(
            workers=settings.read_workers, seconds=settings.read_seconds, memory_mb=settings.read_memory_mb
        )
        self.pool.__enter__()
        self.broken_off: dict[ToRead, Reading] = {}

    async def close_spider(self) -> None:
        """Read again what was interrupted or what an older reader read, then end the reading processes.

        A run that was stopped, or has failed, ends at once. Scrapy would only log an error here.
        """
        try:
            if not self.run.troubles and not self.run.is_ending:
                await self._read_the_rest()
        except Exception as error:  # noqa: BLE001 -- whatever it is, the run is not complete
            self.run.add_trouble(f"not every document could be read: {error}")
        finally:
            self.pool.__exit__(None, None, None)

    async def _read_the_rest(self) -> None:
        archive, run_id = self.run.archive, self.run.claim.run_id
        for left in archive.decision_index(run_id).unread(READER_VERSION):
            await self._read(left)
        await self._once_more()
        for former in archive.former_unread(run_id, READER_VERSION):
            await self._read(former)

    async def process_item(self, item: Fetched) -> Fetched:
        """Read an item as each kind of publication that it may hold; bytes not sent again are in the archive."""
        for wanted in item.to_read:
            await self._read(wanted, item.body if wanted.sha256 == item.capture.body_sha256 else None)
        return item

    async def _once_more(self) -> None:
        """Retry interrupted readings: the cause may have been the machine, and not the letter."""
        again, self.broken_off = self.broken_off, {}
        for wanted in again:
            await self._read(wanted)
        for wanted, reading in self.broken_off.items():
            reasons = "; ".join(issue.message for issue in reading.issues)
            message = f"Reading document {wanted.sha256} failed twice in this run, and will be tried again: {reasons}"
            finding = Finding("reading_broke_off", Severity.WARNING, message, None, None, wanted.url, wanted.source)
            self.run.archive.store_finding(self.run.claim.run_id, finding)

    async def _read(self, wanted: ToRead, body: bytes | None = None) -> None:
        archive = self.run.archive
        content = body or archive.document_body(wanted.sha256)
        reading = await asyncio.wrap_future(self.pool.submit(content, wanted.source, wanted.url))
        if reading.broke_off:
            self.broken_off[wanted] = reading
        else:
            await self.run.commits.add(partial(archive.store_reading, reading, wanted.source))
