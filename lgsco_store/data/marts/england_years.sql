WITH result AS ({results}),
summed AS (
    SELECT r.year AS year, {sums}
    FROM result r
    WHERE r.expected = 1
    GROUP BY r.year
)
SELECT
    s.year AS year,
    {summed}
FROM summed s
