-- A year ends on 31 March, and decisions appear no sooner than six weeks after they were made: 12 May. Statements are
-- taken down after some years: of a year that begins a week or more before the oldest one that was ever published in the
-- archive, others may never have been seen.
-- The year is compared, and not the day, so that only the authority's own decisions are read.
SELECT
    c.authority_slug AS authority_slug,
    c.year AS year,
    c.letter_upheld AS letter_upheld,
    c.published_upheld AS published_upheld,
    CASE
        WHEN c.published_upheld > c.letter_upheld THEN 'more'
        WHEN c.last_run IS NULL OR c.last_run < c.year || '-05-12' THEN 'too_early'
        WHEN c.oldest IS NULL OR c.oldest > (c.year - 1) || '-04-07' THEN 'too_old'
        WHEN c.published_upheld = c.letter_upheld THEN 'same'
        ELSE 'fewer'
    END AS state,
    c.document_sha256 AS document_sha256
FROM (
    SELECT
        a.slug AS authority_slug,
        p.year AS year,
        f.value AS letter_upheld,
        v.document_sha256 AS document_sha256,
        (
            SELECT COUNT(*) FROM publication d
            JOIN version u ON u.publication_id = d.id
            JOIN search_text s ON s.reading_id = u.reading_id
            WHERE d.authority_id = p.authority_id AND d.kind = 'decision' AND s.outcome = 'Upheld'
                AND CAST(SUBSTR(s.day, 1, 4) AS INTEGER) + CASE WHEN SUBSTR(s.day, 6) >= '04-01' THEN 1 ELSE 0 END = p.year
                AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = u.publication_id AND w.number > u.number)
        ) AS published_upheld,
        (
            SELECT s.day FROM search_text s
            JOIN reading_attribute x ON x.reading_id = s.reading_id AND x.name = 'type' AND x.value = 'statement'
            JOIN version u ON u.reading_id = s.reading_id
            WHERE s.kind = 'decision' AND s.day IS NOT NULL
            ORDER BY s.day LIMIT 1
        ) AS oldest,
        (
            SELECT MAX(SUBSTR(n.finished_at, 1, 10)) FROM run n WHERE n.spider = 'decisions' AND n.state = 'published'
        ) AS last_run
    FROM publication p
    JOIN authority a ON a.id = p.authority_id
    JOIN version v ON v.publication_id = p.id
    JOIN figure f ON f.reading_id = v.reading_id
    WHERE p.kind = 'letter' AND p.withdrawn_at IS NULL AND f.measure = 'upheld_decisions' AND f.value IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
) c
