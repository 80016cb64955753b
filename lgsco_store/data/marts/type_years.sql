WITH result AS ({results}),
typical AS ({typical}),
summed AS (
    SELECT r.authority_type AS authority_type, r.year AS year, {sums}
    FROM result r
    WHERE r.authority_type IS NOT NULL AND r.expected = 1
    GROUP BY r.authority_type, r.year
)
SELECT
    s.authority_type AS authority_type,
    s.year AS year,
    {summed},
    t.average AS uphold_rate_average
FROM summed s
LEFT JOIN typical t ON t.authority_type = s.authority_type AND t.year = s.year
