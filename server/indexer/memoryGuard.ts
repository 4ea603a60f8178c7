// Keeps an index run below the memory that the user allows: first with fewer parse threads, then with a fresh one, and when
// that does not help by ending the run with words, before the system ends the process without.

import { defineError } from '../errors.ts';

/** A run had to stop at the limit. What it parsed is kept, so the next run goes on from there. */
export const MemoryLimitReached = defineError(
  'MEMORY_LIMIT',
  (files: number, totalFiles: number, limitBytes: number) =>
    `indexing stopped after ${files} of ${totalFiles} files at the memory limit of ${Math.round(limitBytes / 2 ** 20)} MB. ` +
    'Raise codebaseMemory.server.memoryLimitMb (CBM_MEMORY_LIMIT, in bytes), or leave out folders with codebaseMemory.index.exclude',
);

/** What a parse thread does when it has answered. */
export type Advice = 'go on' | 'retire' | 'replace' | 'stop';

/** A new thread gets this many batches before it is judged: it takes memory before the old one's is given back. */
const FRESH_BATCHES = 4;

/** From this share of the limit on, memory is short; from the second on it counts as used up: batches are on their way. */
const NEAR_LIMIT = 0.75;
const FULL = 0.92;
/** What a parse thread takes with its parser and a grammar, measured with the C grammar. */
const THREAD_BYTES = 150 * 1024 * 1024;

/** Advises the parse threads of one run. */
export class MemoryGuard {
  readonly #limitBytes: number;
  readonly #usedBytes: () => number;
  #batchesSinceReplaced = Number.POSITIVE_INFINITY;

  /** No limit at 0. */
  constructor(limitBytes: number, usedBytes: () => number = () => process.memoryUsage.rss()) {
    this.#limitBytes = limitBytes;
    this.#usedBytes = usedBytes;
  }

  /** Whether the limit is near. */
  get isShort(): boolean {
    return this.#limitBytes > 0 && this.#usedBytes() > this.#limitBytes * NEAR_LIMIT;
  }

  /** How many of `wanted` threads can be started now, one at least. */
  countThreads(wanted: number): number {
    if (this.#limitBytes === 0) return wanted;
    const fitting = Math.floor((this.#limitBytes * FULL - this.#usedBytes()) / THREAD_BYTES);
    return Math.max(1, Math.min(wanted, fitting));
  }

  /** Whether a further thread would stay below the limit. */
  get hasRoomForThread(): boolean {
    return !this.lacks(THREAD_BYTES);
  }

  /** Whether `bytes` more would pass the limit. */
  lacks(bytes: number): boolean {
    return this.#limitBytes > 0 && this.#usedBytes() + bytes > this.#limitBytes;
  }

  /** What is to become of a thread that has answered, when `threads` are at work. */
  advise(threads: number): Advice {
    this.#batchesSinceReplaced++;
    if (this.#limitBytes === 0) return 'go on';
    const isFresh = this.#batchesSinceReplaced <= FRESH_BATCHES;
    if (this.#usedBytes() <= this.#limitBytes * FULL) {
      if (!isFresh) this.#batchesSinceReplaced = Number.POSITIVE_INFINITY;
      return 'go on';
    }
    if (threads > 1) return 'retire';
    if (isFresh) return 'go on';
    if (this.#batchesSinceReplaced < Number.POSITIVE_INFINITY) return 'stop';
    this.#batchesSinceReplaced = 0;
    return 'replace';
  }
}

/**
 * Resolving and writing take at most this many times the bytes of the facts, measured on trees of 4,281, 18,512 and 55,508
 * files: joined columns, answers, edges, the cache of the database.
 */
const RESOLVE_FACTOR = 4;

/** Throws MEMORY_LIMIT when resolving facts of so many bytes would pass the limit. */
export function assertRoomToResolve(
  limitBytes: number,
  files: number,
  factsBytes: number,
  usedBytes: () => number = () => process.memoryUsage.rss(),
): void {
  const guard = new MemoryGuard(limitBytes, usedBytes);
  if (guard.lacks(factsBytes * RESOLVE_FACTOR)) throw MemoryLimitReached(files, files, limitBytes);
}
