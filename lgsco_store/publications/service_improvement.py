"""Service improvements as publications: which one of a page is which of the archive, and which are gone. Pure.

A council's page has the newest of them, ten perhaps, and the list behind "view all" has the others. An improvement is
removed only if the list on which it was seen is seen again, to its end, without it. A page of the newest is such a list
only if other councils' pages have more: then it has all that there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from lgsco_store.publications.base import PublicationKind, Standing, Versioned
from lgsco_store.publications.council_lists import Missing, page_findings, removed
from lgsco_store.publications.filing import Filed, Filing, Place
from lgsco_store.publications.improvement_matching import ImprovementsPage, Matching, distinct
from lgsco_store.publications.inputs import Current, Evidence, Finding, ReadLetter, SeenList
from lgsco_store.records import CaptureKind, Severity, Source
from lgsco_store.terms import ItemKind, Spider

NO_SECTION = "no_improvements_page"
"""The code of the issue that a page has no title of service improvements: many pages of councils have none."""

_UNREAD = Finding(
    "improvements_unread",
    Severity.WARNING,
    "The page of service improvements was not read",
    source=Source.SERVICE_IMPROVEMENT,
)


def file_improvements(evidence: Evidence, current: Standing) -> Filing:
    """File each improvement under the published one that has its words, or under a place of its own."""
    if not evidence.extent.has_year(None):
        return Filing({}, (), ())
    sources = [each for each in _sources(evidence) if evidence.extent.has_authority(each.authority_id)]
    whole = whole_lists(evidence)
    pages: dict[int, list[ImprovementsPage]] = {}
    for source in sources:
        pages.setdefault(source.authority_id, []).append(source)
    known: dict[int | None, dict[Place, Current]] = {}
    for place, each in current.items():
        known.setdefault(each.authority_id, {})[place] = each
    filed: dict[Place, Filed] = {}
    for authority_id, own in pages.items():
        filed |= Matching(known.get(authority_id, {}), whole).filed(distinct(own))
    findings = [
        finding for source in sources for finding in page_findings(source.fetched, source.reading, source.slug, _UNREAD)
    ]
    findings += [
        Finding("improvements_vanished", Severity.WARNING, why, slug, source=Source.SERVICE_IMPROVEMENT)
        for slug, why in _missing(filed, current, evidence).kept("service improvements")
    ]
    return Filing(filed, (), tuple(findings))


def removed_improvements(filing: Filing, current: Standing, evidence: Evidence) -> Iterator[Current]:
    """Yield the published improvements whose list was seen to its end without them, unless there are too many."""
    return _missing(filing.filed, current, evidence).gone()


def whole_lists(evidence: Evidence) -> frozenset[str]:
    """Return the addresses of the lists that a run read in full: page by page to their end, or on a short page.

    They are in lower case: the site spells a slug now in one case and now in another.
    """
    sources = list(_sources(evidence))
    read = {source.fetched.capture_id for source in sources if source.is_read}
    followed = {
        each.url for each in _lists(evidence) if each.whole and all(page.capture_id in read for page in each.pages)
    }
    return frozenset(url.lower() for url in followed | _short_pages(sources))


def _short_pages(sources: Sequence[ImprovementsPage]) -> set[str]:
    """Return the addresses of councils' pages without a list that show fewer improvements than another's."""
    with_list = {source.authority_id for source in sources if source.list_url is not None}
    own = [source for source in sources if source.list_url is None]
    shown = {source.url: len(source.reading.items) for source in own if source.reading is not None and source.is_read}
    most = max(shown.values(), default=0)
    return {source.url for source in own if source.authority_id not in with_list and shown.get(source.url, most) < most}


def _sources(evidence: Evidence) -> Iterator[ImprovementsPage]:
    """Yield the pages with improvements that a run read: of lists, then of councils."""
    for each in _lists(evidence):
        for page in each.pages:
            reading = evidence.readings.get((Source.SERVICE_IMPROVEMENT, page.document_sha256 or ""))
            yield ImprovementsPage(each.authority_id, each.slug, each.url, each.url, page, reading)
    for seen in evidence.pages:
        reading = evidence.readings.get((Source.SERVICE_IMPROVEMENT, seen.fetched.document_sha256 or ""))
        if reading is not None and not _has_none(reading):
            fetched = replace(seen.fetched, seen_at=seen.seen_at)
            yield ImprovementsPage(seen.authority_id, seen.slug, seen.url, None, fetched, reading)


def _lists(evidence: Evidence) -> Iterator[SeenList]:
    return (each for each in evidence.council_lists if each.kind is CaptureKind.IMPROVEMENTS_PAGE)


def _has_none(reading: ReadLetter) -> bool:
    return any(issue.code == NO_SECTION for issue in reading.issues)


def _missing(filed: Collection[Place], current: Standing, evidence: Evidence) -> Missing:
    """Return the published improvements that are not on the list on which they were seen last."""
    whole = whole_lists(evidence)
    return Missing.where(lambda each: each.url.lower() in whole, filed, current, evidence)


SERVICE_IMPROVEMENT = PublicationKind(
    source=Source.SERVICE_IMPROVEMENT,
    label="service improvement",
    plural="service improvements",
    mark=" (improvement)",
    captured_as=(CaptureKind.AUTHORITY_PAGE, CaptureKind.IMPROVEMENTS_PAGE),
    is_pdf=False,
    own_cases=False,
    is_judged=False,
    spider=Spider.LETTERS,
    versioned=Versioned.BY_ITEM,
    file=file_improvements,
    absent=removed_improvements,
    appearance=ItemKind.ADDED,
    absence=removed,
    setting="service_improvements",
)
"""An improvement that a council agreed to make: one of several on its page, or on the list behind it."""
