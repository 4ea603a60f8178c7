// Writes one whole generation into a fresh file. Owns the order of the work (rows sorted, indexes afterwards, check
// at the end); does not know where generations live, which one is current or who reads them.

import { rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { SymbolFlag, type Graph } from '../graph.ts';
import { REASONS, type Tier } from '../protocol/graph.ts';
import { GenerationDamaged } from './errors.ts';
import { explainOpenFailure } from './openFailure.ts';
import { APPLICATION_ID, INDEXES_SQL, SCHEMA_VERSION, TABLES_SQL, WORDS_SQL } from './schema.ts';
import { sealGeneration } from './sealGeneration.ts';
import { packLookups } from './packLookups.ts';
import { WordIndex } from './wordIndex.ts';

/** What was written: rows per table, edges per tier (`possible` ones are made by queries, from the unresolved call sites), size on disk. */
export interface GenerationCounts {
  readonly files: number;
  readonly symbols: number;
  readonly edges: number;
  readonly unresolved: number;
  readonly edgesByTier: Readonly<Record<Tier, number>>;
  readonly bytes: number;
}

/**
 * Writes `graph` and `meta` into a new database at `file`, which must not exist yet and is nobody's live database.
 * Synced to disk and checked when it returns. Throws on a full disk or a failed check; the caller deletes the file.
 */
export function writeGeneration(
  file: string,
  graph: Graph,
  meta: Readonly<Record<string, string>>,
): GenerationCounts {
  const db = createDatabase(file);
  let byTier: Record<Tier, number>;
  let unresolved: number;
  try {
    // From its first moment on: a foreign program that looks for databases finds this one too.
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE; COMMIT');
    // Nobody reads this file before it is renamed and complete, so neither a journal nor syncs are needed meanwhile.
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    db.pragma('cache_size = -65536');
    db.pragma('temp_store = MEMORY');
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
    db.exec('BEGIN');
    db.exec(TABLES_SQL);
    db.exec(WORDS_SQL);
    insertMeta(db, meta);
    insertFiles(db, graph);
    insertLookups(db, graph);
    insertNames(db, graph);
    insertSymbols(db, graph);
    byTier = insertEdges(db, graph);
    unresolved = insertUnresolved(db, graph);
    db.exec(INDEXES_SQL);
    db.exec('COMMIT');
    const verdict: unknown = db.pragma('quick_check(1)', { simple: true });
    if (verdict !== 'ok') throw GenerationDamaged(file, String(verdict));
    // Noted in the file's first page, which its first opening would have to change otherwise.
    db.pragma('journal_mode = WAL');
  } catch (cause) {
    throw explainOpenFailure(cause, file);
  } finally {
    db.close();
  }
  sealGeneration(file);
  return {
    files: graph.files.length,
    symbols: graph.symbols.count,
    edges: byTier.exact + byTier.inferred,
    unresolved,
    edgesByTier: byTier,
    bytes: statSync(file).size,
  };
}

/** Deletes a database that nobody has open, and what lies beside it. */
export function deleteDatabase(file: string): void {
  for (const beside of ['', '-sums', '-wal', '-journal']) rmSync(file + beside, { force: true });
}

function createDatabase(file: string): Database.Database {
  try {
    return new Database(file);
  } catch (cause) {
    throw explainOpenFailure(cause, file);
  }
}

function insertMeta(db: Database.Database, meta: Readonly<Record<string, string>>): void {
  const insert = db.prepare('INSERT INTO meta VALUES (?, ?)');
  for (const [key, value] of Object.entries(meta)) insert.run(key, value);
}

function insertFiles(db: Database.Database, graph: Graph): void {
  const insert = db.prepare('INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const words = new WordIndex(db);
  for (const [
    id,
    { path, language, hash, sizeBytes, mtimeMs, lines, status, reason, cause, gapLine },
  ] of graph.files.entries()) {
    insert.run(id, path, language, hash, sizeBytes, mtimeMs, lines, status, reason, cause, gapLine);
    words.add('path_words', id, path);
  }
}

function insertLookups(db: Database.Database, { lookups }: Graph): void {
  const insert = db.prepare('INSERT INTO lookups VALUES (?, ?)');
  for (const [file, keys] of lookups.entries()) if (keys.length > 0) insert.run(file, packLookups(keys));
}

/** Every string that is a name anywhere, under its number in `graph.strings`; those of symbols with a name of their own also as words. */
function insertNames(db: Database.Database, { strings, symbols, edges, unresolved }: Graph): void {
  const used = new Uint8Array(strings.length);
  const mentioned = 1;
  const searchable = 2;
  for (let row = 0; row < edges.count; row++) used[edges.siteName[row]!] = mentioned;
  for (let row = 0; row < unresolved.count; row++) used[unresolved.name[row]!] = mentioned;
  for (let row = 0; row < symbols.count; row++) {
    const isNameless = (symbols.flags[row]! & SymbolFlag.nameless) !== 0;
    if (!isNameless) used[symbols.name[row]!] = searchable;
    else if (used[symbols.name[row]!] === 0) used[symbols.name[row]!] = mentioned;
  }
  const insert = db.prepare('INSERT INTO name VALUES (?, ?)');
  const words = new WordIndex(db);
  for (const [id, text] of strings.entries()) {
    if (used[id] === 0) continue;
    insert.run(id, text);
    if (used[id] === searchable) words.add('name_words', id, text);
  }
}

function insertSymbols(db: Database.Database, { symbols, strings }: Graph): void {
  const insert = db.prepare('INSERT INTO symbol VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const words = new WordIndex(db);
  for (let id = 0; id < symbols.count; id++) {
    insert.run(
      id,
      symbols.kind[id],
      symbols.name[id],
      idOrNull(symbols.file[id]!),
      idOrNull(symbols.parent[id]!),
      symbols.line[id],
      symbols.startLine[id],
      symbols.endLine[id],
      symbols.flags[id],
      strings[symbols.qualifiedName[id]!],
      strings[symbols.signature[id]!] || null,
      strings[symbols.doc[id]!] || null,
    );
    if ((symbols.flags[id]! & SymbolFlag.nameless) === 0)
      words.add('doc_words', id, strings[symbols.doc[id]!]!);
  }
}

/** -1 stands for none in the columns, NULL in the tables. */
function idOrNull(id: number): number | null {
  return id < 0 ? null : id;
}

/** Inserts the sorted edges, each once, and counts them by tier. */
function insertEdges(db: Database.Database, { edges }: Graph): Record<Tier, number> {
  const insert = db.prepare('INSERT OR IGNORE INTO edge VALUES (?, ?, ?, ?, ?, ?)');
  const { source, kind, target, line, reason, siteName } = edges;
  const byTier: Record<Tier, number> = { confirmed: 0, exact: 0, inferred: 0, possible: 0 };
  for (let row = 0; row < edges.count; row++) {
    const { changes } = insert.run(
      source[row],
      kind[row],
      target[row],
      line[row],
      reason[row],
      siteName[row],
    );
    byTier[REASONS[reason[row]!]!.tier] += changes;
  }
  return byTier;
}

/**
 * Inserts the unresolved sites; the same name twice in one line is one row. Returns of how many the name can be that of a
 * symbol.
 */
function insertUnresolved(db: Database.Database, { unresolved }: Graph): number {
  const insert = db.prepare('INSERT OR IGNORE INTO unresolved VALUES (?, ?, ?, ?)');
  const { source, name, line, isLocal } = unresolved;
  let count = 0;
  for (let row = 0; row < unresolved.count; row++) {
    const { changes } = insert.run(source[row], name[row], line[row], isLocal[row]);
    if (isLocal[row] === 0) count += changes;
  }
  return count;
}
