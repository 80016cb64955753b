"""The machinery of a run works with any spider, and knows none by name."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
import scrapy

from crawler.items import Fetched
from crawler.run.crawl import RunSpider, spider_of
from crawler.run.progress import Progress
from crawler.spiders.letters import LettersSpider
from lgsco_store.records import Capture, CaptureKind


@dataclass
class Lists:
    """A spider of the project that only fetches lists."""

    claim: str = "7:token"
    parent: int | None = None
    known_slugs: frozenset[str] = frozenset()
    notes: list[str] = field(default_factory=list)
    fault: str | None = None
    least_requests: int = 1
    documents: frozenset[CaptureKind] = frozenset()
    counted: Mapping[CaptureKind, str] = field(default_factory=lambda: {CaptureKind.LETTERS_PAGE: "lists"})
    found: Mapping[CaptureKind, int] = field(default_factory=lambda: {CaptureKind.LETTERS_PAGE: 3})


def fetched(kind: CaptureKind, *, again: bool = False) -> Fetched:
    at = datetime(2027, 5, 1, tzinfo=UTC)
    return Fetched(Capture("http://localhost/a", kind, at, 200, {}, None, 0, None), again=again)


def crawler(spider: object) -> Any:
    return SimpleNamespace(spider=spider)


def test_another_spider_is_a_run_too_and_its_own_kinds_are_counted(caplog: pytest.LogCaptureFixture) -> None:
    lists: RunSpider = Lists()
    assert spider_of(crawler(lists)) is lists
    progress = Progress(lists)
    for item in (fetched(CaptureKind.LETTERS_PAGE), fetched(CaptureKind.LETTERS_PAGE, again=True)):
        progress.scraped(item)
    progress.scraped(fetched(CaptureKind.INDEX))
    with caplog.at_level(logging.INFO):
        progress.closed()
    assert caplog.messages == ["1 of 3 lists"]


def test_the_spider_of_letters_is_such_a_spider() -> None:
    spider = LettersSpider(claim="7:token")
    spider.floor = 250
    assert spider_of(crawler(spider)) is cast("RunSpider", spider)


def test_a_spider_that_lacks_what_a_run_needs_is_refused() -> None:
    with pytest.raises(TypeError, match="Spider lacks something"):
        spider_of(crawler(scrapy.Spider("plain")))
