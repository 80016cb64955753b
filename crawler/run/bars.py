"""The progress of a crawl as bars on a terminal."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from rich.console import Console
from rich.logging import RichHandler
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from crawler.run.crawl import RunSpider
from lgsco_store.records import CaptureKind


class Bars:
    """One bar for each kind of capture that the spider counts; log lines appear above them."""

    def __init__(self, spider: RunSpider) -> None:
        self._spider = spider
        times = (TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())
        columns = (TextColumn("{task.description:>8}"), BarColumn(), MofNCompleteColumn(), *times)
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)

    def start(self) -> None:
        """Draw the bars."""
        self._progress.start()
        self._tasks = {kind: self._progress.add_task(word, total=None) for kind, word in self._spider.counted.items()}
        logging.getLogger().handlers = [RichHandler(logging.WARNING, self._progress.console, show_path=False)]

    def show(self, done: Mapping[CaptureKind, int]) -> None:
        """Show how many captures of each kind are done, of those that the spider has found."""
        for kind, task in self._tasks.items():
            self._progress.update(task, completed=done[kind], total=self._spider.found[kind] or None)

    def stop(self) -> None:
        """Remove the bars."""
        self._progress.stop()
