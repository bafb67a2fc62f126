-- Search, and views of the database; the tables are made from the models. Kinds bring views of their own.
-- What stands above a view is told to readers.

CREATE VIRTUAL TABLE entries_fts USING fts5(
  name, description, text, content="entries", content_rowid="rowid", tokenize="unicode61 remove_diacritics 2");
INSERT INTO entries_fts (entries_fts) VALUES ('rebuild');
INSERT INTO entries_fts (entries_fts) VALUES ('optimize');
CREATE VIRTUAL TABLE statements_fts USING fts5(
  text, content="statements", content_rowid="rowid", tokenize="unicode61 remove_diacritics 2");
INSERT INTO statements_fts (statements_fts) VALUES ('rebuild');
INSERT INTO statements_fts (statements_fts) VALUES ('optimize');

-- Every statement that rests on a record.
CREATE VIEW what_rests_on AS
  SELECT cited.key AS cited, cited.name AS cited_name, citing.key AS entry, citing.name AS entry_name,
         s.text AS statement, c.locator, c.quote, s.page_url
  FROM citations c JOIN statements s ON s.key = c.statement
    JOIN entries cited ON cited.key = c.cited JOIN entries citing ON citing.key = s.entry;

-- The records that are cited, those with the most statements first.
CREATE VIEW most_cited AS
  SELECT e.key, e.kind, e.name, count(DISTINCT c.statement) AS statements, e.doubts, e.page_url
  FROM entries e JOIN citations c ON c.cited = e.key GROUP BY e.key ORDER BY statements DESC, e.key;

-- The statements that rest on something in doubt, with the reasons.
CREATE VIEW in_doubt AS
  SELECT DISTINCT s.key AS statement, s.text, e.name AS rests_on, e.doubts, s.page_url
  FROM statements s JOIN citations c ON c.statement = s.key JOIN entries e ON e.key = c.cited
  WHERE e.doubts IS NOT NULL;
