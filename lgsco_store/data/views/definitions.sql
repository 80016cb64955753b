-- What the pages of councils say of the figures that they print: the text that most pages of a year have is the usual one.
SELECT
    d.year AS year,
    m.measure AS measure,
    d.term AS term,
    d.text AS text,
    d.pages AS pages,
    CASE WHEN d.place = 1 THEN 1 ELSE 0 END AS is_usual,
    d.first_published_at AS first_published_at
FROM (
    SELECT
        p.year AS year,
        CASE WHEN x.name = 'advice' THEN x.name ELSE substr(x.name, 13) END AS term,
        x.value AS text,
        COUNT(*) AS pages,
        MIN(v.published_at) AS first_published_at,
        ROW_NUMBER() OVER (PARTITION BY p.year, x.name ORDER BY COUNT(*) DESC, MIN(p.id)) AS place
    FROM publication p
    JOIN version v ON v.publication_id = p.id
    JOIN reading_attribute x ON x.reading_id = v.reading_id AND (x.name = 'advice' OR x.name LIKE 'definition: %')
    WHERE p.kind = 'statistics_page' AND p.withdrawn_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
    GROUP BY p.year, x.name, x.value
) d
LEFT JOIN (
    SELECT 'complaints dealt with%' AS term, 'complaints_dealt_with' AS measure
    UNION ALL SELECT 'not for us%' AS term, 'complaints_not_for_us' AS measure
    UNION ALL SELECT 'assessed and closed%' AS term, 'complaints_assessed_and_closed' AS measure
    UNION ALL SELECT 'investigated%' AS term, 'complaints_investigated' AS measure
    UNION ALL SELECT 'complaints upheld%' AS term, 'upheld_decisions' AS measure
    UNION ALL SELECT 'complaints upheld%' AS term, 'uphold_rate' AS measure
    UNION ALL SELECT 'complaints upheld%' AS term, 'upheld_per_100k' AS measure
    UNION ALL SELECT 'satisfactory remedies%' AS term, 'satisfactory_remedy_decisions' AS measure
    UNION ALL SELECT 'satisfactory remedies%' AS term, 'satisfactory_remedy_rate' AS measure
    UNION ALL SELECT 'compliance with%' AS term, 'compliance_rate' AS measure
    UNION ALL SELECT 'average performance rates%' AS term, 'uphold_rate_average' AS measure
    UNION ALL SELECT 'average performance rates%' AS term, 'compliance_rate_average' AS measure
    UNION ALL SELECT 'average performance rates%' AS term, 'satisfactory_remedy_rate_average' AS measure
    UNION ALL SELECT 'average performance rates%' AS term, 'upheld_per_100k_average' AS measure
) m ON LOWER(d.term) LIKE m.term
