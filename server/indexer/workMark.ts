// Which file an index run is at work on, written where the main thread can read it while the run's threads are busy.

/** Longer paths are cut. */
const MOST_BYTES = 1024;
const LENGTH_BYTES = 4;

/** A place for a path in memory that threads share. */
export class WorkMark {
  readonly buffer: SharedArrayBuffer;
  readonly #length: Int32Array;
  readonly #bytes: Uint8Array;
  /** Encoding into shared memory is not allowed everywhere. */
  readonly #own = new Uint8Array(MOST_BYTES);
  readonly #encoder = new TextEncoder();

  constructor(buffer = new SharedArrayBuffer(LENGTH_BYTES + MOST_BYTES)) {
    this.buffer = buffer;
    this.#length = new Int32Array(buffer, 0, 1);
    this.#bytes = new Uint8Array(buffer, LENGTH_BYTES);
  }

  /** Work on `path` begins. */
  set(path: string): void {
    const { written } = this.#encoder.encodeInto(path, this.#own);
    this.#bytes.set(this.#own.subarray(0, written));
    Atomics.store(this.#length, 0, written);
  }

  /** The path that was set last, '' for none. */
  get path(): string {
    return new TextDecoder().decode(this.#bytes.slice(0, Atomics.load(this.#length, 0)));
  }
}
