"""What a page shows, as a digest: the same for every visitor, whatever tokens and scripts stand in its markup."""

from __future__ import annotations

import hashlib

from crawler.site import pages
from crawler.site.addresses import Site
from crawler.site.outline import WebPage
from lgsco_store.records import Shows


def of_page(page: WebPage, site: Site) -> Shows:
    """Return what the page of an authority shows."""
    return Shows(_digest(page, site), pages.statistics_sha256(page))


def of_list(page: WebPage, site: Site) -> Shows:
    """Return what a list of letters shows."""
    return Shows(_digest(page, site))


def of_data(body: bytes) -> Shows:
    """Return what the data of an index shows: every byte counts."""
    return Shows(hashlib.sha256(body).hexdigest())


def _digest(page: WebPage, site: Site) -> str:
    lines = (f"{each.level}\t{each.text}\t{_leads_to(each.href, site)}\n" for each in page.pieces if each.shown)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _leads_to(href: str | None, site: Site) -> str:
    """Where a link leads; of an address elsewhere without its query, which may be new for each visitor."""
    if href is None:
        return ""
    return site.address(href) or href.partition("?")[0]
