-- An authority has a letter to be expected of it where it existed on the last day of the period, and the archive has any
-- letter of that year. The register ends some authorities on that day and others on the next, so that both count.
    SELECT
        a.slug AS authority_slug,
        a.name AS authority_name,
        a.gss_code AS gss_code,
        CASE WHEN a.start_date > y.year || '-03-31' THEN NULL ELSE a.type END AS authority_type,
        a.region AS region,
        CASE WHEN a.end_date < y.year || '-03-31' THEN 0 ELSE 1 END AS existed,
        y.year AS year,
        CASE
            WHEN p.id IS NULL THEN 'missing'
            WHEN p.withdrawn_at IS NOT NULL THEN 'withdrawn'
            WHEN r.status IN ('complete', 'no_statistics') THEN 'read'
            WHEN r.status = 'partial' THEN 'partial'
            ELSE 'unread'
        END AS state,
        p.url AS url,
        p.withdrawn_at AS withdrawn_at,
        v.reading_id AS reading_id
    FROM authority a
    CROSS JOIN (
{years}) y
    LEFT JOIN publication p ON p.authority_id = a.id AND p.year = y.year AND p.kind = 'letter'
    LEFT JOIN version v ON v.publication_id = p.id
        AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
    LEFT JOIN reading r ON r.id = v.reading_id
    WHERE p.id IS NOT NULL OR (
        (a.start_date IS NULL OR a.start_date <= y.year || '-03-31')
        AND (a.end_date IS NULL OR a.end_date >= y.year || '-03-31')
        AND EXISTS (
            SELECT 1 FROM page_read s JOIN run u ON u.id = s.run_id WHERE s.authority_id = a.id AND u.state = 'published'
        )
    )
