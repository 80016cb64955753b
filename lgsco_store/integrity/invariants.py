"""Invariants between the rows of a sound archive.

Each is a query that finds nothing in a sound archive, with the sentence for what it finds in a damaged one; the queries
are the same on SQLite and PostgreSQL.
"""

from __future__ import annotations

from lgsco_store.terms import Kind

_ROWS = (
    (
        "SELECT id FROM run WHERE state = 'published' AND finished_at < started_at",
        "run {}: it ended before it began",
    ),
    (
        "SELECT v.id, r.id FROM version v JOIN run r ON r.id = v.run_id WHERE r.state <> 'published'",
        "version row {}: its run {} is not published",
    ),
    (
        "SELECT c.id, r.id FROM change c JOIN run r ON r.id = c.run_id WHERE r.state <> 'published'",
        "change row {}: its run {} is not published",
    ),
    (
        (
            "SELECT publication_id, COUNT(*), MAX(number) FROM version "
            "GROUP BY publication_id HAVING COUNT(*) <> MAX(number)"
        ),
        "publication row {}: it has {} versions, the last of them numbered {}",
    ),
    (
        "SELECT p.id FROM publication p WHERE NOT EXISTS (SELECT 1 FROM version v WHERE v.publication_id = p.id)",
        "publication row {}: it has no version",
    ),
    (
        (
            "SELECT v.id, v.document_sha256 FROM version v JOIN reading r ON r.id = v.reading_id "
            "WHERE r.document_sha256 <> v.document_sha256"
        ),
        "version row {}: what is shown of it was not read from its document {}",
    ),
    (
        (
            "SELECT v.id, r.kind FROM version v JOIN publication p ON p.id = v.publication_id "
            "JOIN reading r ON r.id = v.reading_id WHERE r.kind <> p.kind"
        ),
        "version row {}: what is shown of it was read as {}, which its publication is not",
    ),
    (
        (
            "SELECT v.id FROM version v JOIN capture c ON c.id = v.capture_id "
            "WHERE c.document_sha256 IS NULL OR c.document_sha256 <> v.document_sha256"
        ),
        "version row {}: its capture brought another document",
    ),
    (
        (
            "SELECT document_sha256, kind, reader_version FROM reading GROUP BY document_sha256, kind, reader_version "
            "HAVING MIN(item) <> 0 OR MAX(item) + 1 <> COUNT(*)"
        ),
        "document {}: its reading as {} by reader {} lacks the whole, or one of its items",
    ),
    (
        (
            "SELECT p.id, a.slug FROM publication p JOIN authority a ON a.id = p.authority_id "
            "WHERE NOT EXISTS (SELECT 1 FROM authority_alias s WHERE s.authority_id = a.id)"
        ),
        "publication row {}: no published run has seen a page of its authority {}",
    ),
    (
        "SELECT id, new_value FROM change WHERE old_value = new_value",
        "change row {}: it says that {} became the same",
    ),
    (
        (
            "SELECT c.id FROM change c JOIN publication p ON p.id = c.publication_id "
            "WHERE c.authority_id <> p.authority_id"
        ),
        "change row {}: its publication is another authority's",
    ),
    (
        (
            "SELECT t.id, t.name FROM (SELECT c.id, 'change' AS name, c.version_id, c.publication_id FROM change c "
            "UNION ALL SELECT s.id, 'shown', s.version_id, s.publication_id FROM shown s) t "
            "JOIN version v ON v.id = t.version_id WHERE v.publication_id <> t.publication_id"
        ),
        "row {} of {}: its version is another publication's",
    ),
    (
        (
            "SELECT s.id FROM shown s JOIN version v ON v.id = s.version_id JOIN reading r ON r.id = s.reading_id "
            "WHERE r.document_sha256 <> v.document_sha256"
        ),
        "shown row {}: its reading is of another document than its version",
    ),
)

# A publication is one moment: everything that a run published has the time of its end.
_TIMES = tuple(
    (
        f"SELECT t.id, r.id FROM {table} t JOIN run r ON r.id = t.run_id WHERE t.{column} <> r.finished_at",  # noqa: S608
        f"{table} row {{}}: its time is not that of its run {{}}",
    )
    for table, column in (("version", "published_at"), ("shown", "valid_from"), ("change", "at"))
)

# The ledger counts letters, each once for every kind of change that it has.
_COUNTS = tuple(
    (
        (
            f"SELECT r.id, r.{kind}, COUNT(DISTINCT p.id) FROM run r "  # noqa: S608 -- our own words
            f"LEFT JOIN change c ON c.run_id = r.id AND c.kind = '{kind}' "
            "LEFT JOIN publication p ON p.id = c.publication_id AND p.kind = 'letter' "
            f"WHERE r.state = 'published' GROUP BY r.id, r.{kind} HAVING r.{kind} <> COUNT(DISTINCT p.id)"
        ),
        f"run {{}}: the ledger counts {{}} {kind} letters, the changes {{}}",
    )
    for kind in Kind
)

# The history must begin with the first version, go forward, and end with what is shown now.
_HISTORY = (
    (
        (
            "SELECT v.publication_id, v.number FROM version v "
            "WHERE NOT EXISTS (SELECT 1 FROM shown s WHERE s.version_id = v.id AND s.valid_from = v.published_at)"
        ),
        "publication row {}: its history has a gap, version {} was never shown from its publication on",
    ),
    (
        (
            "SELECT s.publication_id, s.id, n.id FROM shown s JOIN shown n ON n.publication_id = s.publication_id "
            "WHERE n.id > s.id AND n.valid_from < s.valid_from"
        ),
        "publication row {}: its history overlaps, row {} begins after row {}",
    ),
    (
        (
            "SELECT s.publication_id, s.id FROM shown s JOIN version v ON v.id = s.version_id "
            "WHERE NOT EXISTS (SELECT 1 FROM shown n WHERE n.publication_id = s.publication_id AND n.id > s.id) AND "
            "(s.reading_id <> v.reading_id OR EXISTS "
            "(SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number))"
        ),
        "publication row {}: its history ends with row {}, which is not what the views show",
    ),
)

RULES = (*_ROWS, *_TIMES, *_COUNTS, *_HISTORY)
"""Pairs of a query and a sentence; the sentence is filled with the columns of each row found, in order."""
