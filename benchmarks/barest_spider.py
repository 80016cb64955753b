"""The barest spider: follows the same links as ours, fetches the same letters, and keeps nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import scrapy
from scrapy.http import HtmlResponse, Request, Response


class Barest(scrapy.Spider):
    """Follows council pages and lists of letters."""

    name = "barest"

    def __init__(self, site: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.site = site

    async def start(self) -> AsyncIterator[Any]:
        """Begin at the index."""
        yield Request(self.site)

    def parse(self, response: Response) -> Iterator[Request]:
        """Follow every link that may lead to a letter."""
        if isinstance(response, HtmlResponse):
            for link in response.css("a::attr(href)").getall():
                if "your-councils-performance/" in link or "councilperformance" in link or "attach" in link:
                    yield response.follow(link)
