"""Count what a run has gathered, from its evidence, by the names of the run's columns; and summarise it in one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from lgsco_store.database.models import CaptureRow, PageRead, Run
from lgsco_store.records import CaptureKind

_NOT_MODIFIED = 304

# The key for requests without any answer among the counts of answers.
_NO_ANSWER = "none"


def evidence_counts(connection: Connection, run_id: int) -> dict[str, Any]:
    """Count what a run has gathered so far.

    Each attempt to fetch an address has a capture, so that the retries of a killed run count too.
    """
    of_run = CaptureRow.run_id == run_id
    letter = CaptureRow.kind == CaptureKind.LETTER
    counts = select(
        func.count(case((letter, None), else_=1)).label("pages"),
        func.count(case((letter, 1))).label("letters"),
        func.count().label("captures"),
        func.count(case((CaptureRow.status == _NOT_MODIFIED, 1))).label("not_modified"),
        func.coalesce(func.sum(CaptureRow.length), 0).label("bytes_received"),
    ).where(of_run)
    found = connection.execute(counts).one()
    addresses = select(CaptureRow.kind, CaptureRow.url).where(of_run).distinct().subquery()
    authorities = select(func.count(PageRead.authority_id.distinct())).where(PageRead.run_id == run_id)
    return {
        **found._asdict(),
        "retries": found.captures - connection.execute(select(func.count()).select_from(addresses)).scalar_one(),
        "authorities": connection.execute(authorities).scalar_one(),
        "answers": _grouped(connection, run_id, CaptureRow.status),
        "diagnoses": _grouped(connection, run_id, CaptureRow.diagnosis, CaptureRow.diagnosis.is_not(None)),
    }


def summary_line(connection: Connection, run_id: int) -> str:
    """Summarise a finished run for the last line of its log; the duration is in seconds."""
    run = connection.execute(select(Run).where(Run.id == run_id)).one()
    seconds = ((run.finished_at or run.heartbeat_at) - run.started_at).total_seconds()
    return (
        f"run {run.id} is {run.state}: {run.pages} pages, {run.letters} letters, answers {_listed(run.answers)}, "
        f"{run.retries} retries, {run.bytes_received} bytes, {run.not_modified} not modified, "
        f"diagnoses {_listed(run.diagnoses)}, {seconds:.1f} s"
    )


def _grouped(connection: Connection, run_id: int, column: Any, *where: ColumnElement[bool]) -> dict[str, int]:
    query = select(column, func.count()).where(CaptureRow.run_id == run_id, *where).group_by(column)
    return {_NO_ANSWER if word is None else str(word): count for word, count in connection.execute(query)}


def _listed(counts: Mapping[str, int]) -> str:
    return " ".join(f"{count}x{word}" for word, count in sorted(counts.items())) or "none"
