-- The body has three months to consider a report; the day is taken from the date of the decision, within its month.
-- Days are counted from the first of March, so that the odd month is the last of a year. What is divided is made whole
-- before, since in DuckDB a quotient of integers is none.
SELECT
    q.reference AS reference,
    q.body AS body,
    q.authority_slug AS authority_slug,
    q.category AS category,
    q.sub_category AS sub_category,
    q.decision_date AS decision_date,
    CASE WHEN q.month > 9 THEN q.year + 1 ELSE q.year END || '-'
        || CASE q.month
            WHEN 1 THEN '04' WHEN 2 THEN '05' WHEN 3 THEN '06' WHEN 4 THEN '07' WHEN 5 THEN '08' WHEN 6 THEN '09'
            WHEN 7 THEN '10' WHEN 8 THEN '11' WHEN 9 THEN '12' WHEN 10 THEN '01' WHEN 11 THEN '02' ELSE '03'
        END || '-'
        || CASE
            WHEN q.month = 11 AND q.day > '28' THEN '28'
            WHEN q.month IN (1, 3, 6, 8) AND q.day > '30' THEN '30'
            ELSE q.day
        END AS consider_by,
    q.summary AS summary,
    q.recommendations AS recommendations,
    q.url AS url,
    q.last_seen_at AS last_seen_at,
    365 * (q.seen_from - q.decided_from)
        + (q.seen_from - q.seen_from % 4) / 4 - (q.decided_from - q.decided_from % 4) / 4
        - (q.seen_from - q.seen_from % 100) / 100 + (q.decided_from - q.decided_from % 100) / 100
        + (q.seen_from - q.seen_from % 400) / 400 - (q.decided_from - q.decided_from % 400) / 400
        + (q.seen_days - q.seen_days % 10) / 10 - (q.decided_days - q.decided_days % 10) / 10
        + q.seen_day - CAST(q.day AS INTEGER) AS age_days
FROM (
    SELECT
        r.reference AS reference,
        r.body AS body,
        r.authority_slug AS authority_slug,
        r.category AS category,
        r.sub_category AS sub_category,
        r.decision_date AS decision_date,
        CAST(substr(r.decision_date, 1, 4) AS INTEGER) AS year,
        CAST(substr(r.decision_date, 6, 2) AS INTEGER) AS month,
        substr(r.decision_date, 9, 2) AS day,
        CAST(substr(r.decision_date, 1, 4) AS INTEGER)
            - CASE WHEN substr(r.decision_date, 6, 2) < '03' THEN 1 ELSE 0 END AS decided_from,
        CAST(substr(r.last_seen_at, 1, 4) AS INTEGER)
            - CASE WHEN substr(r.last_seen_at, 6, 2) < '03' THEN 1 ELSE 0 END AS seen_from,
        306 * ((CAST(substr(r.decision_date, 6, 2) AS INTEGER) + 9) % 12) + 5 AS decided_days,
        306 * ((CAST(substr(r.last_seen_at, 6, 2) AS INTEGER) + 9) % 12) + 5 AS seen_days,
        CAST(substr(r.last_seen_at, 9, 2) AS INTEGER) AS seen_day,
        r.summary AS summary,
        r.recommendations AS recommendations,
        r.url AS url,
        r.last_seen_at AS last_seen_at
    FROM reports r
    WHERE r.satisfied_on IS NULL AND r.state = 'published'
) q
