"""Show the progress of the crawl: bars on a terminal, log lines elsewhere."""

from __future__ import annotations

import logging
import sys
import time
from typing import TYPE_CHECKING, Self

from scrapy import signals

from crawler.items import Fetched
from crawler.run.crawl import RunSpider, spider_of
from lgsco_store.records import CaptureKind

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.run.bars import Bars

logger = logging.getLogger(__name__)

# How often the log shows progress.
_LOG_SECONDS = 30.0


class Progress:
    """Counts what the spider found and what has been fetched, and shows the counts."""

    def __init__(self, spider: RunSpider) -> None:
        self.spider = spider
        self.done = dict.fromkeys(CaptureKind, 0)
        self.logged_at = time.monotonic()
        self.bars = _bars(spider) if sys.stderr.isatty() else None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the signals of what the spider finds."""
        progress = cls(spider_of(crawler))
        crawler.signals.connect(progress.opened, signals.spider_opened)
        crawler.signals.connect(progress.scraped, signals.item_scraped)
        crawler.signals.connect(progress.closed, signals.spider_closed)
        return progress

    def opened(self) -> None:
        """Draw the bars."""
        if self.bars is not None:
            self.bars.start()

    def scraped(self, item: Fetched) -> None:
        """Count one capture, unless its address will be requested again."""
        self.done[item.capture.kind] += not item.again
        if self.bars is not None:
            self.bars.show(self.done)
        elif time.monotonic() - self.logged_at >= _LOG_SECONDS:
            self._log()

    def closed(self) -> None:
        """Remove the bars, or log the last count."""
        if self.bars is not None:
            self.bars.stop()
        else:
            self._log()

    def _log(self) -> None:
        self.logged_at = time.monotonic()
        counted, found = self.spider.counted, self.spider.found
        logger.info("%s", ", ".join(f"{self.done[kind]} of {found[kind]} {word}" for kind, word in counted.items()))


def _bars(spider: RunSpider) -> Bars:
    from crawler.run.bars import Bars  # noqa: PLC0415 -- slow to import, and most crawls have no terminal

    return Bars(spider)
