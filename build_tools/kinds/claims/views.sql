-- What is told of who said what, in this site's words and not the speaker's: a row a statement, with all it rests on.
CREATE VIEW said AS
  WITH told (who, date, first_day, text, entry, part) AS (
    SELECT "by", date, date_first_day, text, 'proposal/' || id, 'statements/' || (statements_no - 1) || '/text'
      FROM proposal_statements
    UNION ALL
    SELECT "by", date, date_first_day, text, 'history/' || id, 'statements/' || (statements_no - 1) || '/text'
      FROM history_statements
    UNION ALL
    SELECT said_by, date, date_first_day, text, entry, NULL FROM claims WHERE said_by IS NOT NULL),
  rests (entry, part, place, number, cited, citation, page) AS (
    SELECT s.entry, s.field, s.rowid, c.number, c.cited,
           e.name || coalesce(', ' || c.locator, '') || coalesce(', “' || c.quote || '”', ''), s.page_url
      FROM statements s JOIN citations c ON c.statement = s.key JOIN entries e ON e.key = c.cited),
  parts (entry, part, field) AS (
    SELECT entry, part, part FROM told WHERE part IS NOT NULL
    UNION ALL
    SELECT entry, NULL, 'evidence/' || (evidence_no - 1) || '/cite'
      FROM claims JOIN claims_evidence USING (id) WHERE said_by IS NOT NULL AND stance = 'supports')
  SELECT t.who, a.full_name AS name, t.date, t.first_day, t.text,
         (SELECT group_concat(citation, '; ') FROM (
           SELECT r.citation FROM parts p JOIN rests r ON r.entry = p.entry AND r.part = p.field
             WHERE p.entry = t.entry AND p.part IS t.part GROUP BY r.citation ORDER BY min(r.place), min(r.number)))
           AS citations,
         (SELECT group_concat(cited, '; ') FROM (
           SELECT r.cited FROM parts p JOIN rests r ON r.entry = p.entry AND r.part = p.field
             WHERE p.entry = t.entry AND p.part IS t.part GROUP BY r.cited ORDER BY min(r.place), min(r.number)))
           AS cited,
         t.entry,
         (SELECT r.page FROM parts p JOIN rests r ON r.entry = p.entry AND r.part = p.field
           WHERE p.entry = t.entry AND p.part IS t.part ORDER BY r.place LIMIT 1) AS page
  FROM told t JOIN actors a ON a.id = t.who;

-- The claims that have one source, or several that pass on the same report.
CREATE VIEW resting_on_one_source AS
  SELECT id, text, status, page_url FROM claims WHERE origins = 1;
