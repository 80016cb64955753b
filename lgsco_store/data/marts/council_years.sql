WITH result AS ({results}),
typical AS ({typical}),
ranked AS (
    SELECT
        r.*,
        RANK() OVER (PARTITION BY r.authority_type, r.year, r.enough ORDER BY r.uphold_rate DESC) AS place,
        COUNT(*) OVER (PARTITION BY r.authority_type, r.year, r.enough) AS places,
        LAG(r.year) OVER (PARTITION BY r.authority_slug ORDER BY r.year) AS earlier_year,
        LAG(r.uphold_rate) OVER (PARTITION BY r.authority_slug ORDER BY r.year) AS earlier_rate,
        LAG(r.counts) OVER (PARTITION BY r.authority_slug ORDER BY r.year) AS earlier_counts,
        LAG(r.enough) OVER (PARTITION BY r.authority_slug ORDER BY r.year) AS earlier_enough
    FROM result r
),
compared AS (
    SELECT
        r.*,
        CASE
            WHEN r.uphold_rate IS NULL OR r.counts = 0 THEN 'no_rate'
            WHEN r.earlier_rate IS NULL OR r.earlier_counts = 0 OR r.earlier_year <> r.year - 1 THEN 'no_earlier_rate'
            WHEN r.year IN ({breaks}) THEN 'break'
            WHEN r.year IN ({odd_years}) OR r.year - 1 IN ({odd_years}) THEN 'odd_year'
            WHEN r.enough = 0 OR r.earlier_enough = 0 THEN 'few_cases'
            ELSE 'comparable'
        END AS comparison
    FROM ranked r
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
    CASE WHEN r.enough = 1 AND r.authority_type IS NOT NULL AND r.places > {peers} THEN r.place END AS rate_rank,
    CASE WHEN r.enough = 1 AND r.authority_type IS NOT NULL AND r.places > {peers} THEN r.places END AS rate_ranked,
    CASE WHEN r.comparison = 'comparable' THEN r.uphold_rate - r.earlier_rate END AS rate_change,
    r.comparison AS comparison,
    r.upheld_per_100k AS upheld_per_100k,
    r.compliance_rate AS compliance_rate,
    r.compliance_cases AS compliance_cases,
    r.remedy_rate AS satisfactory_remedy_rate,
    r.remedies AS satisfactory_remedies,
    r.url AS url
FROM compared r
LEFT JOIN typical t ON t.authority_type = r.authority_type AND t.year = r.year
