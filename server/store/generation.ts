// One open generation: the only connection to its file, its prepared statements and what was derived from it once.
// Owns pragmas, the statement cache and the deadline; knows no question that is asked of it.

import Database from 'better-sqlite3';
import { CodedError, messageOf } from '../errors.ts';
import type { CheckpointMode } from '../protocol/settings.ts';
import type { CheckpointReport } from '../protocol/status.ts';
import {
  GenerationBusy,
  GenerationDamaged,
  GenerationForeign,
  GenerationNewer,
  GenerationUnreadable,
  QueryTimedOut,
  ReadOnlyGeneration,
} from './errors.ts';
import { EdgeOverlay, type FileOverlay } from './edgeOverlay.ts';
import { assertOwned, claimDatabase, writeFenced } from './fence.ts';
import type { Fence } from './fence.ts';
import { LiveFile } from './liveFile.ts';
import { explainOpenFailure } from './openFailure.ts';
import { RowCounts } from './rowCounts.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from './schema.ts';

/** How much of a file is checked when it is opened; none right after it was written and checked. */
export type IntegrityCheck = 'none' | 'quick' | 'integrity';

/** How a generation is opened. */
export interface OpenOptions {
  /** Bytes of the file that may be memory-mapped, 0 for none. */
  readonly mmapBytes: number;
  readonly check?: IntegrityCheck;
  /** Who owns the file from now on; without it nothing can be written. */
  readonly fence?: Fence | undefined;
}

/** What SQLite says about its own connection, for the status. */
export interface ConnectionFacts {
  readonly mmapBytes: number;
  readonly pages: number;
  readonly pageSize: number;
}

/** A log of so many pages is folded into the file with the next write: SQLite's own habit, done here for the page sums. */
const AUTO_CHECKPOINT_PAGES = 1000;

/** The log is cut to this size whenever it starts anew; above it, the store makes it start anew. */
export const WAL_LIMIT_BYTES = 67_108_864;

/** What a transaction changed, as far as something that was derived from the rows asks for it. */
export interface RowChanges {
  /** Names that symbols have now and had not, or the other way round: their ids, each once or more. */
  readonly names: Iterable<number>;
  /** How many rows there are more or fewer. */
  readonly rows: RowCounts;
}

/** What some transactions changed together. */
export interface ChangesSince {
  readonly names: ReadonlySet<number>;
  readonly rows: RowCounts;
}

/** Makes of a value, which is its own from then on, what it is after these changes; undefined when it is to be made anew. */
export type Renew<Value> = (
  generation: Generation,
  former: Value,
  changes: ChangesSince,
) => Value | undefined;

/** What was derived from the rows before some transactions, and what they have changed since. */
interface Outdated {
  readonly value: unknown;
  readonly names: Set<number>;
  readonly rows: RowCounts;
}

/** A prepared statement that returns rows of type `Row`, objects by default, arrays after `.raw()`. */
export type Statement<Row> = Database.Statement<unknown[], Row>;

/** What a query may do with a database: run prepared statements, keep what it derived, and check its time. */
export class Generation {
  readonly file: string;
  /** What is known of the files beside what SQLite says. */
  readonly live: LiveFile;
  readonly #db: Database.Database;
  readonly #fence: Fence | undefined;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #derived = new Map<string, unknown>();
  /** Keys of what was derived from edges. */
  readonly #ofEdges = new Set<string>();
  readonly #overlay: EdgeOverlay;
  /** Keys of values that can be renewed, and those that are to be. */
  readonly #renewable = new Set<string>();
  readonly #outdated = new Map<string, Outdated>();
  #deadlineAtMs = Number.POSITIVE_INFINITY;
  #budgetMs = 0;
  #revision = 0;
  #onWrite: () => void = () => {};

