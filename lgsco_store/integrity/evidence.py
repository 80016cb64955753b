"""Invariants between what an archive shows and the captures, lists and pages behind it.

As in ``invariants``, each is a query that finds nothing in a sound archive, with the sentence for what it finds in a
damaged one.
"""

from __future__ import annotations

from collections.abc import Iterable

from lgsco_store.integrity import authority_evidence
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

RULES = (*_CAPTURES, *_LISTS, *_PLACES, *authority_evidence.RULES, *_LEDGER)
"""Pairs of a query and a sentence, as in ``invariants``."""
