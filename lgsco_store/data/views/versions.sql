SELECT
    a.slug AS authority_slug,
    p.year AS year,
    p.kind AS source,
    v.number AS version,
    v.run_id AS run_id,
    v.captured_at AS captured_at,
    c.url AS url,
    v.document_sha256 AS document_sha256,
    r.text_sha256 AS text_sha256,
    r.figures_sha256 AS figures_sha256
FROM version v
JOIN publication p ON p.id = v.publication_id
LEFT JOIN authority a ON a.id = p.authority_id
JOIN capture c ON c.id = v.capture_id
JOIN reading r ON r.id = v.reading_id
WHERE p.kind <> 'data_table'
