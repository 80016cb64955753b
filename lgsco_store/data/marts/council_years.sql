WITH result AS ({results}),
typical AS ({typical}),
placed AS (
    SELECT
        r.authority_slug AS authority_slug,
        r.year AS year,
        RANK() OVER (PARTITION BY r.authority_type, r.year ORDER BY r.uphold_rate DESC) AS place,
        COUNT(*) OVER (PARTITION BY r.authority_type, r.year) AS places
    FROM result r
    WHERE r.enough = 1 AND r.authority_type IS NOT NULL
),
compared AS (
    SELECT
        r.*,
        e.uphold_rate AS earlier_rate,
        CASE
            WHEN r.uphold_rate IS NULL OR r.counts = 0 THEN 'no_rate'
            WHEN e.uphold_rate IS NULL OR e.counts = 0 THEN 'no_earlier_rate'
            WHEN r.year IN ({breaks}) THEN 'break'
            WHEN r.year IN ({odd_years}) OR r.year - 1 IN ({odd_years}) THEN 'odd_year'
            WHEN r.enough = 0 OR e.enough = 0 THEN 'few_cases'
            ELSE 'comparable'
        END AS comparison
    FROM result r
    LEFT JOIN result e ON e.authority_slug = r.authority_slug AND e.year = r.year - 1
)
SELECT
    r.authority_slug AS authority_slug,
    r.authority_name AS authority_name,
    r.gss_code AS gss_code,
    r.authority_type AS authority_type,
    r.region AS region,
    r.year AS year,
    r.state AS state,
    r.withdrawn AS withdrawn,
    r.received AS received,
    r.dealt_with AS dealt_with,
    r.decided AS decided,
    r.investigations AS investigations,
    r.upheld AS upheld,
    r.uphold_rate AS uphold_rate,
    t.average AS uphold_rate_average,
    CASE WHEN n.places > {peers} THEN n.place END AS rate_rank,
    CASE WHEN n.places > {peers} THEN n.places END AS rate_ranked,
    CASE WHEN r.comparison = 'comparable' THEN r.uphold_rate - r.earlier_rate END AS rate_change,
    r.comparison AS comparison,
    r.upheld_per_100k AS upheld_per_100k,
    r.compliance_rate AS compliance_rate,
    r.compliance_cases AS compliance_cases,
    r.remedy_rate AS satisfactory_remedy_rate,
    r.remedies AS satisfactory_remedies,
    r.url AS url
FROM compared r
LEFT JOIN placed n ON n.authority_slug = r.authority_slug AND n.year = r.year
LEFT JOIN typical t ON t.authority_type = r.authority_type AND t.year = r.year
