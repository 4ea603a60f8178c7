// The rows of a text, and columns of them as different programs count: in UTF-8, UTF-16 or UTF-32 units.

import { PositionEncoding } from '@c4312/scip/scip_pb.js';

/** A text by rows from zero. */
export class Rows {
  readonly #rows: readonly string[];

  constructor(text: string) {
    this.#rows = text.split(/\r?\n/);
  }

  get count(): number {
    return this.#rows.length;
  }

  /** '' where there is none. */
  at(row: number): string {
    return this.#rows[row] ?? '';
  }

  /** The column in UTF-16 units; undefined for a place that the text does not have, or within a character. */
  toUtf16(row: number, column: number, encoding: PositionEncoding): number | undefined {
    const text = this.#rows[row];
    if (text === undefined || column < 0) return undefined;
    if (encoding === PositionEncoding.UTF16CodeUnitOffsetFromLineStart)
      return column <= text.length ? column : undefined;
    // Where no character is longer than a unit, all count the same.
    if (column <= text.length && !/[^\0-\x7f]/.test(text.slice(0, column))) return column;
    let units = 0;
    let at = 0;
    for (const character of text) {
      if (units >= column) break;
      units +=
        encoding === PositionEncoding.UTF32CodeUnitOffsetFromLineStart ? 1 : Buffer.byteLength(character);
      at += character.length;
    }
    return units === column ? at : undefined;
  }
}
