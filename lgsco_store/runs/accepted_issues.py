"""The issues that a person has looked at and accepted, by their keys."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select

from lgsco_store.database.batches import insert_rows
from lgsco_store.database.models import AcceptedIssue


def accepted_keys(connection: Connection) -> set[str]:
    """Return the keys of the issues that somebody has accepted."""
    return set(connection.execute(select(AcceptedIssue.key)).scalars())


def accept(connection: Connection, keys: Iterable[str], at: datetime) -> None:
    """Record that a person has accepted issues; issues accepted before are unchanged."""
    new = sorted(set(keys) - accepted_keys(connection))
    insert_rows(connection, AcceptedIssue, [{"key": key, "accepted_at": at} for key in new])
