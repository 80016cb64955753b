"""Invariants between what an archive shows, the captures and lists behind it, and its identities.

As in ``invariants``, each is a query that finds nothing in a sound archive, with the sentence for what it finds in a
damaged one.
"""

from __future__ import annotations

from collections.abc import Iterable

from lgsco_store.publications.base import PublicationKind, Versioned
from lgsco_store.publications.registry import KINDS


def _listed(kinds: Iterable[PublicationKind]) -> str:
    """Return the words of some kinds as a list of SQL."""
    return ", ".join(f"'{kind.source}'" for kind in kinds)


# A kind whose every capture of other bytes is a version is seen by those bytes, and brought by its version's own run.
_BY_BYTES = _listed(kind for kind in KINDS if kind.versioned is Versioned.BY_BYTES)
_JUDGED = _listed(kind for kind in KINDS if kind.is_judged)
_BY_ITEM = _listed(kind for kind in KINDS if kind.versioned is Versioned.BY_ITEM)
_CAPTURED_AS = " OR ".join(
    f"(p.kind = '{kind.source}' AND c.kind = '{each}')" for kind in KINDS for each in kind.captured_as
)

_CAPTURES = (
    (
        "SELECT id FROM capture WHERE document_sha256 <> body_sha256",
        "capture row {}: its document is not the bytes that arrived",
    ),
    (
        "SELECT id FROM capture WHERE length < 0",
        "capture row {}: its length is below 0",
    ),
    (
        (
            "SELECT d.sha256, d.first_seen_at FROM document d WHERE NOT EXISTS (SELECT 1 FROM capture c "
            "WHERE c.document_sha256 = d.sha256 AND c.fetched_at = d.first_seen_at AND NOT EXISTS "
            "(SELECT 1 FROM capture e WHERE e.document_sha256 = d.sha256 AND e.id < c.id))"
        ),
        "document {}: the first capture that brought it is not of {}",
    ),
    (
        (
            "SELECT v.id FROM version v JOIN publication p ON p.id = v.publication_id "  # noqa: S608 -- our own words
            "JOIN capture c ON c.id = v.capture_id WHERE v.captured_at <> c.fetched_at OR c.diagnosis IS NOT NULL "
            f"OR NOT ({_CAPTURED_AS})"
        ),
        "version row {}: its capture is of another time or kind, or brought nothing good",
    ),
    (
        (
            "SELECT v.id, v.run_id FROM version v JOIN publication p ON p.id = v.publication_id "  # noqa: S608 -- our own words
            f"JOIN capture c ON c.id = v.capture_id WHERE p.kind IN ({_BY_BYTES}) AND c.run_id <> v.run_id"
        ),
        "version row {}: its capture is not of its run {}",
    ),
    *(
        (
            (
                f"SELECT l.id FROM {table} l JOIN capture c ON c.id = l.capture_id "  # noqa: S608 -- our own words
                "WHERE c.run_id <> l.run_id OR c.kind NOT IN ('authority_page', 'letters_page')"
            ),
            f"{table} row {{}}: its capture is not of a page of its run",
        )
        for table in ("listing", "page_read")
    ),
)

_LISTS = (
    (
        (
            "SELECT l.id FROM list_page l JOIN capture c ON c.id = l.capture_id WHERE c.run_id <> l.run_id "
            "OR c.kind NOT IN ('improvements_page', 'reports_page') OR c.diagnosis IS NOT NULL"
        ),
        "list_page row {}: its capture is not of a council's list of its run",
    ),
    (
        (
            "SELECT l.id, l.list_url FROM list_page l WHERE NOT EXISTS "
            "(SELECT 1 FROM capture c WHERE c.run_id = l.run_id AND c.url = l.list_url)"
        ),
        "list_page row {}: its run captured nothing at {}",
    ),
)

