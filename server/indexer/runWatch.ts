// Ends an index run that takes out of all proportion, in CPU time: on a busy machine, or one that slept, a run may last.

import { defineError } from '../errors.ts';

/** A run was ended. */
export const RunTooLong = defineError(
  'RUN_TOO_LONG',
  (seconds: number, path: string) =>
    `indexing was ended after ${seconds} s of CPU time${path === '' ? '' : `, at work on ${path}`}. ` +
    `Leave ${path === '' ? 'the largest files' : 'that file'} out with codebaseMemory.index.exclude or a .cbmignore file, and index again`,
);

/** Ten times what runs take that were measured: 1 s for a megabyte, and the start of the threads. */
const LEAST_MS = 120_000;
const MS_PER_MB = 10_000;
const LOOK_EVERY_MS = 1000;

/** What may be used, how it is counted, and how often it is looked at. */
export interface RunWatchOptions {
  readonly leastMs?: number | undefined;
  readonly usedMs?: () => number;
  readonly everyMs?: number;
}

/** Looks after one run. */
export class RunWatch {
  readonly #usedMs: () => number;
  readonly #startedMs: number;
  readonly #timer: NodeJS.Timeout;
  #bytes = 0;

  /** Calls `onSpent` with the seconds that were used when they are too many: `leastMs`, and more for a large tree. */
  constructor(
    onSpent: (seconds: number) => void,
    { leastMs = LEAST_MS, usedMs = processCpuMs, everyMs = LOOK_EVERY_MS }: RunWatchOptions = {},
  ) {
    this.#usedMs = usedMs;
    this.#startedMs = usedMs();
    this.#timer = setInterval(() => {
      const used = this.#usedMs() - this.#startedMs;
      if (used <= leastMs + (this.#bytes / 2 ** 20) * MS_PER_MB) return;
      this.end();
      onSpent(Math.round(used / 1000));
    }, everyMs);
    this.#timer.unref();
  }

  /** The run has turned out to be over so many bytes of sources. */
  noteSize(bytes: number): void {
    this.#bytes = Math.max(this.#bytes, bytes);
  }

  end(): void {
    clearInterval(this.#timer);
  }
}

/** Of all threads: a run has several. */
function processCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
