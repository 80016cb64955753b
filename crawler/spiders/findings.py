"""What a spider reports about the pages that it read."""

from __future__ import annotations

from crawler.site.data_tables import Unfetched
from crawler.site.outline import WebPage
from crawler.site.pages import own_texts
from crawler.site.sections import says_no_letters
from lgsco_store.publications.inputs import Finding
from lgsco_store.records import Capture, Severity, Source


def of_another_authority(slug: str, url: str, why: str) -> Finding:
    """Report that a page requested for one authority belongs to another."""
    message = f"The page requested for {slug} belongs to another authority: {why}"
    return Finding("authority_mismatch", Severity.ERROR, message, slug.lower(), url=url)


def list_empty(page: WebPage, slug: str, url: str) -> Finding:
    """Report that a list names no letter, which is worth a look unless it says that there are none."""
    if any(map(says_no_letters, own_texts(page))):
        severity, message = Severity.INFO, "The list says that there are no letters"
    else:
        severity, message = Severity.WARNING, "The list names no letter, nor says in known words that there are none"
    return Finding("list_empty", severity, message, slug.lower(), None, url, Source.LETTER)


def table_not_fetched(link: Unfetched, url: str) -> Finding:
    """Report a link that seems to lead to yearly tables and that was not requested."""
    where = f" at {link.address}" if link.address else ""
    message = f"The link {link.text!r}{where} seems to lead to yearly tables and was not requested: {link.why}"
    return Finding("table_not_fetched", Severity.WARNING, message, url=link.address or url)


def table_failed(capture: Capture) -> Finding:
    """Report a yearly table that is listed and could not be fetched."""
    answer = "no answer" if capture.status is None else f"answer {capture.status}"
    why = f"{capture.diagnosis}, {capture.detail}" if capture.detail else f"{capture.diagnosis}"
    message = f"The yearly table at {capture.url} is listed and could not be fetched: {answer} ({why})"
    return Finding("table_failed", Severity.WARNING, message, url=capture.url)
