// The layout of one record: a node that a language has a rule for, as the walks write it. A record is named by the
// offset of its first integer in the output; parents come before children, siblings in source order.

/** Integers per record. */
export const RECORD_SIZE = 8;
/** Number of the node type in the compiled grammar. */
export const R_KIND = 0;
/** Field id by which the parent holds it, 0 for none. */
export const R_FIELD = 1;
/** First character and the one after the last, in UTF-16 units. */
export const R_START = 2;
export const R_END = 3;
/** 0-based first and last line. */
export const R_LINE = 4;
export const R_END_LINE = 5;
/** Offset of the parent record, -1 at the top. */
export const R_PARENT = 6;
/** Offset of the record after the whole subtree. */
export const R_NEXT = 7;

/** A growing output of records, reused from file to file. */
export class RecordBuffer {
  ints: Int32Array = new Int32Array(RECORD_SIZE << 15);
  /** Integers in use. */
  length = 0;

  /** Makes room for at least one more record and returns the (possibly new) array. */
  grow(): Int32Array {
    const larger = new Int32Array(this.ints.length * 2);
    larger.set(this.ints);
    this.ints = larger;
    return larger;
  }
}
