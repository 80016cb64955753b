SELECT
    s.reading_id AS id,
    p.kind AS source,
    p.reference AS reference,
    COALESCE(s.body, a.name) AS body,
    a.slug AS authority_slug,
    s.category AS category,
    s.outcome AS outcome,
    s.day AS day,
    CASE WHEN p.withdrawn_at IS NULL THEN 'published' ELSE (
        SELECT c.kind FROM change c
        WHERE c.publication_id = p.id AND c.kind IN ('withdrawn', 'expired', 'removed') ORDER BY c.id DESC LIMIT 1
    ) END AS state,
    p.withdrawn_at AS gone_at,
    p.url AS url,
    v.number AS version,
    s.text AS text
FROM search_text s
JOIN version v ON v.reading_id = s.reading_id
JOIN publication p ON p.id = v.publication_id AND p.kind = s.kind
LEFT JOIN authority a ON a.id = p.authority_id
WHERE NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
