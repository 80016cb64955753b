"""Views that users made on the archive's own: kept through an upgrade with owners, grants and comments, and made anew.

A view keeps PostgreSQL from dropping what it selects from, and SQLite from rebuilding a table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from lgsco_store.database.dialects import dialect_of
from lgsco_store.database.dialects.base import SetAside
from lgsco_store.errors import ArchiveError


class DependantViewError(ArchiveError):
    """A view that a user made does not outlive the upgrade; nothing of the upgrade is kept."""


def set_aside(connection: Connection, own: Collection[str], place: str) -> SetAside:
    """Drop the views that users made on the archive's own, which are given by name.

    Raises:
        DependantViewError: one of them may not be dropped.
    """
    found = dialect_of(connection).user_views(connection, own)
    for view in reversed(found.views):
        _carry_out(
            connection, [view.drop], f"{place}: the view {view.name} keeps the archive's views from being made anew"
        )
    return found


def bring_back(connection: Connection, aside: SetAside, place: str) -> None:
    """Make users' views anew, and grant on the archive's own what was granted.

    Raises:
        DependantViewError: one of them no longer works.
    """
    _carry_out(connection, aside.on_own, f"{place}: a grant on the archive's views can't be given again")
    for view in aside.views:
        said = f"{place}: the view {view.name} would not work after the upgrade"
        _carry_out(connection, [*view.make, *([view.trial] if view.worked else [])], said)


def _carry_out(connection: Connection, statements: Iterable[str], said: str) -> None:
    try:
        for statement in statements:
            connection.exec_driver_sql(statement)
    except DBAPIError as error:
        reason = next(iter(str(error.orig).strip().splitlines()), "")
        raise DependantViewError(f"{said}: drop it first, or ask who made it to change it ({reason})") from error
