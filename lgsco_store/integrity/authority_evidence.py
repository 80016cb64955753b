"""Invariants between the identities of authorities and the pages that name them: slugs, names, codes, mergers.

As in ``invariants``, each is a query that finds nothing in a sound archive, with the sentence for what it finds in a
damaged one.
"""

from __future__ import annotations

# An authority that no published run has shown has only a row.
_SHOWN = "EXISTS (SELECT 1 FROM authority_alias n WHERE n.authority_id = a.id)"

RULES = (
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
"""Pairs of a query and a sentence, as in ``invariants``."""
