"""Service improvements as publications: which one of a page is which of the archive, and which are gone. Pure.

A council's page has the newest ten of them, and the list behind "view all" has the others. The page's ten prove no
removal: an improvement is removed only if the list on which it was seen is seen again, to its end, without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from lgsco_store.publications.base import PublicationKind, Standing, Versioned
from lgsco_store.publications.filing import Filed, Filing, Place
from lgsco_store.publications.improvement_matching import ImprovementsPage, Matching, distinct
from lgsco_store.publications.inputs import Current, Evidence, Finding, ReadLetter
from lgsco_store.records import CaptureKind, Issue, Severity, Source
from lgsco_store.terms import AnyKind, ItemKind, Spider

NO_SECTION = "no_improvements_page"
"""The code of the issue that a page has no title of service improvements: many pages of councils have none."""

# Staff correct single texts. Many at once are more likely a list that is no longer the whole one.
_MOST_REMOVED = 0.1


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
    findings = [finding for source in sources for finding in _findings(source)]
    kept = [] if evidence.extent.decided else _too_many(_missing(filed, current, evidence), current)
    return Filing(filed, (), (*findings, *(_kept(*each) for each in kept)))


def removed_improvements(filing: Filing, current: Standing, evidence: Evidence) -> Iterator[Current]:
    """Yield the published improvements whose list was seen to its end without them, unless there are too many."""
    missing = _missing(filing.filed, current, evidence)
    kept = set() if evidence.extent.decided else {slug for slug, _, _ in _too_many(missing, current)}
    return (each for each in missing if each.slug not in kept)


def absence(_current: Current, _evidence: Evidence) -> AnyKind:
    """Return the kind of change of an improvement that is gone."""
    return ItemKind.REMOVED


def whole_lists(evidence: Evidence) -> frozenset[str]:
    """Return the addresses of the lists that a run read in full, page by page, to their end."""
    read = {source.fetched.capture_id for source in _sources(evidence) if source.is_read}
    return frozenset(
        each.url
        for each in evidence.improvement_lists
        if each.whole and all(page.capture_id in read for page in each.pages)
    )


def _sources(evidence: Evidence) -> Iterator[ImprovementsPage]:
    """Yield the pages with improvements that a run read: of lists, then of councils."""
    for each in evidence.improvement_lists:
        for page in each.pages:
            reading = evidence.readings.get((Source.SERVICE_IMPROVEMENT, page.document_sha256 or ""))
            yield ImprovementsPage(each.authority_id, each.slug, each.url, each.url, page, reading)
    for seen in evidence.pages:
        reading = evidence.readings.get((Source.SERVICE_IMPROVEMENT, seen.fetched.document_sha256 or ""))
        if reading is not None and not _has_none(reading):
            fetched = replace(seen.fetched, seen_at=seen.seen_at)
            yield ImprovementsPage(seen.authority_id, seen.slug, seen.url, None, fetched, reading)


def _has_none(reading: ReadLetter) -> bool:
    return any(issue.code == NO_SECTION for issue in reading.issues)


def _findings(source: ImprovementsPage) -> Iterator[Finding]:
    """Return what is wrong with a page, in the words of its reading: the page is kept, whatever it is."""
    unread = Issue("improvements_unread", Severity.WARNING, "The page of service improvements was not read")
    for issue in source.reading.issues if source.reading is not None else (unread,):
        about = (source.slug, None, source.fetched.url, Source.SERVICE_IMPROVEMENT)
        yield Finding(issue.code, issue.severity, issue.message, *about)


def _missing(filed: Collection[Place], current: Standing, evidence: Evidence) -> list[Current]:
    """Return the published improvements that are not on the list on which they were seen last."""
    whole = whole_lists(evidence)
    own = (each for place, each in current.items() if place not in filed and evidence.extent.includes(each))
    return [each for each in own if not each.withdrawn and each.url in whole]


def _too_many(missing: Iterable[Current], current: Standing) -> list[tuple[str, int, int]]:
    """Return the authorities that would lose several at once, and too large a share: with how many of how many."""
    lost = Counter(str(each.slug) for each in missing)
    standing = Counter(str(each.slug) for each in current.values() if not each.withdrawn)
    counted = ((slug, count, standing[slug]) for slug, count in lost.items())
    return [each for each in counted if each[1] > 1 and each[1] > _MOST_REMOVED * each[2]]


def _kept(slug: str, lost: int, standing: int) -> Finding:
    message = (
        f"{lost} of {standing} service improvements are missing from their list at once: they are kept; if they are "
        f"gone indeed, `lgsco crawl --authority {slug}` removes them"
    )
    return Finding("improvements_vanished", Severity.WARNING, message, slug, source=Source.SERVICE_IMPROVEMENT)


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
    absence=absence,
)
"""An improvement that a council agreed to make: one of several on its page, or on the list behind it."""
