-- The years of which the archive has any letter, each found from the one before by the index of years, so that few letters
-- are looked at. By the plain word for a kind SQLite would look for all letters instead. No year reaches the limit, by
-- which the databases know that there are few.
        WITH RECURSIVE found (year) AS (
            SELECT 0
            UNION ALL
            SELECT (
                SELECT MIN(n.year) FROM publication n WHERE n.year > f.year AND n.kind || '' = 'letter'
            )
            FROM found f
            WHERE f.year IS NOT NULL
        )
        SELECT year FROM found WHERE year > 0 LIMIT 50
