"""The digest of what a page shows: the same for every visitor, whatever tokens and scripts are in its markup."""

from __future__ import annotations

import hashlib

from crawler.site import pages
from crawler.site.addresses import Site
from crawler.site.outline import WebPage
from lgsco_store.records import Shows


def page_digests(page: WebPage, site: Site) -> Shows:
    """Return what the page of an authority shows."""
    return Shows(_digest(page, site), pages.statistics_sha256(page))


def list_digests(page: WebPage, site: Site) -> Shows:
    """Return what a list of letters shows."""
    return Shows(_digest(page, site))


def decision_digests(page: WebPage, site: Site) -> Shows:
    """Return what the page of a decision shows: it is read whenever this changes."""
    shown = _digest(page, site)
    return Shows(shown, shown)


def file_digests(body: bytes) -> Shows | None:
    """Return what a file shows: every byte counts; None if it is a page."""
    if b"%PDF-" not in body[:1024]:
        return None
    shown = hashlib.sha256(body).hexdigest()
    return Shows(shown, shown)


def data_digests(body: bytes) -> Shows:
    """Return what the data of an index shows: every byte counts."""
    return Shows(hashlib.sha256(body).hexdigest())


def _digest(page: WebPage, site: Site) -> str:
    lines = (f"{each.level}\t{each.text}\t{_leads_to(each.href, site)}\n" for each in page.pieces if each.shown)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _leads_to(href: str | None, site: Site) -> str:
    """Return where a link leads; elsewhere without its query, which may be new for each visitor."""
    if href is None:
        return ""
    return site.address(href) or href.partition("?")[0]
