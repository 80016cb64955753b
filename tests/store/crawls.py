"""A simulated site, and runs that crawl it into an archive as the spider would."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import text

from crawler.reading.kinds.archived import read_archived
from crawler.reading.kinds.data_table.table import read_table
from lgsco_store.archive import Archive
from lgsco_store.database.session import Database
from lgsco_store.history.plan import Plan
from lgsco_store.publications.inputs import GONE, LOOKS
from lgsco_store.records import (
    AuthorityPage,
    Capture,
    CaptureKind,
    Diagnosis,
    Figure,
    FigureState,
    Issue,
    Listing,
    ListPage,
    Person,
    Reading,
    ReadingStatus,
    Severity,
    Shows,
    Source,
)
from lgsco_store.runs.ledger import Claim, Ledger
from lgsco_store.terms import Trigger

SITE = "http://127.0.0.1/your-councils-performance"


def rows(database: Database, query: str, **given: object) -> list[tuple[object, ...]]:
    """Return the results of a query."""
    with database.reader() as connection:
        return [tuple(row) for row in connection.execute(text(query), given)]


def sha256(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


@dataclass(frozen=True)
class Letter:
    """A letter on the site; ``stamp`` changes only its bytes, ``words`` its text."""

    year: int | None = 2020
    rate: str | None = "40"
    words: str = "We upheld some complaints."
    stamp: int = 0
    status: ReadingStatus = ReadingStatus.COMPLETE
    title: str = "Annual Review letter"
    contradicts: str | None = None
    about: str = "A Council"

    @property
    def body(self) -> bytes:
        return f"%PDF-1.7 {self!r} %%EOF".encode()

    @property
    def sha256(self) -> str:
        return sha256(self.body)

    def reading(self, reader_version: str) -> Reading:
        if self.status in {ReadingStatus.UNREADABLE, ReadingStatus.NOT_A_LETTER}:
            return Reading(sha256=self.sha256, status=self.status, reader_version=reader_version)
        rates = [rate for rate in (self.rate, self.contradicts) if rate is not None]
        return Reading(
            sha256=self.sha256,
            status=self.status,
            reader_version=reader_version,
            layout="three_measures",
            authority=self.about,
            year=self.year,
            title=self.title,
            addressee=Person("Ms Example", "Chief Executive"),
            figures=tuple(uphold_rate(rate) for rate in rates),
            issues=(Issue("base_differs", Severity.INFO, "The bases differ", "uphold_rate"),),
            text_sha256=sha256(f"{self.words}{rates}{self.title}{self.year}"),
        )


def uphold_rate(rate: str) -> Figure:
    return Figure(
        measure="uphold_rate",
        category=None,
        value=Decimal(rate),
        unit="percent",
        state=FigureState.PRINTED,
        page=3,
        bbox=(101.2, 96.0, 340.8, 131.5),
        text=f"{rate}% of complaints we investigated were upheld.",
    )


@dataclass(frozen=True)
class Link:
    """One entry of a page's list: behind it is a letter, or the status of an error.

    A ``text`` of None is made of the year.
    """

    url: str
    year: int | None
    answer: Letter | int | None
    text: str | None = None


@dataclass
class Page:
    """An authority's page: available, or the status of an error; a ``name`` of None is made from the slug.

    ``statistics`` are a letter's, printed on the page, whose ``stamp`` then changes the markup around them; None means
    none. ``improvements`` are the markup of the page's service improvements, and
    ``improvements_list`` the pages of the list of all of them; so are ``reports`` and ``reports_list``.
    """

    links: list[Link] = field(default_factory=list)
    up: bool = True
    error: int = 503
    name: str | None = None
    predecessors: tuple[str, ...] = ()
    statistics: Letter | None = None
    improvements: str = ""
    improvements_list: tuple[str, ...] = ()
    reports: str = ""
    reports_list: tuple[str, ...] = ()
    list_is_whole: bool = True


def link(slug: str, year: int, answer: Letter | int | None = None, folder: str = "documents") -> Link:
    """Make a link to a letter of the year, or to the given answer."""
    return Link(f"{SITE}/{folder}/{slug}/{year}.pdf", year, Letter(year) if answer is None else answer)


class Crawler:
    """Crawls simulated sites into one archive."""

    def __init__(self, archive: Archive, ledger: Ledger, now: Callable[[], datetime]) -> None:
        self.archive = archive
        self.ledger = ledger
        self._now = now

    def run(
        self,
        site: Mapping[str, Page],
        reader: str = "1",
        *,
        tables: Mapping[str, bytes] | None = None,
        documents: Mapping[str, bytes] | None = None,
        **scope: list[str] | list[int],
    ) -> Plan:
        """Do one run with its publication; ``tables`` and ``documents`` are files by their names on the site."""
        claim = self.gather(site, reader, **scope)
        for name, body in (tables or {}).items():
            self.table(claim.run_id, name, body, reader)
        for name, body in (documents or {}).items():
            self.document(claim.run_id, name, body, reader)
        plan = self.archive.plan(claim.run_id)
        self.archive.publish(plan, claim)
        return plan

    def gather(self, site: Mapping[str, Page], reader: str = "1", **scope: list[str] | list[int]) -> Claim:
        """Do one run up to its end: claim and evidence."""
        claim = self.ledger.claim(Trigger.CRAWL, SITE, reader, **scope)  # type: ignore[arg-type]
        for slug, page in site.items():
            if not scope.get("authorities") or slug.lower() in scope["authorities"]:
                self.page(claim.run_id, slug, page, reader)
        return claim

    def table(self, run_id: int, name: str, body: bytes, reader: str) -> None:
        capture = self.capture(f"{SITE}/{name}", CaptureKind.DATA_TABLE, 200, body)
        self.archive.store_capture(run_id, capture, body)
        self.archive.store_reading(replace(read_table(body), reader_version=reader), Source.DATA_TABLE)

    def document(self, run_id: int, name: str, body: bytes, reader: str) -> None:
        """Store a national publication, and what is read from it if it is new."""
        capture = self.capture(f"{SITE}/{name}", CaptureKind.NATIONAL_DOCUMENT, 200, body)
        reading = read_archived(Source.NATIONAL_DOCUMENT, body)
        digest = reading.text_sha256 or sha256(body)
        self.archive.store_capture(run_id, capture, body, Shows(digest, digest))
        if self.archive.unread_page(capture.url, Source.NATIONAL_DOCUMENT, reader) is not None:
            self.archive.store_reading(replace(reading, reader_version=reader), Source.NATIONAL_DOCUMENT)

    def page(self, run_id: int, slug: str, page: Page, reader: str) -> None:
        items = f"{page.improvements}{page.reports}"
        body = f"<html>{slug} {page.statistics!r}{items}</html>".encode() if page.up else b""
        status = 200 if page.up else page.error
        capture = self.capture(f"{SITE}/{slug}/statistics", CaptureKind.AUTHORITY_PAGE, status, body)
        statistics = page.statistics.reading(reader).text_sha256 if page.up and page.statistics else None
        shows = Shows(sha256(f"{statistics}{items}"), statistics) if page.up else Shows()
        capture_id = self.archive.store_capture(run_id, capture, body, shows)
        if not page.up:
            if page.error in GONE:
                self.archive.store_capture(run_id, capture, body)
            return
        self.statistics(capture.url, page, reader)
        if page.improvements:
            self.items(capture.url, Source.SERVICE_IMPROVEMENT, reader)
        if page.reports:
            self.items(capture.url, Source.COUNCIL_REPORT, reader)
        name = page.name or slug.replace("-", " ").title()
        about = AuthorityPage(slug.lower(), slug, name, page.predecessors, statistics, capture.url)
        listings = [
            Listing(slug.lower(), each.url, f"Letter {each.year}" if each.text is None else each.text, each.year)
            for each in page.links
        ]
        self.archive.store_page(run_id, capture_id, about, listings)
        self.list(run_id, slug, page, CaptureKind.IMPROVEMENTS_PAGE, reader)
        self.list(run_id, slug, page, CaptureKind.REPORTS_PAGE, reader)
        for each in page.links:
            self.letter(run_id, each, reader)

    def statistics(self, url: str, page: Page, reader: str) -> None:
        """Read a page's statistics if their text is new."""
        unread = self.archive.unread_page(url, Source.STATISTICS_PAGE, reader)
        if unread is not None and page.statistics is not None:
            self.archive.store_reading(replace(page.statistics.reading(reader), sha256=unread), Source.STATISTICS_PAGE)

    def list(self, run_id: int, slug: str, page: Page, kind: CaptureKind, reader: str) -> None:
        """Store the pages of a council's list, and what is read from them."""
        of_reports = kind is CaptureKind.REPORTS_PAGE
        source = Source.COUNCIL_REPORT if of_reports else Source.SERVICE_IMPROVEMENT
        first = f"{SITE}/{slug}/{'reports' if of_reports else 'serviceimprovements'}"
        markups = page.reports_list if of_reports else page.improvements_list
        for number, markup in enumerate(markups, 1):
            url = first if number == 1 else f"{first}?page={number}"
            capture = self.capture(url, kind, 200, markup.encode())
            capture_id = self.archive.store_capture(run_id, capture, markup.encode(), Shows(sha256(markup)))
            is_last = page.list_is_whole and number == len(markups)
            self.archive.store_list_page(run_id, capture_id, ListPage(slug, first, is_last))
            self.items(url, source, reader)

    def items(self, url: str, source: Source, reader: str) -> None:
        """Read a page's service improvements or reports if they were not read yet."""
        unread = self.archive.unread_page(url, source, reader)
        if unread is not None:
            self.store_items(self.archive.document_body(unread), url, source, reader, sha256=unread)

    def store_items(self, body: bytes, url: str, source: Source, reader: str, *, sha256: str) -> None:
        """Store what a reader finds in a document, given what it takes the document for."""
        read = read_archived(source, body, url)
        self.archive.store_reading(replace(read, sha256=sha256, reader_version=reader), source)

    def letter(self, run_id: int, wanted: Link, reader: str) -> None:
        if not isinstance(wanted.answer, Letter):
            for _ in range(LOOKS if wanted.answer in GONE else 1):
                self.archive.store_capture(run_id, self.capture(wanted.url, CaptureKind.LETTER, wanted.answer, b""))
            return
        letter = wanted.answer
        self.archive.store_capture(run_id, self.capture(wanted.url, CaptureKind.LETTER, 200, letter.body), letter.body)
        if not self.archive.has_reading(letter.sha256, Source.LETTER, reader):
            self.archive.store_reading(letter.reading(reader), Source.LETTER)

    def capture(self, url: str, kind: CaptureKind, status: int | None, body: bytes) -> Capture:
        """Make the capture of an answer; status None means no answer."""
        error = Diagnosis.NO_ANSWER if status is None else Diagnosis.ERROR_STATUS
        return Capture(
            url=url,
            kind=kind,
            fetched_at=self._now(),
            status=status,
            headers={"Content-Type": "application/pdf; charset=binary"},
            body_sha256=sha256(body) if body else None,
            length=len(body),
            diagnosis=None if status in {200, 304} else error,
        )
