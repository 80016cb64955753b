SELECT
    a.slug AS slug,
    a.name AS name,
    a.code AS code,
    a.gss_code AS gss_code,
    a.type AS type,
    a.region AS region,
    a.start_date AS start_date,
    a.end_date AS end_date
FROM authority a
WHERE EXISTS (SELECT 1 FROM authority_alias s WHERE s.authority_id = a.id)
