"""Show the progress of the crawl: a bar on a terminal, log lines elsewhere."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.logging import RichHandler
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from scrapy import signals

from crawler.items import Fetched
from crawler.run.crawl import RunSpider, spider_of
from lgsco_store.records import CaptureKind

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

# How often the log shows progress.
_LOG_SECONDS = 30.0


class Progress:
    """Counts what the spider found and what has been fetched, and shows the counts."""

    def __init__(self, spider: RunSpider) -> None:
        self.spider = spider
        self.done = dict.fromkeys(CaptureKind, 0)
        self.logged_at = time.monotonic()
        console = Console(stderr=True)
        self.bar = _bar(console) if console.is_terminal else None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the signals of what the spider finds."""
        progress = cls(spider_of(crawler))
        crawler.signals.connect(progress.opened, signals.spider_opened)
        crawler.signals.connect(progress.scraped, signals.item_scraped)
        crawler.signals.connect(progress.closed, signals.spider_closed)
        return progress

    def opened(self) -> None:
        """Draw the bar; from then on log lines appear above it."""
        if self.bar is not None:
            self.bar.start()
            self.tasks = {kind: self.bar.add_task(word, total=None) for kind, word in self.spider.counted.items()}
            logging.getLogger().handlers = [RichHandler(logging.WARNING, self.bar.console, show_path=False)]

    def scraped(self, item: Fetched) -> None:
        """Count one capture, unless its address will be requested again."""
        self.done[item.capture.kind] += not item.again
        if self.bar is not None:
            found = self.spider.found
            for kind, task in self.tasks.items():
                self.bar.update(task, completed=self.done[kind], total=found[kind] or None)
        elif time.monotonic() - self.logged_at >= _LOG_SECONDS:
            self._log()

    def closed(self) -> None:
        """End the bar, or log the last count."""
        if self.bar is not None:
            self.bar.stop()
        else:
            self._log()

    def _log(self) -> None:
        self.logged_at = time.monotonic()
        counted, found = self.spider.counted, self.spider.found
        logger.info("%s", ", ".join(f"{self.done[kind]} of {found[kind]} {word}" for kind, word in counted.items()))


def _bar(console: Console) -> Bar:
    times = (TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())
    return Bar(
        TextColumn("{task.description:>8}"), BarColumn(), MofNCompleteColumn(), *times, console=console, transient=True
    )
