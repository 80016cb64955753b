"""Measures a run for its verdict: what it found, and what the last whole run had found."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select, true

from lgsco_store import loading
from lgsco_store.changes import Plan
from lgsco_store.models import CaptureRow, PageRead, Publication, Run
from lgsco_store.records import Diagnosis, Source
from lgsco_store.terms import Kind, RunState, Trigger
from lgsco_store.verdict import Baseline, Season, Tally

# A letter that turned out to be none was fetched well.
FAILED = CaptureRow.diagnosis.is_not(None) & (CaptureRow.diagnosis != Diagnosis.NOT_A_LETTER)

# What says that somebody bars the way, where the rest of the site may be well.
BARRED = (Diagnosis.BLOCK_PAGE, Diagnosis.LOGIN_PAGE)


def tally(connection: Connection, plan: Plan) -> Tally:
    """What a run found, as the verdict measures it."""
    row = loading.run(connection, plan.run_id)
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
        blocked=_captures(connection, plan.run_id, CaptureRow.diagnosis.in_(BARRED)),
        season=_season(connection, row.started_at, plan) if row.trigger == Trigger.SCHEDULE else None,
    )


def baseline(connection: Connection) -> Baseline | None:
    """The last published run that asked for every authority, None where there was none."""
    whole = select(func.max(Run.id)).where(Run.state == RunState.PUBLISHED, Run.scope_authorities.is_(None))
    run_id: int | None = connection.execute(whole).scalar_one()
    return Baseline(run_id, authorities_read(connection, run_id)) if run_id is not None else None


def _captures(connection: Connection, run_id: int, condition: ColumnElement[bool]) -> int:
    """Of how many addresses the last capture of a run meets a condition: one that was asked again counts once."""
    last = select(func.max(CaptureRow.id)).where(CaptureRow.run_id == run_id).group_by(CaptureRow.url)
    return connection.execute(select(func.count()).where(CaptureRow.id.in_(last), condition)).scalar_one()


def _season(connection: Connection, started_at: datetime, plan: Plan) -> Season:
    stands = (Publication.source == Source.LETTER, Publication.withdrawn_at.is_(None))
    query = select(Publication.year, func.count()).where(*stands).group_by(Publication.year)
    years = Counter(dict(connection.execute(query).all()))
    years.update(plan.standing)
    return Season(started_at.date(), years[started_at.year], years[started_at.year - 1])


def authorities_read(connection: Connection, run_id: int) -> frozenset[int]:
    """The authorities whose pages a run read well."""
    return frozenset(connection.execute(select(PageRead.authority_id).where(PageRead.run_id == run_id)).scalars())
