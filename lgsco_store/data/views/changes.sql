-- What changed in tables about every authority is in table_changes.
SELECT
    c.run_id AS run_id,
    c.at AS at,
    a.slug AS authority_slug,
    p.year AS year,
    p.kind AS source,
    c.kind AS kind,
    c.field AS field,
    c.measure AS measure,
    CASE WHEN c.measure IS NOT NULL THEN COALESCE(c.category, 'all') END AS category,
    c.old_value AS old_value,
    c.new_value AS new_value,
    c.cause AS cause,
    v.number AS version,
    CASE WHEN p.year IS NULL THEN p.reference END AS reference
FROM change c
LEFT JOIN authority a ON a.id = c.authority_id
LEFT JOIN publication p ON p.id = c.publication_id
LEFT JOIN version v ON v.id = c.version_id
WHERE p.id IS NULL OR p.kind <> 'data_table'
