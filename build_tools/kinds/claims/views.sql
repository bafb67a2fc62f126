-- Who said what and when, with source, place, quotation and page: a row for each sentence and citation.
CREATE VIEW said AS
  WITH words (who, date, first_day, entry, field, text) AS (
    SELECT "by", date, date_first_day, 'proposal/' || id, 'statements/' || (statements_no - 1) || '/text', NULL
      FROM proposal_statements
    UNION ALL
    SELECT "by", date, date_first_day, 'history/' || id, 'statements/' || (statements_no - 1) || '/text', NULL
      FROM history_statements
    UNION ALL
    SELECT said_by, date, date_first_day, entry, 'evidence/' || (evidence_no - 1) || '/cite', text
      FROM claims JOIN claims_evidence USING (id) WHERE said_by IS NOT NULL AND stance = 'supports')
  SELECT w.who, a.full_name AS name, w.date, w.first_day, coalesce(w.text, s.text) AS text, c.cited AS source,
         c.locator, c.quote, w.entry, s.page_url AS page
  FROM words w JOIN actors a ON a.id = w.who JOIN statements s ON s.entry = w.entry AND s.field = w.field
    LEFT JOIN citations c ON c.statement = s.key;

-- The claims that have one source, or several that pass on the same report.
CREATE VIEW resting_on_one_source AS
  SELECT id, text, status, page_url FROM claims WHERE origins = 1;
