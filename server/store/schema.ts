// The tables of one generation. Owns the layout and its version; knows nothing of how rows are made or asked for.
//
// Names are interned once, so that a search touches each distinct name once and a `possible` edge is an integer
// join. Edges are clustered by (source, kind); the reverse index repeats the whole key, so both directions are
// answered without a second lookup. Ids are those of the Graph that was written.

/** Raised whenever the tables below, the notation of names or the numbers of kinds and reasons change: a database of another version is rebuilt, never converted. */
export const SCHEMA_VERSION = 7;

/** `PRAGMA application_id` of every generation ("CBMG"): tells our file from any other SQLite database. */
export const APPLICATION_ID = 0x43_42_4d_47;

/** Tables, created before the rows are inserted. */
export const TABLES_SQL = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL, language TEXT NOT NULL, hash TEXT NOT NULL, size INTEGER NOT NULL,
  mtime REAL NOT NULL, lines INTEGER NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL,
  cause TEXT NOT NULL, gap_line INTEGER NOT NULL
);
-- What the edges of a file depend on in others: keys of 32 bits, see resolve/program/lookups.ts.
CREATE TABLE lookups (file INTEGER PRIMARY KEY, keys BLOB NOT NULL);
CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE symbol (
  id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name INTEGER NOT NULL, file INTEGER, parent INTEGER,
  line INTEGER NOT NULL, start_line INTEGER NOT NULL, end_line INTEGER NOT NULL, flags INTEGER NOT NULL,
  qualified_name TEXT NOT NULL, signature TEXT, doc TEXT
);
CREATE TABLE edge (
  source INTEGER NOT NULL, kind INTEGER NOT NULL, target INTEGER NOT NULL, line INTEGER NOT NULL,
  reason INTEGER NOT NULL, site_name INTEGER NOT NULL,
  PRIMARY KEY (source, kind, target, line, reason, site_name)
) WITHOUT ROWID;
CREATE TABLE unresolved (
  source INTEGER NOT NULL, name INTEGER NOT NULL, line INTEGER NOT NULL, is_local INTEGER NOT NULL,
  PRIMARY KEY (source, name, line, is_local)
) WITHOUT ROWID;
`;

/** Indexes and the word index, created after the rows: several times cheaper than maintaining them meanwhile. */
export const INDEXES_SQL = `
CREATE UNIQUE INDEX file_path ON file (path);
CREATE INDEX name_text ON name (text);
CREATE INDEX symbol_name ON symbol (name, kind, file, parent);
CREATE INDEX symbol_file ON symbol (file, start_line);
CREATE INDEX symbol_parent ON symbol (parent);
CREATE INDEX edge_target ON edge (target, kind);
CREATE INDEX unresolved_name ON unresolved (name);
`;

/**
 * Full-text indexes, of which no text is kept: the distinct names of symbols as words (rowid `name.id`), what the
 * documentation of symbols says (rowid `symbol.id`), and the parts of paths (rowid `file.id`). Together with the rows above
 * they are what a search ranks by; which names stand in a body is known from the edges.
 */
export const WORDS_SQL = ['name_words', 'doc_words', 'path_words']
  .map(
    (table) => `
CREATE VIRTUAL TABLE ${table} USING fts5 (
  words, content = '', detail = none, columnsize = 0, tokenize = 'porter unicode61 remove_diacritics 2'
);`,
  )
  .join('');
