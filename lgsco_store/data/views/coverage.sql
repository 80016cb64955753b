SELECT
    e.authority_slug AS authority_slug,
    e.year AS year,
    e.state AS state
FROM (
{expected}) e
