SELECT
    {figure},
    CASE WHEN p.withdrawn_at IS NULL THEN 0 ELSE 1 END AS withdrawn,
    p.withdrawn_at AS withdrawn_at,
    p.last_seen_at AS last_seen_at
FROM publication p
JOIN version v ON v.publication_id = p.id
JOIN figure f ON f.reading_id = v.reading_id
LEFT JOIN authority a ON {whose}
WHERE NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
