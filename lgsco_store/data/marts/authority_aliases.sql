SELECT
    a.slug AS authority_slug,
    s.kind AS kind,
    s.spelling AS spelling,
    s.run_id AS run_id,
    r.finished_at AS first_seen_at
FROM authority_alias s
JOIN authority a ON a.id = s.authority_id
JOIN run r ON r.id = s.run_id
