"""Downloader middlewares, from the engine to the server: robots.txt, throttling, redirects, conditional requests."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urljoin

from protego import Protego
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import TextResponse
from scrapy.responsetypes import responsetypes

from crawler.extensions import Run
from crawler.fetch import captures, compression
from crawler.fetch.errors import ForbiddenByRobots, OffSite, RunEnds, TooLarge
from crawler.fetch.throttle import retry_after
from crawler.site.addresses import Site
from lgsco_store.records import CaptureKind

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response
    from scrapy.settings import BaseSettings

    from lgsco_store.archive import Archive

# How soon a waiting request notices that the run ends.
_STEP_SECONDS = 0.5

_SECONDS_AN_HOUR = 3600

# The part of a robots.txt that every crawler must read (RFC 9309, 2.5).
_ROBOTS_BYTES = 500 * 1024

_ASKS_TO_WAIT = frozenset({captures.HTTP_TOO_MANY, 503})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Robots:
    """Obeys robots.txt, which the spider requests first: once, as evidence, and for its rules.

    Scrapy's own middleware would fetch it a second time, and treat an unreachable one as permission.
    """

    def __init__(self, run: Run, name: str) -> None:
        self.run = run
        self.name = name
        self.rules: Protego | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Set the user agent of the project."""
        return cls(Run.of(crawler), crawler.settings["BOT_NAME"])

    def process_request(self, request: Request) -> None:
        """Refuse addresses that the site forbids.

        Raises:
            ForbiddenByRobots: robots.txt forbids the address.
        """
        asks_for_rules = request.meta["kind"] is CaptureKind.ROBOTS
        if self.rules is not None and not asks_for_rules and not self.rules.can_fetch(request.url, self.name):
            raise ForbiddenByRobots(f"robots.txt forbids {request.url}")

    def process_response(self, request: Request, response: Response) -> Response:
        """Read the rules, and the distance between requests, from robots.txt itself."""
        if request.meta["kind"] is CaptureKind.ROBOTS and captures.is_in_full(response):
            self.rules = Protego.parse(response.body[:_ROBOTS_BYTES].decode("utf-8-sig", "replace"))
            self._keep_distance(float(self.rules.crawl_delay(self.name) or 0))
        return response

    def _keep_distance(self, asked: float) -> None:
        """Apply the crawl delay of robots.txt within bounds, and add a note if it cannot be kept in full."""
        most, hours = self.run.settings.longest_wait, self.run.settings.run_limit
        kept = self.run.pace.crawl_delay = min(asked, most)
        wish = f"robots.txt asks for {asked:g} s between two requests"
        if asked > most:
            self.run.add_note(f"{wish}: {most:g} s are used, the most that LGSCO_LONGEST_WAIT allows")
        needed = kept * self.run.spider.least_requests / _SECONDS_AN_HOUR
        if needed > hours:
            self.run.give_up(f"{wish}: it would take {needed:.0f} hours at least, and LGSCO_RUN_LIMIT is {hours:g}")


class Throttle:
    """Waits when the site or our own back-off requires it, and ends the run before it burdens a struggling site."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.pace = run.pace

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Share the pace of the crawl's run."""
        return cls(Run.of(crawler))

    async def process_request(self, request: Request) -> None:
        """Wait for the request's turn.

        Raises:
            RunEnds: the run has ended in the meantime.
        """
        while left := self.pace.left():
            if self.run.is_ending:
                raise RunEnds(f"the run ended before {request.url} was requested")
            await asyncio.sleep(min(left, _STEP_SECONDS))
        self.pace.sent()

    def process_response(self, request: Request, response: Response) -> Response:
        """Update the pace from an answer."""
        response.request = request
        diagnosis = captures.diagnose(response, request.meta["kind"])
        wait = (
            (response.headers.get("Retry-After") or b"").decode("latin-1") if response.status in _ASKS_TO_WAIT else ""
        )
        self._note(
            request,
            trouble=captures.is_trouble(diagnosis, response.status),
            asked_to_wait=retry_after(wait, datetime.now(UTC)) if wait else None,
        )
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Record that there was no answer."""
        if not isinstance(exception, IgnoreRequest):
            self._note(request, trouble=captures.is_trouble(captures.error_diagnosis(exception), None))

    def _note(self, request: Request, **what: Any) -> None:
        why = self.pace.answered(first=request.meta["tries"] == 0, **what)
        if why is not None:
            self.run.give_up(why)


class Unpack:
    """Decompresses complete bodies only; Scrapy's own middleware would pass on the beginning of a truncated one."""

    def process_request(self, request: Request) -> None:
        """Accept the encodings that can be checked."""
        request.headers.setdefault("Accept-Encoding", compression.ACCEPTED)

    def process_response(self, request: Request, response: Response) -> Response:
        """Leave an incomplete body as it came, and flag it as Scrapy flags a body shorter than announced.

        Raises:
            TooLarge: the body exceeds the size limit.
        """
        packed_as = response.headers.getlist("Content-Encoding")
        if not packed_as:
            return response
        try:
            body = compression.unpack(response.body, packed_as, request.meta["download_maxsize"])
        except compression.OversizeError as error:
            raise TooLarge(str(error)) from None
        if body is None:
            return response.replace(flags=[*response.flags, "dataloss"])
        del response.headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=response.headers, url=response.url, body=body)
        # The encoding guessed from the compressed bytes says nothing about the text.
        decoding = {"encoding": None} if issubclass(kind, TextResponse) else {}
        unpacked: Response = response.replace(cls=kind, body=body, **decoding)
        return unpacked


