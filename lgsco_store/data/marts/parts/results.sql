-- What a letter says of its results, by one definition for all years. A rate of no cases is none.
    SELECT
        s.authority_slug AS authority_slug,
        s.authority_name AS authority_name,
        s.gss_code AS gss_code,
        s.authority_type AS authority_type,
        s.region AS region,
        s.year AS year,
        s.state AS state,
        s.url AS url,
        CASE WHEN s.withdrawn_at IS NULL THEN 0 ELSE 1 END AS withdrawn,
        s.existed AS expected,
        CASE WHEN s.is_read = 1 AND s.withdrawn_at IS NULL AND s.existed = 1 THEN 1 ELSE 0 END AS counts,
        CASE WHEN s.uphold_rate IS NOT NULL AND s.investigations >= {small} AND s.withdrawn_at IS NULL AND s.existed = 1
            THEN 1 ELSE 0 END AS enough,
        s.received AS received,
        s.dealt_with AS dealt_with,
        s.decided AS decided,
        s.investigations AS investigations,
        s.upheld AS upheld,
        CASE WHEN s.investigations = 0 THEN NULL ELSE s.uphold_rate END AS uphold_rate,
        s.uphold_rate_average AS uphold_rate_average,
        CASE WHEN s.investigations = 0 THEN NULL ELSE s.upheld_per_100k END AS upheld_per_100k,
        CASE WHEN s.compliance_cases = 0 THEN NULL ELSE s.compliance_rate END AS compliance_rate,
        s.compliance_cases AS compliance_cases,
        CASE WHEN s.upheld = 0 THEN NULL ELSE s.remedy_rate END AS remedy_rate,
        s.remedies AS remedies
    FROM (
        SELECT
            e.*,
            CASE WHEN w.reading_id IS NULL THEN 0 ELSE 1 END AS is_read,
            COALESCE(w.upheld_decisions, w.complaints_decided__upheld) AS upheld,
            COALESCE(w.investigations, w.complaints_decided__upheld + w.complaints_decided__not_upheld) AS investigations,
            {figures}
        FROM (
{expected}) e
        LEFT JOIN wide_reading w ON w.reading_id = e.reading_id AND w.has_results
    ) s
