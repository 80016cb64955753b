"""Read the public reports that a council's page, or its list of all of them, leads to.

Their links are what counts, so the page is read as the crawler reads it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from crawler.reading.findings import another_authority, missing, status
from crawler.reading.input import html
from crawler.reading.input.document import UnreadableError
from crawler.reading.input.text_digest import tokens
from crawler.reading.kinds.statistics_page import authority, slug_words
from crawler.reading.version import READER_VERSION
from crawler.site.addresses import Site
from crawler.site.council_sections import CouncilReports, council_reports, reports_list, reports_texts
from crawler.site.outline import outline
from crawler.site.report_links import ListedReport
from lgsco_store.publications.council_report import LIST_URL
from lgsco_store.publications.list_owners import other_owner
from lgsco_store.records import Issue, Item, Reading, ReadingStatus

_NO_TITLE = ("no_reports_section", "The page has no title of reports.")
_UNCLEAR = ("reports_missing", "There is neither a report under the title of the reports, nor the word that none is.")


def read_council_reports(content: bytes, *, url: str) -> Reading:
    """Read the reports of one page; ``url`` is its address, from which its links lead."""
    blank = Reading(hashlib.sha256(content).hexdigest(), ReadingStatus.UNREADABLE, READER_VERSION)
    try:
        lines = html.lines(content)
    except UnreadableError as error:
        return replace(blank, issues=(error.issue,))
    blank = replace(blank, authority=authority(lines, url))
    site = Site(url.partition("?")[0].rsplit("/", 2)[0])
    page = outline(html.decoded(content), url)
    found = council_reports(page, site)
    if found is None:
        return replace(blank, status=ReadingStatus.UNRECOGNISED, issues=(missing(*_NO_TITLE),))
    words = slug_words(url) or blank.authority
    other = other_owner(reports_texts(page), words) if words else None
    if other is not None:
        return replace(blank, status=ReadingStatus.UNRECOGNISED, issues=(another_authority(other),))
    behind = reports_list(page, site, site.slug_of(url) or "")
    items = tuple(map(_item, found.reports))
    issues = _issues(found, is_clear=bool(items or found.says_none or behind))
    return replace(
        blank,
        status=status(issues),
        issues=tuple(issues),
        attributes=((LIST_URL, behind),) if behind else (),
        items=items,
    )


def _issues(found: CouncilReports, *, is_clear: bool) -> list[Issue]:
    files = [
        missing("report_file_unclear", f"It is not certain to which report {each.url} belongs, so it was left out.")
        for each in found.unclear
    ]
    links = [
        missing("report_link_unknown", f"The link {each.text!r} to {each.url} may be no report, so it was left out.")
        for each in found.unknown
    ]
    return [*files, *links, *(() if is_clear or files or links else (missing(*_UNCLEAR),))]


def _item(links: Sequence[ListedReport]) -> Item:
    """Return one report; its link is the first that is not a file, if there is any."""
    page = next((each for each in links if not each.is_file), links[0])
    references = list(dict.fromkeys(reference for each in (page, *links) for reference in each.references))
    found = {
        "link": page.url,
        "pdf": next((each.url for each in links if each.is_file), None),
        "reference": references[0] if references else None,
        "references": json.dumps(references) if len(references) > 1 else None,
        "text": page.text,
    }
    digest = hashlib.sha256(" ".join(tokens(page.text)).encode()).hexdigest()
    return Item(tuple((name, value) for name, value in found.items() if value), digest)
