// One open generation: the only connection to its file, its prepared statements and what was derived from it once.
// Owns pragmas, the statement cache and the deadline; knows no question that is asked of it.

import Database from 'better-sqlite3';
import { messageOf } from '../errors.ts';
import { GenerationBusy, GenerationDamaged, GenerationForeign, QueryTimedOut } from './errors.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from './schema.ts';

/** How the write-ahead log is folded back into the file. */
export type CheckpointMode = 'PASSIVE' | 'FULL' | 'RESTART' | 'TRUNCATE';

/** What a checkpoint did. `isBusy`: it could not be done wholly; nothing is lost then, the log stays longer. */
export interface CheckpointOutcome {
  readonly isBusy: boolean;
  readonly logPages: number;
  readonly checkpointedPages: number;
}

/** How a generation is opened: bytes of the file that may be memory-mapped, 0 for none. */
export interface OpenOptions {
  readonly mmapBytes: number;
}

/** What SQLite says about its own connection, for the status. */
export interface ConnectionFacts {
  readonly mmapBytes: number;
  readonly pages: number;
  readonly pageSize: number;
}

/** A prepared statement that returns rows of type `Row`, objects by default, arrays after `.raw()`. */
export type Statement<Row> = Database.Statement<unknown[], Row>;

/** What a query may do with a database: run prepared statements, keep what it derived, and check its time. */
export class Generation {
  readonly file: string;
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #derived = new Map<string, unknown>();
  #deadlineAtMs = Number.POSITIVE_INFINITY;
  #budgetMs = 0;

  constructor(file: string, db: Database.Database) {
    this.file = file;
    this.#db = db;
    db.function('deadline', { directOnly: true }, () => {
      this.checkDeadline();
      return 1;
    });
  }

  /** The statement for `sql`, prepared on first use; `Row` is the caller's claim about its columns. */
  rows<Row extends object>(sql: string): Statement<Row> {
    return this.#statement(sql, (statement) => statement) as Statement<Row>;
  }

  /** Like `rows`, with each row as an array: half the cost when there are thousands. */
  tuples<Row extends readonly unknown[]>(sql: string): Statement<Row> {
    return this.#statement(`${sql} --tuples`, (statement) => statement.raw(true)) as Statement<Row>;
  }

  /** Like `rows` for a single column. */
  values<Value>(sql: string): Statement<Value> {
    return this.#statement(`${sql} --values`, (statement) => statement.pluck(true)) as Statement<Value>;
  }

  /** What `load` made of this database, made once and kept until `forgetDerived`. */
  derived<Value>(key: string, load: (generation: Generation) => Value): Value {
    if (!this.#derived.has(key)) this.#derived.set(key, load(this));
    return this.#derived.get(key) as Value;
  }

  /** To be called after a write: what was derived from the old rows is dropped. */
  forgetDerived(): void {
    this.#derived.clear();
  }

  /** Runs `work`; it is stopped with QUERY_TIMEOUT where it checks the deadline, in SQL through `deadline()`. */
  withinMs<Value>(budgetMs: number, work: () => Value): Value {
    this.#budgetMs = budgetMs;
    this.#deadlineAtMs = performance.now() + budgetMs;
    try {
      return work();
    } finally {
      this.#deadlineAtMs = Number.POSITIVE_INFINITY;
    }
  }

  /** Throws QUERY_TIMEOUT when the time of `withinMs` is used up. Loops over many rows call it. */
  checkDeadline(): void {
    if (performance.now() > this.#deadlineAtMs) throw QueryTimedOut(this.#budgetMs);
  }

  /** The facts the writer stored beside the graph, such as the epoch. */
  meta(): Record<string, string> {
    return Object.fromEntries(this.tuples<[string, string]>('SELECT key, value FROM meta').all());
  }

  connectionFacts(): ConnectionFacts {
    const pragma = (name: string): number => Number(this.#db.pragma(name, { simple: true }) ?? 0);
    return { mmapBytes: pragma('mmap_size'), pages: pragma('page_count'), pageSize: pragma('page_size') };
  }

  setMmapBytes(bytes: number): void {
    this.#db.pragma(`mmap_size = ${Math.max(0, Math.trunc(bytes))}`);
  }

  /** Folds the log into the file. */
  checkpoint(mode: CheckpointMode): CheckpointOutcome {
    const [row] = this.#db.pragma(`wal_checkpoint(${mode})`) as {
      busy: number;
      log: number;
      checkpointed: number;
    }[];
    return {
      isBusy: row?.busy !== 0,
      logPages: Math.max(0, row?.log ?? 0),
      checkpointedPages: Math.max(0, row?.checkpointed ?? 0),
    };
  }

  /** SQLite's own verdict, 'ok' or what is wrong: `quick` skips the comparison of tables with their indexes. */
  verify(check: 'quick' | 'integrity'): string {
    return String(this.#db.pragma(`${check}_check(1)`, { simple: true }));
  }

  close(): void {
    this.#statements.clear();
    this.#derived.clear();
    this.#db.close();
  }

  #statement(
    sql: string,
    configure: (statement: Database.Statement) => Database.Statement,
  ): Database.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = configure(this.#db.prepare(sql));
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/**
 * Opens a generation as its only owner. The lock is EXCLUSIVE before the first access, so no `-shm` file is ever
 * made and any other opener is refused with SQLITE_BUSY. Throws STORE_BUSY, STORE_DAMAGED or STORE_SCHEMA.
 */
export function openGeneration(file: string, { mmapBytes }: OpenOptions): Generation {
  let db: Database.Database | undefined;
  try {
    // A lock held by another process will not go away by waiting: no busy timeout.
    db = new Database(file, { fileMustExist: true, timeout: 0 });
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma(`mmap_size = ${Math.max(0, Math.trunc(mmapBytes))}`);
    db.pragma('wal_autocheckpoint = 1000');
    db.pragma('journal_size_limit = 67108864');
    db.pragma('trusted_schema = OFF');
    db.pragma('temp_store = MEMORY');
    const version = Number(db.pragma('user_version', { simple: true }));
    const application = Number(db.pragma('application_id', { simple: true }));
    if (application !== APPLICATION_ID) throw GenerationDamaged(file, 'not a code index');
    if (version !== SCHEMA_VERSION) throw GenerationForeign(file, version, SCHEMA_VERSION);
    return new Generation(file, db);
  } catch (cause) {
    db?.close();
    const code = cause instanceof Database.SqliteError ? cause.code : '';
    if (code.startsWith('SQLITE_BUSY')) throw GenerationBusy.from(cause, file);
    if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
      throw GenerationDamaged.from(cause, file, messageOf(cause));
    }
    throw cause;
  }
}
