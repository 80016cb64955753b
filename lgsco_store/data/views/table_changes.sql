SELECT
    c.run_id AS run_id,
    c.at AS at,
    substr(p.reference, 1, length(p.reference) - 5) AS table_name,
    p.year AS year,
    c.kind AS kind,
    c.subject AS subject,
    c.field AS field,
    c.measure AS measure,
    CASE WHEN c.measure IS NOT NULL THEN COALESCE(c.category, 'all') END AS category,
    c.old_value AS old_value,
    c.new_value AS new_value,
    c.cause AS cause,
    v.number AS version
FROM change c
JOIN publication p ON p.id = c.publication_id
LEFT JOIN version v ON v.id = c.version_id
WHERE p.kind = 'data_table'
