// What a trace or a profile says: functions that ran, and which of them called which. Knows neither the index nor files.

/** A function that ran, as the tool that recorded it names it. */
export interface Frame {
  /** As it was recorded; '' where it had none. */
  readonly name: string;
  /** A path or an address; '' when it is not known. */
  readonly file: string;
  /** 1-based; 0 when it is not known. */
  readonly line: number;
}

/**
 * How a pair was seen. `call`: one was called by the other. `sample`: a profiler found one on the stack right above the other;
 * the count is of samples. `span`: one ran within the other, with calls in between perhaps.
 */
export type EvidenceKind = 'call' | 'sample' | 'span';

/** That one function ran another, so many times. */
export interface CallPair {
  readonly caller: Frame;
  readonly callee: Frame;
  readonly count: number;
  readonly kind: EvidenceKind;
}

/** Adds pairs up that are of the same frames. */
export class PairCounter {
  readonly #pairs = new Map<string, CallPair>();

  add(caller: Frame, callee: Frame, count: number, kind: EvidenceKind): void {
    if (!(count > 0)) return;
    const key = JSON.stringify([kind, caller, callee]);
    const before = this.#pairs.get(key)?.count ?? 0;
    this.#pairs.set(key, { caller, callee, count: before + count, kind });
  }

  list(): CallPair[] {
    return [...this.#pairs.values()];
  }
}
