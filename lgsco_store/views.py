"""The views that people query: the contract with users of SQL, the same text for SQLite and PostgreSQL.

They show published runs alone: versions and changes exist for no others. A view that changes needs a migration of its
own, even an empty one, since the database's revision is all that tells which views it has. ``withdrawn`` is 0 or 1.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_LETTERS = """
SELECT
    a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code AS gss_code,
    a.type AS authority_type,
    a.region AS region,
    p.year AS year,
    r.title AS title,
    r.letter_date AS letter_date,
    p.url AS url,
    v.number AS version,
    r.status AS status,
    r.layout AS layout,
    v.document_sha256 AS document_sha256,
    (SELECT f.published_at FROM version f WHERE f.publication_id = p.id AND f.number = 1) AS first_published_at,
    (SELECT MAX(c.at) FROM change c WHERE c.publication_id = p.id) AS last_changed_at,
    p.last_seen_at AS last_seen_at,
    CASE WHEN p.withdrawn_at IS NULL THEN 0 ELSE 1 END AS withdrawn
FROM publication p
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
JOIN reading r ON r.id = v.reading_id
WHERE p.source = 'letter'
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
"""

_FIGURES = """
SELECT
    a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code AS gss_code,
    a.type AS authority_type,
    p.year AS year,
    p.source AS source,
    f.measure AS measure,
    f.category AS category,
    f.value AS value,
    f.unit AS unit,
    f.state AS state,
    f.page AS page,
    f.text AS text,
    v.number AS version,
    v.document_sha256 AS document_sha256
FROM publication p
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
JOIN figure f ON f.reading_id = v.reading_id
WHERE NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
"""

_FIGURE_HISTORY = """
SELECT
    a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code AS gss_code,
    a.type AS authority_type,
    p.year AS year,
    p.source AS source,
    f.measure AS measure,
    f.category AS category,
    f.value AS value,
    f.unit AS unit,
    f.state AS state,
    f.page AS page,
    f.text AS text,
    v.number AS version,
    v.document_sha256 AS document_sha256,
    s.valid_from AS valid_from,
    (
        SELECT n.valid_from FROM shown n
        WHERE n.publication_id = s.publication_id AND n.id > s.id
        ORDER BY n.id LIMIT 1
    ) AS valid_to
FROM shown s
JOIN publication p ON p.id = s.publication_id
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.id = s.version_id
JOIN figure f ON f.reading_id = s.reading_id
"""

_VERSIONS = """
SELECT
    a.slug AS authority_slug,
    p.year AS year,
    p.source AS source,
    v.number AS version,
    v.run_id AS run_id,
    v.captured_at AS captured_at,
    c.url AS url,
    v.document_sha256 AS document_sha256,
    r.text_sha256 AS text_sha256,
    r.figures_sha256 AS figures_sha256
FROM version v
JOIN publication p ON p.id = v.publication_id
JOIN authority a ON a.id = p.authority_id
JOIN capture c ON c.id = v.capture_id
JOIN reading r ON r.id = v.reading_id
"""

_CHANGES = """
SELECT
    c.run_id AS run_id,
    c.at AS at,
    a.slug AS authority_slug,
    p.year AS year,
    p.source AS source,
    c.kind AS kind,
    c.field AS field,
    c.measure AS measure,
    c.category AS category,
    c.old_value AS old_value,
    c.new_value AS new_value,
    c.cause AS cause,
    v.number AS version
FROM change c
JOIN authority a ON a.id = c.authority_id
LEFT JOIN publication p ON p.id = c.publication_id
LEFT JOIN version v ON v.id = c.version_id
"""

_AUTHORITIES = """
SELECT
    a.slug AS slug,
    a.name AS name,
    a.code AS code,
    a.gss_code AS gss_code,
    a.type AS type,
    a.region AS region,
    a.start_date AS start_date,
    a.end_date AS end_date
