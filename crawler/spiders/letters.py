"""The spider: from the index over the authorities' pages to the letters.

It finds addresses and hands on what came; it neither stores nor judges.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import Request, Response, TextResponse
from twisted.python.failure import Failure

from crawler import captures
from crawler import site as pages
from crawler.items import Fetched
from crawler.scope import Scope
from lgsco_store.records import AuthorityPage, Capture, CaptureKind, Diagnosis

Output = Iterator[Fetched | Request]

# A robots.txt that is not there forbids nothing; one that cannot be had forbids everything (RFC 9309, 2.3.1).
_ROBOTS_ANSWERED = frozenset({captures.HTTP_OK, *range(400, 500)}) - {429}

# Pages first: then the letters still to come are known early, and a run that breaks off has the whole map.
_PAGE_PRIORITY = 10


class LettersSpider(scrapy.Spider):
    """Fetches every letter that the site lists, or those of some authorities and years.

    ``authorities_found`` holds the slugs, in lower case, whose pages were asked for; ``refusal`` says why the site as
    a whole could not be read, None where it could.
    """

    name = "letters"
    site: pages.Site
    allowed_domains: list[str]

    def __init__(self, authority: str = "", years: str = "", claim: str = "", parent: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scope = Scope.parse(authority, years)
        self.claim = claim
        self.parent = int(parent) if parent else None
        self.authorities_found: set[str] = set()
        self.letters_found = 0
        self.refusal: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> LettersSpider:
        """Takes the site's address from the settings and keeps every request on its host."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.site = pages.Site(crawler.settings["LGSCO_SITE_URL"])
        spider.allowed_domains = [(urlsplit(spider.site.url).hostname or "").removeprefix("www.")]
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Asks for robots.txt before anything else, since not having it ends the run."""
        yield self._request(
            urljoin(self.site.url, "/robots.txt"), CaptureKind.ROBOTS, self.robots, meta={"dont_obey_robotstxt": True}
        )

    def robots(self, response: Response) -> Output:
        """Goes on to the index, or straight to the pages of the authorities asked for."""
        yield Fetched(captures.of_response(response, CaptureKind.ROBOTS))
        if response.status not in _ROBOTS_ANSWERED:
            self.refusal = f"{response.url} answered {response.status}: without it nothing may be fetched"
        elif self.scope.authorities:
            yield from self._pages(sorted(self.scope.authorities))
        else:
            yield self._request(self.site.url, CaptureKind.INDEX, self.index)

    def index(self, response: Response) -> Output:
        """Follows every slug of the index."""
        capture = captures.of_response(response, CaptureKind.INDEX)
        yield Fetched(capture)
        if capture.diagnosis is not None or not isinstance(response, TextResponse):
            self.refusal = f"the index {response.url} could not be read: {capture.diagnosis}, status {response.status}"
            return
        yield from self._pages(pages.council_slugs(response.text, self.site))

    def authority_page(self, response: Response, slug: str) -> Output:
        """Follows merger notes and the link to the annual letters, which may stand on the page itself."""
        capture = captures.of_response(response, CaptureKind.AUTHORITY_PAGE)
        if capture.diagnosis is not None or not isinstance(response, TextResponse):
            yield Fetched(capture)
            return
        page = pages.pieces(response.text)
        statistics = pages.statistics_sha256(page)
        name = pages.name(page)
        predecessors = pages.predecessors(page, response.url, self.site)
        address = pages.letters_page(page, response.url, self.site)
        if name is None or address is None:
            missing = "no heading with a name" if name is None else 'no link "View annual letters"'
            yield Fetched(captures.diagnosed(capture, Diagnosis.UNKNOWN_PAGE, missing), response.body, statistics)
            return
        if not self.scope.authorities:
            yield from self._pages(predecessors)
        about = AuthorityPage(slug.lower(), slug, name, tuple(each.lower() for each in predecessors), statistics)
        if address == self.site.address(response.url, response.url):
            yield from self._listed(response, page, about, capture)
        else:
            yield Fetched(capture, response.body, statistics)
            yield self._request(
                address, CaptureKind.LETTERS_PAGE, self.letters_page, priority=_PAGE_PRIORITY, about=about
            )

    def letters_page(self, response: Response, about: AuthorityPage) -> Output:
        """Follows every letter on a list of letters."""
        capture = captures.of_response(response, CaptureKind.LETTERS_PAGE)
        if capture.diagnosis is not None or not isinstance(response, TextResponse):
            yield Fetched(capture)
        else:
            yield from self._listed(response, pages.pieces(response.text), about, capture)

    def letter(self, response: Response) -> Output:
        """Hands on a letter's bytes."""
        yield Fetched(captures.of_response(response, CaptureKind.LETTER), response.body or None)

    def failed(self, failure: Failure) -> Output:
        """Hands on that an address gave no answer."""
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy puts it there
        kind: CaptureKind = request.meta["kind"]
        yield Fetched(captures.of_failure(request, kind, failure))
        if kind in {CaptureKind.ROBOTS, CaptureKind.INDEX}:
            self.refusal = f"{request.url} gave no answer: {failure.value}"

    def _listed(
        self, response: TextResponse, page: list[pages.Piece], about: AuthorityPage, capture: Capture
    ) -> Output:
        of_page = capture.kind is CaptureKind.AUTHORITY_PAGE
        body = response.body if of_page else None
        listings = pages.letters(page, response.url, self.site, about.slug)
        if listings is None:
            yield Fetched(captures.diagnosed(capture, Diagnosis.UNKNOWN_PAGE, "no heading of annual letters"), body)
            return
        statistics = about.statistics_sha256 if of_page else None
        yield Fetched(capture, body, statistics, about, listings)
        for listing in listings:
            if self.scope.has_year(listing.year):
                self.letters_found += 1
                yield self._request(listing.url, CaptureKind.LETTER, self.letter)

    def _pages(self, slugs: Any) -> Iterator[Request]:
        for slug in slugs:
            if slug.lower() not in self.authorities_found:
                self.authorities_found.add(slug.lower())
                yield self._request(
                    self.site.page(slug),
                    CaptureKind.AUTHORITY_PAGE,
                    self.authority_page,
                    priority=_PAGE_PRIORITY,
                    slug=slug,
                )

    def _request(self, url: str, kind: CaptureKind, callback: Any, **more: Any) -> Request:
        meta = {"kind": kind, **cast("dict[str, Any]", more.pop("meta", {}))}
        priority = more.pop("priority", 0)
        return Request(url, callback, errback=self.failed, meta=meta, priority=priority, cb_kwargs=more)
