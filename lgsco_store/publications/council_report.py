"""Public reports as councils' pages list them: which are published there, and which are gone. Pure.

A report is listed under its reference, else under the address of its link. One that bears the reference of a decision
is that decision: the views put the two together. A council's page has all of its reports, unless it links to a list of
them; a report is removed only if every such page and list was read in full without it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from lgsco_store.publications.base import PublicationKind, Standing, Versioned
from lgsco_store.publications.council_lists import Missing, page_findings, removed
from lgsco_store.publications.filing import Filed, Filing, Place
from lgsco_store.publications.inputs import Current, Evidence, Fetched, Finding, ReadLetter, SeenList
from lgsco_store.records import CaptureKind, ReadingStatus, Severity, Source
from lgsco_store.terms import ItemKind, Spider

NO_SECTION = "no_reports_section"
"""The code of the issue that a page has no title of reports."""

LIST_URL = "list_url"
"""The attribute of a page's reading with the address of the list of all reports; a page without one has them all."""

_UNREAD = Finding("reports_unread", Severity.WARNING, "The page of reports was not read", source=Source.COUNCIL_REPORT)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of a council, or of its list of reports, as a run read it."""

    authority_id: int
    slug: str
    url: str
    fetched: Fetched
    reading: ReadLetter | None

    @property
    def is_read(self) -> bool:
        """Return whether all of it was read."""
        return self.reading is not None and self.reading.status is ReadingStatus.COMPLETE

    @property
    def list_url(self) -> str | None:
        """Return the address of the list of all reports that it links to."""
        return self.reading.head.get(LIST_URL) if self.reading is not None else None


def file_reports(evidence: Evidence, current: Standing) -> Filing:
    """File each report under its reference or address: a list comes before the page that links to it."""
    if not evidence.extent.has_year(None):
        return Filing({}, (), ())
    pages = [each for each in _pages(evidence) if evidence.extent.has_authority(each.authority_id)]
    filed: dict[Place, Filed] = {}
    for page in pages:
        for item in page.reading.items if page.reading is not None else ():
            each = _filed(page, item)
            filed.setdefault(each.place, each)
    findings = [finding for page in pages for finding in page_findings(page.fetched, page.reading, page.slug, _UNREAD)]
    findings += [
        Finding("reports_vanished", Severity.WARNING, why, slug, source=Source.COUNCIL_REPORT)
        for slug, why in _missing(filed, current, evidence).kept("reports")
    ]
    return Filing(filed, (), tuple(findings))


def removed_reports(filing: Filing, current: Standing, evidence: Evidence) -> Iterator[Current]:
    """Yield the published reports that none of a council's pages and lists has any more, unless there are too many."""
    return _missing(filing.filed, current, evidence).gone()


def _pages(evidence: Evidence) -> Iterator[_Page]:
    """Yield the pages with reports that a run read: of lists, then of councils."""
    for each in _lists(evidence):
        for page in each.pages:
            yield _Page(each.authority_id, each.slug, each.url, page, _reading(evidence, page))
    for seen in evidence.pages:
        reading = _reading(evidence, seen.fetched)
        if reading is not None and all(issue.code != NO_SECTION for issue in reading.issues):
            yield _Page(seen.authority_id, seen.slug, seen.url, replace(seen.fetched, seen_at=seen.seen_at), reading)


def _lists(evidence: Evidence) -> list[SeenList]:
    return [each for each in evidence.council_lists if each.kind is CaptureKind.REPORTS_PAGE]


def _reading(evidence: Evidence, page: Fetched) -> ReadLetter | None:
    return evidence.readings.get((Source.COUNCIL_REPORT, page.document_sha256 or ""))


def _filed(page: _Page, item: ReadLetter) -> Filed:
    digest = hashlib.sha256(str(item.head.get("link")).encode()).hexdigest()[:16]
    return Filed(
        source=Source.COUNCIL_REPORT,
        place=f"{page.authority_id}/{item.head.get('reference') or digest}",
        authority_id=page.authority_id,
        slug=page.slug,
        year=None,
        url=page.url,
        seen_at=page.fetched.seen_at or page.fetched.fetched_at,
        fetched=page.fetched,
        reading=item,
    )


def _missing(filed: Collection[Place], current: Standing, evidence: Evidence) -> Missing:
    """Return the published reports that no page of an authority has whose pages and lists were all read in full."""
    whole = _read_in_full(evidence)
    return Missing.where(lambda each: each.authority_id in whole, filed, current, evidence)


def _read_in_full(evidence: Evidence) -> frozenset[int]:
    """Return the authorities whose pages, and the lists that these link to, a run read in full."""
    pages = [*_pages(evidence)]
    followed = {each.url for each in _lists(evidence) if each.whole}
    unread = {page.authority_id for page in pages if not page.is_read or page.list_url not in {None, *followed}}
    return frozenset({page.authority_id for page in pages} - unread - evidence.doubtful)


COUNCIL_REPORT = PublicationKind(
    source=Source.COUNCIL_REPORT,
    label="listed report",
    plural="listed reports",
    mark=" (listed report)",
    captured_as=(CaptureKind.AUTHORITY_PAGE, CaptureKind.REPORTS_PAGE),
    is_pdf=False,
    own_cases=False,
    is_judged=False,
    spider=Spider.LETTERS,
    versioned=Versioned.BY_ITEM,
    file=file_reports,
    absent=removed_reports,
    appearance=ItemKind.ADDED,
    absence=removed,
    setting="council_reports",
)
"""A public report about a council: one of several on its page, or on the list behind it."""
