"""The reader: bytes of a letter or of a page of statistics in, one reading out; it knows neither Scrapy nor SQL."""

from __future__ import annotations

from crawler.reading.kinds.letter import READER_VERSION, read
from crawler.reading.kinds.statistics_page import read_page

__all__ = ["READER_VERSION", "read", "read_page"]
