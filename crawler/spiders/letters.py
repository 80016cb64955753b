"""The spider: from the index over the authorities' pages to the letters.

It finds addresses and hands on what came; it neither stores nor judges.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, cast
from urllib.parse import urljoin

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import HtmlResponse, Request, Response, TextResponse
from twisted.python.failure import Failure

from crawler.fetch import captures
from crawler.fetch.errors import RunEnds
from crawler.items import Fetched
from crawler.run.scope import Scope
from crawler.site import error_pages, identity, page_digest, pages
from crawler.site.addresses import Site
from crawler.site.council_index import council_slugs, registered_slugs
from crawler.site.outline import WebPage, outline
from crawler.spiders.discovery import Discovery
from crawler.spiders.frontier import Frontier
from lgsco_store.errors import nearest
from lgsco_store.publications.inputs import GONE, Finding
from lgsco_store.records import AuthorityPage, Capture, CaptureKind, Diagnosis, Listing, Severity, Shows
from lgsco_store.reference import register

Output = Iterator[Fetched | Request]
Then = Callable[..., Output]

# What a request keeps of its own when it is sent again; the rest is of its first journey.
_OURS = ("kind", "download_maxsize")

# A page is text: one that is larger than this is none, and would only cost memory to take apart.
_PAGE_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Before:
    """What stood on the earlier pages of a list, and how many they were."""

    listings: tuple[Listing, ...] = ()
    pages: int = 0


_NOTHING = Before()


class LettersSpider(scrapy.Spider):
    """Fetches every letter that the site lists, or those of some authorities and years.

    ``refusal`` says why the site as a whole could not be read, None where it could; ``notes`` are what a person should
    know of how it was read.
    """

    name = "letters"
    site: Site
    floor: int
    discovery: Discovery
    known_slugs: frozenset[str] = frozenset()

    def __init__(self, authority: str = "", years: str = "", claim: str = "", parent: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scope = Scope.parse(authority, years)
        self.claim = claim
        self.parent = int(parent) if parent else None
        self.frontier = Frontier()
        self.refusal: str | None = None
        self.notes: list[str] = []
        self._lists_read = self._letters_listed = 0
        self._paged: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> LettersSpider:
        """Takes the site's address from the settings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.site = Site(crawler.settings["LGSCO_SITE_URL"])
        spider.floor = crawler.settings.getint("LGSCO_MIN_AUTHORITIES")
        from_register = crawler.settings.getbool("LGSCO_FALLBACK_COUNCILS")
        spider.discovery = Discovery(spider.site, from_register=from_register)
        crawler.signals.connect(spider.proceed, signals.scheduler_empty)
        crawler.signals.connect(spider.idle, signals.spider_idle)
        return spider

    @property
    def fault(self) -> str | None:
        """Why nothing that was found can be relied on; None where it can."""
        if self.refusal is None and self._lists_read and not self._letters_listed and not self.scope.authorities:
            return f"none of the {self._lists_read} lists of letters that were read names a letter: their form is new"
        return self.refusal

    @property
    def found(self) -> dict[CaptureKind, int]:
        """How many pages of authorities and letters were found."""
        return {CaptureKind.AUTHORITY_PAGE: len(self.frontier.authorities), CaptureKind.LETTER: self.frontier.letters}

    @property
    def least_requests(self) -> int:
        """How many requests a run of this scope takes at least: one for each authority."""
        return len(self.scope.authorities) or self.floor

    async def start(self) -> AsyncIterator[Any]:
        """Asks for robots.txt before anything else, since not having it ends the run."""
        yield self._request(urljoin(self.site.url, "/robots.txt"), CaptureKind.ROBOTS, self.robots)

    def robots(self, response: Response, capture: Capture) -> Output:
        """Goes on to the index, or straight to the pages of the authorities asked for."""
        yield Fetched(capture, response.body, _shows(response, self.site))
        if not self.scope.authorities:
            yield self._request(self.site.url, CaptureKind.INDEX, self.index)
        elif self._unheard_of():
            yield self._request(self.site.url, CaptureKind.INDEX, self.index_of_unheard)
        else:
            self._find(sorted(self.scope.authorities))

    def index_of_unheard(self, response: TextResponse, capture: Capture) -> Output:
        """Goes on only if the index names what neither the archive nor the register knows: else it was mistyped."""
        yield Fetched(capture, response.body, _shows(response, self.site))
        named = {slug.lower() for slug in council_slugs(response.text, self.site)}
        mistyped = sorted(self._unheard_of() - named)
        if mistyped:
            known = sorted({*named, *self.known_slugs, *registered_slugs()})
            self.refusal = (
                f"authority: neither the site nor the archive nor the register knows {', '.join(mistyped)}"
                f"{nearest(mistyped[0], known)}"
            )
        else:
            self._find(sorted(self.scope.authorities))

    def _unheard_of(self) -> set[str]:
        """The slugs asked for that neither the archive nor the register knows."""
        unknown = self.scope.authorities - self.known_slugs
        return {slug for slug in unknown if register.match(slug.replace("-", " ")) is None}

    def index(self, response: TextResponse, capture: Capture) -> Output:
        """Follows every slug of the index and, where these are too few, the data that it may take more from."""
        yield Fetched(capture, response.body, _shows(response, self.site))
        self._find(council_slugs(response.text, self.site))
        if len(self.frontier.authorities) < self.floor:
            for address in self.discovery.look_further(response.text, response.url):
                yield self._request(address, CaptureKind.INDEX, self.index)

    def proceed(self) -> None:
        """Ask for the next of what waits, once Scrapy has nothing to send."""
        request = self._next()
        if request is not None:
            self.crawler.engine.crawl(request)

    def _next(self) -> Request | None:
        match self.frontier.pop():
            case CaptureKind.AUTHORITY_PAGE, slug:
                return self._request(self.site.page(slug), CaptureKind.AUTHORITY_PAGE, self.authority_page, slug=slug)
            case _, address:
                return self._request(address, CaptureKind.LETTER, self.letter)
            case again:
                return again

    def idle(self) -> None:
        """Goes on where what was sent last was a duplicate; asks for the register's councils where that is wanted."""
        self._fall_back()
        if self.frontier:
            self.proceed()
            raise DontCloseSpider

    def _fall_back(self) -> None:
        """Ask for councils that the site does not name, where it names too few."""
        found = len(self.frontier.authorities)
        if self.scope.authorities or self.refusal is not None or found >= self.floor:
            return
        guess = self.discovery.guess()
        if guess is not None:
            slugs, made_from = guess
            self._find(slugs)
            asked = len(self.frontier.authorities) - found
            self.notes.append(
                f"The site named {found} authorities, fewer than {self.floor}: {asked} addresses made from {made_from} "
                f"were asked for besides"
            )

    def authority_page(self, response: TextResponse, capture: Capture, slug: str) -> Output:
        """Follows merger notes and the link to the annual letters, which may stand on the page itself."""
        page = outline(response.text, response.url)
        shows = page_digest.of_page(page, self.site)
        here = self.site.address(response.url)
        predecessors = pages.predecessors(page, self.site)
        # Wherever else a page falls short: councils behind it may be named nowhere else.
        if not self.scope.authorities:
            self._find(predecessors)
        if here == self.site.address(self.site.url):
            yield from self._unknown(response, capture, "the address led to the index", shows)
            return
        another = identity.another(page, slug, self.site)
        if another is not None:
            yield from self._of_another(response, capture, slug, another)
            return
        slug = self.site.slug_of(response.url) or slug
        address = pages.letters_page(page, self.site, slug)
        if address is None:
            yield from self._unknown(response, capture, 'no link "View annual letters"', shows)
        elif identity.differs(slug, self.site.slug_of(address)):
            yield from self._of_another(response, capture, slug, f"its link to the annual letters leads to {address}")
        else:
            lower = tuple(each.lower() for each in predecessors)
            name = identity.name(page, slug)
            about = AuthorityPage(slug.lower(), slug, name, lower, shows.statistics_sha256, capture.url)
            if address == here:
                yield from self._listed(response, page, about, capture)
            else:
                yield Fetched(capture, response.body, shows)
                yield self._request(address, CaptureKind.LETTERS_PAGE, self.letters_page, about=about)

    def letters_page(
        self, response: TextResponse, capture: Capture, about: AuthorityPage, before: Before = _NOTHING
    ) -> Output:
        """Follows every letter on a list of letters that its earlier pages do not have."""
        page = outline(response.text, response.url)
        another = identity.another(page, about.site_slug, self.site)
        if another is None:
            yield from self._listed(response, page, about, capture, before)
        else:
            yield from self._of_another(response, capture, about.slug, another)

    def _of_another(self, response: TextResponse, capture: Capture, slug: str, why: str) -> Output:
        """Keeps a page that is another authority's, asks once more, and calls a person where it stays so."""
        capture = captures.diagnosed(capture, Diagnosis.ANOTHER_AUTHORITY, why)
        for each in self._in_vain(cast("Request", response.request), capture, None):
            if isinstance(each, Fetched) and not each.again:
                message = f"What was asked for as a page of {slug} is another authority's: {why}"
                each.finding = Finding("authority_mismatch", Severity.ERROR, message, slug.lower(), None, capture.url)
            yield each

    def _unknown(self, response: TextResponse, capture: Capture, why: str, shows: Shows) -> Output:
        yield Fetched(captures.diagnosed(capture, Diagnosis.UNKNOWN_PAGE, why), response.body, shows)

    def letter(self, response: Response, capture: Capture) -> Output:
        """Hands on a letter's bytes."""
        yield Fetched(capture, response.body or None)

    def answered(self, response: Response, then: Then, **about: Any) -> Output:
        """Hands an answer to what it was asked for, or, where it is not that, keeps it and asks again later."""
        request = cast("Request", response.request)
        capture = captures.of_response(response, request.meta["kind"])
        if capture.diagnosis is None:
            yield from then(response, capture, **about)
        else:
            is_letter = capture.kind is CaptureKind.LETTER
            yield from self._in_vain(request, capture, response.body if is_letter and response.body else None)

    def failed(self, failure: Failure) -> Output:
        """Hands on that an address gave no answer, and asks again later."""
        if isinstance(failure.value, RunEnds):
            return
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy puts it there
        yield from self._in_vain(request, captures.of_failure(request, request.meta["kind"], failure), None)

    def _in_vain(self, request: Request, capture: Capture, body: bytes | None) -> Output:
        """Keeps what is not what was asked for, and asks again after all that are waiting, if that may yet help."""
        tries = request.meta["tries"] + 1
        # Of addresses that were only guessed most are expected not to be there.
        allowed = captures.tries_allowed(capture, self.settings.getint("LGSCO_RETRIES"))
        again = tries <= allowed and not (capture.url in self.discovery.guessed and capture.status in GONE)
        if again:
            ours = {name: request.meta[name] for name in _OURS}
            meta = {**ours, "tries": tries}
            self.frontier.add_again(request.replace(url=capture.url, headers={}, meta=meta, dont_filter=True))
        elif capture.kind is CaptureKind.ROBOTS or capture.url == self.site.url:
            answer = "gave no answer" if capture.status is None else f"answered {capture.status}"
            why = f"{capture.diagnosis}; {capture.detail}" if capture.detail else capture.diagnosis
            self.refusal = f"{capture.url} {answer} ({why}): without it nothing may be fetched"
        yield Fetched(capture, body, again=again)

    def _listed(
        self,
        response: TextResponse,
        page: WebPage,
        about: AuthorityPage,
        capture: Capture,
        before: Before = _NOTHING,
    ) -> Output:
        """Hands on a list with its last page only: the absence of a letter from it is a statement."""
        of_page = capture.kind is CaptureKind.AUTHORITY_PAGE
        shows = (page_digest.of_page if of_page else page_digest.of_list)(page, self.site)
        found = pages.letters(page, self.site, about.slug, is_list=not of_page)
        if found is None:
            capture = captures.diagnosed(capture, Diagnosis.UNKNOWN_PAGE, "no heading of annual letters")
            yield Fetched(capture, response.body, shows)
            return
        instead = None if found or before.listings else error_pages.in_place_of_letters(response.body)
        if instead is not None:
            request = cast("Request", response.request)
            yield from self._in_vain(request, captures.diagnosed(capture, *instead), None)
            return
        new = [each for each in found if each.url not in {known.url for known in before.listings}]
        further = self._further(page) if new else None
        listed = (*before.listings, *new)[: self.settings.getint("LGSCO_MAX_LETTERS")]
        cut = self._cut(len(before.listings) + len(new), further, before.pages + 1)
        if further is None or cut is not None:
            self._lists_read += 1
            self._letters_listed += len(listed)
            yield Fetched(capture, response.body, shows, replace(about, cut=cut), list(listed))
        else:
            yield Fetched(capture, response.body, shows)
            so_far = Before(listed, before.pages + 1)
            yield self._request(further, CaptureKind.LETTERS_PAGE, self.letters_page, about=about, before=so_far)
        fresh = listed[len(before.listings) :]
        self.frontier.add_letters(
            each.url for each in fresh if self.scope.has_year(each.year) and self.site.has(each.url)
        )

    def _cut(self, letters: int, further: str | None, number: int) -> str | None:
        """Why a list is not followed any further though it goes on; None where it may be."""
        if letters > (most := self.settings.getint("LGSCO_MAX_LETTERS")):
            return f"it has more than {most} letters, which LGSCO_MAX_LETTERS allows"
        if further is not None and number >= (most := self.settings.getint("LGSCO_MAX_LIST_PAGES")):
            return f"it goes on after {most} pages, which LGSCO_MAX_LIST_PAGES allows"
        return None

    def _further(self, page: WebPage) -> str | None:
        """The next page of a list that was not asked for yet."""
        for address in pages.further_pages(page, self.site):
            if address not in self._paged:
                self._paged.add(address)
                return address
        return None

    def _find(self, slugs: Iterable[str]) -> None:
        self.frontier.add_authorities(slugs, self.settings.getint("LGSCO_MAX_AUTHORITIES"))

    def _request(self, url: str, kind: CaptureKind, then: Then, **about: Any) -> Request:
        most = self.settings.getint("DOWNLOAD_MAXSIZE")
        most = most if kind is CaptureKind.LETTER else min(_PAGE_BYTES, most)
        meta = {"kind": kind, "tries": 0, "download_maxsize": most}
        # Two authorities may name one address as their list: whose it is only the list itself can say.
        again = kind is CaptureKind.LETTERS_PAGE
        arguments = {"then": then, **about}
        return Request(url, self.answered, errback=self.failed, meta=meta, cb_kwargs=arguments, dont_filter=again)


def _shows(response: Response, site: Site) -> Shows:
    """What an index shows, or the data that it names."""
    if isinstance(response, HtmlResponse):
        return page_digest.of_list(outline(response.text, response.url), site)
    return page_digest.of_data(response.body)
