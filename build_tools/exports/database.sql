-- Search and views of the database; the tables are made from the models.

CREATE VIRTUAL TABLE entries_fts USING fts5(
  name, description, text, content="entries", content_rowid="rowid", tokenize="unicode61 remove_diacritics 2");
INSERT INTO entries_fts (entries_fts) VALUES ('rebuild');
INSERT INTO entries_fts (entries_fts) VALUES ('optimize');
CREATE VIRTUAL TABLE statements_fts USING fts5(
  text, content="statements", content_rowid="rowid", tokenize="unicode61 remove_diacritics 2");
INSERT INTO statements_fts (statements_fts) VALUES ('rebuild');
INSERT INTO statements_fts (statements_fts) VALUES ('optimize');
CREATE VIEW what_rests_on AS
  SELECT cited.key AS cited, cited.name AS cited_name, citing.key AS entry, citing.name AS entry_name,
         s.text AS statement, c.locator, c.quote, s.page_url
  FROM citations c JOIN statements s ON s.key = c.statement
    JOIN entries cited ON cited.key = c.cited JOIN entries citing ON citing.key = s.entry;
CREATE VIEW most_cited AS
  SELECT e.key, e.kind, e.name, count(DISTINCT c.statement) AS statements, e.doubts, e.page_url
  FROM entries e JOIN citations c ON c.cited = e.key GROUP BY e.key ORDER BY statements DESC, e.key;
CREATE VIEW resting_on_one_source AS
  SELECT id, text, status, page_url FROM claims WHERE origins = 1;
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
CREATE VIEW in_doubt AS
  SELECT DISTINCT s.key AS statement, s.text, e.name AS rests_on, e.doubts, s.page_url
  FROM statements s JOIN citations c ON c.statement = s.key JOIN entries e ON e.key = c.cited
  WHERE e.doubts IS NOT NULL;
