"""The archive: evidence while a run crawls, a plan at its end, and the publication of the plan.

What a run gathers is committed as it comes. What people see changes only when a run is published, in one
transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection

from lgsco_store.database.batches import insert_rows
from lgsco_store.database.models import ListPageRow
from lgsco_store.database.session import Database
from lgsco_store.errors import ArchiveError
from lgsco_store.evidence import decision_index, documents, readings
from lgsco_store.evidence.decision_index import DecisionIndex
from lgsco_store.evidence.digests import document_sha256
from lgsco_store.history import authorities, averages, gather, pages_read, planner, run_publication, tally
from lgsco_store.history import publish as publishing
from lgsco_store.history import reread as rereading
from lgsco_store.history.plan import Part, Plan
from lgsco_store.history.reread import RereadPlan
from lgsco_store.publications.inputs import Finding, Retention
from lgsco_store.publications.listed import ListedDecision, WindowRead
from lgsco_store.records import (
    AuthorityPage,
    Capture,
    Listing,
    ListPage,
    Reading,
    Shows,
    Source,
    ToRead,
    Validators,
)
from lgsco_store.runs import ledger
from lgsco_store.runs.endings import Ending
from lgsco_store.runs.ledger import Claim, Clock, utc_now
from lgsco_store.runs.reasons import Reason
from lgsco_store.runs.verdict import Thresholds, Verdict, judge
from lgsco_store.terms import RunState

NOTHING_SHOWN = Shows()


class UnknownDocumentError(ArchiveError):
    """The archive has no document with this digest; raised when its bytes are requested."""


class Archive:
    """An open archive, as one run or one reader uses it."""

    def __init__(self, database: Database, now: Clock = utc_now, retention: Retention | None = None) -> None:
        self._database = database
        self._retention = retention or Retention()
        self._now = now
        self._shared: Connection | None = None

    @contextmanager
    def together(self) -> Iterator[None]:
        """Commit everything that is stored within as one, all or nothing; what is asked within sees it.

        Raises:
            ArchiveError: the database cannot be written.
        """
        with self._database.writer() as connection:
            self._shared = connection
            try:
                yield
            finally:
                self._shared = None

    @contextmanager
    def _writer(self) -> Iterator[Connection]:
        if self._shared is not None:
            yield self._shared
        else:
            with self._database.writer() as connection:
                yield connection

    @contextmanager
    def _reader(self) -> Iterator[Connection]:
        if self._shared is not None:
            yield self._shared
        else:
            with self._database.reader() as connection:
                yield connection

    def store_capture(
        self, run_id: int, capture: Capture, body: bytes | None = None, shows: Shows = NOTHING_SHOWN
    ) -> int:
        """Store a capture, and the document with its bytes if they are kept, in one commit; return its ID.

        A letter's bytes are always kept. A page's bytes are kept if the page shows something other than the page last
        kept for its address. Of everything else only the digest is kept.

        Raises:
            ValueError: the body does not have the digest that the capture gives.
            ArchiveError: the database cannot be written.
        """
        if body and document_sha256(body) != capture.body_sha256:
            raise ValueError(f"{capture.url}: the body does not have the digest {capture.body_sha256}")
        with self._writer() as connection:
            return documents.store(connection, run_id, capture, body, shows)

    def store_page(self, run_id: int, capture_id: int, page: AuthorityPage, listings: Sequence[Listing]) -> None:
        """Store that an authority's page and its list were read in full, with their contents.

        A page whose authority cannot be determined becomes an issue of the run, and nothing on it is filed.
        """
        with self._writer() as connection:
            pages_read.store(connection, run_id, capture_id, page, listings)

    def store_list_page(self, run_id: int, capture_id: int, page: ListPage) -> None:
        """Store that a page of a council's list was read, and whether its list ends with it."""
        row = {"run_id": run_id, "capture_id": capture_id, **asdict(page)}
        with self._writer() as connection:
            insert_rows(connection, ListPageRow, [row])

    def store_decisions(
        self, run_id: int, capture_id: int, listed: Sequence[ListedDecision], read: WindowRead | None
    ) -> None:
        """Store what a page of a list of decisions shows; with the last page, also how reading the list ended."""
        with self._writer() as connection:
            decision_index.write_listed(connection, run_id, capture_id, listed)
            if read is not None:
                decision_index.write_window(connection, run_id, read, self._now())

    def decision_index(self, run_id: int) -> DecisionIndex:
        """Return the index of decisions for a run and for the failed runs before it that it continues."""
        return DecisionIndex(self._database, run_id)

    def known_slugs(self) -> frozenset[str]:
        """Return every slug, in lower case, that an authority of the archive has or had."""
        with self._database.reader() as connection:
            return authorities.slugs(connection)

    def store_finding(self, run_id: int, finding: Finding) -> None:
        """Store a finding that people should know about a run."""
        with self._writer() as connection:
            publishing.write_findings(connection, run_id, [finding])

    def validators(self, url: str, full_since: datetime | None = None) -> Validators | None:
        """Return the validators for a conditional request to a letter's address; None if a full answer is needed.

        They come from the newest good capture with any that brought the document of the address's last answer: those of
        a 304 may belong to other bytes. If no bytes have come since ``full_since``, a server's claim is no proof.
        """
        with self._database.reader() as connection:
            return documents.validators(connection, url, full_since)

    def has_documents(self) -> bool:
        """Return whether anything has been stored yet."""
        with self._database.reader() as connection:
            return documents.any_stored(connection)

    def document_body(self, sha256: str) -> bytes:
        """Return the bytes of a document.

        Raises:
            UnknownDocumentError: there is no such document.
        """
        with self._database.reader() as connection:
            body = documents.stored_body(connection, sha256)
        if body is None:
            raise UnknownDocumentError(f"the archive keeps no document {sha256}: look for it in the view versions")
        return body

    def has_reading(self, sha256: str, source: Source, reader_version: str) -> bool:
        """Return whether a reader version has read a document as one kind of publication."""
        with self._reader() as connection:
            return readings.find_reading(connection, sha256, source, reader_version) is not None

    def unread_page(self, url: str, source: Source, reader_version: str) -> str | None:
        """Return the unread document that has what a page prints as one kind of publication; None if there is none."""
        with self._reader() as connection:
            return documents.unread_page(connection, url, source, reader_version)

    def store_reading(self, reading: Reading, source: Source) -> int:
        """Store a reader version's reading of one document as one kind of publication; return its ID.

        A document that is listed twice may be read twice at the same time. The first reading is kept, since a reader
        version has one reading of each document.

        Raises:
            ValueError: the reading has no document, since its bytes could not be fetched.
        """
        if reading.sha256 is None:
            raise ValueError("a reading without a digest belongs to no document")
        with self._writer() as connection:
            known = readings.find_reading(connection, reading.sha256, source, reading.reader_version)
            return readings.write_reading(connection, reading, source) if known is None else known

    def plan(self, run_id: int, *, decided: bool = False) -> Plan:
        """Plan the publication of a run, from its evidence and from what is published now; write nothing.

        If ``decided``, a person will decide about its withdrawals, as about those of every held run.

        Raises:
            PlanOutdatedError: a later run was published.
            RunStateError: there is no such run.
        """
        with self._database.reader() as connection:
            return planner.plan(connection, run_id, self._retention, decided=decided)

    def parts(self, run_id: int) -> Iterator[Part]:
        """Yield a plan in full, in batches of authorities.

        Raises:
            PlanOutdatedError: a later run was published.
            RunStateError: there is no such run.
        """
        with self._database.reader() as connection:
            decided = gather.is_decided(connection, run_id)
            yield from planner.planned(connection, run_id, self._retention, decided=decided)

    def verdict(self, plan: Plan, thresholds: Thresholds) -> Verdict:
        """Decide whether a plan may be published without asking anybody."""
        with self._database.reader() as connection:
            return judge(tally.tally(connection, plan), tally.baseline(connection), thresholds)

    def publish(
        self,
        plan: Plan,
        claim: Claim | None = None,
        reasons: Sequence[Reason] = (),
        decided_by: str | None = None,
    ) -> None:
        """Publish a run and end it, all in one transaction: the caller's own with a claim, a held one without.

        ``reasons`` are the notes of the verdict; the reasons for which a run was held are kept, with the name of the
        person who decided.

        Raises:
            PlanOutdatedError: another run was published since the plan was made, or the run would now do something
                else; plan it again.
            ClaimLost: the claim's run is no longer its own.
            RunStateError: without a claim, the run is not held.
        """
        with self._database.writer() as connection:
            ledger.lock(connection)
            at = publishing.after_the_last(connection, self._now())
            ending = Ending(RunState.PUBLISHED, at, reasons, plan.counts, decided_by=decided_by)
            run_publication.publish(connection, plan, self._retention, claim, ending)

    def hold(self, plan: Plan, claim: Claim, reasons: Sequence[Reason]) -> None:
        """End a run without publishing it, with the reasons and the counts of what it would do.

        Raises:
            ClaimLost: the run no longer belongs to the claim.
        """
        with self._database.writer() as connection:
            ledger.end_own(connection, claim, Ending(RunState.HELD, self._now(), reasons, plan.counts))

    def former_unread(self, run_id: int, reader_version: str) -> tuple[ToRead, ...]:
        """Return the documents that a run would replace, as far as the reader of their replacements has not read them.

        Once it has read them too, changes of the reader can be told from changes of the source.
        """
        with self._database.reader() as connection:
            behind = rereading.is_behind(connection, reader_version)
        if not behind:
            return ()
        return tuple(dict.fromkeys(each for part in self.parts(run_id) for each in part.former_unread))

    def unread(self, reader_version: str) -> list[ToRead]:
        """Return the letters and pages that a reader version has not read, oldest first."""
        with self._database.reader() as connection:
            return rereading.unread(connection, reader_version)

    def already_read(self, reader_version: str) -> list[ToRead]:
        """Return the letters and pages that a reader version has read, oldest first."""
        with self._database.reader() as connection:
            return rereading.already_read(connection, reader_version)

    def plan_reread(self, reader_version: str, fresh: rereading.Fresh | None = None) -> RereadPlan:
        """Plan what showing a reader version's readings would change; ``fresh`` are unstored readings to include."""
        with self._database.reader() as connection:
            return rereading.plan(connection, reader_version, fresh)

    def reread(self, claim: Claim, reader_version: str) -> RereadPlan:
        """Show a reader version's stored readings, and end the claim's run, all in one transaction.

        Raises:
            ClaimLost: the run no longer belongs to the claim.
        """
        with self._database.writer() as connection:
            ledger.lock(connection)
            at = publishing.after_the_last(connection, self._now())
            plan = rereading.plan(connection, reader_version)
            ending = Ending(RunState.PUBLISHED, at, rereading.reasons(plan, reader_version), plan.counts)
            ledger.end_own(connection, claim, ending)
            rereading.apply(connection, claim.run_id, plan, at)
            averages.refresh(connection)
        return plan
