// In which order the files of a run are parsed: what somebody has open, then what was changed last, then the rest by path.
// The order decides what can be asked about first, never what comes out.

import type { SourceFile } from '../discover/discovery.ts';

/** So many of the files that were changed last come before the others. */
const RECENT_FILES = 256;
/** The first batch is small, so that something is known soon; each of the next holds twice as much, up to the limits. */
const FIRST_BATCH_BYTES = 32 * 1024;
/** A batch is closed when it holds this many source bytes or files: small enough to balance, large enough to be cheap. */
const BATCH_BYTES = 384 * 1024;
const BATCH_FILES = 128;
/** A file of this size has a batch of its own: while it is parsed, its tree takes some thirty times as much memory. */
const LARGE_FILE_BYTES = 2 * 1024 * 1024;

export function isLarge({ sizeBytes }: SourceFile): boolean {
  return sizeBytes > LARGE_FILE_BYTES;
}

/** `files`, which are in path order, with those that were changed last before the others. */
export function sortByUse(files: readonly SourceFile[]): SourceFile[] {
  const recent = files.toSorted((a, b) => b.mtimeMs - a.mtimeMs).slice(0, RECENT_FILES);
  return [...new Set([...recent, ...files])];
}

/** Files that wait to be parsed, given out in batches. */
export class ParseQueue {
  readonly #waiting: Map<string, SourceFile>;
  readonly #preferred: ReadonlySet<string>;
  #batchBytes = FIRST_BATCH_BYTES;

  /** `preferred` may grow meanwhile: those of the files that it names come first. */
  constructor(files: readonly SourceFile[], preferred: ReadonlySet<string>) {
    this.#waiting = new Map(files.map((file) => [file.path, file]));
    this.#preferred = preferred;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** The next batch, of about `maxBytes` at most; empty when all files were given out, or only large ones are left. */
  take(maxBytes = BATCH_BYTES, takesLarge = true): SourceFile[] {
    const batch: SourceFile[] = [];
    let bytes = 0;
    const limit = Math.min(this.#batchBytes, maxBytes);
    const isFull = () => bytes >= limit || batch.length >= BATCH_FILES;
    const add = (file: SourceFile) => {
      if (isLarge(file) && (!takesLarge || batch.length > 0)) return;
      this.#waiting.delete(file.path);
      batch.push(file);
      bytes += file.sizeBytes;
    };
    for (const path of this.#preferred) {
      const file = this.#waiting.get(path);
      if (file) add(file);
      if (isFull()) break;
    }
    for (const file of this.#waiting.values()) {
      if (isFull()) break;
      add(file);
    }
    this.#batchBytes = Math.min(2 * this.#batchBytes, BATCH_BYTES);
    return batch;
  }
}
