-- Codes are in upper case and slugs in lower case, so that either can stand for an authority in one column.
WITH RECURSIVE
node (id, slug, name, code, start_date, end_date) AS (
    SELECT e.code, a.slug, e.name, e.code, e.start_date, e.end_date
    FROM register_entry e LEFT JOIN authority a ON a.code = e.code
    UNION ALL
    SELECT a.slug, a.slug, a.name, a.code, a.start_date, a.end_date FROM authority a WHERE a.code IS NULL
),
edge (older, newer) AS (
    SELECT predecessor_code, successor_code FROM register_succession
    UNION
    SELECT COALESCE(p.code, p.slug), COALESCE(s.code, s.slug)
    FROM authority_succession m
    JOIN authority p ON p.id = m.predecessor_id
    JOIN authority s ON s.id = m.successor_id
),
heirs (older, number) AS (
    SELECT older, COUNT(*) FROM edge GROUP BY older
),
descent (older, newer, steps, split) AS (
    SELECT e.older, e.newer, 1, CASE WHEN h.number > 1 THEN 1 ELSE 0 END FROM edge e JOIN heirs h ON h.older = e.older
    UNION
    SELECT d.older, e.newer, d.steps + 1, CASE WHEN h.number > 1 THEN 1 ELSE d.split END
    FROM descent d JOIN edge e ON e.older = d.newer JOIN heirs h ON h.older = e.older
    WHERE d.steps < 10
),
relation (of, relation, related, steps, split) AS (
    SELECT newer, 'predecessor' AS relation, older, MIN(steps), MAX(split) FROM descent GROUP BY newer, older
    UNION ALL
    SELECT older, 'successor' AS relation, newer, MIN(steps), MAX(split) FROM descent GROUP BY older, newer
)
SELECT
    o.slug AS authority_slug,
    o.name AS authority_name,
    'self' AS relation,
    0 AS steps,
    o.slug AS related_slug,
    o.name AS related_name,
    o.code AS related_code,
    o.start_date AS related_start_date,
    o.end_date AS related_end_date,
    0 AS split
FROM node o
WHERE o.slug IS NOT NULL
UNION ALL
SELECT
    o.slug AS authority_slug,
    o.name AS authority_name,
    r.relation AS relation,
    r.steps AS steps,
    n.slug AS related_slug,
    n.name AS related_name,
    n.code AS related_code,
    n.start_date AS related_start_date,
    n.end_date AS related_end_date,
    r.split AS split
FROM relation r
JOIN node o ON o.id = r.of
JOIN node n ON n.id = r.related
WHERE o.slug IS NOT NULL
