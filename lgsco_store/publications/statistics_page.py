"""Statistics pages as publications: the year of a page, and which published pages no longer exist. Pure.

A page shows one year at a time. When it moves on to the next year, the year before stays in the archive as it was last
seen: it was replaced, not withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lgsco_store.publications.base import PublicationKind, Standing, Versioned
from lgsco_store.publications.filing import Doubt, Filed, Filing, Place, addresses, choose, is_possible, yearly
from lgsco_store.publications.inputs import Current, Evidence, Finding, ReadLetter, SeenPage
from lgsco_store.records import CaptureKind, ReadingStatus, Severity, Source
from lgsco_store.terms import Spider

_READ = frozenset({ReadingStatus.COMPLETE, ReadingStatus.PARTIAL})


def file_pages(evidence: Evidence, current: Standing) -> Filing:
    """File every page that prints statistics under their year.

    A page that says that it has none is not a publication, and not a finding either.
    """
    newest = {page.authority_id: page for page in _newest(current.values())}
    filed: dict[Place, list[Filed]] = {}
    doubts: list[Doubt] = []
    findings: list[Finding] = []
    for page in evidence.pages:
        reading = _reading(page, evidence)
        why = _why_not(page, reading, newest.get(page.authority_id))
        if why is not None:
            doubts.append(Doubt(page.authority_id, page.url, None))
            about = (page.slug, None, page.url, Source.STATISTICS_PAGE)
            findings.append(Finding("page_unread", Severity.WARNING, why, *about))
        elif reading is not None and reading.year is not None and not _says_none(reading):
            each = _filed(page, reading.year, reading)
            if evidence.extent.has_year(each.year):
                filed.setdefault(each.place, []).append(each)
    findings += [_two_pages(pages) for pages in filed.values() if _disagree(pages)]
    return Filing(
        filed={place: choose(pages, current.get(place)) for place, pages in filed.items()},
        doubts=tuple(doubts),
        findings=tuple(findings),
    )


def withdrawn_pages(filing: Filing, current: Standing, evidence: Evidence) -> Iterator[Current]:
    """Yield the published pages that are withdrawn because of what a run saw, at most the newest one per authority.

    The page must say that it has no statistics, must have returned to an earlier year, or must be gone from its address
    and exist nowhere else: a page that was not read, or only in part, proves nothing.
    """
    doubtful = evidence.doubtful | {doubt.authority_id for doubt in filing.doubts}
    now = _years_now(evidence)
    for page in _newest(current.values()):
        if page.withdrawn or not evidence.extent.includes(page) or page.authority_id in doubtful:
            continue
        gone = page.url in evidence.gone_pages and page.authority_id not in evidence.read
        if gone or now.get(page.authority_id or 0, page.year or 0) < (page.year or 0):
            yield page


def _years_now(evidence: Evidence) -> dict[int, int]:
    """Return, by authority, the newest year on its pages; 0 if all of them say that they have no statistics."""
    years: dict[int, int] = {}
    for page in evidence.pages:
        reading = _reading(page, evidence)
        year = 0 if _says_none(reading) else reading.year if reading else None
        if year is not None:
            years[page.authority_id] = max(year, years.get(page.authority_id, 0))
    return years


def _newest(current: Iterable[Current]) -> list[Current]:
    """Return each authority's page that was seen last."""
    ordered = sorted(current, key=lambda page: (page.last_seen_at, page.year or 0))
    return list({page.authority_id: page for page in ordered}.values())


def _reading(page: SeenPage, evidence: Evidence) -> ReadLetter | None:
    return evidence.readings.get((Source.STATISTICS_PAGE, page.fetched.document_sha256 or ""))


def _says_none(reading: ReadLetter | None) -> bool:
    return reading is not None and reading.status is ReadingStatus.NO_STATISTICS


def _why_not(page: SeenPage, reading: ReadLetter | None, before: Current | None) -> str | None:
    """Return why a page that should have statistics cannot be filed; None if it can, or says that it has none."""
    if not page.prints:
        lost = before is not None and not before.withdrawn
        return "The page shows no statistics any more; what it printed last is shown" if lost else None
    if reading is None:
        return "The page's statistics were not read"
    if _says_none(reading):
        return None
    if reading.status not in _READ:
        return f"The page's statistics could not be read: {reading.status}"
    return _year_doubt(reading.year, page)


def _year_doubt(year: int | None, page: SeenPage) -> str | None:
    if year is None:
        return "The page's statistics do not say which year they are about"
    if not is_possible(year, page.fetched):
        return f"The page's statistics say that they are about {year}, which cannot be"
    return None


def _filed(page: SeenPage, year: int, reading: ReadLetter) -> Filed:
    return Filed(
        source=Source.STATISTICS_PAGE,
        place=yearly(page.authority_id, year),
        authority_id=page.authority_id,
        slug=page.slug,
        year=year,
        url=page.url,
        seen_at=page.seen_at,
        fetched=page.fetched,
        reading=reading,
    )


def _disagree(pages: Sequence[Filed]) -> bool:
    return len({page.reading.figures_sha256 for page in pages}) > 1


def _two_pages(pages: Sequence[Filed]) -> Finding:
    message = f"Two pages of the authority print different statistics for the same year: {addresses(pages)}"
    return pages[0].finding("two_pages", message)


STATISTICS_PAGE = PublicationKind(
    source=Source.STATISTICS_PAGE,
    label="web page",
    plural="statistics pages",
    mark=" (page)",
    captured_as=(CaptureKind.AUTHORITY_PAGE,),
    is_pdf=False,
    own_cases=False,
    is_judged=False,
    spider=Spider.LETTERS,
    versioned=Versioned.BY_TEXT,
    file=file_pages,
    absent=withdrawn_pages,
)
"""A council's statistics web page: the measures of the newest letter, one year at a time, as a second witness."""
