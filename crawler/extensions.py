"""Extensions: what goes on beside the crawl: its row in the ledger, its end, and its progress on the terminal."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress as Bar, TextColumn, TimeElapsedColumn
from scrapy import signals
from twisted.internet.task import LoopingCall

from lgsco_store import settings
from lgsco_store.archive import Archive
from lgsco_store.database import open_database
from lgsco_store.errors import LgscoError
from lgsco_store.ledger import Ledger
from lgsco_store.records import CaptureKind

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

    from crawler.items import Fetched
    from crawler.spiders.letters import LettersSpider

logger = logging.getLogger(__name__)