class OnSite(RedirectMiddleware):
    """Keeps every request on the site: its scheme, host and port. A redirect that leads elsewhere is not followed."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self.site = Site(settings["LGSCO_SITE_URL"])

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Begin without a search for what sets referrers, which nobody needs: Scrapy warns that it is missing."""
        made = cls(crawler.settings)
        made.crawler = crawler
        return made

    def process_request(self, request: Request) -> None:
        """Refuse an address that is not on the site.

        Raises:
            OffSite: it is not.
        """
        if not self.site.has(request.url):
            raise OffSite(f"{request.url} is not on the site {self.site.url}")

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override] # Scrapy's takes a spider that is deprecated
        """Follow a redirect within the site; any other redirect is the answer."""
        location = response.headers.get("Location")
        if response.status not in _REDIRECTS or location is None:
            return response
        target = _target(request.url, location.decode("latin-1"))
        if not self.site.has(target):
            request.meta["off_site"] = target
            return response
        try:
            followed = super().process_response(request, response)
        except IgnoreRequest:  # too many of them: the last one is the answer
            return response
        # The target may have been fetched already; the address that led to it needs an answer all the same.
        return followed if followed is response else followed.replace(dont_filter=True)


class ConditionalRequests:
    """Requests a document only if it has changed, with the validators of the archive's newest capture of it.

    A library's HTTP cache would answer from its own store by its own rules; here the archive is the only store.
    """

    def __init__(self, archive: Archive, kinds: Collection[CaptureKind], full_since: datetime) -> None:
        self.archive = archive
        self.kinds = kinds
        self.full_since = full_since

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Share the archive of the crawl's run; the age at which a letter is fetched in full counts from now."""
        run = Run.of(crawler)
        # A new archive need not be searched before each of its first letters.
        kinds = run.spider.documents if run.archive.has_documents() else frozenset()
        # A day of grace, so that a run on the same day a year later does not miss a letter by an hour.
        age = timedelta(days=run.settings.full_refetch_days - 1)
        return cls(run.archive, kinds, datetime.now(UTC) - age)

    def process_request(self, request: Request) -> None:
        """Add ``If-None-Match`` and ``If-Modified-Since`` if the archive has the bytes that they vouch for.

        A redirect may lead to another letter than last time, and its server may know the same tag: only the address
        that gave the validators receives them. A retry has none, since they may be the reason why the first attempt
        failed.
        """
        if request.meta["kind"] not in self.kinds or request.meta["tries"]:
            return
        for name in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(name, None)
        request.meta.pop("validators", None)
        validators = self.archive.validators(captures.requested_address(request), self.full_since)
        if validators is None or validators.url != request.url:
            return
        request.meta["validators"] = validators
        if validators.etag:
            request.headers["If-None-Match"] = validators.etag.encode("latin-1")
        if validators.last_modified:
            request.headers["If-Modified-Since"] = validators.last_modified.encode("latin-1")


def _target(base: str, location: str) -> str:
    """Return the absolute address that a redirect leads to, or the header unchanged if it is not an address."""
    try:
        return urljoin(base, location)
    except ValueError:
        return location