_PLACES = (
    (
        (
            "SELECT l.id FROM listing l WHERE NOT EXISTS (SELECT 1 FROM page_read p WHERE p.run_id = l.run_id "
            "AND p.authority_id = l.authority_id AND p.capture_id = l.capture_id)"
        ),
        "listing row {}: its capture is not of a page of its authority",
    ),
    (
        (
            "SELECT p.id, p.url FROM publication p WHERE p.kind = 'letter' AND NOT EXISTS (SELECT 1 FROM listing l "
            "JOIN run r ON r.id = l.run_id "
            "WHERE l.authority_id = p.authority_id AND l.url = p.url AND r.state = 'published')"
        ),
        "publication row {}: no page of its authority lists {}",
    ),
    (
        (
            "SELECT p.id, p.url FROM publication p WHERE p.kind = 'statistics_page' AND NOT EXISTS "
            "(SELECT 1 FROM page_read l WHERE l.authority_id = p.authority_id AND l.url = p.url)"
        ),
        "publication row {}: {} is not a page of its authority",
    ),
    (
        (
            "SELECT p.id, p.url FROM publication p WHERE NOT EXISTS (SELECT 1 FROM capture c "  # noqa: S608 -- our own words
            "JOIN run r ON r.id = c.run_id JOIN version v ON v.publication_id = p.id "
            f"WHERE (c.url = p.url OR p.kind IN ({_BY_ITEM})) "
            "AND c.fetched_at = p.last_seen_at AND r.state = 'published' "
            f"AND (p.kind NOT IN ({_BY_BYTES}) OR c.document_sha256 = v.document_sha256) AND NOT EXISTS "
            "(SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number))"
        ),
        "publication row {}: no capture saw its last version at {} when it was last seen",
    ),
    (
        (
            "SELECT v.id FROM version v JOIN publication p ON p.id = v.publication_id "
            "JOIN capture c ON c.id = v.capture_id WHERE p.kind = 'letter' AND NOT EXISTS (SELECT 1 FROM listing l "
            "WHERE l.run_id = v.run_id AND l.authority_id = p.authority_id AND l.url = c.url)"
        ),
        "version row {}: no page of its authority listed it in its run",
    ),
    (
        (
            "SELECT s.id, p.id, p.year FROM shown s JOIN publication p ON p.id = s.publication_id "
            "JOIN reading r ON r.id = s.reading_id WHERE r.year <> p.year"
        ),
        "shown row {}: what was shown says another year than that of its publication row {}, {}",
    ),
    (
        (
            "SELECT p.id, p.year FROM publication p JOIN version v ON v.publication_id = p.id "
            "JOIN reading r ON r.id = v.reading_id "
            "WHERE v.number = 1 AND p.year IS NOT NULL AND r.year IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM reading o WHERE o.document_sha256 = v.document_sha256 AND o.year = p.year) "
            "AND NOT EXISTS (SELECT 1 FROM listing l "
            "WHERE l.run_id = v.run_id AND l.authority_id = p.authority_id AND l.year = p.year)"
        ),
        "publication row {}: neither its letter nor its link says the year {}",
    ),
    (
        (
            "SELECT v.id FROM version v WHERE NOT EXISTS (SELECT 1 FROM shown s "
            "WHERE s.version_id = v.id AND s.run_id = v.run_id)"
        ),
        "version row {}: its run is not the one that showed it first",
    ),
    (
        (
            "SELECT m.id, m.new_value FROM change m WHERE m.kind = 'moved' AND NOT EXISTS "
            "(SELECT 1 FROM capture c WHERE c.run_id = m.run_id AND c.url = m.new_value)"
        ),
        "change row {}: its run captured nothing at {}",
    ),
    (
        (
            "SELECT m.id, m.old_value FROM change m WHERE m.kind = 'moved' AND NOT EXISTS (SELECT 1 FROM capture c "
            "JOIN version v ON v.publication_id = m.publication_id "
            "WHERE c.run_id < m.run_id AND c.url = m.old_value)"
        ),
        "change row {}: nothing was captured at {} before its run",
    ),
    (
        (
            "SELECT id FROM change WHERE kind IN ('withdrawn', 'restored', 'moved') AND "
            "(cause <> 'source' OR (kind = 'moved') <> (field IS NOT NULL) OR (field <> 'url') "
            "OR (kind = 'moved') <> (old_value IS NOT NULL) OR (kind = 'moved') <> (new_value IS NOT NULL) "
            "OR measure IS NOT NULL OR category IS NOT NULL)"
        ),
        "change row {}: it tells what a change of its kind does not",
    ),
    (
        "SELECT id FROM change WHERE (substr(kind, 1, 10) = 'authority_') <> (publication_id IS NULL)",
        "change row {}: its kind is of an authority and not of a publication, or the other way round",
    ),
)

