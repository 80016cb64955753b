-- Decisions appear from six weeks on, and are taken down after years: a list of all decisions of the day proves that one
-- was never published if it was read whole, more than two months and less than two years later.
SELECT
    i.improvement AS improvement,
    i.authority_slug AS authority_slug,
    i.reference AS reference,
    d.reference AS decision,
    CASE
        WHEN i.reference IS NULL THEN 'no_reference'
        WHEN d.withdrawn_at IS NOT NULL THEN 'gone'
        WHEN d.reference IS NOT NULL THEN 'published'
        WHEN EXISTS (
            SELECT 1 FROM decision_window w
            JOIN run n ON n.id = w.run_id
            WHERE n.state = 'published' AND w.results = w.listed
                AND w.first <= i.decided_on AND w.last >= i.decided_on
                AND 12 * CAST(SUBSTR(w.read_at, 1, 4) AS INTEGER) + CAST(SUBSTR(w.read_at, 6, 2) AS INTEGER)
                    > 12 * CAST(SUBSTR(i.decided_on, 1, 4) AS INTEGER) + CAST(SUBSTR(i.decided_on, 6, 2) AS INTEGER) + 2
                AND CAST(SUBSTR(w.read_at, 1, 4) AS INTEGER) - CAST(SUBSTR(i.decided_on, 1, 4) AS INTEGER) < 2
        ) THEN 'never_published'
        ELSE 'not_crawled'
    END AS state
FROM service_improvements i
LEFT JOIN publication d ON d.kind = 'decision' AND d.reference = i.reference
