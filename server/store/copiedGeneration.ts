// Copies of a generation that leave this machine or come from another one: nobody's live database. Owns what of a copy is
// only true where it was made, and whether a file from elsewhere is a database of our own making.

import Database from 'better-sqlite3';
import { GenerationDamaged } from './errors.ts';
import type { Generation } from './generation.ts';
import { INDEXES_SQL, TABLES_SQL, WORDS_SQL } from './schema.ts';

/**
 * The time of every file of a copy. As many bytes as a time with a fraction, so that putting a time in its place moves no row
 * to another page.
 */
const NO_MTIME_MS = 0.5;
/** What the meta table says of the run that wrote the file. */
const OF_THE_RUN = ['epoch', 'openedAtMs', 'indexedAtMs', 'version'];

/** A file as a copy knows it. */
export interface CopiedFile {
  readonly path: string;
  readonly language: string;
  readonly hash: string;
  readonly status: string;
}

/** Takes out of a copy what is only true where it was made; pages that hold nothing of that stay as they are. */
export function neutralizeCopy(file: string): readonly CopiedFile[] {
  const db = new Database(file, { fileMustExist: true });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
    db.prepare('UPDATE file SET mtime = ?').run(NO_MTIME_MS);
    const clear = db.prepare("UPDATE meta SET value = '' WHERE key = ?");
    for (const key of OF_THE_RUN) clear.run(key);
    db.exec('COMMIT');
    // The first page says that there is a log, as it did before.
    db.pragma('wal_checkpoint(TRUNCATE)');
    return db.prepare('SELECT path, language, hash, status FROM file ORDER BY path').all() as CopiedFile[];
  } finally {
    db.close();
  }
}

/** Throws STORE_DAMAGED unless the tables, indexes and words of an open file are those that this program makes, no more. */
export function assertOwnTables(generation: Generation): void {
  const sql = `SELECT type || ' ' || name || ' ' || tbl_name || ' ' || ifnull(sql, '') FROM sqlite_schema ORDER BY 1`;
  const own = new Database(':memory:');
  let expected: unknown[];
  try {
    own.exec(TABLES_SQL);
    own.exec(WORDS_SQL);
    own.exec(INDEXES_SQL);
    expected = own.prepare(sql).pluck().all();
  } finally {
    own.close();
  }
  const found = generation.values<string>(sql).all();
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw GenerationDamaged(generation.file, 'its tables are not those of this program');
}

/** All that the database says of each of some files, without what is only true where it was made. */
export function describeFiles(generation: Generation, paths: readonly string[]): string[] {
  const rows = (sql: string) => generation.tuples<readonly unknown[]>(sql);
  const statements = [
    `SELECT path, language, hash, size, lines, status, reason, cause, gap_line FROM file WHERE path = ?`,
    `SELECT hex(l.keys) FROM lookups l JOIN file f ON f.id = l.file WHERE f.path = ?`,
    `SELECT s.*, n.text FROM symbol s JOIN file f ON f.id = s.file LEFT JOIN name n ON n.id = s.name
     WHERE f.path = ? ORDER BY s.id`,
    `SELECT e.*, n.text FROM file f JOIN symbol s ON s.file = f.id JOIN main.edge e ON e.source = s.id
     LEFT JOIN name n ON n.id = e.site_name WHERE f.path = ? ORDER BY 1, 2, 3, 4, 5, 6`,
    `SELECT u.*, n.text FROM file f JOIN symbol s ON s.file = f.id JOIN main.unresolved u ON u.source = s.id
     LEFT JOIN name n ON n.id = u.name WHERE f.path = ? ORDER BY 1, 2, 3, 4`,
  ].map(rows);
  return paths.map((path) => JSON.stringify(statements.map((statement) => statement.all(path))));
}
