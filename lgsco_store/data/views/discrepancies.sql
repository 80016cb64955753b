-- Only what the site showed together: each of the two was still there when the run began that brought the other.
-- SQLite takes CROSS JOIN as an order: a page's figures are looked for beside the letter's, not among all of a measure.
SELECT
    a.slug AS authority_slug,
    p.year AS year,
    f.measure AS measure,
    COALESCE(f.category, 'all') AS category,
    f.value AS letter_value,
    g.value AS page_value
FROM publication q
JOIN publication p ON p.authority_id = q.authority_id AND p.year = q.year AND p.kind = 'letter'
JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.publication_id = p.id
JOIN version x ON x.publication_id = q.id
JOIN run brought_letter ON brought_letter.id = v.run_id
JOIN run brought_page ON brought_page.id = x.run_id
CROSS JOIN figure f
CROSS JOIN figure g
WHERE q.kind = 'statistics_page' AND f.reading_id = v.reading_id AND g.reading_id = x.reading_id
    AND g.measure = f.measure AND COALESCE(g.category, '') = COALESCE(f.category, '') AND f.value <> g.value
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = x.publication_id AND w.number > x.number)
    AND p.withdrawn_at IS NULL AND q.withdrawn_at IS NULL
    AND q.last_seen_at >= brought_letter.started_at AND p.last_seen_at >= brought_page.started_at
