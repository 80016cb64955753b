-- A figure is shown from when its reading is shown, or its publication restored, until the next reading is shown or the
-- publication withdrawn, whichever comes first. A reading first shown of what was withdrawn by then begins nothing.
SELECT
    {figure},
    CASE WHEN EXISTS (
        SELECT 1 FROM change c
        WHERE c.publication_id = s.publication_id AND c.kind = 'withdrawn' AND c.at > COALESCE(r.at, s.valid_from)
            AND NOT EXISTS (
                SELECT 1 FROM shown n WHERE n.publication_id = s.publication_id AND n.id > s.id AND n.valid_from <= c.at
            )
    ) THEN 1 ELSE 0 END AS withdrawn,
    (
        SELECT MIN(c.at) FROM change c
        WHERE c.publication_id = s.publication_id AND c.kind = 'withdrawn' AND c.at > COALESCE(r.at, s.valid_from)
            AND NOT EXISTS (
                SELECT 1 FROM shown n WHERE n.publication_id = s.publication_id AND n.id > s.id AND n.valid_from <= c.at
            )
    ) AS withdrawn_at,
    p.last_seen_at AS last_seen_at,
    COALESCE(r.at, s.valid_from) AS valid_from,
    (
        SELECT MIN(e.at)
        FROM (
            SELECT n.valid_from AS at FROM shown n WHERE n.publication_id = s.publication_id AND n.id > s.id
            UNION ALL
            SELECT c.at FROM change c
            WHERE c.publication_id = s.publication_id AND c.kind = 'withdrawn' AND c.at > COALESCE(r.at, s.valid_from)
        ) e
    ) AS valid_to
FROM shown s
CROSS JOIN (SELECT 0 AS again UNION ALL SELECT 1) k
LEFT JOIN change r ON k.again = 1 AND r.publication_id = s.publication_id AND r.kind = 'restored'
    AND r.at > s.valid_from
JOIN publication p ON p.id = s.publication_id
JOIN version v ON v.id = s.version_id
JOIN figure f ON f.reading_id = s.reading_id
LEFT JOIN authority a ON {whose}
WHERE CASE k.again
    WHEN 1 THEN r.id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM shown n WHERE n.publication_id = s.publication_id AND n.id > s.id AND n.valid_from <= r.at
    )
    ELSE 'withdrawn' <> COALESCE((
        SELECT c.kind FROM change c
        WHERE c.publication_id = s.publication_id AND c.kind IN ('withdrawn', 'restored') AND c.at <= s.valid_from
        ORDER BY c.id DESC LIMIT 1
    ), '')
END
