"""One module per kind of publication: from bytes to a reading."""

from __future__ import annotations

from crawler.reading.kinds.letter import read
from crawler.reading.kinds.statistics_page import read_page

__all__ = ["read", "read_page"]
