// What answers while the first index of a workspace is being built: the definitions of the files that were parsed so far,
// in a database with the tables of a generation, of which those for edges stay empty. It is made to be thrown away: nothing of
// it is synced or checked, it is deleted when it is closed, and after a crash with the other temporary files.

import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { SymbolFlag, type GraphDefinitions } from '../graph.ts';
import { Generation } from './generation.ts';
import { LiveFile } from './liveFile.ts';
import { INDEXES_SQL, TABLES_SQL, WORDS_SQL } from './schema.ts';
import { RowCounts } from './rowCounts.ts';
import { WordIndex } from './wordIndex.ts';

/** Memory for its pages, in KiB; the system holds the others. */
const CACHE_KIB = 8192;
/** Nobody else knows of this file, so there is nobody to be fenced off. */
const NO_FENCE = { epoch: '', runFile: '', isOn: false } as const;

/** One throw-away database, from the first definitions to the first generation. */
export class EarlyDefinitions {
  /** Answers the questions that need no edges. */
  readonly generation: Generation;
  readonly #file: string;
  #nextFile = 0;
  #nextName = 1;

  /** Makes it at `file`; what lies there is overwritten. */
  constructor(file: string) {
    rmSync(file, { force: true });
    const db = new Database(file);
    db.pragma('journal_mode = MEMORY');
    db.pragma('synchronous = OFF');
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    db.pragma('temp_store = MEMORY');
    db.exec(`${TABLES_SQL} ${INDEXES_SQL} ${WORDS_SQL} INSERT INTO name VALUES (0, '')`);
    this.#file = file;
    this.generation = new Generation(new LiveFile(file), db, NO_FENCE);
  }

  /** Adds files that it does not have yet. */
  add(definitions: GraphDefinitions): void {
    this.generation.write(
      (db) => {
        const firstFile = this.#addFiles(db, definitions);
        const names = this.#addNames(db, definitions);
        addSymbols(db, definitions, firstFile, names);
        return names;
      },
      (names) => ({ names, rows: countSymbols(definitions) }),
    );
  }

  /** Closes and deletes it. */
  throwAway(): void {
    this.generation.close();
    rmSync(this.#file, { force: true });
  }

  /** Returns the id of the first. */
  #addFiles(db: Database.Database, { files }: GraphDefinitions): number {
    const first = this.#nextFile;
    const insert = db.prepare('INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    const words = new WordIndex(db);
    for (const file of files) {
      const { path, language, hash, sizeBytes, mtimeMs, lines, status, reason, cause, gapLine } = file;
      words.add('path_words', this.#nextFile, path);
      insert.run(
        this.#nextFile++,
        path,
        language,
        hash,
        sizeBytes,
        mtimeMs,
        lines,
        status,
        reason,
        cause,
        gapLine,
      );
    }
    return first;
  }

  /** The rows of `name` for the strings that are names of symbols. */
  #addNames(db: Database.Database, { strings, symbols }: GraphDefinitions): Int32Array {
    const names = new Int32Array(strings.length);
    const find = db.prepare('SELECT id FROM name WHERE text = ?').pluck();
    const insert = db.prepare('INSERT INTO name VALUES (?, ?)');
    const words = new WordIndex(db);
    for (const string of new Set(symbols.name)) {
      const known = find.get(strings[string]) as number | undefined;
      names[string] = known ?? this.#nextName;
      if (known !== undefined) continue;
      words.add('name_words', this.#nextName, strings[string]!);
      insert.run(this.#nextName++, strings[string]);
    }
    return names;
  }
}

function countSymbols({ symbols }: GraphDefinitions): RowCounts {
  const rows = new RowCounts();
  for (let row = 0; row < symbols.count; row++) rows.addSymbols(symbols.kind[row]!, 1);
  return rows;
}

function addSymbols(
  db: Database.Database,
  { symbols, strings, ids }: GraphDefinitions,
  firstFile: number,
  names: Int32Array,
): void {
  const insert = db.prepare('INSERT INTO symbol VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const words = new WordIndex(db);
  for (let row = 0; row < symbols.count; row++) {
    if ((symbols.flags[row]! & SymbolFlag.nameless) === 0)
      words.add('doc_words', ids[row]!, strings[symbols.doc[row]!]!);
    insert.run(
      ids[row],
      symbols.kind[row],
      names[symbols.name[row]!],
      firstFile + symbols.file[row]!,
      symbols.parent[row]! < 0 ? null : symbols.parent[row],
      symbols.line[row],
      symbols.startLine[row],
      symbols.endLine[row],
      symbols.flags[row],
      strings[symbols.qualifiedName[row]!],
      strings[symbols.signature[row]!] || null,
      strings[symbols.doc[row]!] || null,
    );
  }
}