  constructor(live: LiveFile, db: Database.Database, fence?: Fence) {
    this.file = live.file;
    this.live = live;
    this.#db = db;
    this.#fence = fence;
    this.#overlay = new EdgeOverlay(db);
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

  /**
   * What `load` made of this database, made once and kept until the next write. After writes that said what they changed,
   * `renew` is asked first.
   */
  derived<Value>(key: string, load: (generation: Generation) => Value, renew?: Renew<Value>): Value {
    if (!this.#derived.has(key)) {
      const outdated = this.#outdated.get(key);
      this.#outdated.delete(key);
      const renewed = outdated && renew?.(this, outdated.value as Value, outdated);
      this.#derived.set(key, renewed ?? load(this));
      if (renew) this.#renewable.add(key);
    }
    return this.#derived.get(key) as Value;
  }

  /** Like `derived`, for what depends on edges or unresolved calls: it goes when something else is laid over them, too. */
  derivedOfEdges<Value>(key: string, load: (generation: Generation) => Value): Value {
    this.#ofEdges.add(key);
    return this.derived(key, load);
  }

  /** Drops what was derived and what SQLite keeps of the file: all of it comes again when it is wanted. */
  forgetDerived(): void {
    this.#outdate(undefined);
    this.#statements.clear();
    this.#db.pragma('shrink_memory');
  }

  /** Grows with every transaction: answers of the same number are of the same rows. */
  get revision(): number {
    return this.#revision;
  }

  /**
   * Runs `body` in one transaction that commits only while this process owns the workspace, and drops what was derived
   * from the old rows, but for what `changesOf` its result allows to be renewed. Throws FENCED, with nothing written, when it
   * does not.
   */
  write<Value>(body: (db: Database.Database) => Value, changesOf?: (value: Value) => RowChanges): Value {
    if (!this.#fence) throw ReadOnlyGeneration(this.file);
    let changes: RowChanges | undefined;
    try {
      const value = writeFenced(this.#db, this.#fence, () => body(this.#db));
      changes = changesOf?.(value);
      return value;
    } finally {
      this.#revision += 1;
      this.#outdate(changes);
      // After a failure too: a transaction that was rolled back may have reached the log.
      this.live.rememberLog();
      this.#onWrite();
    }
  }

  /** Replaces what is laid over the calls of these files: questions see it from now on as if it were in the tables. */
  layOver(files: readonly FileOverlay[]): void {
    const { isChanged, isOtherView } = this.#overlay.lay(files);
    if (!isChanged) return;
    this.#revision += 1;
    for (const key of this.#ofEdges) this.#derived.delete(key);
    // A statement keeps to the table or view that it was prepared for.
    if (isOtherView) this.#statements.clear();
  }

  /** Whether edges are more than the rows of their table. */
  get isLaidOver(): boolean {
    return this.#overlay.isLaid;
  }

  /** The rows are others: drops what was derived, all of it when it is not known which rows have changed. */
  #outdate(changes: RowChanges | undefined): void {
    if (!changes) this.#outdated.clear();
    else {
      for (const key of this.#renewable)
        if (this.#derived.has(key))
          this.#outdated.set(key, { value: this.#derived.get(key), names: new Set(), rows: new RowCounts() });
      for (const { names, rows } of this.#outdated.values()) {
        for (const name of changes.names) names.add(name);
        rows.add(changes.rows);
      }
    }
    this.#derived.clear();
  }

  /** Whether the log has grown so long that it should be folded in without waiting for a quiet moment. */
  get hasLongLog(): boolean {
    const { log, checkpointed } = this.#checkpoint('NOOP');
    return log - checkpointed >= AUTO_CHECKPOINT_PAGES;
  }

  /** Calls `listener` after every transaction, committed or not. */
  onWrite(listener: () => void): void {
    this.#onWrite = listener;
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

  /**
   * Throws QUERY_TIMEOUT when the time of `withinMs` is used up, but for `reservedMs` that are still needed. Loops over many
   * rows call it.
   */
  checkDeadline(reservedMs = 0): void {
    if (performance.now() + reservedMs > this.#deadlineAtMs) throw QueryTimedOut(this.#budgetMs);
  }

  /** Gives SQL a function, for as long as the file is open. Its result depends on nothing but its arguments, or it throws. */
  define(name: string, body: (...args: unknown[]) => unknown): void {
    this.#db.function(name, { directOnly: true, varargs: true }, body);
  }

  /**
   * Rows of a statement that is not asked again, so it is not kept. Throws what SQLite says of it, and refuses one that
   * would write.
   */
  *iterateOnce<Row extends readonly unknown[]>(
    sql: string,
    parameters: Readonly<Record<string, unknown>>,
  ): IterableIterator<Row> {
    const statement = this.#db.prepare<[Readonly<Record<string, unknown>>], Row>(sql);
    if (!statement.readonly) throw ReadOnlyGeneration(this.file);
    yield* statement.raw(true).iterate(parameters);
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

  /**
   * Folds the log into the file. Only TRUNCATE shrinks a file, and only the log. Throws STORE_DAMAGED when the log is not
   * what was written, FENCED when another process owns the workspace, and what the disk says; nothing is lost then.
   */
  checkpoint(mode: CheckpointMode): CheckpointReport {
    if (this.#fence) assertOwned(this.#fence);
    const { log, checkpointed } = this.#checkpoint('NOOP');
    if (log > checkpointed) this.live.beginCheckpoint(log);
    let isComplete = false;
    try {
      const report = { ...this.#checkpoint(mode), mode, time: new Date().toISOString() };
      isComplete = report.busy === 0 && report.checkpointed === report.log;
      return report;
    } finally {
      this.live.endCheckpoint(isComplete);
    }
  }

  /** Copies the rows of now into `file`, page by page. Throws STORE_BUSY when the log can't be folded in. */
  copyTo(file: string): void {
    const { busy, log, checkpointed } = this.checkpoint('TRUNCATE');
    if (busy !== 0 || log !== checkpointed) throw GenerationBusy(this.file);
    this.live.copyTo(file);
  }

  #checkpoint(mode: CheckpointMode | 'NOOP'): Pick<CheckpointReport, 'busy' | 'log' | 'checkpointed'> {
    type Row = Partial<Pick<CheckpointReport, 'busy' | 'log' | 'checkpointed'>>;
    const [row] = this.#db.pragma(`wal_checkpoint(${mode})`) as Row[];
    return {
      busy: row?.busy ?? 1,
      log: Math.max(0, row?.log ?? 0),
      checkpointed: Math.max(0, row?.checkpointed ?? 0),
    };
  }

  /** SQLite's own verdict, 'ok' or what is wrong: `quick` skips the comparison of tables with their indexes. */
  verify(check: 'quick' | 'integrity'): string {
    const verdict = String(this.#db.pragma(`${check}_check(1)`, { simple: true }));
    return verdict.replace('*** in database main ***', '').replaceAll(/\s+/g, ' ').trim();
  }

  /** Folds the log in, so that SQLite finds nothing left to do, and closes the file. */
  close(): void {
    this.#statements.clear();
    this.#derived.clear();
    try {
      if (this.#db.open && !this.live.isHarmed) this.checkpoint('PASSIVE');
    } catch {
      // The page sums then tell the next opening that the file is not as it should be.
    } finally {
      closeBoth(this.#db, this.live);
    }
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
 * made and any other opener is refused with SQLITE_BUSY. Checks the file as asked before anything of it is mapped, then
 * claims it. Throws STORE_BUSY, STORE_DAMAGED, STORE_SCHEMA, STORE_SCHEMA_NEWER or FENCED.
 */
export function openGeneration(file: string, { mmapBytes, check = 'none', fence }: OpenOptions): Generation {
  let live: LiveFile | undefined;
  let db: Database.Database | undefined;
  try {
    live = openLiveFile(file);
    // A lock held by another process will not go away by waiting: no busy timeout.
    db = new Database(file, { fileMustExist: true, timeout: 0 });
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    // A file that turns out to be shorter than it says must be an error here, not a fault in a mapped page.
    db.pragma('mmap_size = 0');
    // Done by `checkpoint` and its callers, who keep the page sums in step.
    db.pragma('wal_autocheckpoint = 0');
    db.pragma(`journal_size_limit = ${WAL_LIMIT_BYTES}`);
    db.pragma('trusted_schema = OFF');
    db.pragma('temp_store = MEMORY');
    verifyPages(live, db);
    refuseForeign(db, file);
    const generation = new Generation(live, db, fence);
    const verdict = check === 'none' ? 'ok' : generation.verify(check);
    if (verdict !== 'ok') throw GenerationDamaged(file, verdict);
    if (fence) claimDatabase(db, fence);
    live.rememberLog();
    generation.setMmapBytes(mmapBytes);
    return generation;
  } catch (cause) {
    try {
      throw explainFailure(cause, file, live);
    } finally {
      if (live) closeBoth(db, live);
    }
  }
}

function explainFailure(cause: unknown, file: string, live: LiveFile | undefined): unknown {
  const code = cause instanceof Database.SqliteError ? cause.code : '';
  if (code.startsWith('SQLITE_BUSY')) return GenerationBusy.from(cause, file);
  if (isDamageCode(code)) return GenerationDamaged.from(cause, file, messageOf(cause));
  if (code !== 'SQLITE_ERROR') return explainOpenFailure(cause, file);
  // SQLite has words of its own for some broken headers, such as a format that it does not know.
  try {
    live?.loadSums();
    live?.verifyAtOpen();
    return cause;
  } catch (damage) {
    return damage;
  }
}

function openLiveFile(file: string): LiveFile {
  try {
    return new LiveFile(file);
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw GenerationUnreadable.from(cause, file, messageOf(cause));
  }
}

/** In this order: SQLite's locks end with the first descriptor that is closed. */
function closeBoth(db: Database.Database | undefined, live: LiveFile): void {
  try {
    db?.close();
  } finally {
    live.close();
  }
}

/** Whether SQLite's result code says that a file is broken; being busy, full or unreadable is something else. */
export function isDamageCode(code: string): boolean {
  return /^SQLITE_(?:CORRUPT|NOTADB|IOERR_SHORT_READ|IOERR_DATA)/.test(code);
}

/** A schema number is only believed of a file whose pages are right, or of one that has no sums of our kind. */
function verifyPages(live: LiveFile, db: Database.Database): void {
  try {
    live.loadSums();
  } catch (error) {
    refuseForeign(db, live.file);
    throw error;
  }
  live.verifyAtOpen();
}

function refuseForeign(db: Database.Database, file: string): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  const application = Number(db.pragma('application_id', { simple: true }));
  if (application !== APPLICATION_ID) throw GenerationDamaged(file, 'not a code index');
  if (version > SCHEMA_VERSION) throw GenerationNewer(file, version, SCHEMA_VERSION);
  if (version < SCHEMA_VERSION) throw GenerationForeign(file, version, SCHEMA_VERSION);
}
