/** Waits before the first, second, … attempt to reach a server that went away, in milliseconds; the last one repeats. */
const WAITS_MS = [0, 250, 1000, 3000, 10_000, 30_000];

/** A connection that lasted this long was a good one: the next failure is a first one again. */
const STABLE_MS = 20_000;

/** How long to wait before attempt `attempt`, counted from 0. */
export function getWaitMs(attempt: number): number {
  return WAITS_MS[Math.min(attempt, WAITS_MS.length - 1)] ?? 0;
}

/** The number of the attempt after one that brought a connection for `lastedMs`. */
export function countAttempt(attempt: number, lastedMs: number): number {
  return lastedMs >= STABLE_MS ? 0 : attempt + 1;
}
