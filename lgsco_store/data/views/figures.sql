SELECT
    h.authority_slug AS authority_slug,
    h.authority_name AS authority_name,
    h.gss_code AS gss_code,
    h.authority_type AS authority_type,
    h.year AS year,
    h.source AS source,
    h.measure AS measure,
    h.category AS category,
    h.value AS value,
    h.unit AS unit,
    h.state AS state,
    h.page AS page,
    h.text AS text,
    h.version AS version,
    h.document_sha256 AS document_sha256,
    h.x0 AS x0,
    h.top AS top,
    h.x1 AS x1,
    h.bottom AS bottom
FROM figure_history h
WHERE h.valid_to IS NULL
