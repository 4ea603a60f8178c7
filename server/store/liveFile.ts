// Notices that another program has laid hands on the live database: a raw truncation, a rewrite, a rename over it, a
// deletion. Locks stop every SQLite program but none of these. Compares stat with what the last write of our own left
// behind; opens nothing. Does not know what follows from it.

import { statSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { findFileSystem } from '../ownership/fileSystem.ts';

/** Watches one database and its log. */
export class LiveFile {
  readonly file: string;
  readonly #hasReliableTimes: boolean;
  #database: BigIntStats | undefined;
  #log: BigIntStats | undefined;

  constructor(file: string) {
    this.file = file;
    // Remote file systems and Windows bring the time of a write up to date when they please.
    this.#hasReliableTimes = process.platform !== 'win32' && !findFileSystem(file).isRemote;
    this.remember();
  }

  /** To be called after every write of our own, before anything else happens in this thread. */
  remember(): void {
    this.#database = look(this.file);
    this.#log = look(`${this.file}-wal`);
  }

  /** Bytes of the database and of its log, as last remembered. */
  sizes(): { bytes: number; walBytes: number } {
    return { bytes: Number(this.#database?.size ?? 0), walBytes: Number(this.#log?.size ?? 0) };
  }

  /** What somebody else has done to the files, undefined when nothing. Costs two stats. */
  findHarm(): string | undefined {
    return (
      this.#compare('the database', this.#database, look(this.file)) ??
      (this.#log && this.#compare('its log', this.#log, look(`${this.file}-wal`)))
    );
  }

  #compare(name: string, before: BigIntStats | undefined, now: BigIntStats | undefined): string | undefined {
    if (!before) return undefined;
    if (!now) return `another program deleted ${name}`;
    if (now.ino !== before.ino || now.dev !== before.dev) return `another program replaced ${name}`;
    if (now.size < before.size) return `another program truncated ${name}`;
    const isWritten = now.size !== before.size || (this.#hasReliableTimes && now.mtimeNs !== before.mtimeNs);
    return isWritten ? `another program wrote to ${name}` : undefined;
  }
}

function look(file: string): BigIntStats | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false });
}
