// How much language servers are asked: how long a window rests after it asked, and how long a language is left alone that
// nobody served. Pure.

/** The share of the time of one core in which a language server is asked. */
const SHARE = 0.02;
const LEAST_PAUSE_MS = 3000;
/** For how long is asked at once. One that is silent for longer starts, or hangs: that is not work that was asked for. */
export const ASKING_MS = 1500;
/** An extension may be starting; each time that nobody serves the language it is left alone for twice as long. */
const UNSERVED_MS = 60_000;
const LONGEST_UNSERVED_MS = 960_000;
/** So often in a row somebody may be silent who has answered before. */
const READING_TIMES = 3;

/**
 * The rest after asking for so long. `loadPerCore` is how many processes want each core: with more than one, that part of the
 * time belonged to others.
 */
export function pauseAfter(askedMs: number, loadPerCore: number): number {
  const usedMs = Math.min(askedMs, ASKING_MS) / Math.max(1, loadPerCore);
  return Math.max(LEAST_PAUSE_MS, usedMs * (1 / SHARE - 1));
}

/** Languages that nobody serves, by the mark of their files. */
export class Unserved {
  readonly #served = new Set<string>();
  readonly #known = new Map<string, { readonly until: number; readonly times: number }>();

  /** Nobody served it, or somebody did. One that was served may be reading a file that was just opened. */
  note(mark: string, isServed: boolean, now: number): void {
    if (isServed) {
      this.#served.add(mark);
      this.#known.delete(mark);
      return;
    }
    const times = (this.#known.get(mark)?.times ?? 0) + 1;
    const counted = times - (this.#served.has(mark) ? READING_TIMES : 0);
    const pauseMs = counted <= 0 ? 0 : Math.min(LONGEST_UNSERVED_MS, UNSERVED_MS * 2 ** (counted - 1));
    this.#known.set(mark, { until: now + pauseMs, times });
  }

  /** Those that are left alone now. */
  list(now: number): string[] {
    return [...this.#known].flatMap(([mark, { until }]) => (until > now ? [mark] : []));
  }
}
