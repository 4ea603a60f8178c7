// ClickHouse, as far as it is used here. Its package is not there when this is built: what is asked of it is written down. What
// is sent to it is what versions from 18 on take: no parameters, no settings but the usual ones.

import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { CodedError, codeOf, messageOf } from '../errors.ts';
import { loadEngine } from './engines.ts';
import { BadQuestion, EngineFailed } from './errors.ts';

const USER_VARIABLE = 'CBM_CLICKHOUSE_USER';
const PASSWORD_VARIABLE = 'CBM_CLICKHOUSE_PASSWORD';
const PATIENCE_MS = 600_000;
/** Its log would go to the terminal. */
const LOG_NOTHING = 127;
/** Codes of ClickHouse for a user that it does not know, a wrong password, and one that may not come from here. */
const REFUSED =
  /\b(?:Code: (?:192|193|194|195|516)\b|AUTHENTICATION_FAILED|REQUIRED_PASSWORD|WRONG_PASSWORD|UNKNOWN_USER)/;
const NO_TABLE = /\b(?:Code: (?:60|81)\b|UNKNOWN_TABLE|UNKNOWN_DATABASE)/;

interface Client {
  command(what: { readonly query: string }): Promise<unknown>;
  query(what: {
    readonly query: string;
    readonly format: 'JSONCompact';
    readonly abort_signal: AbortSignal;
  }): Promise<{ json(): Promise<{ readonly data: unknown[][] }> }>;
  insert(what: {
    readonly table: string;
    readonly values: Readable;
    readonly format: 'CSV';
    readonly abort_signal: AbortSignal;
  }): Promise<unknown>;
  close(): Promise<void>;
}

interface ClickHouseModule {
  readonly createClient: (options: {
    readonly url: string;
    readonly username: string;
    readonly password: string;
    readonly request_timeout: number;
    readonly compression: { readonly request: false; readonly response: false };
    readonly log: { readonly level: number };
  }) => Client;
}

/** One server. */
export class ClickHouse {
  readonly address: string;
  readonly #client: Client;
  readonly #signal: AbortSignal;

  /** `address` as in `http://host:8123`; who asks is said by the environment. Throws FLEET_NOT_INSTALLED, BAD_FLEET_QUESTION. */
  constructor(address: string, signal: AbortSignal, environment = process.env) {
    const url = URL.parse(address);
    if (!url || !/^https?:$/.test(url.protocol))
      throw BadQuestion(
        `"${address}" is no address of a ClickHouse: name one such as http://localhost:8123.`,
      );
    if (url.username !== '' || url.password !== '')
      throw BadQuestion(
        `Name user and password in ${USER_VARIABLE} and ${PASSWORD_VARIABLE}, not in an address.`,
      );
    const { createClient } = loadEngine('@clickhouse/client') as ClickHouseModule;
    this.address = url.origin;
    this.#signal = signal;
    this.#client = createClient({
      url: url.origin,
      username: environment[USER_VARIABLE] ?? 'default',
      password: environment[PASSWORD_VARIABLE] ?? '',
      request_timeout: PATIENCE_MS,
      compression: { request: false, response: false },
      log: { level: LOG_NOTHING },
    });
  }

  async run(sql: string): Promise<void> {
    await this.#told(this.#client.command({ query: sql }));
  }

  /** Rows of a query; numbers of 64 bits are texts. */
  async rows(sql: string): Promise<unknown[][]> {
    const asked = this.#client.query({ query: sql, format: 'JSONCompact', abort_signal: this.#signal });
    return (await this.#told(asked.then((result) => result.json()))).data;
  }

  /** Adds the rows of a file with comma-separated values. */
  async insertFile(table: string, file: string): Promise<void> {
    const values = createReadStream(file, { highWaterMark: 1024 * 1024 });
    await this.#told(this.#client.insert({ table, values, format: 'CSV', abort_signal: this.#signal }));
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #told<Result>(asked: Promise<Result>): Promise<Result> {
    try {
      return await asked;
    } catch (error) {
      if (error instanceof CodedError) throw error;
      throw EngineFailed.from(error, 'ClickHouse', `${this.address} ${describe(error)}`);
    }
  }
}

/** A text as ClickHouse writes it. */
export function quoteForClickHouse(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function describe(error: unknown): string {
  const said = messageOf(error).split('\n')[0]!.trim();
  const code = codeOf(error);
  if (/^(?:ECONN|EHOST|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE)/.test(code) || /socket hang up|ECONN/.test(said))
    return `can't be reached, or ended while it was asked (${code || said}). Start it, or name another address; a load that did not end is not visible and can be repeated`;
  if (REFUSED.test(`Code: ${code} ${said}`))
    return `does not let this user in. Set ${USER_VARIABLE} and ${PASSWORD_VARIABLE}`;
  if (NO_TABLE.test(`Code: ${code} ${said}`))
    return 'has no data of a fleet. Load some with `codebase-memory fleet load`';
  return `says: ${said}`;
}
