"""How a run fetches what is about all councils: the yearly tables, and documents for the whole country."""

from __future__ import annotations

from typing import cast
from urllib.parse import urljoin

from scrapy.http import Request, Response, TextResponse

from crawler.fetch.charsets import with_text
from crawler.items import Fetched
from crawler.site import page_digest
from crawler.site.data_tables import table_addresses, unfetched
from crawler.site.outline import outline
from crawler.spiders import findings
from crawler.spiders.base import Output, SiteSpider, shown
from lgsco_store.publications.inputs import GONE
from lgsco_store.records import Capture, CaptureKind


class NationalSpider(SiteSpider):
    """A spider that fetches the pages and files about all councils that the settings name."""

    def national(self) -> Output:
        """Request the page that lists the yearly tables, and every national document."""
        if tables := self.settings.get("LGSCO_DATA_TABLES_PATH"):
            yield self.request(urljoin(self.site.url, tables), CaptureKind.DATA_TABLES_INDEX, self.data_tables)
        for path in self.settings.get("LGSCO_NATIONAL_PATHS").split():
            address = urljoin(self.site.url, path)
            yield self.request(address, CaptureKind.NATIONAL_DOCUMENT, self.national_document)

    def data_tables(self, response: TextResponse, capture: Capture) -> Output:
        """Request every yearly table that their page lists."""
        page = outline(response.text, response.url)
        issues = [findings.table_not_fetched(each, response.url) for each in unfetched(page, self.site)]
        yield Fetched(capture, response.body, shown(response, self.site), findings=issues)
        addresses = table_addresses(page, self.site)
        if not addresses:
            self.notes.append(f"{response.url} links to no yearly table: look at the page")
        for address in addresses:
            yield self.request(address, CaptureKind.DATA_TABLE, self.data_table)

    def data_table(self, response: Response, capture: Capture) -> Output:
        """Store one yearly table."""
        yield Fetched(capture, response.body)

    def national_document(self, response: Response, capture: Capture) -> Output:
        """Store a page or a file for the whole country."""
        shows = page_digest.file_digests(response.body)
        if shows is None:
            page = outline(cast("TextResponse", with_text(response)).text, response.url)
            shows = page_digest.decision_digests(page, self.site)
        yield Fetched(capture, response.body, shows)

    def may_be_missing(self, capture: Capture) -> bool:
        """Return whether the page lists yearly tables, which a site need not have."""
        return capture.kind is CaptureKind.DATA_TABLES_INDEX and capture.status in GONE

    def handle_failure(self, request: Request, capture: Capture, body: bytes | None) -> Output:
        """Store an answer that is not what was requested; report a table that failed, or that there are none."""
        if capture.kind is CaptureKind.DATA_TABLES_INDEX and self.may_be_missing(capture):
            self.notes.append(f"There is no page of yearly tables at {capture.url}: correct LGSCO_DATA_TABLES_PATH")
        for each in super().handle_failure(request, capture, body):
            if capture.kind is CaptureKind.DATA_TABLE and isinstance(each, Fetched) and not each.again:
                each.findings.append(findings.table_failed(capture))
            yield each
