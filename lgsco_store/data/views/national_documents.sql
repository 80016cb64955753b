SELECT
    p.reference AS path,
    r.title AS title,
    p.url AS url,
    v.number AS version,
    v.document_sha256 AS document_sha256,
    r.text_sha256 AS text_sha256,
    (SELECT f.published_at FROM version f WHERE f.publication_id = p.id AND f.number = 1) AS first_published_at,
    (SELECT MAX(c.at) FROM change c WHERE c.publication_id = p.id) AS last_changed_at,
    p.last_seen_at AS last_seen_at,
    r.reader_version AS reader_version
FROM publication p
JOIN version v ON v.publication_id = p.id
JOIN reading r ON r.id = v.reading_id
WHERE p.kind = 'national_document'
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
