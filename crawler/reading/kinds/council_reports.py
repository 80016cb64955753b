"""Read the public reports that a council's page, or its list of all of them, leads to.

Their links are what counts, so the page is read as the crawler reads it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from crawler.reading.findings import another_authority, missing
from crawler.reading.input import html
from crawler.reading.input.document import UnreadableError
from crawler.reading.input.text_digest import tokens
from crawler.reading.kinds.statistics_page import authority, slug_words
from crawler.reading.version import READER_VERSION
from crawler.site.addresses import Site
from crawler.site.council_sections import ListedReport, council_reports, reports_list, reports_texts
from crawler.site.outline import outline
from lgsco_store.publications.council_report import LIST_URL
from lgsco_store.publications.list_owners import other_owner
from lgsco_store.records import Item, Reading, ReadingStatus

_FILE = re.compile(r"\.pdf$|^/assets/|^/documents/|/getasset", re.IGNORECASE)
# The words of a link that name a file and no report.
_BARE = re.compile(
    r"\W*(?:(?:as|a|an|the|in|view|read|open|download|full|report|pdf|file|version|document|adobe|acrobat"
    r"|[\d.,]+ ?[km]b)\W*)*",
    re.IGNORECASE,
)
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
    items = tuple(map(_item, _together(found.listed)))
    is_clear = bool(items or found.says_none or behind)
    return replace(
        blank,
        status=ReadingStatus.COMPLETE if is_clear else ReadingStatus.PARTIAL,
        issues=() if is_clear else (missing(*_UNCLEAR),),
        attributes=((LIST_URL, behind),) if behind else (),
        items=items,
    )


def _together(listed: Iterable[ListedReport]) -> list[list[ListedReport]]:
    """Group the links of each report: those with one reference, and the file after a report that it names itself by."""
    reports: list[list[ListedReport]] = []
    for link in listed:
        same = [each for each in reports if any(set(other.references) & set(link.references) for other in each)]
        is_bare = not link.references and _is_file(link) and _BARE.fullmatch(link.text)
        same += reports[-1:] if is_bare and not any(map(_is_file, reports[-1] if reports else ())) else []
        if same:
            same[0].append(link)
        else:
            reports.append([link])
    return reports


def _item(links: list[ListedReport]) -> Item:
    """Return one report; its link is the first that is not a file, if there is any."""
    page = next((each for each in links if not _is_file(each)), links[0])
    references = list(dict.fromkeys(reference for each in (page, *links) for reference in each.references))
    found = {
        "link": page.url,
        "pdf": next((each.url for each in links if _is_file(each)), None),
        "reference": references[0] if references else None,
        "references": json.dumps(references) if len(references) > 1 else None,
        "text": page.text,
    }
    digest = hashlib.sha256(" ".join(tokens(page.text)).encode()).hexdigest()
    return Item(tuple((name, value) for name, value in found.items() if value), digest)


def _is_file(link: ListedReport) -> bool:
    return _FILE.search(unquote(urlsplit(link.url).path)) is not None
