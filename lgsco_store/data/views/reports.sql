SELECT
    d.reference AS reference,
    d.body AS body,
    d.authority_slug AS authority_slug,
    d.category AS category,
    d.sub_category AS sub_category,
    d.outcome AS outcome,
    d.decision_date AS decision_date,
    d.summary AS summary,
    d.actions AS recommendations,
    d.satisfied_on AS satisfied_on,
    CASE WHEN d.satisfied_on IS NOT NULL THEN COALESCE((
        SELECT MAX(c.at) FROM change c
        JOIN publication p ON p.id = c.publication_id
        WHERE p.kind = 'decision' AND p.reference = d.reference AND c.field = 'satisfied_on' AND c.old_value IS NULL
    ), d.first_published_at) END AS satisfied_seen_at,
    d.state AS state,
    d.gone_at AS gone_at,
    d.url AS url,
    d.text_sha256 AS text_sha256,
    d.first_published_at AS first_published_at,
    d.all_references AS all_references,
    d.last_seen_at AS last_seen_at,
    (
        SELECT x.value FROM publication s
        JOIN publication p ON p.kind = 'council_report' AND p.reference = s.authority_id || '/' || s.reference
        JOIN version v ON v.publication_id = p.id
        JOIN reading_attribute x ON x.reading_id = v.reading_id AND x.name = 'pdf'
        WHERE s.kind = 'decision' AND s.reference = d.reference
            AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
    ) AS pdf
FROM decisions d
WHERE d.type = 'report'
