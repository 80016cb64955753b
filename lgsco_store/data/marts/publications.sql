SELECT
    p.kind AS source,
    CASE WHEN p.kind IN ('letter', 'statistics_page') THEN a.slug || '/' || p.year ELSE p.reference END AS reference,
    a.slug AS authority_slug,
    p.year AS year,
    p.url AS url,
    v.number AS versions,
    (SELECT f.published_at FROM version f WHERE f.publication_id = p.id AND f.number = 1) AS first_published_at,
    (SELECT MAX(c.at) FROM change c WHERE c.publication_id = p.id) AS last_changed_at,
    p.last_seen_at AS last_seen_at,
    CASE WHEN p.withdrawn_at IS NULL THEN 0 ELSE 1 END AS withdrawn,
    p.withdrawn_at AS withdrawn_at,
    v.document_sha256 AS document_sha256,
    r.status AS status
FROM publication p
LEFT JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
JOIN reading r ON r.id = v.reading_id
WHERE NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
