SELECT
    r.document_sha256 AS document_sha256,
    r.kind AS source,
    r.reader_version AS reader_version,
    r.status AS status,
    r.layout AS layout,
    r.title AS title,
    r.letter_date AS letter_date,
    r.period_start AS period_start,
    r.period_end AS period_end,
    r.text_sha256 AS text_sha256,
    r.figures_sha256 AS figures_sha256,
    (SELECT COUNT(*) FROM figure f WHERE f.reading_id = r.id) AS figures,
    CASE WHEN EXISTS (SELECT 1 FROM version v JOIN reading i ON i.id = v.reading_id
        WHERE i.document_sha256 = r.document_sha256 AND i.kind = r.kind AND i.reader_version = r.reader_version
    ) THEN 1 ELSE 0 END AS shown
FROM reading r
WHERE r.item = 0 AND EXISTS (SELECT 1 FROM version v WHERE v.document_sha256 = r.document_sha256)
