"""The views that people query: the contract with users of SQL, the same text for SQLite and PostgreSQL.

They show published runs only: versions and changes exist for no others. A changed view needs a migration of its own,
even an empty one, since only the database's revision says which views it has. ``withdrawn`` is 0 or 1. Each view is in
a file of its own under ``data/views``, except those with a column for every word of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import resources

from sqlalchemy import Connection, text

from lgsco_store.contract import catalog
from lgsco_store.contract.marts import EXPECTED, MARTS
from lgsco_store.database.dialects import dialect_of
from lgsco_store.evidence import wide
from lgsco_store.reference.vocabulary import measures, parts

_FROM_FILES = (
    "authorities",
    "authority_lineage",
    "letters",
    "figure_history",
    "figures",
    "versions",
    "changes",
    "runs",
    "coverage",
    "issues",
    "discrepancies",
    "data_tables",
    "table_figures",
    "table_changes",
    "table_comparisons",
    "decisions",
    "decision_history",
    "reports",
    "open_reports",
    "service_improvements",
    "council_reports",
    "definitions",
    "national_documents",
    "search",
    "decision_counts",
    "decisions_and_letters",
    "improvements_and_decisions",
)

# What every view of figures says of a figure.
_FIGURE = """
    a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code AS gss_code,
    CASE WHEN a.start_date > p.year || '-03-31' THEN NULL ELSE a.type END AS authority_type,
    p.year AS year,
    p.kind AS source,
    f.measure AS measure,
    COALESCE(f.category, 'all') AS category,
    f.value AS value,
    f.unit AS unit,
    f.state AS state,
    f.page AS page,
    f.text AS text,
    v.number AS version,
    v.document_sha256 AS document_sha256,
    f.x0 AS x0,
    f.top AS top,
    f.x1 AS x1,
    f.bottom AS bottom
"""

# The figures of every reading are kept in one row, so that a wide view adds nothing up.
_WIDE = """
SELECT
    a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code AS gss_code,
    CASE WHEN a.start_date > p.year || '-03-31' THEN NULL ELSE a.type END AS authority_type,
    p.year AS year,
    CASE WHEN p.withdrawn_at IS NULL THEN 0 ELSE 1 END AS withdrawn,
    p.withdrawn_at AS withdrawn_at,
    {columns}
FROM publication p
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
JOIN wide_reading w ON w.reading_id = v.reading_id
WHERE p.kind = 'letter' AND w.{has}
    AND NOT EXISTS (SELECT 1 FROM version n WHERE n.publication_id = v.publication_id AND n.number > v.number)
"""


def _from_file(*path: str) -> str:
    query = resources.files("lgsco_store").joinpath("data", *path).read_text(encoding="utf-8")
    query = query.replace("{figure}", _FIGURE.strip()).replace("{expected}", EXPECTED)
    return _by_authority(query) if "{whose}" in query else query


def _by_authority(query: str) -> str:
    """Return a query of figures with the authority of each: that of its publication, or of its row in a table.

    Rows of a table about bodies that the site has not shown are in the view ``table_figures`` alone.
    """
    one = query.replace("{whose}", "a.id = p.authority_id").rstrip()
    many = query.replace("LEFT JOIN authority a ON {whose}", "JOIN authority a ON a.code = f.authority_code").rstrip()
    return f"{one}\n    AND p.kind <> 'data_table'\nUNION ALL\n{many}\n    AND p.kind = 'data_table'\n"


def _wide(view: str, columns: Mapping[str, str]) -> str:
    """Return a view with a column for each figure, by its name in the view."""
    listed = (f"w.{column} AS {name}" for name, column in columns.items())
    return _WIDE.format(columns=",\n    ".join(listed), has=wide.HAS[view])


def _by_category(measure: str) -> str:
    return _wide(measure, {word: wide.column(measure, word) for word in parts(measure)})


def _headline_figures() -> str:
    words = (word for word, measure in measures().items() if measure.category_set is None)
    return _wide("headline_figures", {word: wide.column(word, None) for word in words})


VIEWS = {
    **{name: _from_file("views", f"{name}.sql") for name in _FROM_FILES},
    "complaints_received": _by_category("complaints_received"),
    "complaints_decided": _by_category("complaints_decided"),
    "headline_figures": _headline_figures(),
    **MARTS,
}

FIGURES_AS_OF = _from_file("figures_as_of.sql")
"""The view ``figures`` as of the time ``:at``, without ``last_seen_at``: the archive keeps only the last."""


def schema_of(name: str) -> str:
    """Return the schema in which PostgreSQL shows a view to users."""
    return "lgsco_marts" if name in MARTS else "lgsco"


def names(connection: Connection) -> list[str]:
    """Return the names of all views in the order of their creation: the archive's own, then those with types."""
    return [*VIEWS, *(name for _, name in _typed(connection))]


def drop(connection: Connection) -> None:
    """Drop every view, in reverse order of creation."""
    for name in reversed(names(connection)):
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))


def create(connection: Connection) -> None:
    """Create the archive's own views."""
    for name, query in VIEWS.items():
        connection.execute(text(f"CREATE VIEW {name} AS {query}"))
        _comment(connection, name, name)


def create_typed(connection: Connection) -> None:
    """Create the views with the database's native types, if it has them, on top of the archive's own."""
    for view, name in _typed(connection):
        dialect_of(connection).create_schema(connection, schema_of(view))
        dialect_of(connection).create_typed_view(connection, name, view, _types(view))
        _comment(connection, name, view)


def create_typed_for_comparison(connection: Connection) -> None:
    """Create the same views in the current schema, each under a name that is its schema, a dot and its name."""
    for view, name in _typed(connection):
        dialect_of(connection).create_typed_view(connection, f'"{name}"', view, _types(view))


def _typed(connection: Connection) -> Iterator[tuple[str, str]]:
    """Return each view that users see with types, and the name under which they see it."""
    for view in VIEWS:
        if name := dialect_of(connection).typed_view(schema_of(view), view):
            yield view, name


def _types(view: str) -> dict[str, str]:
    return {column.name: column.type for column in catalog.columns(view)}


def _comment(connection: Connection, view: str, of: str) -> None:
    meanings = {column.name: column.description for column in catalog.columns(of)}
    dialect_of(connection).comment(connection, view, catalog.meaning(of), meanings)
