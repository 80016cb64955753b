-- In two parts, so that a question about one authority reads only its own.
SELECT
    s.body AS body,
    a.slug AS authority_slug,
    CAST(SUBSTR(s.day, 1, 4) AS INTEGER) + CASE WHEN SUBSTR(s.day, 6) >= '04-01' THEN 1 ELSE 0 END AS year,
    s.category AS category,
    s.outcome AS outcome,
    COUNT(*) AS decisions,
    SUM(CASE WHEN p.withdrawn_at IS NULL THEN 1 ELSE 0 END) AS on_site,
    COUNT(DISTINCT r.text_sha256) AS texts
FROM publication p
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
JOIN search_text s ON s.reading_id = v.reading_id
JOIN reading r ON r.id = v.reading_id
WHERE p.kind = 'decision'
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
GROUP BY a.slug, s.body, s.category, s.outcome,
    CAST(SUBSTR(s.day, 1, 4) AS INTEGER) + CASE WHEN SUBSTR(s.day, 6) >= '04-01' THEN 1 ELSE 0 END
UNION ALL
SELECT
    s.body AS body,
    CAST(NULL AS TEXT) AS authority_slug,
    CAST(SUBSTR(s.day, 1, 4) AS INTEGER) + CASE WHEN SUBSTR(s.day, 6) >= '04-01' THEN 1 ELSE 0 END AS year,
    s.category AS category,
    s.outcome AS outcome,
    COUNT(*) AS decisions,
    SUM(CASE WHEN p.withdrawn_at IS NULL THEN 1 ELSE 0 END) AS on_site,
    COUNT(DISTINCT r.text_sha256) AS texts
FROM publication p
JOIN version v ON v.publication_id = p.id
JOIN search_text s ON s.reading_id = v.reading_id
JOIN reading r ON r.id = v.reading_id
WHERE p.kind = 'decision' AND p.authority_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
GROUP BY s.body, s.category, s.outcome,
    CAST(SUBSTR(s.day, 1, 4) AS INTEGER) + CASE WHEN SUBSTR(s.day, 6) >= '04-01' THEN 1 ELSE 0 END