FROM authority a
"""

# Codes are in upper case and slugs in lower case, so that either can stand for an authority in one column.
_AUTHORITY_LINEAGE = """
WITH RECURSIVE
node (id, slug, name, code) AS (
    SELECT e.code, a.slug, e.name, e.code FROM register_entry e LEFT JOIN authority a ON a.code = e.code
    UNION ALL
    SELECT a.slug, a.slug, a.name, a.code FROM authority a WHERE a.code IS NULL
),
edge (older, newer) AS (
    SELECT predecessor_code, successor_code FROM register_succession
    UNION
    SELECT COALESCE(p.code, p.slug), COALESCE(s.code, s.slug)
    FROM authority_succession m
    JOIN authority p ON p.id = m.predecessor_id
    JOIN authority s ON s.id = m.successor_id
),
descent (older, newer, steps) AS (
    SELECT older, newer, 1 FROM edge
    UNION
    SELECT d.older, e.newer, d.steps + 1 FROM descent d JOIN edge e ON e.older = d.newer WHERE d.steps < 10
),
relation (of, relation, related, steps) AS (
    SELECT id, 'self', id, 0 FROM node
    UNION ALL
    SELECT newer, 'predecessor', older, MIN(steps) FROM descent GROUP BY newer, older
    UNION ALL
    SELECT older, 'successor', newer, MIN(steps) FROM descent GROUP BY older, newer
)
SELECT
    o.slug AS authority_slug,
    o.name AS authority_name,
    r.relation AS relation,
    r.steps AS steps,
    n.slug AS related_slug,
    n.name AS related_name,
    n.code AS related_code
FROM relation r
JOIN node o ON o.id = r.of
JOIN node n ON n.id = r.related
WHERE o.slug IS NOT NULL
"""

_RUNS = """
SELECT
    r.id AS run_id,
    r.trigger AS trigger,
    r.state AS state,
    r.started_at AS started_at,
    r.finished_at AS finished_at,
    r.reasons AS reasons,
    r.answers AS answers,
    r.diagnoses AS diagnoses,
    r.retries AS retries,
    r.pages AS pages,
    r.letters AS letters,
    r.captures AS captures,
    r.not_modified AS not_modified,
    r.bytes_received AS bytes_received,
    r.authorities AS authorities,
    r.published AS published,
    r.revised AS revised,
    r.reworded AS reworded,
    r.restamped AS restamped,
    r.moved AS moved,
    r.withdrawn AS withdrawn,
    r.restored AS restored,
    r.unread AS unread
FROM run r
"""

# A run's issue stands until a later run looked again: a whole one, or one that read the page of the same authority;
# what was found on reading again stands until all is read again.
_ISSUES = """
SELECT
    a.slug AS authority_slug,
    p.year AS year,
    p.source AS source,
    i.code AS code,
    i.severity AS severity,
    i.measure AS measure,
    i.message AS message
FROM reading_issue i
JOIN version v ON v.reading_id = i.reading_id
JOIN publication p ON p.id = v.publication_id
JOIN authority a ON a.id = p.authority_id
WHERE NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
UNION ALL
SELECT
    i.authority_slug AS authority_slug,
    i.year AS year,
    CASE WHEN i.url IS NULL THEN NULL ELSE 'letter' END AS source,
    i.code AS code,
    i.severity AS severity,
    CAST(NULL AS TEXT) AS measure,
    i.message AS message
FROM run_issue i
JOIN run r ON r.id = i.run_id
WHERE r.state = 'published' AND NOT EXISTS (
    SELECT 1
    FROM run later
    WHERE later.state = 'published' AND later.id > i.run_id AND CASE
        WHEN r.trigger = 'reread' OR later.trigger = 'reread' THEN r.trigger = later.trigger
        ELSE later.scope_years IS NULL AND (
            later.scope_authorities IS NULL
            OR EXISTS (SELECT 1 FROM page_read s WHERE s.run_id = later.id AND s.slug = i.authority_slug)
        )
    END
)
"""

VIEWS = {
    "letters": _LETTERS,
    "figures": _FIGURES,
    "figure_history": _FIGURE_HISTORY,
    "versions": _VERSIONS,
    "changes": _CHANGES,
    "runs": _RUNS,
    "authorities": _AUTHORITIES,
    "authority_lineage": _AUTHORITY_LINEAGE,
    "issues": _ISSUES,
}


def drop(connection: Connection) -> None:
    """Drops every view, the last made first."""
    for name in reversed(VIEWS):
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))


def create(connection: Connection) -> None:
    """Makes every view."""
    for name, query in VIEWS.items():
        connection.execute(text(f"CREATE VIEW {name} AS {query}"))
