"""Users' views on the archive's own views: kept through an upgrade with owners, grants and comments.

They are dropped and made again, since a view keeps PostgreSQL from dropping what it selects from, and SQLite from
rebuilding a table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from lgsco_store.database.dialects import dialect_of
from lgsco_store.database.dialects.base import DroppedViews
from lgsco_store.errors import ArchiveError


class DependantViewError(ArchiveError):
    """A user's view does not survive the upgrade; the whole upgrade is rolled back."""


def drop_dependants(connection: Connection, own: Collection[str], place: str) -> DroppedViews:
    """Drop users' views on the archive's own views, which are given by name.

    Raises:
        DependantViewError: one of them may not be dropped.
    """
    found = dialect_of(connection).user_views(connection, own)
    for view in reversed(found.views):
        _carry_out(connection, [view.drop], f"{place}: the view {view.name} blocks the upgrade of the archive's views")
    return found


def restore_dependants(connection: Connection, aside: DroppedViews, place: str) -> None:
    """Create users' views again, and restore the grants on the archive's own.

    Raises:
        DependantViewError: one of them no longer works.
    """
    _carry_out(connection, aside.on_own, f"{place}: a grant on the archive's views cannot be restored")
    for view in aside.views:
        problem = f"{place}: the view {view.name} would not work after the upgrade"
        _carry_out(connection, [*view.make, *([view.trial] if view.worked else [])], problem)


def _carry_out(connection: Connection, statements: Iterable[str], problem: str) -> None:
    try:
        for statement in statements:
            connection.exec_driver_sql(statement)
    except DBAPIError as error:
        reason = next(iter(str(error.orig).strip().splitlines()), "")
        raise DependantViewError(f"{problem}: drop it first, or ask who made it to change it ({reason})") from error
