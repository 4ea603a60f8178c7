// Counts what resolving does, and ends it where a file would take out of all proportion. A count is the same on every
// machine and at every load, which time is not: what is given up does not depend on who else was at work.

/** Thrown where the steps are used up: those of one look-up, or those of the file. */
export class StepsSpent extends Error {
  readonly isLookup: boolean;
  constructor(isLookup: boolean) {
    super(isLookup ? 'the steps of a look-up are used up' : 'the steps of a file are used up');
    this.isLookup = isLookup;
  }
}

/** What may be spent; smaller numbers are for tests. */
export interface StepLimits {
  /** For one kind of edge of a file at least, and for each expression and symbol that the file has. */
  readonly least: number;
  readonly perRow: number;
  /** For following a single name. */
  readonly lookup: number;
}

/**
 * Measured on Django, effect, rxjs, the tools of Go, the headers of Linux and sqlite3.c: files take about one step for a row,
 * small ones up to 30; the most that one file took were 64,946 (sqlite3.c).
 */
export const STEP_LIMITS: StepLimits = { least: 100_000, perRow: 50, lookup: 50_000 };

/** Counts steps: an expression that is evaluated, a binding or module that is looked at. */
export class Steps {
  /** What was done for the files whose edges were asked for, each from nothing. */
  own = 0;
  /** What was done once for all files. */
  shared = 0;
  readonly #limits: StepLimits;
  /** At which count of `own` the file has to end, the look-up, and whichever comes first. */
  #fileEnd = Number.POSITIVE_INFINITY;
  #lookupEnd = Number.POSITIVE_INFINITY;
  #end = Number.POSITIVE_INFINITY;

  constructor(limits: StepLimits = STEP_LIMITS) {
    this.#limits = limits;
  }

  /** Counts from now on against what a file of so many rows may take. */
  begin(rows: number): void {
    this.#fileEnd = this.own + this.#limits.least + rows * this.#limits.perRow;
    this.#lookupEnd = Number.POSITIVE_INFINITY;
    this.#end = this.#fileEnd;
  }

  /** Counts from now on against what one look-up may take, too. */
  beginLookup(): void {
    this.#lookupEnd = this.own + this.#limits.lookup;
    this.#end = Math.min(this.#fileEnd, this.#lookupEnd);
  }

  /** Counts without a limit from now on. */
  end(): void {
    this.#end = Number.POSITIVE_INFINITY;
  }

  take(count = 1): void {
    this.own += count;
    if (this.own > this.#end) throw new StepsSpent(this.own <= this.#fileEnd);
  }

  share(count = 1): void {
    this.shared += count;
  }
}
