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

  /** What is to become of a thread that has answered, when `threads` are at work. */
  advise(threads: number): Advice {
    this.#batchesSinceReplaced++;
    if (this.#limitBytes === 0) return 'go on';
    const isFresh = this.#batchesSinceReplaced <= FRESH_BATCHES;
    if (this.#usedBytes() <= this.#limitBytes) {
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
