SELECT
    a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code AS gss_code,
    CASE WHEN a.start_date > p.year || '-03-31' THEN NULL ELSE a.type END AS authority_type,
    a.region AS region,
    p.year AS year,
    r.title AS title,
    r.letter_date AS letter_date,
    p.url AS url,
    v.number AS version,
    r.status AS status,
    r.layout AS layout,
    v.document_sha256 AS document_sha256,
    (SELECT f.published_at FROM version f WHERE f.publication_id = p.id AND f.number = 1) AS first_published_at,
    (SELECT MAX(c.at) FROM change c WHERE c.publication_id = p.id) AS last_changed_at,
    p.last_seen_at AS last_seen_at,
    CASE WHEN p.withdrawn_at IS NULL THEN 0 ELSE 1 END AS withdrawn,
    p.withdrawn_at AS withdrawn_at,
    r.period_start AS period_start,
    r.period_end AS period_end,
    r.reader_version AS reader_version
FROM publication p
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
JOIN reading r ON r.id = v.reading_id
WHERE p.kind = 'letter'
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
