"""Held runs that a person's narrower crawl would discard unseen."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from lgsco_store.database.models import Run
from lgsco_store.database.session import Database
from lgsco_store.errors import ArchiveError
from lgsco_store.runs.endings import covers
from lgsco_store.terms import RunState, Spider


class WiderRunHeldError(ArchiveError):
    """A held run covers more than is requested, and publishing the request would discard it; raised before a crawl."""


def refuse_narrower(
    database: Database, spider: Spider, authorities: Collection[str], years: Collection[int], *, window: bool = False
) -> None:
    """Refuse a crawl that covers less than a held run of its spider; ``window`` says that it is limited to some days.

    Raises:
        WiderRunHeldError: there is such a run.
    """
    asked = ([each.lower() for each in authorities] or None, [*years] or None)
    query = select(Run.id, Run.scope_authorities, Run.scope_years).where(Run.state == RunState.HELD)
    with database.reader() as connection:
        held = connection.execute(query.where(Run.spider == spider).order_by(Run.id)).all()
    for run_id, *scopes in held:
        if window or not covers(asked, scopes):
            raise WiderRunHeldError(
                f"run {run_id} is held and covers more than this crawl, whose publication would discard it: "
                f"decide first, by `lgsco publish {run_id}` or `lgsco discard {run_id}`"
            )
