/** A check younger than this is not repeated for a query; after a quick one it is sooner, as COST_SHARE allows. */
const INTERVAL_MS = 2000;
const SHORTEST_INTERVAL_MS = 100;
/** Checks may take this share of the time between them. */
const COST_SHARE = 0.05;
/** After a failed index run, queries do not start another one for this long. */
const RETRY_AFTER_FAILURE_MS = 30_000;

/** How often the tree is looked at, so that looking costs a small share of the time, and a failed run is tried again. */
export class CheckPace {
  #nextAt = Number.NEGATIVE_INFINITY;
  #failedAt = Number.NEGATIVE_INFINITY;

  get isDue(): boolean {
    return performance.now() >= this.#nextAt;
  }

  get mayRetry(): boolean {
    return performance.now() - this.#failedAt > RETRY_AFTER_FAILURE_MS;
  }

  /** The next question is preceded by a check, however recent the last one was. */
  makeDue(): void {
    this.#nextAt = Number.NEGATIVE_INFINITY;
  }

  /** A check that began at `startedAt`, by performance.now(), has ended. */
  noteCheck(startedAt: number): void {
    const now = performance.now();
    const pause = Math.max((now - startedAt) / COST_SHARE, SHORTEST_INTERVAL_MS);
    this.#nextAt = now + Math.min(pause, INTERVAL_MS);
  }

  noteFailedCheck(): void {
    this.#nextAt = performance.now() + INTERVAL_MS;
  }

  noteFailedRun(): void {
    this.#failedAt = performance.now();
  }
}
