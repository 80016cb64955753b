"""The index of decisions as runs listed it: what there is to fetch, and which windows of dates were read in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Exists,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    and_,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased

from lgsco_store.database.batches import insert_rows
from lgsco_store.database.models import (
    CaptureRow,
    DecisionListingRow,
    DecisionWindow,
    Publication,
    ReadingAttribute,
    Run,
    Version,
)
from lgsco_store.database.session import Database
from lgsco_store.database.types import Day
from lgsco_store.evidence import readings
from lgsco_store.publications.listed import ListedDecision, WindowRead
from lgsco_store.records import CaptureKind, Source, ToRead
from lgsco_store.terms import DecisionType, RunState, Spider

# How long a run's lists are valid; after that they are requested again.
_CONTINUED = timedelta(days=7)
_BROKEN_OFF = (RunState.FAILED, RunState.ABANDONED)
# Decisions without a date come last.
_NO_DATE = date.max


class DecisionIndex:
    """The index for one run and for the interrupted runs that it continues.

    The queue comes from the archive in batches, so that the index may have any length.
    """

    def __init__(self, database: Database, run_id: int) -> None:
        self._database = database
        with database.reader() as connection:
            self._runs = continued(connection, run_id)
        self._last: tuple[date, str] = (date.min, "")
        self._taken: Counter[Source] = Counter()

    def has_read(self, first: date, last: date) -> bool:
        """Return whether the whole list of a window was read after its last day, so that it cannot have changed.

        A list without decisions does not count: a run that saw only such lists may have failed for that, and to read
        them again is what tells a new form of the lists from weeks without decisions.
        """
        query = select(DecisionWindow.read_at).where(
            DecisionWindow.run_id.in_(self._runs),
            DecisionWindow.first == first,
            DecisionWindow.last == last,
            DecisionWindow.results == DecisionWindow.listed,
            DecisionWindow.listed > 0,
        )
        with self._database.reader() as connection:
            return any(each.date() > last for each in connection.execute(query).scalars())

    def waiting(self, most: int) -> list[str]:
        """Take the next listed addresses that none of these runs has fetched, oldest decision first."""
        with self._database.reader() as connection:
            rows = connection.execute(self._waiting(most)).all()
        if rows:
            self._last = (rows[-1].day, rows[-1].url)
        return [row.url for row in rows]

    def unlisted(self, first: date, last: date, most: int) -> list[str]:
        """Take the next addresses of a window's published decisions that none of these runs listed or requested.

        Only the address itself shows whether a decision is gone, since lists omit some that exist. Open reports of
        other windows are among them: years may pass until the Ombudsman is satisfied with a response, and no list
        says so.
        """
        decided = _attribute("decision_date").between(first.isoformat(), last.isoformat())
        is_open = and_(_attribute("type") == DecisionType.REPORT, _attribute("satisfied_on").is_(None))
        listed = exists().where(DecisionListingRow.run_id.in_(self._runs), DecisionListingRow.url == Publication.url)
        asked = self._asked(Publication.url)
        return self._take(Source.DECISION, Publication.url, most, or_(decided, is_open), ~listed, ~asked)

    def linked(self, most: int) -> list[str]:
        """Take the next addresses to which councils' pages link as reports, and which the archive has no report of.

        Lists omit some reports, and those of a window have no older ones.
        """
        link = _attribute("link")
        report = aliased(Publication)
        is_known = exists().where(report.kind == Source.DECISION, report.reference == _attribute("reference"))
        is_captured = exists().where(CaptureRow.url == link, CaptureRow.kind == CaptureKind.DECISION, _is_good())
        wanted = (link.is_not(None), ~is_known, ~is_captured, ~self._asked(link))
        return self._take(Source.COUNCIL_REPORT, link.label("url"), most, *wanted)

    def unread(self, reader_version: str) -> list[ToRead]:
        """Return the documents that these runs fetched but a reader version has not read, as after a killed run."""
        document = CaptureRow.document_sha256
        query = (
            select(document, func.min(CaptureRow.url).label("url"))
            .where(CaptureRow.run_id.in_(self._runs), CaptureRow.kind == CaptureKind.DECISION, document.is_not(None))
            .where(CaptureRow.diagnosis.is_(None), ~readings.is_read(document, Source.DECISION, reader_version))
            .group_by(document)
            .order_by(document)
        )
        with self._database.reader() as connection:
            return [ToRead(row.document_sha256, Source.DECISION, row.url) for row in connection.execute(query)]

    def count(self) -> int:
        """Count the listed addresses."""
        query = select(func.count(DecisionListingRow.url.distinct())).where(DecisionListingRow.run_id.in_(self._runs))
        with self._database.reader() as connection:
            return connection.execute(query).scalar_one()

    def _take(self, kind: Source, url: SQLColumnExpression[str], most: int, *wanted: ColumnElement[bool]) -> list[str]:
        """Take the next addresses of published items of a kind, from the one after those taken before."""
        query = _published(kind, url).where(*wanted, Publication.id > self._taken[kind]).limit(most)
        with self._database.reader() as connection:
            rows = connection.execute(query).all()
        if rows:
            self._taken[kind] = rows[-1].id
        return [row.url for row in rows]

    def _waiting(self, most: int) -> Select[str | None, date]:
        day_seen, url_seen = self._last
        day = func.min(func.coalesce(DecisionListingRow.decision_date, literal(_NO_DATE, Day))).label("day")
        url = DecisionListingRow.url
        listed = select(url, day).where(DecisionListingRow.run_id.in_(self._runs), url.is_not(None), ~self._fetched())
        after = tuple_(day, url) > tuple_(literal(day_seen, Day), literal(url_seen))
        return listed.group_by(url).having(after).order_by(day, url).limit(most)

    def _fetched(self) -> ColumnElement[bool]:
        is_decision = CaptureRow.kind == CaptureKind.DECISION
        return self._asked(DecisionListingRow.url).where(is_decision, _is_good())

    def _asked(self, url: SQLColumnExpression[Any]) -> Exists:
        return exists().where(CaptureRow.run_id.in_(self._runs), CaptureRow.url == url)


def _published(kind: Source, url: SQLColumnExpression[str]) -> Select[int, str]:
    """Return the query of published items of a kind, in order, each with an address."""
    later = aliased(Version)
    is_last = ~exists().where(later.publication_id == Version.publication_id, later.number > Version.number)
    return (
        select(Publication.id, url)
        .join(Version, Version.publication_id == Publication.id)
        .where(Publication.kind == kind, Publication.withdrawn_at.is_(None), is_last)
        .order_by(Publication.id)
    )


def _attribute(name: str) -> ScalarSelect[str]:
    """Return an attribute of a version's reading."""
    named = select(ReadingAttribute.value).where(
        ReadingAttribute.reading_id == Version.reading_id, ReadingAttribute.name == name
    )
    return named.correlate(Version).scalar_subquery()


