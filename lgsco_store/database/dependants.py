"""Users' views on the archive's own views: kept through an upgrade with owners, grants and comments.

They are dropped and made again, since a view keeps PostgreSQL from dropping what it selects from, and SQLite from
rebuilding a table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from lgsco_store.database.dialects import dialect_of
from lgsco_store.database.dialects.base import SetAside
from lgsco_store.errors import ArchiveError


class DependantViewError(ArchiveError):
    """A user's view does not survive the upgrade; the whole upgrade is rolled back."""


def set_aside(connection: Connection, own: Collection[str], place: str) -> SetAside:
    """Drop users' views on the archive's own views, which are given by name.

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
    """Create users' views again, and restore the grants on the archive's own.

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
