SELECT
    m.measure AS measure,
    b.year AS year,
    b.kind AS kind,
    b.reason AS reason,
    b.note AS note
FROM measure m
JOIN ({series_breaks}) b ON b.measures = '' OR ' ' || b.measures || ' ' LIKE '% ' || m.measure || ' %'
