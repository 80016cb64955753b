"""What a run has gathered, counted from its evidence, by the names of the run's columns."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select, update

from lgsco_store.models import CaptureRow, PageRead, Run
from lgsco_store.records import CaptureKind

_NOT_MODIFIED = 304

# How a request without any answer is counted among the answers.
_NO_ANSWER = "none"


def evidence_counts(connection: Connection, run_id: int) -> dict[str, Any]:
    """How much a run has gathered so far."""
    letter = CaptureRow.kind == CaptureKind.LETTER
    counts = select(
        func.count(case((letter, None), else_=1)).label("pages"),
        func.count(case((letter, 1))).label("letters"),
        func.count().label("captures"),
        func.count(case((CaptureRow.status == _NOT_MODIFIED, 1))).label("not_modified"),
        func.coalesce(func.sum(CaptureRow.length), 0).label("bytes_received"),
    ).where(CaptureRow.run_id == run_id)
    authorities = select(func.count(PageRead.authority_id.distinct())).where(PageRead.run_id == run_id)
    return {
        **connection.execute(counts).one()._asdict(),
        "authorities": connection.execute(authorities).scalar_one(),
        "answers": _grouped(connection, run_id, CaptureRow.status),
        "diagnoses": _grouped(connection, run_id, CaptureRow.diagnosis, CaptureRow.diagnosis.is_not(None)),
    }


def note_retries(connection: Connection, run_id: int, retries: int) -> None:
    """Notes how many requests of a run had to be sent again: they leave no capture of their own."""
    connection.execute(update(Run).where(Run.id == run_id).values(retries=retries))


def _grouped(connection: Connection, run_id: int, column: Any, *where: ColumnElement[bool]) -> dict[str, int]:
    query = select(column, func.count()).where(CaptureRow.run_id == run_id, *where).group_by(column)
    return {_NO_ANSWER if word is None else str(word): count for word, count in connection.execute(query)}
