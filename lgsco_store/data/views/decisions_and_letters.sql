-- A year ends on 31 March, and decisions appear no sooner than six weeks after they were made: 12 May. Statements are
-- taken down after some years: of a year that begins a week or more before the oldest one that was ever published in the
-- archive, others may never have been seen.
-- Letters and decisions are counted together by authority and year, so that each decision of an authority is read once.
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
        u.authority_slug AS authority_slug,
        u.year AS year,
        u.letter_upheld AS letter_upheld,
        SUM(u.upheld) OVER (PARTITION BY u.authority_slug, u.year) AS published_upheld,
        u.document_sha256 AS document_sha256,
        (
            SELECT s.day FROM search_text s
            JOIN reading_attribute x ON x.reading_id = s.reading_id AND x.name = 'type' AND x.value = 'statement'
            JOIN version v ON v.reading_id = s.reading_id
            WHERE s.kind = 'decision' AND s.day IS NOT NULL
            ORDER BY s.day LIMIT 1
        ) AS oldest,
        (
            SELECT MAX(SUBSTR(n.finished_at, 1, 10)) FROM run n WHERE n.spider = 'decisions' AND n.state = 'published'
        ) AS last_run
    FROM (
        SELECT
            a.slug AS authority_slug,
            p.year AS year,
            r.upheld_decisions AS letter_upheld,
            0 AS upheld,
            v.document_sha256 AS document_sha256
        FROM publication p
        JOIN authority a ON a.id = p.authority_id
        JOIN version v ON v.publication_id = p.id
        JOIN wide_reading r ON r.reading_id = v.reading_id
        WHERE p.kind = 'letter' AND p.withdrawn_at IS NULL AND r.upheld_decisions IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
        UNION ALL
        SELECT
            a.slug AS authority_slug,
            CAST(SUBSTR(s.day, 1, 4) AS INTEGER) + CASE WHEN SUBSTR(s.day, 6) >= '04-01' THEN 1 ELSE 0 END AS year,
            NULL AS letter_upheld,
            1 AS upheld,
            NULL AS document_sha256
        FROM publication p
        JOIN authority a ON a.id = p.authority_id
        JOIN version v ON v.publication_id = p.id
        JOIN search_text s ON s.reading_id = v.reading_id
        WHERE p.kind = 'decision' AND s.outcome = 'Upheld'
            AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
    ) u
) c
WHERE c.letter_upheld IS NOT NULL
