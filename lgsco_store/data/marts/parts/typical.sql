-- What more than half of the letters of a type and year print as the average, of those that print one.
    SELECT n.authority_type, n.year, n.uphold_rate_average AS average
    FROM (
        SELECT
            r.authority_type,
            r.year,
            r.uphold_rate_average,
            COUNT(*) AS same,
            SUM(COUNT(*)) OVER (PARTITION BY r.authority_type, r.year) AS together
        FROM result r
        WHERE r.counts = 1 AND r.uphold_rate_average IS NOT NULL
        GROUP BY r.authority_type, r.year, r.uphold_rate_average
    ) n
    WHERE n.same * 2 > n.together
