const BUCKETS = 60_000;

/** Times by the millisecond, in the same memory for an hour as for a minute. */
export class LatencyHistogram {
  readonly #counts = new Uint32Array(BUCKETS);
  #total = 0;

  add(ms: number): void {
    const bucket = Math.min(BUCKETS - 1, Math.ceil(ms));
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#total += 1;
  }

  /** The whole milliseconds within which `share` (0–1) of the times lie; 0 without times. */
  percentile(share: number): number {
    let seen = 0;
    for (const [ms, count] of this.#counts.entries()) {
      seen += count;
      if (seen > 0 && seen >= this.#total * share) return ms;
    }
    return 0;
  }
}
