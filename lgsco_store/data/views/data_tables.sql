SELECT
    r.layout AS table_name,
    p.year AS year,
    r.title AS title,
    p.url AS url,
    v.number AS version,
    r.status AS status,
    v.document_sha256 AS document_sha256,
    (SELECT MIN(w.published_at) FROM version w WHERE w.publication_id = p.id) AS first_published_at,
    (SELECT MAX(c.at) FROM change c WHERE c.publication_id = p.id) AS last_changed_at,
    p.last_seen_at AS last_seen_at,
    r.reader_version AS reader_version
FROM publication p
JOIN version v ON v.publication_id = p.id
JOIN reading r ON r.id = v.reading_id
WHERE p.kind = 'data_table'
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
