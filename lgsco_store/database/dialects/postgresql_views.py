"""Users' views on PostgreSQL, from its catalogue: with options, indexes, owners, grants, comments."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Row, text

from lgsco_store.database.dialects.base import Dependant, DroppedViews

# Relations that depend on others by a rewrite rule, as views and materialized views do.
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

# Statements for the attributes of a relation that its definition lacks, in the order in which they must run.
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


# How a column of the archive's views, which hold text and numbers alone, becomes one of each type of the catalogue.
_TYPED = {
    "number": "CAST({} AS numeric)",
    "boolean": "{} <> 0",
    "date": "CAST({} AS date)",
    "time": "CAST({} AS timestamptz)",
    "json": "CAST({} AS jsonb)",
}


def create_typed_view(connection: Connection, name: str, view: str, types: Mapping[str, str]) -> None:
    """Create a view of a view whose columns have PostgreSQL's types."""
    listed = ", ".join(f"{_TYPED.get(kind, '{}').format(column)} AS {column}" for column, kind in types.items())
    connection.execute(text(f"CREATE VIEW {name} AS SELECT {listed} FROM {view}"))  # noqa: S608 -- our own names


def user_views(connection: Connection, own: Collection[str]) -> DroppedViews:
    """Find the users' views on the archive's ``own``, and the grants on these."""
    ours = [row.oid for row in connection.execute(_OWN, {"names": list(own)})]
    levels: dict[int, int] = {}
    above, level = ours, 0
    while above:
        level += 1
        above = [row.oid for row in connection.execute(_DEPENDANTS, {"of": above}) if row.oid not in ours]
        levels.update(dict.fromkeys(above, level))
    order = sorted(levels, key=lambda oid: (levels[oid], oid))
    # Comments on the archive's own views belong to its release, which writes them again.
    added = tuple(each for oid in ours for each in _added(connection, oid) if not each.startswith("COMMENT"))
    return DroppedViews(tuple(_view(connection, oid) for oid in order), added)


def _view(connection: Connection, oid: int) -> Dependant:
    made: Row[tuple[str, ...]] = connection.execute(_MADE, {"oid": oid}).one()
    options = f" WITH ({made.options})" if made.options else ""
    create = f"CREATE {made.kind} {made.name}{options} AS {made.query}{made.filled}"
    return Dependant(made.name, f"DROP {made.kind} {made.name}", (create, *_added(connection, oid)))


def _added(connection: Connection, oid: int) -> list[str]:
    return list(connection.execute(_ADDED, {"oid": oid}).scalars())
