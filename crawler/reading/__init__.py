"""Read documents: the bytes of one document in, one reading out, without Scrapy or SQL.

The modules that read are imported on first use: a crawl, the scheduler and most commands leave reading to workers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.reading.version import READER_VERSION

if TYPE_CHECKING:
    from crawler.reading.kinds.letter import read
    from crawler.reading.kinds.statistics_page import read_page

__all__ = ["READER_VERSION", "read", "read_page"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "read":
        from crawler.reading.kinds import letter  # noqa: PLC0415 see above

        return letter.read
    from crawler.reading.kinds import statistics_page  # noqa: PLC0415 the same

    return statistics_page.read_page
