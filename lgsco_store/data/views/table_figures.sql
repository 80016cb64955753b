SELECT
    r.layout AS table_name,
    p.year AS year,
    f.subject AS subject,
    a.slug AS authority_slug,
    f.measure AS measure,
    COALESCE(f.category, 'all') AS category,
    f.value AS value,
    f.unit AS unit,
    f.state AS state,
    f.page AS sheet,
    f.cell AS cell,
    f.text AS text,
    v.number AS version,
    v.document_sha256 AS document_sha256
FROM publication p
JOIN version v ON v.publication_id = p.id
JOIN reading r ON r.id = v.reading_id
JOIN figure f ON f.reading_id = r.id
LEFT JOIN authority a ON a.code = f.authority_code
WHERE p.kind = 'data_table'
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
