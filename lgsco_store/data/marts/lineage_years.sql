-- A year's figures of a council and all that it took over from. They are added up only if every member that existed in
-- that year has both figures, and none was divided among several successors: its figures belong to none of them alone.
WITH result AS ({results}),
member AS (
    SELECT
        l.authority_slug,
        l.authority_name,
        y.year,
        l.split,
        r.investigations,
        r.upheld,
        CASE WHEN r.counts = 1 AND r.investigations IS NOT NULL AND r.upheld IS NOT NULL THEN 1 ELSE 0 END AS has_both
    FROM authority_lineage l
    CROSS JOIN (
{years}) y
    LEFT JOIN result r ON r.authority_slug = l.related_slug AND r.year = y.year
    WHERE l.relation <> 'successor'
        AND (l.related_start_date IS NULL OR l.related_start_date <= y.year || '-03-31')
        AND (l.related_end_date IS NULL OR l.related_end_date >= y.year || '-03-31')
),
summed AS (
    SELECT
        m.authority_slug,
        m.authority_name,
        m.year,
        COUNT(*) AS need,
        SUM(m.has_both) AS have,
        MAX(m.split) AS split,
        SUM(m.investigations) AS investigations,
        SUM(m.upheld) AS upheld
    FROM member m
    GROUP BY m.authority_slug, m.authority_name, m.year
)
SELECT
    s.authority_slug AS authority_slug,
    s.authority_name AS authority_name,
    s.year AS year,
    s.need AS need,
    s.have AS have,
    s.split AS split,
    CASE WHEN s.have = s.need AND s.split = 0 THEN s.investigations END AS investigations,
    CASE WHEN s.have = s.need AND s.split = 0 THEN s.upheld END AS upheld,
    CASE WHEN s.have = s.need AND s.split = 0 AND s.investigations > 0
        THEN 100.0 * s.upheld / s.investigations END AS pooled_rate
FROM summed s
