"""The common base of the site's spiders: robots.txt first, one request after another, and retries last."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, ClassVar, Self, cast
from urllib.parse import urljoin

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import HtmlResponse, Request, Response
from twisted.python.failure import Failure

from crawler.extensions import Run
from crawler.fetch import captures
from crawler.fetch.charsets import with_text
from crawler.fetch.errors import RunEnds
from crawler.items import Fetched
from crawler.site import page_digest
from crawler.site.addresses import Site
from crawler.site.outline import outline
from lgsco_store.records import Capture, CaptureKind, Shows

Output = Iterator[Fetched | Request]
Then = Callable[..., Output]

# The attributes that a request keeps when it is retried; the rest belongs to its first attempt.
_KEPT = ("kind", "download_maxsize")

# A page is text: a larger answer is not one, and would only use memory.
_PAGE_BYTES = 8 * 1024 * 1024


class SiteSpider(scrapy.Spider, ABC):
    """A spider whose crawl is a run of the archive, as ``crawler.run.crawl.RunSpider`` requires.

    ``refusal`` says why the site as a whole could not be read, None if it could; ``notes`` are notes about how it was
    read. A spider queues what it finds; the next of it is requested once Scrapy has nothing to send.
    """

    site: Site
    known_slugs: frozenset[str] = frozenset()

    # Their bytes are passed on even if they are not what was requested: the archive keeps those of a letter or a table.
    documents: ClassVar[frozenset[CaptureKind]] = frozenset()

    def __init__(self, claim: str = "", parent: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.claim = claim
        self.parent = int(parent) if parent else None
        self.refusal: str | None = None
        self.notes: list[str] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Take the site's address from the settings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.site = Site(crawler.settings["LGSCO_SITE_URL"])
        crawler.signals.connect(spider.proceed, signals.scheduler_empty)
        crawler.signals.connect(spider.idle, signals.spider_idle)
        return spider

    @abstractmethod
    def begin(self) -> Output:
        """Make the first requests, once robots.txt is known."""

    @abstractmethod
    def next_request(self) -> Request | None:
        """Take the next request from the queue; None if it is empty."""

    @abstractmethod
    def retry(self, request: Request) -> None:
        """Queue a request for another attempt, at the end of the queue."""

    def before_the_end(self) -> None:
        """Queue requests that are only made once the queue is empty and no answer is outstanding."""

    def may_be_missing(self, _capture: Capture) -> bool:
        """Return whether a missing address needs no second check."""
        return False

    async def start(self) -> AsyncIterator[Any]:
        """Request robots.txt before anything else, since the run ends without it."""
        yield self.request(urljoin(self.site.url, "/robots.txt"), CaptureKind.ROBOTS, self.robots)

    def robots(self, response: Response, capture: Capture) -> Output:
        """Store robots.txt and continue."""
        yield Fetched(capture, response.body, shown(response, self.site))
        yield from self.begin()

    def proceed(self) -> None:
        """Send the next request from the queue, once Scrapy has nothing to send."""
        request = self._next()
        if request is not None:
            self.crawler.engine.crawl(request)

    def idle(self) -> None:
        """Continue if the last request was a duplicate, or if something is queued before the end."""
        request = self._next(is_idle=True)
        if request is not None:
            self.crawler.engine.crawl(request)
            raise DontCloseSpider

    def _next(self, *, is_idle: bool = False) -> Request | None:
        """Take the next request; an error ends the crawl and fails the run, since Scrapy would log it and go on."""
        try:
            if is_idle:
                self.before_the_end()
            return self.next_request()
        except Exception as error:
            self.logger.exception("The next request could not be determined")
            why = str(error).splitlines() or [type(error).__name__]
            self.refusal = f"the next request could not be determined: {why[0]}"
            return None

    def answered(self, response: Response, then: Then, **about: Any) -> Output:
        """Pass an answer to its callback; if it is not what was requested, store it and try again later."""
        request = cast("Request", response.request)
        capture = captures.response_capture(response, request.meta["kind"])
        if capture.diagnosis is None:
            page = response if capture.kind in self.documents else with_text(response)
            yield from then(page, capture, **about)
        else:
            keep = capture.kind in self.documents and response.body
            yield from self.handle_failure(request, capture, response.body if keep else None)

    def failed(self, failure: Failure) -> Output:
        """Record that an address gave no answer, and try again later."""
        if isinstance(failure.value, RunEnds):
            return
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy puts it there
        yield from self.handle_failure(request, captures.failure_capture(request, request.meta["kind"], failure), None)

    def handle_failure(self, request: Request, capture: Capture, body: bytes | None) -> Output:
        """Store an answer that is not what was requested, and retry it at the end of the queue if that may help."""
        tries = request.meta["tries"] + 1
        retries = self.settings.getint("LGSCO_RETRIES") if Run.of(self.crawler).pace.retries_help else 0
        allowed = captures.tries_allowed(capture, retries)
        again = tries <= allowed and not self.may_be_missing(capture)
        if again:
            meta = {**{name: request.meta[name] for name in _KEPT}, "tries": tries}
            self.retry(request.replace(url=capture.url, headers={}, meta=meta, dont_filter=True))
        elif capture.kind is CaptureKind.ROBOTS or capture.url == self.site.url:
            answer = "gave no answer" if capture.status is None else f"answered {capture.status}"
            why = f"{capture.diagnosis}; {capture.detail}" if capture.detail else capture.diagnosis
            self.refusal = f"{capture.url} {answer} ({why}): without it nothing may be fetched"
        yield Fetched(capture, body, again=again)

    def request(self, url: str, kind: CaptureKind, then: Then, *, repeat: bool = False, **about: Any) -> Request:
        """Make a request whose good answer goes to ``then``; ``repeat`` allows an address to be requested again."""
        most = self.settings.getint("DOWNLOAD_MAXSIZE")
        most = most if kind in self.documents else min(_PAGE_BYTES, most)
        meta = {"kind": kind, "tries": 0, "download_maxsize": most}
        arguments = {"then": then, **about}
        return Request(url, self.answered, errback=self.failed, meta=meta, cb_kwargs=arguments, dont_filter=repeat)


def shown(response: Response, site: Site) -> Shows:
    """Return the digests of the content of an index, or of the data that it names."""
    if isinstance(response, HtmlResponse):
        return page_digest.list_digests(outline(response.text, response.url), site)
    return page_digest.data_digests(response.body)