# An authority that no published run has shown has only a row.
_SHOWN = "EXISTS (SELECT 1 FROM authority_alias n WHERE n.authority_id = a.id)"

_IDENTITY = (
    (
        (
            f"SELECT a.id, a.slug FROM authority a WHERE {_SHOWN} AND NOT EXISTS (SELECT 1 FROM page_read l "  # noqa: S608
            "WHERE l.authority_id = a.id AND l.slug = a.slug AND l.site_slug = a.site_slug)"
        ),
        "authority row {}: no page of it has the slug {}",
    ),
    (
        (
            "SELECT a.id, a.name FROM authority a WHERE a.code IS NULL AND NOT EXISTS (SELECT 1 FROM page_read l "
            "WHERE l.authority_id = a.id AND l.name = a.name)"
        ),
        "authority row {}: neither the register nor a page of it has the name {}",
    ),
    (
        "SELECT id FROM page_read WHERE lower(site_slug) <> slug",
        "page_read row {}: its two slugs are not one",
    ),
    (
        (
            "SELECT l.id, l.url FROM page_read l WHERE NOT EXISTS (SELECT 1 FROM capture c "
            "WHERE c.run_id = l.run_id AND c.url = l.url)"
        ),
        "page_read row {}: its run captured nothing at {}",
    ),
    (
        (
            "SELECT s.id, s.spelling FROM authority_alias s WHERE NOT EXISTS (SELECT 1 FROM page_read l "
            "WHERE l.authority_id = s.authority_id "
            "AND l.run_id = s.run_id AND s.spelling = CASE s.kind WHEN 'slug' THEN l.site_slug ELSE l.name END)"
        ),
        "authority_alias row {}: no page of its authority, in its run, spells it {}",
    ),
    (
        ("SELECT s.id, r.id FROM authority_alias s JOIN run r ON r.id = s.run_id WHERE r.state <> 'published'"),
        "authority_alias row {}: its run {} is not published",
    ),
    (
        (
            f"SELECT a.id, a.code FROM authority a WHERE {_SHOWN} AND a.code IS NOT NULL AND NOT EXISTS "  # noqa: S608
            "(SELECT 1 FROM page_read l JOIN run r ON r.id = l.run_id "
            "WHERE l.authority_id = a.id AND l.code = a.code AND r.state = 'published')"
        ),
        "authority row {}: no page of it has a name with the code {}",
    ),
    (
        (
            "SELECT a.id, l.code FROM authority a JOIN page_read l ON l.authority_id = a.id "
            "JOIN run r ON r.id = l.run_id WHERE a.code IS NULL AND l.code IS NOT NULL AND r.state = 'published'"
        ),
        "authority row {}: it has no code, a page of it {}",
    ),
    (
        (
            "SELECT a.id, COUNT(c.id) FROM authority a LEFT JOIN change c "
            "ON c.authority_id = a.id AND c.kind = 'authority_added' "
            "WHERE EXISTS (SELECT 1 FROM page_read l JOIN run r ON r.id = l.run_id "
            "WHERE l.authority_id = a.id AND r.state = 'published') GROUP BY a.id HAVING COUNT(c.id) <> 1"
        ),
        "authority row {}: {} changes say that it was added",
    ),
    (
        (
            "SELECT c.id FROM change c WHERE c.kind = 'authority_added' "
            "AND (c.field IS NOT NULL OR c.old_value IS NOT NULL OR c.new_value IS NOT NULL OR NOT EXISTS "
            "(SELECT 1 FROM page_read l WHERE l.authority_id = c.authority_id AND l.run_id = c.run_id))"
        ),
        "change row {}: its run read no page of the authority that it adds",
    ),
    (
        (
            "SELECT c.id, c.field, c.new_value FROM change c WHERE c.kind = 'authority_renamed' AND NOT EXISTS "
            "(SELECT 1 FROM page_read l WHERE l.authority_id = c.authority_id AND l.run_id = c.run_id "
            "AND c.new_value = CASE c.field WHEN 'slug' THEN l.slug WHEN 'name' THEN l.name END)"
        ),
        "change row {}: its run read no page with the {} {}",
    ),
    (
        (
            "SELECT c.id, c.field, c.old_value FROM change c WHERE c.kind = 'authority_renamed' AND NOT EXISTS "
            "(SELECT 1 FROM page_read l WHERE l.authority_id = c.authority_id AND l.run_id < c.run_id "
            "AND c.old_value = CASE c.field WHEN 'slug' THEN l.slug WHEN 'name' THEN l.name END)"
        ),
        "change row {}: no page had the {} {} before its run",
    ),
    (
        (
            "SELECT a.id, a.slug, c.new_value FROM authority a JOIN change c ON c.authority_id = a.id "
            "WHERE c.kind = 'authority_renamed' AND c.field = 'slug' AND a.slug <> c.new_value AND NOT EXISTS "
            "(SELECT 1 FROM change n WHERE n.authority_id = a.id AND n.kind = 'authority_renamed' AND n.field = 'slug' "
            "AND n.id > c.id)"
        ),
        "authority row {}: its slug is {}, by its changes {}",
    ),
    (
        (
            "SELECT s.predecessor_id, s.successor_id FROM authority_succession s "
            "WHERE NOT EXISTS (SELECT 1 FROM change c "
            "JOIN page_read l ON l.slug = c.new_value AND l.authority_id = s.successor_id "
            "WHERE c.kind = 'authority_merged' AND c.authority_id = s.predecessor_id)"
        ),
        "authority_succession row {} {}: no change tells it",
    ),
    (
        (
            "SELECT c.id FROM change c WHERE c.kind = 'authority_merged' "
            "AND (c.field IS NULL OR c.field <> 'successor' OR c.old_value IS NOT NULL "
            "OR NOT EXISTS (SELECT 1 FROM authority_succession s "
            "JOIN page_read l ON l.authority_id = s.successor_id AND l.slug = c.new_value "
            "WHERE s.predecessor_id = c.authority_id))"
        ),
        "change row {}: the archive knows no such merger",
    ),
    (
        (
            "SELECT id FROM change WHERE substr(kind, 1, 10) = 'authority_' AND (cause <> 'source' "
            "OR version_id IS NOT NULL OR measure IS NOT NULL OR category IS NOT NULL)"
        ),
        "change row {}: it tells what a change of an authority does not",
    ),
)

_LEDGER = (
    (
        (
            "SELECT r.id, r.unread, COUNT(p.id) FROM run r LEFT JOIN version v ON v.run_id = r.id "  # noqa: S608 -- our own words
            "LEFT JOIN shown s ON s.version_id = v.id AND s.run_id = r.id "
            "LEFT JOIN reading g ON g.id = s.reading_id AND g.status IN ('unreadable', 'unrecognised') "
            f"LEFT JOIN publication p ON p.id = v.publication_id AND p.kind IN ({_JUDGED}) AND g.id IS NOT NULL "
            "WHERE r.state = 'published' GROUP BY r.id, r.unread HAVING r.unread <> COUNT(p.id)"
        ),
        "run {}: the ledger counts {} unread letters, the versions {}",
    ),
    (
        (
            "SELECT l.id FROM notification l JOIN run r ON r.id = l.run_id WHERE l.attempts < 0 "
            "OR l.state NOT IN ('published', 'held', 'failed', 'abandoned', 'discarded')"
        ),
        "notification {}: a run cannot end like this, or be notified this often",
    ),
)

RULES = (*_CAPTURES, *_LISTS, *_PLACES, *_IDENTITY, *_LEDGER)
"""Pairs of a query and a sentence, as in ``invariants``."""
