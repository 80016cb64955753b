"""How a run follows a council's lists of all of its service improvements and reports, page by page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import cast

from scrapy.http import Request, TextResponse

from crawler.fetch import captures
from crawler.items import Fetched
from crawler.site import identity, page_digest, paging
from crawler.site.addresses import Site
from crawler.site.council_sections import improvements_list, lists_texts, reports_list
from crawler.site.outline import WebPage, outline
from crawler.site.page_parts import parts
from crawler.site.sections import Section
from crawler.spiders import findings
from crawler.spiders.base import Output, SiteSpider
from lgsco_store.publications.inputs import Finding
from lgsco_store.publications.list_owners import other_owner
from lgsco_store.records import Capture, CaptureKind, Diagnosis, ListPage, Severity, Source

_LISTED = (Section.IMPROVEMENTS, Section.REPORTS)


@dataclass(frozen=True, slots=True)
class CouncilList:
    """A list that is being followed: whose it is, the address of its first page, and what was seen of it.

    ``slug`` is as the site spells it. ``waiting`` are the addresses of pages not requested yet, ``asked`` those of all
    others; ``shown`` are the digests of what its pages show. ``beyond`` are the words by which its last page goes on
    without an address. ``broken`` says which of its pages could not be read.
    """

    slug: str
    url: str
    waiting: tuple[str, ...] = ()
    asked: frozenset[str] = field(default_factory=frozenset)
    shown: frozenset[str] = field(default_factory=frozenset)
    beyond: str | None = None
    broken: str | None = None

    def with_page(self, page: WebPage, digest: str, site: Site) -> CouncilList:
        """Return the list with a page that was read, and the further pages that it links to."""
        asked = self.asked | {self.url}
        found = [each for each in paging.further_pages(page, site) if each not in asked]
        waiting = tuple(dict.fromkeys([*self.waiting, *found]))
        part = [piece for section, part in parts(page) if section in _LISTED for piece in part]
        beyond = paging.beyond_reach(part, page, site)
        return replace(self, waiting=waiting, asked=asked, shown=self.shown | {digest}, beyond=beyond)

    def following(self) -> tuple[str, CouncilList]:
        """Take the next page to request."""
        address, *waiting = self.waiting
        return address, replace(self, waiting=tuple(waiting), asked=self.asked | {address})

    def cut(self, most: int) -> str | None:
        """Return why the list is not followed any further, or was not; None if it may be, or has been to its end.

        A server that ignores the number of the page shows the first one again and again: the others are unknown.
        """
        if self.waiting and len(self.asked) >= most:
            return f"it goes on after {most} pages, which LGSCO_MAX_LIST_PAGES allows"
        if not self.waiting and self.broken is not None:
            return self.broken
        if not self.waiting and len(self.asked) > 1 and len(self.shown) == 1:
            return "its further pages show the same as the first"
        if not self.waiting and self.beyond is not None:
            return f"it goes on by {self.beyond!r}, which has no address"
        return None


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of list: what it is captured and read as, its name, where a page links to it, and what leaves it out."""

    captured_as: CaptureKind
    source: Source
    plural: str
    find: Callable[[WebPage, Site, str], str | None]
    setting: str


LISTS = (
    ListKind(
        CaptureKind.IMPROVEMENTS_PAGE,
        Source.SERVICE_IMPROVEMENT,
        "service improvements",
        improvements_list,
        "LGSCO_SERVICE_IMPROVEMENTS",
    ),
    ListKind(CaptureKind.REPORTS_PAGE, Source.COUNCIL_REPORT, "reports", reports_list, "LGSCO_COUNCIL_REPORTS"),
)


class CouncilListsSpider(SiteSpider):
    """A spider that follows the lists that councils' pages link to."""

    def follow_lists(self, page: WebPage, slug: str) -> Output:
        """Request every list of an authority that its page links to, unless a setting leaves it out."""
        for kind in LISTS:
            address = kind.find(page, self.site, slug) if self.settings.getbool(kind.setting) else None
            if address is not None:
                yield self._page_of_list(kind, address, CouncilList(slug, address))

    def list_page(self, response: TextResponse, capture: Capture, lists: ListKind, of: CouncilList) -> Output:
        """Pass on a page of a list, and follow the list to its end."""
        page = outline(response.text, response.url)
        another = identity.other_authority_reason(page, of.slug, self.site) or _other_owner_reason(page, of.slug)
        if another is not None:
            capture = captures.diagnosed(capture, Diagnosis.ANOTHER_AUTHORITY, another)
            yield from self.handle_failure(cast("Request", response.request), capture, response.body)
            return
        shows = page_digest.list_digests(page, self.site)
        of = of.with_page(page, str(shows.all_sha256), self.site)
        cut = of.cut(self.settings.getint("LGSCO_MAX_LIST_PAGES"))
        read = ListPage(of.slug.lower(), of.url, whole=not of.waiting and cut is None)
        item = Fetched(capture, response.body, shows, list_page=read)
        if cut is not None:
            item.findings.append(_cut(lists, of, cut))
        yield item
        if of.waiting and cut is None:
            yield self._page_of_list(lists, *of.following())

    def handle_failure(self, request: Request, capture: Capture, body: bytes | None) -> Output:
        """Go on with the rest of a list if one of its pages cannot be read, and report that it is not whole."""
        for each in super().handle_failure(request, capture, body):
            if isinstance(each, Fetched) and not each.again and "of" in request.cb_kwargs:
                yield from self._without_page(each, request.cb_kwargs["lists"], request.cb_kwargs["of"])
            else:
                yield each

    def _without_page(self, item: Fetched, lists: ListKind, of: CouncilList) -> Output:
        capture = item.capture
        why = "; ".join(str(each) for each in (capture.diagnosis, capture.detail) if each)
        of = replace(of, asked=of.asked | {of.url}, broken=f"its page {capture.url} could not be read ({why})")
        if capture.diagnosis is Diagnosis.ANOTHER_AUTHORITY:
            found = findings.of_another_authority(of.slug, capture.url, str(capture.detail))
            item.findings.append(replace(found, source=lists.source))
        cut = of.cut(self.settings.getint("LGSCO_MAX_LIST_PAGES"))
        if cut is not None:
            item.findings.append(_cut(lists, of, cut))
        yield item
        if cut is None:
            yield self._page_of_list(lists, *of.following())

    def _page_of_list(self, lists: ListKind, address: str, of: CouncilList) -> Request:
        return self.request(address, lists.captured_as, self.list_page, lists=lists, of=of)


def _cut(lists: ListKind, of: CouncilList, why: str) -> Finding:
    """Report that a list was not followed to its end."""
    message = f"The list of {lists.plural} was not followed to its end: {why}"
    return Finding("list_cut", Severity.WARNING, message, of.slug.lower(), None, of.url, lists.source)


def _other_owner_reason(page: WebPage, slug: str) -> str | None:
    """Return why a list belongs to another authority than its page; None if it does not."""
    other = other_owner(lists_texts(page), slug.replace("-", " "))
    return None if other is None else f"it is the list of {other!r}"
