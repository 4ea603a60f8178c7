import { within } from './within.ts';

/** A change waits this long for readings that began before it. */
const PATIENCE_MS = 5000;

/** Lets what reads the graph in several questions finish before the rows change under it. */
export class Hold {
  readonly #readings = new Set<Promise<void>>();

  /** Runs `read`; changes that begin meanwhile wait for it, though not for ever. */
  async during<Result>(read: () => Promise<Result>): Promise<Result> {
    const over = Promise.withResolvers<void>();
    this.#readings.add(over.promise);
    try {
      return await read();
    } finally {
      this.#readings.delete(over.promise);
      over.resolve();
    }
  }

  /** To be awaited before the rows change. Readings that begin later are not waited for. */
  async wait(): Promise<void> {
    if (this.#readings.size === 0) return;
    const over = Promise.all(this.#readings).then(() => {});
    await within(PATIENCE_MS, over);
  }
}
