-- Letters until 2018 print the very cells of the tables; later ones print what some of them add up to.
SELECT
    a.slug AS authority_slug,
    q.year AS year,
    p.kind AS source,
    f.measure AS measure,
    COALESCE(f.category, 'all') AS category,
    f.value AS printed_value,
    t.value AS table_value,
    CASE WHEN f.value = t.value THEN 1 ELSE 0 END AS agrees,
    1 AS is_certain
FROM publication q
JOIN version x ON x.publication_id = q.id
JOIN figure t ON t.reading_id = x.reading_id
JOIN authority a ON a.code = t.authority_code
JOIN publication p ON p.authority_id = a.id AND p.year = q.year AND p.kind IN ('letter', 'statistics_page')
JOIN version v ON v.publication_id = p.id
JOIN figure f ON f.reading_id = v.reading_id AND f.measure = t.measure
WHERE q.kind = 'data_table' AND q.year BETWEEN 2014 AND 2018
    AND COALESCE(f.category, '') = COALESCE(t.category, '') AND f.value IS NOT NULL AND t.value IS NOT NULL
    AND p.withdrawn_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = x.publication_id AND w.number > x.number)
UNION ALL
SELECT
    a.slug AS authority_slug,
    q.year AS year,
    p.kind AS source,
    f.measure AS measure,
    COALESCE(f.category, 'all') AS category,
    f.value AS printed_value,
    SUM(t.value) AS table_value,
    CASE WHEN f.value = SUM(t.value) THEN 1 ELSE 0 END AS agrees,
    m.is_certain AS is_certain
FROM publication q
JOIN version x ON x.publication_id = q.id
JOIN figure t ON t.reading_id = x.reading_id
JOIN authority a ON a.code = t.authority_code
JOIN publication p ON p.authority_id = a.id AND p.year = q.year AND p.kind IN ('letter', 'statistics_page')
JOIN version v ON v.publication_id = p.id
JOIN (
    SELECT 2019 AS first_year, 2024 AS last_year, 1 AS is_certain, 'upheld_decisions' AS measure, 'upheld' AS part, 1 AS parts
    UNION ALL
    SELECT 2019 AS first_year, 2024 AS last_year, 1 AS is_certain, 'investigations' AS measure, 'upheld' AS part, 2 AS parts
    UNION ALL
    SELECT 2019 AS first_year, 2024 AS last_year, 1 AS is_certain, 'investigations' AS measure, 'not_upheld' AS part, 2 AS parts
    UNION ALL
    SELECT 2025 AS first_year, 9999 AS last_year, 0 AS is_certain, 'upheld_decisions' AS measure, 'upheld' AS part, 1 AS parts
    UNION ALL
    SELECT 2025 AS first_year, 9999 AS last_year, 0 AS is_certain, 'investigations' AS measure, 'upheld' AS part, 2 AS parts
    UNION ALL
    SELECT 2025 AS first_year, 9999 AS last_year, 0 AS is_certain, 'investigations' AS measure, 'not_upheld' AS part, 2 AS parts
    UNION ALL
    SELECT 2025 AS first_year, 9999 AS last_year, 0 AS is_certain, 'complaints_dealt_with' AS measure, 'total' AS part, 1 AS parts
    UNION ALL
    SELECT 2025 AS first_year, 9999 AS last_year, 0 AS is_certain, 'complaints_not_for_us' AS measure, 'incomplete_or_invalid' AS part, 3 AS parts
    UNION ALL
    SELECT 2025 AS first_year, 9999 AS last_year, 0 AS is_certain, 'complaints_not_for_us' AS measure, 'advice_given' AS part, 3 AS parts
    UNION ALL
    SELECT 2025 AS first_year, 9999 AS last_year, 0 AS is_certain, 'complaints_not_for_us' AS measure, 'referred_back_for_local_resolution' AS part, 3 AS parts
    UNION ALL
    SELECT 2025 AS first_year, 9999 AS last_year, 0 AS is_certain, 'complaints_assessed_and_closed' AS measure, 'closed_after_initial_enquiries' AS part, 1 AS parts
) m ON m.first_year <= q.year AND q.year <= m.last_year AND t.category = m.part
JOIN figure f ON f.reading_id = v.reading_id AND f.measure = m.measure
WHERE q.kind = 'data_table' AND t.measure = 'complaints_decided' AND f.value IS NOT NULL
    AND p.withdrawn_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = v.publication_id AND w.number > v.number)
    AND NOT EXISTS (SELECT 1 FROM version w WHERE w.publication_id = x.publication_id AND w.number > x.number)
GROUP BY a.slug, q.year, p.kind, f.measure, f.category, f.value, m.is_certain, m.parts
HAVING COUNT(t.value) = m.parts
