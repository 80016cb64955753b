-- One council's uphold rate over the years.
SELECT year, value, state, withdrawn FROM figures
WHERE authority_slug = 'cumberland-council' AND measure = 'uphold_rate' AND source = 'letter'
ORDER BY year;

-- The same across a merger: its predecessors' figures before its own.
SELECT f.year, f.authority_slug, f.value
FROM authority_lineage l
JOIN figures f ON f.authority_slug = l.related_slug
WHERE l.authority_slug = 'cumberland-council' AND l.relation IN ('self', 'predecessor')
    AND f.measure = 'uphold_rate' AND f.source = 'letter'
ORDER BY f.year, f.authority_slug;

-- Which authorities a council took over from, those without letters too.
SELECT related_name, related_slug, steps FROM authority_lineage
WHERE authority_slug = 'cumberland-council' AND relation = 'predecessor'
ORDER BY steps, related_name;

-- How the councils of one type rank by their uphold rate in one year, if at least six have 10 investigations.
SELECT rate_rank, rate_ranked, authority_name, uphold_rate, upheld, investigations
FROM council_years
WHERE authority_type = 'Non-metropolitan district' AND year = 2020 AND uphold_rate IS NOT NULL AND state <> 'withdrawn'
ORDER BY rate_rank NULLS LAST, authority_name;

-- The uphold rate of each type by year: all upheld decisions of all investigations.
SELECT authority_type, year, pooled_letters AS letters, ROUND(CAST(pooled_rate AS NUMERIC), 1) AS rate
FROM type_years
WHERE pooled_rate IS NOT NULL
ORDER BY authority_type, year;

-- Every figure that the Ombudsman revised in a letter.
SELECT authority_slug, year, measure, category, old_value, new_value, at FROM changes
WHERE kind = 'revised' AND cause = 'source' AND field = 'value' AND source = 'letter'
ORDER BY at, authority_slug, year, measure, category;

-- Every figure that a newer reader reads differently, or that was not read before.
SELECT authority_slug, year, source, measure, category, old_value, new_value, at FROM changes
WHERE kind = 'revised' AND cause = 'reader' AND field = 'value'
ORDER BY at, authority_slug, year, source, measure, category;

-- Councils that did not comply with every recommendation.
SELECT authority_name, year, value FROM figures
WHERE measure = 'compliance_rate' AND source = 'letter' AND value < 100 AND withdrawn_at IS NULL
ORDER BY value, authority_name, year;

-- Letters that could not be read, or only in part.
SELECT authority_slug, year, state FROM coverage
WHERE state IN ('unread', 'partial')
ORDER BY authority_slug, year;

-- Letters that are missing.
SELECT authority_slug, year FROM coverage
WHERE state = 'missing'
ORDER BY year, authority_slug;

-- How complete each year is.
SELECT year, state, COUNT(*) AS letters FROM coverage
GROUP BY year, state
ORDER BY year, state;

-- The archive as it stood at a moment.
SELECT authority_slug, year, source, measure, category, value FROM figure_history
WHERE '2024-08-01 10:00:00.000000Z' >= valid_from
    AND ('2024-08-01 10:00:00.000000Z' < valid_to OR valid_to IS NULL)
ORDER BY authority_slug, year, source, measure, category, value;

-- Every value that a letter's figure was ever shown with.
SELECT value, version, valid_from, valid_to FROM figure_history
WHERE authority_slug = 'blaby-district-council' AND year = 2020 AND measure = 'uphold_rate' AND source = 'letter'
ORDER BY valid_from;

-- Where the letter and the web page disagree.
SELECT authority_slug, year, measure, category, letter_value, page_value FROM discrepancies
ORDER BY authority_slug, year, measure, category;

-- Averages that differ between letters of one type and year.
SELECT authority_slug, year, measure, message FROM issues
WHERE code = 'average_differs'
ORDER BY authority_slug, year, measure;

-- What a person should look at first.
SELECT severity, code, COUNT(*) AS issues FROM issues
GROUP BY severity, code
ORDER BY severity, code;

-- Complaints received by area of service, for one council.
SELECT year, housing, adult_care_services, planning_and_development, total FROM complaints_received
WHERE authority_slug = 'blaby-district-council'
ORDER BY year;

-- The share of decisions that were upheld or not, of all that were made.
SELECT authority_name, year, ROUND(CAST(100.0 * (upheld + not_upheld) / total AS NUMERIC), 1) AS investigated
FROM complaints_decided
WHERE total > 0 AND upheld IS NOT NULL AND not_upheld IS NOT NULL AND withdrawn_at IS NULL
ORDER BY authority_name, year;

-- Letters that were withdrawn, and when.
SELECT authority_slug, year, at FROM changes
WHERE kind = 'withdrawn' AND source = 'letter'
ORDER BY at, authority_slug, year;

-- Which councils came, were renamed or merged.
SELECT at, authority_slug, kind, field, old_value, new_value FROM changes
WHERE kind IN ('authority_added', 'authority_renamed', 'authority_merged')
ORDER BY at, authority_slug, kind, field;

-- The evidence for a figure: page, words, document.
SELECT source, page, text, document_sha256 FROM figures
WHERE authority_slug = 'blaby-district-council' AND year = 2020 AND measure = 'uphold_rate'
ORDER BY source, page;

-- What one council has agreed to improve, the latest first.
SELECT text, reference, category, state, first_published_at
FROM service_improvements
WHERE authority_slug = 'blaby-district-council'
ORDER BY first_published_at DESC, text;

-- What the newest figures of one council count, in the words of the page.
SELECT f.measure, f.value, d.text, d.pages
FROM figures AS f
JOIN definitions AS d ON d.year = f.year AND d.measure = f.measure
WHERE f.authority_slug = 'adur-district-council' AND f.source = 'statistics_page' AND f.year = (
    SELECT MAX(year) FROM figures WHERE authority_slug = 'adur-district-council' AND source = 'statistics_page'
)
ORDER BY f.measure, d.pages DESC;
