-- What a letter says of its results, by one definition for all years. A rate of no cases is none.
    SELECT
        a.slug AS authority_slug,
        a.name AS authority_name,
        a.gss_code AS gss_code,
        CASE WHEN a.start_date > c.year || '-03-31' THEN NULL ELSE a.type END AS authority_type,
        a.region AS region,
        c.year AS year,
        c.state AS state,
        p.url AS url,
        CASE WHEN p.withdrawn_at IS NULL THEN 0 ELSE 1 END AS withdrawn,
        CASE WHEN a.end_date < c.year || '-03-31' THEN 0 ELSE 1 END AS expected,
        CASE WHEN s.publication_id IS NULL OR p.withdrawn_at IS NOT NULL OR a.end_date < c.year || '-03-31'
            THEN 0 ELSE 1 END AS counts,
        CASE WHEN s.uphold_rate IS NOT NULL AND s.investigations >= {small} AND p.withdrawn_at IS NULL
            AND (a.end_date IS NULL OR a.end_date >= c.year || '-03-31') THEN 1 ELSE 0 END AS enough,
        s.received AS received,
        s.dealt_with AS dealt_with,
        s.decided AS decided,
        s.investigations AS investigations,
        s.upheld AS upheld,
        CASE WHEN s.investigations = 0 THEN NULL ELSE s.uphold_rate END AS uphold_rate,
        s.uphold_rate_average AS uphold_rate_average,
        CASE WHEN s.investigations = 0 THEN NULL ELSE s.upheld_per_100k END AS upheld_per_100k,
        CASE WHEN s.compliance_cases = 0 THEN NULL ELSE s.compliance_rate END AS compliance_rate,
        s.compliance_cases AS compliance_cases,
        CASE WHEN s.upheld = 0 THEN NULL ELSE s.remedy_rate END AS remedy_rate,
        s.remedies AS remedies
    FROM coverage c
    JOIN authority a ON a.slug = c.authority_slug
    LEFT JOIN publication p ON p.authority_id = a.id AND p.year = c.year AND p.kind = 'letter'
    LEFT JOIN (
        SELECT
            w.*,
            COALESCE(w.upheld_printed, w.decided_upheld) AS upheld,
            COALESCE(w.investigations_printed, w.decided_upheld + w.decided_not_upheld) AS investigations
        FROM (
            SELECT v.publication_id AS publication_id, {columns}
            FROM publication q
            JOIN version v ON v.publication_id = q.id
            CROSS JOIN figure f
            WHERE q.kind = 'letter' AND f.reading_id = v.reading_id AND f.measure IN ({measures})
                AND (f.category IS NULL OR f.category IN ({categories}))
                AND NOT EXISTS (SELECT 1 FROM version n WHERE n.publication_id = v.publication_id AND n.number > v.number)
            GROUP BY v.publication_id
        ) w
    ) s ON s.publication_id = p.id
