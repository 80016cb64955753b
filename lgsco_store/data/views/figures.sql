SELECT
    a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code AS gss_code,
    a.type AS authority_type,
    p.year AS year,
    p.source AS source,
    f.measure AS measure,
    f.category AS category,
    f.value AS value,
    f.unit AS unit,
    f.state AS state,
    f.page AS page,
    f.text AS text,
    v.number AS version,
    v.document_sha256 AS document_sha256
FROM publication p
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
JOIN figure f ON f.reading_id = v.reading_id
WHERE NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
