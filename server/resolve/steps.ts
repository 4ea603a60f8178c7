// Counts what resolving does. A count is the same on every machine and at every load, which time is not: tests hold it
// against the size of what is resolved.

/** Counts steps: an expression that is evaluated, a binding or module that is looked at. */
export class Steps {
  /** What was done for the files whose edges were asked for, each from nothing. */
  own = 0;
  /** What was done once for all files. */
  shared = 0;

  take(count = 1): void {
    this.own += count;
  }

  share(count = 1): void {
    this.shared += count;
  }
}
