"""The spider of decisions: first the index by windows of dates, then the statements and reports, oldest first.

The archive stores what the index listed and returns it in batches, so that neither the index nor the queue is held in
memory. An interrupted run leaves both behind, and the next one continues from there.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, cast

from scrapy.http import Request, Response, TextResponse

from crawler.extensions import Run
from crawler.fetch import captures
from crawler.items import Fetched
from crawler.run import dates
from crawler.site import page_digest
from crawler.site.decisions.addresses import Window, decision_address, search_address
from crawler.site.decisions.listing import Brings, DecisionListing, read_listing
from crawler.site.outline import outline
from crawler.spiders.base import Output, SiteSpider
from crawler.spiders.windows import WindowList
from lgsco_store.evidence.decision_index import DecisionIndex
from lgsco_store.publications.inputs import Finding
from lgsco_store.records import Capture, CaptureKind, Diagnosis, Severity

# Pages that may appear in place of a list, and why it is requested again.
_HOLLOW = {
    Brings.SHELL: "it has neither a decision nor a number of results",
    Brings.NOTHING: "it says that it has {results} results, and shows none",
}
# The Ombudsman decides hundreds of complaints in this many weeks; there may be none in those that are too recent or too
# long ago for decisions to be public.
_WEEKS_WITH_DECISIONS = 4
# This many issues of one kind say enough about the lists of a run.
_MOST_OF_A_KIND = 10
# A decision that cannot be requested is lost, so each is reported.
_EACH = frozenset({"decision_unlinked"})
# The number of addresses in one batch from the archive.
_BATCH = 200


class DecisionsSpider(SiteSpider):
    """Fetches every decision that the site's search lists for a window of decision dates."""

    name = "decisions"
    counted: ClassVar = {CaptureKind.DECISION_LIST: "lists", CaptureKind.DECISION: "decisions"}

    def __init__(self, **kwargs: Any) -> None:
        # One of the names is a Python keyword, so it cannot be a parameter.
        given = {name: kwargs.pop(name) for name in dates.ARGUMENTS if name in kwargs}
        super().__init__(**kwargs)
        self.window = dates.requested_window(given)
        self._weeks = dates.parts(self.window)
        # Nothing is requested before robots.txt.
        self._windows: deque[Window] = deque()
        self._again: deque[Request] = deque()
        self._addresses: deque[str] = deque()
        self._lists_hollow: set[str] = set()
        self._lists_read = self._lists_with_items = self._lists_to_have_items = self._taken = 0
        self._has_begun = self._fetches = False
        self._found: Counter[CaptureKind] = Counter()
        self._issues: Counter[str] = Counter()

    @cached_property
    def index(self) -> DecisionIndex:
        """Return the archive's index, for this run and those that it continues."""
        run = Run.of(self.crawler)
        return run.archive.decision_index(run.claim.run_id)

    @property
    def fault(self) -> str | None:
        """Return why none of the results can be relied on; None if they can."""
        if self.refusal is not None or self._lists_with_items:
            return self.refusal
        if self._lists_hollow and not self._lists_read:
            return f"none of the {len(self._lists_hollow)} lists of decisions has decisions or says that it has none"
        if self._lists_to_have_items >= _WEEKS_WITH_DECISIONS:
            return f"none of the {self._lists_read} lists of decisions that were read names one: their form is new"
        return None

    @property
    def found(self) -> Mapping[CaptureKind, int]:
        """Return how many lists and decisions there are to fetch, as far as is known.

        Beyond what the lists name there are decisions that the archive knows and councils' pages link to.
        """
        return {**self._found, CaptureKind.DECISION: max(self._found[CaptureKind.DECISION], self._taken)}

    @property
    def least_requests(self) -> int:
        """Return the minimum number of requests of a run: one for each week."""
        return len(self._weeks)

    def begin(self) -> Output:
        """Leave out the weeks whose decisions an interrupted run has listed."""
        self._windows.extend(each for each in self._weeks if not self.index.has_read(each.first, each.last))
        self._lists_with_items = len(self._weeks) - len(self._windows)
        self._has_begun = True
        yield from ()

    def next_request(self) -> Request | None:
        """Take the next week's list, then the next decision, then the next retry."""
        if self._windows:
            return self._list(WindowList(self._windows.popleft()))
        address = self._next_address() if self._fetches else None
        if address is not None:
            self._taken += 1
            # Scrapy would store a fingerprint of each; the archive returns every address once.
            return self.request(address, CaptureKind.DECISION, self.decision, repeat=True)
        return self._again.popleft() if self._again else None

    def retry(self, request: Request) -> None:
        """Queue a request for another attempt, at the end of the queue."""
        self._again.append(request)

    def before_the_end(self) -> None:
        """Continue with the decisions once every list has been read, with any retries, and is in the archive."""
        if not self._has_begun or self._windows or self._again or self._fetches or self.refusal is not None:
            return
        self._fetches = True
        self._found[CaptureKind.DECISION] = self.index.count()

    def listing(self, response: TextResponse, capture: Capture, window_list: WindowList) -> Output:
        """Pass on the contents of a page of a list, and follow the list until it has shown as many as it announced."""
        page = outline(response.text, response.url)
        found = read_listing(page, self.site, window_list.window, window_list.page)
        hollow = _HOLLOW.get(found.brings)
        if hollow is not None and (window_list.page == 1 or found.brings is Brings.SHELL):
            self._lists_hollow.add(capture.url)
            why = hollow.format(results=found.results)
            request = cast("Request", response.request)
            yield from self.handle_failure(request, captures.diagnosed(capture, Diagnosis.EMPTY, why), None)
            return
        self._lists_read += 1
        self._lists_with_items += found.brings is Brings.ITEMS
        self._lists_to_have_items += self._must_have_items(window_list.window)
        digests, decisions = page_digest.list_digests(page, self.site), window_list.add(found)
        item = Fetched(capture, response.body, digests, decisions=decisions)
        item.findings += self._listing_issues(found, capture.url)
        if window_list.has_ended and (window_list.is_complete or window_list.ignores_days or window_list.is_second):
            self._end(item, window_list)
        yield item
        if not window_list.has_ended:
            yield self._list(window_list)
        elif item.window is None:
            yield self._list(WindowList(window_list.window, is_second=True))

    def decision(self, response: Response, capture: Capture) -> Output:
        """Pass on the page of a decision, unless the address led elsewhere."""
        asked, answered = decision_address(capture.url, self.site), decision_address(response.url, self.site)
        if asked is not None and (answered is None or answered.reference != asked.reference):
            why = f"the address led to {response.url}"
            yield Fetched(captures.diagnosed(capture, Diagnosis.UNKNOWN_PAGE, why), response.body)
            return
        page = outline(cast("TextResponse", response).text, response.url)
        yield Fetched(capture, response.body, page_digest.decision_digests(page, self.site))

    def handle_failure(self, request: Request, capture: Capture, body: bytes | None) -> Output:
        """Store an answer that is not what was requested; a list that is given up was not read in full."""
        for each in super().handle_failure(request, capture, body):
            if isinstance(each, Fetched) and not each.again and capture.kind is CaptureKind.DECISION_LIST:
                self._end(each, request.cb_kwargs["window_list"])
            yield each

    def _must_have_items(self, week: Window) -> bool:
        """Return whether a list of a week without decisions would be a surprise."""
        return dates.must_have_decisions(week, dates.london_day(), Run.of(self.crawler).settings.retention.statements)

    def _end(self, item: Fetched, window_list: WindowList) -> None:
        """Report the result of a list with its last page; an incomplete list is an alarm."""
        item.window = window_list.outcome
        if not item.window.is_met:
            says = "no number of results" if item.window.results is None else f"{item.window.results} results"
            other = f", {window_list.other_days} of them of other days" if window_list.other_days else ""
            on = f", and goes on by {window_list.goes_on!r}, which brought nothing new" if window_list.goes_on else ""
            message = (
                f"The list of decisions from {window_list.window} gives {says}, and shows "
                f"{item.window.listed} different ones{other}{on}: nothing is withdrawn by it; look at the list"
            )
            item.findings.append(Finding("index_incomplete", Severity.ERROR, message, url=item.capture.url))

    def _listing_issues(self, found: DecisionListing, url: str) -> Iterator[Finding]:
        """Return what is wrong with a list and its items: of most kinds the first few issues in a run."""
        for issue in (*found.issues, *(issue for item in found.items for issue in item.issues)):
            self._issues[issue.code] += 1
            if self._issues[issue.code] <= _MOST_OF_A_KIND or issue.code in _EACH:
                yield Finding(issue.code, issue.severity, issue.message, url=url)

    def _next_address(self) -> str | None:
        if not self._addresses:
            self._addresses.extend(self.index.waiting(_BATCH))
        if not self._addresses:
            self._addresses.extend(self.index.unlisted(self.window.first, self.window.last, _BATCH))
        if not self._addresses:
            self._addresses.extend(self._linked())
        return self._addresses.popleft() if self._addresses else None

    def _linked(self) -> Iterator[str]:
        """Return the reports to which councils' pages link; a link may lead elsewhere, as to a file."""
        while links := self.index.linked(_BATCH):
            addresses = (decision_address(link, self.site) for link in links)
            yield from (each.url for each in addresses if each is not None and each.reference is not None)

    def _list(self, window_list: WindowList) -> Request:
        self._found[CaptureKind.DECISION_LIST] += 1
        address = search_address(self.site, window_list.window, window_list.page)
        return self.request(address, CaptureKind.DECISION_LIST, self.listing, repeat=True, window_list=window_list)
