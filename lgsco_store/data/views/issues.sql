-- A run's issue is shown until a later run has looked again: a whole one, or one that read the page of the same
-- authority; that of a crawl of decisions until the next one. What was found by reading again is shown until everything
-- is read again.
-- SQLite takes CROSS JOIN as an order: from the few last runs to their issues, never from all that ever were, and from a
-- letter to its figures, never from all figures of a measure.
SELECT
    a.slug AS authority_slug,
    p.year AS year,
    p.kind AS source,
    i.code AS code,
    i.severity AS severity,
    i.measure AS measure,
    i.message AS message
FROM reading_issue i
JOIN version v ON v.reading_id = i.reading_id
JOIN publication p ON p.id = v.publication_id
LEFT JOIN authority a ON a.id = p.authority_id
WHERE NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
UNION ALL
SELECT
    i.authority_slug AS authority_slug,
    i.year AS year,
    i.kind AS source,
    i.code AS code,
    i.severity AS severity,
    CAST(NULL AS TEXT) AS measure,
    i.message AS message
FROM run r
CROSS JOIN run_issue i
WHERE i.run_id = r.id AND r.state = 'published' AND r.id >= CASE
    WHEN r.trigger = 'reread' THEN (SELECT MAX(l.id) FROM run l WHERE l.state = 'published' AND l.trigger = 'reread')
    WHEN r.spider = 'decisions' THEN (
        SELECT MAX(l.id) FROM run l WHERE l.state = 'published' AND l.trigger <> 'reread' AND l.spider = 'decisions'
    )
    ELSE COALESCE((
        SELECT MAX(l.id) FROM run l
        WHERE l.state = 'published' AND l.trigger <> 'reread' AND l.spider = 'letters'
            AND l.scope_years IS NULL AND l.scope_authorities IS NULL
    ), 0)
END AND (r.trigger = 'reread' OR r.spider = 'decisions' OR NOT EXISTS (
    SELECT 1
    FROM run later
    CROSS JOIN page_read s
    WHERE s.run_id = later.id AND later.state = 'published' AND later.id > r.id AND later.trigger <> 'reread' AND later.spider = 'letters'
        AND later.scope_years IS NULL AND later.scope_authorities IS NOT NULL AND s.slug = i.authority_slug
))
UNION ALL
SELECT
    a.slug AS authority_slug,
    p.year AS year,
    'letter' AS source,
    'average_differs' AS code,
    'warning' AS severity,
    f.measure AS measure,
    'The letter prints an average that most letters of its type and year do not print' AS message
FROM authority a
JOIN publication p ON p.authority_id = a.id
JOIN typical_average t ON t.authority_type = a.type AND t.year = p.year
JOIN version v ON v.publication_id = p.id
CROSS JOIN figure f
WHERE f.reading_id = v.reading_id AND f.measure = t.measure AND f.value IS NOT NULL
    AND (t.value IS NULL OR f.value <> t.value) AND p.kind = 'letter' AND p.withdrawn_at IS NULL
    AND (a.start_date IS NULL OR a.start_date <= p.year || '-03-31')
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
