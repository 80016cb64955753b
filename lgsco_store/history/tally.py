"""Measure a run for its verdict: what it found, and what the last whole run found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, true

from lgsco_store.database.models import CaptureRow, PageRead, Publication, Run, RunIssue
from lgsco_store.evidence import decision_index
from lgsco_store.history import gather
from lgsco_store.history.plan import Plan
from lgsco_store.publications.inputs import GONE, Finding
from lgsco_store.records import CaptureKind, Diagnosis, Severity, Source
from lgsco_store.runs.season import local_day
from lgsco_store.runs.verdict import Baseline, NewestYear, Tally
from lgsco_store.terms import Kind, RunState, Spider, Trigger

# A document that turned out not to be a letter was fetched properly.
FAILED = (
    CaptureRow.diagnosis.is_not(None)
    & (CaptureRow.diagnosis != Diagnosis.NOT_A_LETTER)
    # Lists go on naming decisions that are no longer published, and no letter depends on a list of anything else.
    & ~(
        CaptureRow.kind.in_((CaptureKind.DECISION, CaptureKind.IMPROVEMENTS_PAGE, CaptureKind.REPORTS_PAGE))
        & func.coalesce(CaptureRow.status, 0).in_(GONE)
    )
)

# Signs that somebody blocks the crawl, although the rest of the site may be fine.
BARRED = (Diagnosis.BLOCK_PAGE, Diagnosis.LOGIN_PAGE)


_OF_AUTHORITY = CaptureRow.kind == CaptureKind.AUTHORITY_PAGE


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page of an authority that was not read; ``gone`` is true if the site reported that it does not exist."""

    url: str
    why: str
    gone: bool

    def __str__(self) -> str:
        return f"{self.url} ({self.why})"


def tally(connection: Connection, plan: Plan) -> Tally:
    """Return what a run found, as the verdict measures it."""
    row = gather.run(connection, plan.run_id)
    unread = pages_unread(connection, plan.run_id)
    return Tally(
        whole=row.scope_authorities is None,
        authorities=authorities_read(connection, plan.run_id),
        known=plan.known,
        withdrawn=plan.kinds[Kind.WITHDRAWN],
        versions=plan.versions,
        unread=plan.unread,
        captures=_captures(connection, plan.run_id, true()),
        failed=_captures(connection, plan.run_id, FAILED),
        contradictory=plan.contradictory,
        letters=_captures(connection, plan.run_id, CaptureRow.kind == CaptureKind.LETTER),
        misplaced=tuple(plan.misplaced.values()),
        blocked=_captures(connection, plan.run_id, CaptureRow.diagnosis.in_(BARRED)),
        newest=_newest_year(connection, local_day(row.started_at), plan) if row.trigger == Trigger.SCHEDULE else None,
        pages=_captures(connection, plan.run_id, _OF_AUTHORITY),
        pages_unread=tuple(str(page) for page in unread if not page.gone),
        pages_gone=tuple(str(page) for page in unread if page.gone),
        vanished=tuple(map(str, plan.vanished)),
        by_authority=Spider(row.spider).by_authority,
        decisions=plan.decisions,
        decisions_gone=plan.decisions_gone,
        lists_incomplete=decision_index.lists_incomplete(connection, plan.run_id),
    )


def baseline(connection: Connection) -> Baseline | None:
    """Return the last published run that requested every authority, None if there was none."""
    whole = select(func.max(Run.id)).where(Run.state == RunState.PUBLISHED, Run.scope_authorities.is_(None))
    run_id: int | None = connection.execute(whole).scalar_one()
    return Baseline(run_id, authorities_read(connection, run_id)) if run_id is not None else None


def _captures(connection: Connection, run_id: int, condition: ColumnElement[bool]) -> int:
    """Return the number of addresses whose last capture in a run meets a condition."""
    return connection.execute(select(func.count()).where(CaptureRow.id.in_(_last(run_id)), condition)).scalar_one()


def pages_unread(connection: Connection, run_id: int) -> list[UnreadPage]:
    """Return the pages of authorities that a run requested and did not read in full with their lists."""
    read = select(PageRead.url).where(PageRead.run_id == run_id)
    query = select(CaptureRow).where(CaptureRow.id.in_(_last(run_id)))
    pages = connection.execute(query.where(_OF_AUTHORITY, CaptureRow.url.not_in(read)).order_by(CaptureRow.id)).all()
    is_list = (CaptureRow.kind == CaptureKind.LETTERS_PAGE) & CaptureRow.diagnosis.is_not(None)
    lists = connection.execute(query.where(is_list)).all() if pages else []
    return [UnreadPage(page.url, *_why_unread(page, lists)) for page in pages]


def unread_findings(connection: Connection, run_id: int) -> Iterator[Finding]:
    """Yield a finding for each page that was not read, unless one about it, or about its council's letters, says so."""
    query = select(RunIssue.authority_slug, RunIssue.code, RunIssue.url).where(RunIssue.run_id == run_id)
    known = connection.execute(query).all()
    told = {row.url for row in known} | {row.authority_slug for row in known if row.code == "page_not_read"}
    for page in pages_unread(connection, run_id):
        slug = page.url.split("/")[-2].lower()
        if not told & {slug, page.url} and not page.gone:
            message = f"The authority's page was not read: {page.why}"
            yield Finding("page_not_read", Severity.WARNING, message, slug, url=page.url)


def _why_unread(page: Row[Any], lists: Sequence[Row[Any]]) -> tuple[str, bool]:
    """Return why a page was not read, from its own capture or that of its list, and whether it is gone."""
    folder = page.url.rpartition("/")[0] + "/"
    of_list = (each for each in lists if each.url.startswith(folder))
    faulty = page if page.diagnosis is not None else next(of_list, None)
    if faulty is None:
        return "its list of letters was not read", False
    status = "" if faulty.status in {None, HTTPStatus.OK} else f" {faulty.status}"
    detail = f": {faulty.detail}" if faulty.detail else ""
    return f"{'' if faulty is page else 'its list: '}{faulty.diagnosis}{status}{detail}", page.status in GONE


def _last(run_id: int) -> Select[int]:
    """Select the last captures of a run's addresses: an address that was retried counts once."""
    return select(func.max(CaptureRow.id)).where(CaptureRow.run_id == run_id).group_by(CaptureRow.url)


def _newest_year(connection: Connection, day: date, plan: Plan) -> NewestYear:
    published = (Publication.kind == Source.LETTER, Publication.withdrawn_at.is_(None))
    query = select(Publication.year, func.count()).where(*published).group_by(Publication.year)
    years = Counter(dict(connection.execute(query).all()))
    years.update(plan.standing)
    return NewestYear(day, years[day.year], years[day.year - 1])


def authorities_read(connection: Connection, run_id: int) -> frozenset[int]:
    """Return the authorities whose pages a run read in full."""
    return frozenset(connection.execute(select(PageRead.authority_id).where(PageRead.run_id == run_id)).scalars())
