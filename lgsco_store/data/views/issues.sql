-- A run's issue is shown until a later run has looked again: a whole one, or one that read the page of the same
-- authority. A run of some years looks at issues of these years, and at those of the page itself; what it finds once more
-- is shown once. The issue of a crawl of decisions is shown until the next one, and what was found by reading again until
-- everything is read again.
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
        AND s.authority_id = (SELECT b.id FROM authority b WHERE b.slug = i.authority_slug)
        AND (
            later.scope_years IS NULL OR i.code = 'list_too_long' OR (i.year IS NULL AND i.kind IS NULL)
            OR CAST(later.scope_years AS TEXT) LIKE '%' || CAST(i.year AS TEXT) || '%'
        )
)) AND (r.trigger = 'reread' OR r.spider = 'decisions' OR NOT EXISTS (
    SELECT 1
    FROM run later
    CROSS JOIN run_issue j
    WHERE j.run_id = later.id AND later.state = 'published' AND later.id > r.id AND later.trigger <> 'reread' AND later.spider = 'letters'
        AND j.code = i.code AND COALESCE(j.authority_slug, '') = COALESCE(i.authority_slug, '')
        AND COALESCE(j.year, 0) = COALESCE(i.year, 0) AND COALESCE(j.url, '') = COALESCE(i.url, '')
        AND COALESCE(j.kind, '') = COALESCE(i.kind, '')
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
