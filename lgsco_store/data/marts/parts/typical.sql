    SELECT n.authority_type, n.year, n.value AS average
    FROM typical_average n
    WHERE n.measure = 'uphold_rate_average' AND n.value IS NOT NULL
