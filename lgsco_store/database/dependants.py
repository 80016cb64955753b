"""Views that users made on the archive's own: kept through an upgrade with owners, grants and comments, and made anew.

A view keeps PostgreSQL from dropping what it selects from, and SQLite from rebuilding a table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Row, text
from sqlalchemy.exc import DBAPIError

from lgsco_store.database import engine as engines
from lgsco_store.errors import ArchiveError

# What depends on some relations by its rule, as views and materialized views do.
_DEPENDANTS = text("""
SELECT DISTINCT r.ev_class AS oid
FROM pg_depend d
JOIN pg_rewrite r ON r.oid = d.objid
WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
    AND d.refobjid = ANY(CAST(:of AS oid[])) AND r.ev_class <> d.refobjid
""")

_OWN = text("""
SELECT c.oid FROM pg_class c
WHERE c.oid = ANY(SELECT to_regclass(name) FROM unnest(CAST(:names AS text[])) AS name)
""")

_MADE = text("""
SELECT format('%I.%I', n.nspname, c.relname) AS name,
    CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END AS kind,
    rtrim(pg_get_viewdef(c.oid), ';') AS query,
    array_to_string(c.reloptions, ', ') AS options,
    CASE WHEN c.relkind = 'm' AND NOT c.relispopulated THEN ' WITH NO DATA' ELSE '' END AS filled
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid = :oid
""")

# Statements that give a relation what its definition does not hold, in the order in which they have to come.
_ADDED = text("""
SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i WHERE i.indrelid = :oid
UNION ALL
SELECT format('COMMENT ON %s %s IS %L',
    CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, c.oid::regclass,
    obj_description(c.oid, 'pg_class'))
FROM pg_class c WHERE c.oid = :oid AND obj_description(c.oid, 'pg_class') IS NOT NULL
UNION ALL
SELECT format('COMMENT ON COLUMN %s.%I IS %L', a.attrelid::regclass, a.attname, col_description(a.attrelid, a.attnum))
FROM pg_attribute a WHERE a.attrelid = :oid AND a.attnum > 0 AND col_description(a.attrelid, a.attnum) IS NOT NULL
UNION ALL
SELECT format('GRANT %s%s ON %s TO %s%s', g.privilege_type, g.part, g.relation::regclass,
    CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,
    CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
FROM (
    SELECT c.oid AS relation, c.relowner AS owner, '' AS part, e.privilege_type, e.grantee, e.is_grantable
    FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) e WHERE c.oid = :oid
    UNION ALL
    SELECT c.oid, c.relowner, format(' (%I)', a.attname), e.privilege_type, e.grantee, e.is_grantable
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid CROSS JOIN LATERAL aclexplode(a.attacl) e
    WHERE c.oid = :oid
) g
WHERE g.grantee <> g.owner
UNION ALL
SELECT format('ALTER %s %s OWNER TO %I',
    CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, c.oid::regclass, pg_get_userbyid(c.relowner))
FROM pg_class c WHERE c.oid = :oid AND pg_get_userbyid(c.relowner) <> current_user
""")

_SQLITE_VIEWS = text("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid")
_SQLITE_TRIGGERS = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name ORDER BY rowid")


class DependantViewError(ArchiveError):
    """A view that a user made does not outlive the upgrade; nothing of the upgrade is kept."""


@dataclass(frozen=True, slots=True)
class Dependant:
    """One view of a user, by its quoted name, and the statements that drop it and make it anew."""

    name: str
    drop: str
    make: tuple[str, ...]
    worked: bool = True

    @property
    def trial(self) -> str:
        """A query that fails if the view does not work, and reads no row."""
        return f"SELECT 1 FROM {self.name} LIMIT 0"  # noqa: S608 -- the name is quoted


@dataclass(frozen=True, slots=True)
class SetAside:
    """Views of users, in the order in which they can be made, and what was granted on the archive's own views."""

    views: tuple[Dependant, ...] = ()
    on_own: tuple[str, ...] = ()


def set_aside(connection: Connection, own: Collection[str], place: str) -> SetAside:
    """Drop the views that users made on the archive's own, which are given by name.

    Raises:
        DependantViewError: one of them may not be dropped.
    """
    found = _of_postgresql(connection, own) if engines.is_postgresql(connection) else _of_sqlite(connection, own)
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


def _of_postgresql(connection: Connection, own: Collection[str]) -> SetAside:
    ours = [row.oid for row in connection.execute(_OWN, {"names": list(own)})]
    levels: dict[int, int] = {}
    above, level = ours, 0
    while above:
        level += 1
        above = [row.oid for row in connection.execute(_DEPENDANTS, {"of": above}) if row.oid not in ours]
        levels.update(dict.fromkeys(above, level))
    order = sorted(levels, key=lambda oid: (levels[oid], oid))
    added = tuple(statement for oid in ours for statement in _added(connection, oid))
    return SetAside(tuple(_view(connection, oid) for oid in order), added)


def _view(connection: Connection, oid: int) -> Dependant:
    made: Row[tuple[str, ...]] = connection.execute(_MADE, {"oid": oid}).one()
    options = f" WITH ({made.options})" if made.options else ""
    create = f"CREATE {made.kind} {made.name}{options} AS {made.query}{made.filled}"
    return Dependant(made.name, f"DROP {made.kind} {made.name}", (create, *_added(connection, oid)))


def _added(connection: Connection, oid: int) -> list[str]:
    return list(connection.execute(_ADDED, {"oid": oid}).scalars())


def _of_sqlite(connection: Connection, own: Collection[str]) -> SetAside:
    """All views of users: to rebuild a table, SQLite looks through each of them."""
    rows = [row for row in connection.execute(_SQLITE_VIEWS).all() if row.name not in own]
    return SetAside(tuple(_sqlite_view(connection, row.name, row.sql) for row in rows))


def _sqlite_view(connection: Connection, name: str, sql: str) -> Dependant:
    quoted = '"' + name.replace('"', '""') + '"'
    triggers = connection.execute(_SQLITE_TRIGGERS, {"name": name}).scalars().all()
    view = Dependant(quoted, f"DROP VIEW {quoted}", (sql, *triggers))
    return replace(view, worked=_works(connection, view))


def _works(connection: Connection, view: Dependant) -> bool:
    """Whether a view can be asked; one that never could is nobody's loss."""
    try:
        connection.exec_driver_sql(view.trial)
    except DBAPIError:
        return False
    return True
