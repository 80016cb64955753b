-- The years of which the archive has any letter, each found from the one before, so that no other letter is looked at.
-- No year reaches the limit, by which the databases know that there are few.
        WITH RECURSIVE found (year) AS (
            SELECT MIN(year) FROM publication WHERE kind = 'letter'
            UNION ALL
            SELECT (SELECT MIN(n.year) FROM publication n WHERE n.kind = 'letter' AND n.year > f.year)
            FROM found f
            WHERE f.year IS NOT NULL
        )
        SELECT year FROM found WHERE year IS NOT NULL LIMIT 50
