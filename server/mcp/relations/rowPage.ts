/** The rows of one page of an answer that has several lists, one after the other. */
export class RowPage<Row> {
  readonly rows: Row[] = [];
  /** Of all lists so far, with what other pages show. */
  total = 0;
  readonly #offset: number;
  readonly #limit: number;

  constructor(offset: number, limit: number) {
    this.#offset = offset;
    this.#limit = limit;
  }

  /** Which part of a list of `length` rows that comes next is on this page. */
  rangeOf(length: number): { readonly from: number; readonly to: number } {
    const from = Math.min(length, Math.max(0, this.#offset - this.total));
    return { from, to: Math.min(length, from + this.#limit - this.rows.length) };
  }

  /** Adds a list of `length` rows, of which these are on the page. */
  add(rows: readonly Row[], length: number): void {
    this.rows.push(...rows);
    this.total += length;
  }
}
