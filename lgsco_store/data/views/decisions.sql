SELECT
    p.reference AS reference,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = v.reading_id AND x.name = 'type') AS type,
    r.authority AS body,
    a.slug AS authority_slug,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = v.reading_id AND x.name = 'category') AS category,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = v.reading_id AND x.name = 'sub_category') AS sub_category,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = v.reading_id AND x.name = 'outcome') AS outcome,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = v.reading_id AND x.name = 'decision_date') AS decision_date,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = v.reading_id AND x.name = 'summary') AS summary,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = v.reading_id AND x.name = 'actions') AS actions,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = v.reading_id AND x.name = 'satisfied_on') AS satisfied_on,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = v.reading_id AND x.name = 'references') AS all_references,
    CASE WHEN p.withdrawn_at IS NULL THEN 'published' ELSE (
        SELECT c.kind FROM change c
        WHERE c.publication_id = p.id AND c.kind IN ('withdrawn', 'expired') ORDER BY c.id DESC LIMIT 1
    ) END AS state,
    p.withdrawn_at AS gone_at,
    p.url AS url,
    v.number AS version,
    r.status AS status,
    v.document_sha256 AS document_sha256,
    r.text_sha256 AS text_sha256,
    (SELECT f.published_at FROM version f WHERE f.publication_id = p.id AND f.number = 1) AS first_published_at,
    (SELECT MAX(c.at) FROM change c WHERE c.publication_id = p.id) AS last_changed_at,
    p.last_seen_at AS last_seen_at,
    r.reader_version AS reader_version
FROM publication p
LEFT JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
JOIN reading r ON r.id = v.reading_id
WHERE p.kind = 'decision'
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
