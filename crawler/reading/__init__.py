"""The reader: bytes of one document in, one reading out; it knows neither Scrapy nor SQL."""

from __future__ import annotations

from crawler.reading.reader import READER_VERSION, read

__all__ = ["READER_VERSION", "read"]
