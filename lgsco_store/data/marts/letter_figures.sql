-- A letter may print one figure in several places. If they disagree, it contradicts itself and has no value.
-- DuckDB knows no keys, so that everything else is grouped by.
SELECT
    a.slug AS authority_slug,
    a.name AS authority_name,
    a.gss_code AS gss_code,
    CASE WHEN a.start_date > p.year || '-03-31' THEN NULL ELSE a.type END AS authority_type,
    p.year AS year,
    f.measure AS measure,
    COALESCE(f.category, 'all') AS category,
    CASE WHEN MIN(f.value) = MAX(f.value) AND MAX(CASE WHEN f.state = 'not_applicable' THEN 1 ELSE 0 END) = 0
        THEN MAX(f.value) END AS value,
    f.unit AS unit,
    CASE
        WHEN MIN(f.value) <> MAX(f.value) THEN 'contradicts'
        WHEN COUNT(f.value) > 0 AND MAX(CASE WHEN f.state = 'not_applicable' THEN 1 ELSE 0 END) = 1 THEN 'contradicts'
        WHEN COUNT(f.value) > 0 THEN
            CASE WHEN MAX(CASE WHEN f.state = 'printed' THEN 1 ELSE 0 END) = 1 THEN 'printed' ELSE 'derived' END
        WHEN MAX(CASE WHEN f.state = 'unreadable' THEN 1 ELSE 0 END) = 1 THEN 'unreadable'
        ELSE 'not_applicable'
    END AS state,
    MIN(f.page) AS page,
    v.document_sha256 AS document_sha256,
    CASE WHEN p.withdrawn_at IS NULL THEN 0 ELSE 1 END AS withdrawn
FROM publication p
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
JOIN figure f ON f.reading_id = v.reading_id
WHERE p.kind = 'letter'
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
GROUP BY p.id, v.id, a.id, f.measure, f.category, f.unit, a.slug, a.name, a.gss_code, a.type, a.start_date, p.year,
    p.withdrawn_at, v.document_sha256