def _is_good() -> ColumnElement[bool]:
    return CaptureRow.diagnosis.is_(None)


def continued(connection: Connection, run_id: int) -> list[int]:
    """Return a run and the recently interrupted ones before it, since the last that ended normally."""
    run = connection.execute(select(Run.spider, Run.started_at).where(Run.id == run_id)).one()
    before = _before(connection, run_id, run.started_at) if run.spider == Spider.DECISIONS else ()
    return [run_id, *before]


def _before(connection: Connection, run_id: int, began: datetime) -> Iterator[int]:
    query = (
        select(Run.id, Run.state, Run.started_at)
        .where(Run.spider == Spider.DECISIONS, Run.id < run_id)
        .order_by(Run.id.desc())
    )
    for row in connection.execute(query):
        if row.state not in _BROKEN_OFF or began - row.started_at > _CONTINUED:
            return
        yield row.id


def covered(connection: Connection, run_id: int) -> tuple[date, date] | None:
    """Return the first and the last day of the lists that a run, with those that it continues, read without a gap.

    They are the newest such days; None if it read no list.
    """
    query = select(DecisionWindow.first, DecisionWindow.last).where(
        DecisionWindow.run_id.in_(continued(connection, run_id))
    )
    windows = connection.execute(query.order_by(DecisionWindow.last.desc())).all()
    if not windows:
        return None
    first = windows[0].first
    for window in windows:
        if window.last >= first - timedelta(days=1):
            first = min(first, window.first)
    return first, windows[0].last


def lists_incomplete(connection: Connection, run_id: int) -> tuple[str, ...]:
    """Return the windows whose lists a run did not see in full, each with its announced and its shown number."""
    is_met = func.coalesce(DecisionWindow.results, -1) == DecisionWindow.listed
    query = select(DecisionWindow).where(DecisionWindow.run_id == run_id, ~is_met).order_by(DecisionWindow.first)
    return tuple(
        f"{row.first} to {row.last} ({row.listed} of {'an unknown number' if row.results is None else row.results})"
        for row in connection.execute(query)
    )


def write_listed(connection: Connection, run_id: int, capture_id: int, listed: Sequence[ListedDecision]) -> None:
    """Store the contents of one page of a list."""
    of_page = {"run_id": run_id, "capture_id": capture_id}
    names = ("url", "reference", "body", "type", "outcome", "sub_category", "decision_date")
    rows = [{**of_page, **{name: getattr(each, name) for name in names}} for each in listed]
    insert_rows(connection, DecisionListingRow, rows)


def write_window(connection: Connection, run_id: int, read: WindowRead, at: datetime) -> None:
    """Record that the list of a window was read to its end."""
    values = {"first": read.first, "last": read.last, "results": read.results, "listed": read.listed}
    connection.execute(insert(DecisionWindow), {"run_id": run_id, **values, "read_at": at})
