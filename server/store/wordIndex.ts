import type { Database, Statement } from 'better-sqlite3';
import { indexedPath, indexedProse, indexedWords } from './words.ts';

/** Which full-text index, and what its rows say: see WORDS_SQL. */
const INDEXED = { name_words: indexedWords, doc_words: indexedProse, path_words: indexedPath } as const;
type WordTable = keyof typeof INDEXED;

/** Writes the full-text indexes of one database: the same text always gives the same words, so a row is taken out by its text. */
export class WordIndex {
  readonly #db: Database;
  readonly #statements = new Map<string, Statement>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Adds the words of `text`; a row without words is none. */
  add(table: WordTable, row: number, text: string): void {
    const words = INDEXED[table](text);
    if (words !== '') this.#prepare(`INSERT INTO ${table} (rowid, words) VALUES (?, ?)`).run(row, words);
  }

  /** Takes out the row that was added with this text. */
  remove(table: WordTable, row: number, text: string): void {
    const words = INDEXED[table](text);
    if (words !== '')
      this.#prepare(`INSERT INTO ${table} (${table}, rowid, words) VALUES ('delete', ?, ?)`).run(row, words);
  }

  #prepare(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#db.prepare(sql)));
    return statement;
  }
}
