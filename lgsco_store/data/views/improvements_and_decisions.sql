SELECT
    i.improvement AS improvement,
    i.authority_slug AS authority_slug,
    i.reference AS reference,
    d.reference AS decision,
    CASE
        WHEN i.reference IS NULL THEN 'no_reference'
        WHEN d.reference IS NULL THEN 'never_published'
        WHEN d.withdrawn_at IS NULL THEN 'published'
        ELSE 'gone'
    END AS state
FROM service_improvements i
LEFT JOIN publication d ON d.kind = 'decision' AND d.reference = i.reference
