// DuckDB, as far as it is used here. Its package is not there when this is built: what is asked of it is written down.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../errors.ts';
import { loadEngine } from './engines.ts';
import { EngineFailed } from './errors.ts';
import type { ColumnType } from './tables.ts';

/** A type of DuckDB. */
interface Type {
  readonly typeId: number;
}

interface Chunk {
  setColumns(columns: readonly (readonly unknown[])[]): void;
}

interface Appender {
  appendDataChunk(chunk: Chunk): void;
  closeSync(): void;
}

interface Reader {
  columnNames(): string[];
  getRowsJson(): unknown[][];
}

interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<Reader>;
  createAppender(table: string): Promise<Appender>;
  interrupt(): void;
  closeSync(): void;
}

interface Instance {
  connect(): Promise<Connection>;
  closeSync(): void;
}

/** What its package exports. */
interface DuckDbModule {
  readonly DuckDBInstance: {
    create(path: string, options: Readonly<Record<string, string>>): Promise<Instance>;
  };
  readonly DuckDBDataChunk: { create(types: readonly Type[], rows: number): Chunk };
  readonly VARCHAR: Type;
  readonly UBIGINT: Type;
  readonly UINTEGER: Type;
  readonly UTINYINT: Type;
}

const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'VARCHAR',
  u64: 'UBIGINT',
  u32: 'UINTEGER',
  u8: 'UTINYINT',
};

/** Rows that are handed over at once; no chunk holds more. */
const CHUNK_ROWS = 2048;
const MEMORY = '1GB';
/** A statement that runs is given up this often while its database is closed. */
const GIVE_UP_INTERVAL_MS = 20;

/** A database in memory, with a temporary folder that goes with it. */
export class DuckDb {
  /** For what does not fit into memory, and for files of whoever uses the database. */
  readonly scratch: string;
  readonly #module: DuckDbModule;
  readonly #instance: Instance;
  readonly #connection: Connection;
  /** What was asked and has not ended. */
  readonly #running = new Set<Promise<unknown>>();

  private constructor(module: DuckDbModule, instance: Instance, connection: Connection, scratch: string) {
    this.scratch = scratch;
    this.#module = module;
    this.#instance = instance;
    this.#connection = connection;
  }

  /** Nothing is fetched or loaded that is not in the package. */
  static async open(): Promise<DuckDb> {
    const module = loadEngine('@duckdb/node-api') as DuckDbModule;
    const scratch = mkdtempSync(join(tmpdir(), 'codebase-memory-fleet-'));
    try {
      const instance = await module.DuckDBInstance.create(':memory:', {
        memory_limit: MEMORY,
        temp_directory: scratch,
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
      });
      const connection = await instance.connect();
      // One question reads the same files several times.
      await connection.run('SET parquet_metadata_cache = true');
      return new DuckDb(module, instance, connection, scratch);
    } catch (error) {
      rmSync(scratch, { recursive: true, force: true });
      throw error;
    }
  }

  /** Rejects with what DuckDB says. */
  async run(sql: string): Promise<void> {
    await this.#told(this.#connection.run(sql));
  }

  /** Rows of a query; numbers of 64 bits are texts. */
  async rows(sql: string): Promise<unknown[][]> {
    return (await this.#told(this.#connection.runAndReadAll(sql))).getRowsJson();
  }

  /** Makes a table of columns, all of one length. */
  async fill(table: string, columns: readonly TableColumn[]): Promise<void> {
    await this.run(
      `CREATE TABLE ${table} (${columns.map(({ name, type }) => `${name} ${SQL_TYPES[type]}`).join(', ')})`,
    );
    const appender = await this.#told(this.#connection.createAppender(table));
    const types = columns.map(({ type }) => this.#module[SQL_TYPES[type] as 'VARCHAR']);
    const rows = columns[0]?.cells.length ?? 0;
    for (let at = 0; at < rows; at += CHUNK_ROWS) {
      const end = Math.min(rows, at + CHUNK_ROWS);
      const chunk = this.#module.DuckDBDataChunk.create(types, end - at);
      chunk.setColumns(columns.map(({ cells }) => cells.slice(at, end)));
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }

  interrupt(): void {
    this.#connection.interrupt();
  }

  /**
   * Gives up what still runs, as when the half of some work has failed, and waits for its end: a statement whose connection
   * is closed under it never ends, and the process waits for its thread. A statement that has not begun on its thread does
   * not notice that it was given up, so it is told again.
   */
  async close(): Promise<void> {
    const again = setInterval(() => this.#connection.interrupt(), GIVE_UP_INTERVAL_MS);
    await Promise.allSettled(this.#running);
    clearInterval(again);
    this.#connection.closeSync();
    this.#instance.closeSync();
    rmSync(this.scratch, { recursive: true, force: true });
  }

  async #told<Result>(asked: Promise<Result>): Promise<Result> {
    this.#running.add(asked);
    try {
      return await asked;
    } catch (error) {
      throw EngineFailed.from(error, 'DuckDB', messageOf(error).split('\n')[0] ?? '');
    } finally {
      this.#running.delete(asked);
    }
  }
}

export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly cells: readonly unknown[];
}

/** A text as SQL of all engines writes it. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
