-- The view figures as it stood at a time: the reading that was shown last, whether withdrawn by then or not.
SELECT
    {figure},
    CASE WHEN c.kind = 'withdrawn' THEN 1 ELSE 0 END AS withdrawn,
    CASE WHEN c.kind = 'withdrawn' THEN c.at END AS withdrawn_at
FROM shown s
JOIN publication p ON p.id = s.publication_id
JOIN version v ON v.id = s.version_id
JOIN figure f ON f.reading_id = s.reading_id
LEFT JOIN authority a ON {whose}
LEFT JOIN change c ON c.id = (
    SELECT MAX(z.id) FROM change z
    WHERE z.publication_id = s.publication_id AND z.kind IN ('withdrawn', 'restored') AND z.at <= :at
)
WHERE s.valid_from <= :at AND NOT EXISTS (
    SELECT 1 FROM shown n WHERE n.publication_id = s.publication_id AND n.id > s.id AND n.valid_from <= :at
)
