SELECT
    p.reference AS listed_report,
    a.slug AS authority_slug,
    a.name AS authority_name,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = v.reading_id AND x.name = 'text') AS text,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = v.reading_id AND x.name = 'link') AS link,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = v.reading_id AND x.name = 'pdf') AS pdf,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = v.reading_id AND x.name = 'reference') AS reference,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = v.reading_id AND x.name = 'references') AS all_references,
    (
        SELECT d.reference FROM reading_attribute x
        JOIN publication d ON d.kind = 'decision' AND d.reference = x.value
        WHERE x.reading_id = v.reading_id AND x.name = 'reference'
    ) AS decision,
    CASE WHEN p.withdrawn_at IS NULL THEN 'published' ELSE 'removed' END AS state,
    p.withdrawn_at AS removed_at,
    p.url AS url,
    v.number AS version,
    v.document_sha256 AS document_sha256,
    (SELECT f.published_at FROM version f WHERE f.publication_id = p.id AND f.number = 1) AS first_published_at,
    (SELECT MAX(c.at) FROM change c WHERE c.publication_id = p.id) AS last_changed_at,
    p.last_seen_at AS last_seen_at,
    r.reader_version AS reader_version
FROM publication p
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
JOIN reading r ON r.id = v.reading_id
WHERE p.kind = 'council_report'
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
