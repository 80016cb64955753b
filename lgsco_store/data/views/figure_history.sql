SELECT
    a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code AS gss_code,
    a.type AS authority_type,
    p.year AS year,
    p.kind AS source,
    f.measure AS measure,
    f.category AS category,
    f.value AS value,
    f.unit AS unit,
    f.state AS state,
    f.page AS page,
    f.text AS text,
    v.number AS version,
    v.document_sha256 AS document_sha256,
    f.x0 AS x0,
    f.top AS top,
    f.x1 AS x1,
    f.bottom AS bottom,
    s.valid_from AS valid_from,
    (
        SELECT n.valid_from FROM shown n
        WHERE n.publication_id = s.publication_id AND n.id > s.id
        ORDER BY n.id LIMIT 1
    ) AS valid_to
FROM shown s
JOIN publication p ON p.id = s.publication_id
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.id = s.version_id
JOIN figure f ON f.reading_id = s.reading_id
