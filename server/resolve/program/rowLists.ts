import type { ProgramTable } from './program.ts';

/** The rows of a table by one of its columns, in their order. */
export class RowLists<Id extends number> {
  /** Number → its first row and 1, 0 for none; row → the next one of the same number likewise. */
  readonly #first: Int32Array;
  readonly #next: Int32Array;

  /** `column` holds numbers from 0 to before `numbers`. */
  constructor({ ints, width, rows }: ProgramTable, column: number, numbers: number) {
    this.#first = new Int32Array(numbers);
    this.#next = new Int32Array(rows);
    for (let row = rows - 1; row >= 0; row--) {
      const number = ints[row * width + column]!;
      this.#next[row] = this.#first[number]!;
      this.#first[number] = row + 1;
    }
  }

  has(number: Id): boolean {
    return this.#first[number]! > 0;
  }

  of(number: Id): number[] {
    const rows: number[] = [];
    for (let at = this.#first[number] ?? 0; at > 0; at = this.#next[at - 1]!) rows.push(at - 1);
    return rows;
  }
}
