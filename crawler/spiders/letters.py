"""The spider of letters: from the index through the authorities' pages to the letters.

It finds addresses and passes on the answers; it neither stores nor judges.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar, Self, cast

from scrapy.crawler import Crawler
from scrapy.http import Request, Response, TextResponse

from crawler.fetch import captures
from crawler.items import Fetched
from crawler.run.scope import Scope
from crawler.site import error_pages, identity, page_digest, pages, paging
from crawler.site.council_index import council_slugs, registered_slugs
from crawler.site.listed_letters import letters
from crawler.site.outline import WebPage, outline
from crawler.site.page_parts import under_title
from crawler.spiders import findings
from crawler.spiders.base import Output, shown
from crawler.spiders.council_lists import CouncilListsSpider
from crawler.spiders.discovery import Discovery
from crawler.spiders.frontier import Frontier
from crawler.spiders.letter_lists import Before
from crawler.spiders.national import NationalSpider
from lgsco_store.errors import nearest
from lgsco_store.publications.inputs import GONE
from lgsco_store.records import (
    AuthorityPage,
    Capture,
    CaptureKind,
    Diagnosis,
    Listing,
    Shows,
)
from lgsco_store.reference import register

_NOTHING = Before()


class LettersSpider(CouncilListsSpider, NationalSpider):
    """Fetches every letter that the site lists, or those of certain authorities and years."""

    name = "letters"
    documents = frozenset({CaptureKind.LETTER, CaptureKind.DATA_TABLE, CaptureKind.NATIONAL_DOCUMENT})
    counted: ClassVar = {CaptureKind.AUTHORITY_PAGE: "councils", CaptureKind.LETTER: "letters"}
    floor: int
    discovery: Discovery

    def __init__(self, authority: str = "", years: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scope = Scope.parse(authority, years)
        self.frontier = Frontier()
        self._lists_read = self._letters_listed = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Take the bounds of discovery from the settings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.floor = crawler.settings.getint("LGSCO_MIN_AUTHORITIES")
        from_register = crawler.settings.getbool("LGSCO_FALLBACK_COUNCILS")
        spider.discovery = Discovery(spider.site, from_register=from_register)
        return spider

    @property
    def fault(self) -> str | None:
        """Return why none of the results can be relied on; None if they can."""
        if self.refusal is None and self._lists_read and not self._letters_listed and not self.scope.authorities:
            return f"none of the {self._lists_read} lists of letters that were read names a letter: their format is new"
        return self.refusal

    @property
    def found(self) -> dict[CaptureKind, int]:
        """Return how many pages of authorities and letters were found."""
        return {CaptureKind.AUTHORITY_PAGE: len(self.frontier.authorities), CaptureKind.LETTER: self.frontier.letters}

    @property
    def least_requests(self) -> int:
        """Return the minimum number of requests of a run of this scope: one for each authority."""
        return len(self.scope.authorities) or self.floor

    def begin(self) -> Output:
        """Continue with the index, or directly with the pages of the requested authorities."""
        if not self.scope.authorities:
            yield self.request(self.site.url, CaptureKind.INDEX, self.index)
            yield from self.national()
        elif self._unheard_of():
            yield self.request(self.site.url, CaptureKind.INDEX, self.index_of_unheard)
        else:
            self._find(sorted(self.scope.authorities))

    def index_of_unheard(self, response: TextResponse, capture: Capture) -> Output:
        """Continue only if the index names the authority that neither the archive nor the register knows."""
        yield Fetched(capture, response.body, shown(response, self.site))
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
        """Return the requested slugs that neither the archive nor the register knows."""
        unknown = self.scope.authorities - self.known_slugs
        return {slug for slug in unknown if register.match(slug.replace("-", " ")) is None}

    def index(self, response: TextResponse, capture: Capture) -> Output:
        """Follow every slug of the index and, if these are too few, the data that it may load more from."""
        yield Fetched(capture, response.body, shown(response, self.site))
        self._find(council_slugs(response.text, self.site))
        further = paging.further_pages(outline(response.text, response.url), self.site)
        for address in further[: self.settings.getint("LGSCO_MAX_LIST_PAGES")]:
            yield self.request(address, CaptureKind.INDEX, self.index)
        if len(self.frontier.authorities) < self.floor:
            for address in self.discovery.look_further(response.text, response.url):
                yield self.request(address, CaptureKind.INDEX, self.index)

    def next_request(self) -> Request | None:
        """Take the next page, letter or retry."""
        match self.frontier.pop():
            case CaptureKind.AUTHORITY_PAGE, slug:
                return self.request(self.site.page(slug), CaptureKind.AUTHORITY_PAGE, self.authority_page, slug=slug)
            case _, address:
                return self.request(address, CaptureKind.LETTER, self.letter)
            case again:
                return again

    def retry(self, request: Request) -> None:
        """Queue a request for another attempt, at the end of the queue."""
        self.frontier.add_again(request)

    def may_be_missing(self, capture: Capture) -> bool:
        """Return whether a page was only guessed, or need not be there at all."""
        is_guessed = capture.url in self.discovery.guessed and capture.status in GONE
        return is_guessed or super().may_be_missing(capture)

    def before_the_end(self) -> None:
        """Queue councils that the site does not name, if it names too few."""
        found = len(self.frontier.authorities)
        if self.scope.authorities or self.refusal is not None or found >= self.floor:
            return
        guess = self.discovery.guess()
        if guess is not None:
            slugs, made_from = guess
            self._find(slugs)
            if asked := len(self.frontier.authorities) - found:
                self.notes.append(
                    f"The site named {found} authorities, fewer than {self.floor}: {asked} addresses made from "
                    f"{made_from} were requested as well"
                )

    def authority_page(self, response: TextResponse, capture: Capture, slug: str) -> Output:
        """Follow merger notes and, if the page is the authority's own, its lists."""
        page = outline(response.text, response.url)
        shows = page_digest.page_digests(page, self.site)
        predecessors = pages.predecessors(page, self.site)
        # Whatever else is wrong with a page: the councils that it links to may be named nowhere else.
        if not self.scope.authorities:
            self._find(predecessors)
        if self.site.address(response.url) == self.site.address(self.site.url):
            yield from self._unknown(response, capture, "the address led to the index", shows)
            return
        another = identity.other_authority_reason(page, slug, self.site)
        if another is not None:
            yield from self._wrong_authority(response, capture, slug, another)
            return
        slug, lower = self.site.slug_of(response.url) or slug, tuple(each.lower() for each in predecessors)
        name = identity.name(page, slug)
        about = AuthorityPage(slug.lower(), slug, name, lower, shows.statistics_sha256, capture.url)
        yield from self._own_page(response, page, about, capture, shows)

    def _own_page(
        self, response: TextResponse, page: WebPage, about: AuthorityPage, capture: Capture, shows: Shows
    ) -> Output:
        """Follow an authority's lists and the link to the annual letters, which may be on the page itself."""
        slug = about.site_slug
        address = pages.letters_page(page, self.site, slug)
        if address is None:
            yield from self._unknown(response, capture, 'no link "View annual letters"', shows)
            return
        if identity.is_other_slug(slug, self.site.slug_of(address)):
            why = f"its link to the annual letters leads to {address}"
            yield from self._wrong_authority(response, capture, slug, why)
            return
        if not self.scope.years:
            yield from self.follow_lists(page, slug)
        if address == self.site.address(response.url):
            yield from self._listed(response, page, about, capture)
        else:
            yield Fetched(capture, response.body, shows)
            more = (each for each in pages.further_lists(page, self.site, slug, pager=()) if each != address)
            here = tuple(each for each in letters(page, self.site, slug) or () if each.year and self.site.has(each.url))
            self._queue(here)
            yield self._list(address, about, Before(here, waiting=tuple(more), asked=frozenset({address})))

    def letters_page(
        self, response: TextResponse, capture: Capture, about: AuthorityPage, before: Before = _NOTHING
    ) -> Output:
        """Follow every letter of a list that is not on its earlier pages."""
        page = outline(response.text, response.url)
        another = identity.other_authority_reason(page, about.site_slug, self.site)
        if another is None:
            yield from self._listed(response, page, about, capture, before)
        else:
            yield from self._wrong_authority(response, capture, about.slug, another)

    def _wrong_authority(self, response: TextResponse, capture: Capture, slug: str, why: str) -> Output:
        """Store a page that belongs to another authority, retry once, and raise an issue if it is the same again."""
        capture = captures.diagnosed(capture, Diagnosis.ANOTHER_AUTHORITY, why)
        for each in self.handle_failure(cast("Request", response.request), capture, None):
            if isinstance(each, Fetched) and not each.again:
                each.findings.append(findings.of_another_authority(slug, capture.url, why))
            yield each

    def _unknown(self, response: TextResponse, capture: Capture, why: str, shows: Shows) -> Output:
        yield Fetched(captures.diagnosed(capture, Diagnosis.UNKNOWN_PAGE, why), response.body, shows)

    def letter(self, response: Response, capture: Capture) -> Output:
        """Pass on a letter's bytes."""
        yield Fetched(capture, response.body or None)

    def _listed(
        self,
        response: TextResponse,
        page: WebPage,
        about: AuthorityPage,
        capture: Capture,
        before: Before = _NOTHING,
    ) -> Output:
        """Pass on a list with its last page only: the absence of a letter from it is evidence."""
        of_page = capture.kind is CaptureKind.AUTHORITY_PAGE
        shows = (page_digest.page_digests if of_page else page_digest.list_digests)(page, self.site)
        found = letters(page, self.site, about.slug, is_list=not of_page)
        if found is None:
            capture = captures.diagnosed(capture, Diagnosis.UNKNOWN_PAGE, "no heading of annual letters")
            yield Fetched(capture, response.body, shows)
            return
        is_empty = not found and not before.pages
        instead = error_pages.diagnose_list(response.body, pages.own_texts(page)) if is_empty else None
        if instead is not None:
            request = cast("Request", response.request)
            yield from self.handle_failure(request, captures.diagnosed(capture, *instead), None)
            return
        new = [each for each in found if each.url not in {known.url for known in before.listings}]
        # A page that brings nothing new leads on to nothing new either: some servers answer every number.
        pager = under_title(page) if of_page else None
        more = pages.further_lists(page, self.site, about.site_slug, pager) if new or not before.pages else ()
        before = before.with_page(self.site.address(response.url) or response.url, more)
        beyond = pages.beyond_reach(page, self.site, response.text, is_last=not before.waiting)
        about = replace(about, beyond=about.beyond or beyond)
        fetched = Fetched(capture, response.body, shows)
        if is_empty:
            fetched.findings.append(findings.list_empty(page, about.slug, capture.url))
        yield from self._gather(fetched, about, before, new)

    def _gather(self, fetched: Fetched, about: AuthorityPage, before: Before, new: list[Listing]) -> Output:
        """Queue the new letters, and pass the list on if this is its last page, or request the next one."""
        listed = (*before.listings, *new)[: self.settings.getint("LGSCO_MAX_LETTERS")]
        cut = self._cut(len(before.listings) + len(new), before)
        if not before.waiting or cut is not None:
            self._lists_read += 1
            self._letters_listed += len(listed)
            yield replace(fetched, page=replace(about, cut=cut), listings=list(listed))
        else:
            yield fetched
            yield self._list(before.waiting[0], about, replace(before.following(), listings=listed))
        self._queue(listed[len(before.listings) :])

    def _queue(self, fresh: Iterable[Listing]) -> None:
        """Queue the letters that the run's scope asks for."""
        self.frontier.add_letters(
            each.url for each in fresh if self.scope.has_year(each.year) and self.site.has(each.url)
        )

    def _cut(self, letters: int, before: Before) -> str | None:
        """Return why an unfinished list is not followed any further; None if it may be followed."""
        if letters > (most := self.settings.getint("LGSCO_MAX_LETTERS")):
            return f"it has more than {most} letters, which LGSCO_MAX_LETTERS allows"
        if before.waiting and before.pages >= (most := self.settings.getint("LGSCO_MAX_LIST_PAGES")):
            return f"it goes on after {most} pages, which LGSCO_MAX_LIST_PAGES allows"
        return None

    def _find(self, slugs: Iterable[str]) -> None:
        self.frontier.add_authorities(slugs, self.settings.getint("LGSCO_MAX_AUTHORITIES"))

    def _list(self, address: str, about: AuthorityPage, before: Before = _NOTHING) -> Request:
        # Two authorities may link to one address as their list: only the list itself says whose it is.
        kind = CaptureKind.LETTERS_PAGE
        return self.request(address, kind, self.letters_page, repeat=True, about=about, before=before)
