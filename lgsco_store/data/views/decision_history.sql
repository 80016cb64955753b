-- A version is shown from when its reading is shown, or its decision restored, until the next reading is shown or the
-- decision is gone, whichever comes first.
SELECT
    p.reference AS reference,
    v.number AS version,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = s.reading_id AND x.name = 'type') AS type,
    r.authority AS body,
    a.slug AS authority_slug,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = s.reading_id AND x.name = 'category') AS category,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = s.reading_id AND x.name = 'sub_category') AS sub_category,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = s.reading_id AND x.name = 'outcome') AS outcome,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = s.reading_id AND x.name = 'decision_date') AS decision_date,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = s.reading_id AND x.name = 'summary') AS summary,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = s.reading_id AND x.name = 'actions') AS actions,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = s.reading_id AND x.name = 'satisfied_on') AS satisfied_on,
    (SELECT x.value FROM reading_attribute x WHERE x.reading_id = s.reading_id AND x.name = 'references') AS all_references,
    v.captured_at AS captured_at,
    v.document_sha256 AS document_sha256,
    r.text_sha256 AS text_sha256,
    COALESCE(b.at, s.valid_from) AS valid_from,
    (
        SELECT MIN(e.at)
        FROM (
            SELECT n.valid_from AS at FROM shown n WHERE n.publication_id = s.publication_id AND n.id > s.id
            UNION ALL
            SELECT c.at FROM change c
            WHERE c.publication_id = s.publication_id AND c.kind IN ('withdrawn', 'expired')
                AND c.at > COALESCE(b.at, s.valid_from)
        ) e
    ) AS valid_to
FROM shown s
CROSS JOIN (SELECT 0 AS again UNION ALL SELECT 1) k
LEFT JOIN change b ON k.again = 1 AND b.publication_id = s.publication_id AND b.kind = 'restored'
    AND b.at > s.valid_from
JOIN publication p ON p.id = s.publication_id
LEFT JOIN authority a ON a.id = p.authority_id
JOIN version v ON v.id = s.version_id
JOIN reading r ON r.id = s.reading_id
WHERE p.kind = 'decision' AND (k.again = 0 OR b.id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM shown n WHERE n.publication_id = s.publication_id AND n.id > s.id AND n.valid_from <= b.at
))
