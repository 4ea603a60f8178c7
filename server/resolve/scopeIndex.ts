// Finds the bindings of a name in a scope. Bindings are grouped by scope and sorted by (name, position), so a look-up is
// a scan of a few integers.

import { Column } from '../facts/tables.ts';
import type { Program } from './program.ts';

const LINEAR_LIMIT = 8;

/** Bindings by scope and name. */
export class ScopeIndex {
  /** Binding rows, grouped by scope. */
  readonly rows: Int32Array;
  /** Scope → first entry in `rows`; one entry more than there are scopes. */
  readonly first: Int32Array;
  private readonly names: Int32Array;
  /** First entry found by the last `find`, and the one after the last. */
  from = 0;
  to = 0;

  constructor(program: Program) {
    const { ints, width, rows } = program.tables.bindings;
    const scopes = program.tables.scopes.rows;
    const column = Column.bindings;
    this.first = new Int32Array(scopes + 1);
    for (let row = 0; row < rows; row++) this.first[ints[row * width + column.scope]! + 1]!++;
    for (let scope = 0; scope < scopes; scope++) this.first[scope + 1]! += this.first[scope]!;
    const next = this.first.slice(0, scopes);
    this.rows = new Int32Array(rows);
    for (let row = 0; row < rows; row++) this.rows[next[ints[row * width + column.scope]!]!++] = row;
    const nameOf = (row: number) => ints[row * width + column.name]!;
    for (let scope = 0; scope < scopes; scope++) {
      const from = this.first[scope]!;
      const to = this.first[scope + 1]!;
      // Rows of one scope come in source order; a stable sort by name keeps positions ascending.
      if (to - from > 1) sortByName(this.rows, from, to, nameOf);
    }
    this.names = this.rows.map(nameOf);
  }

  /** Finds the bindings of `name` in `scope`: entries `from`..`to` of `rows`. False when there are none. */
  find(scope: number, name: number): boolean {
    const { names } = this;
    let low = this.first[scope]!;
    const end = this.first[scope + 1]!;
    let high = end;
    while (high - low > LINEAR_LIMIT) {
      const middle = (low + high) >> 1;
      if (names[middle]! < name) low = middle + 1;
      else high = middle;
    }
    while (low < end && names[low]! < name) low++;
    if (low >= end || names[low] !== name) return false;
    this.from = low;
    let to = low + 1;
    while (to < end && names[to] === name) to++;
    this.to = to;
    return true;
  }
}

function sortByName(rows: Int32Array, from: number, to: number, nameOf: (row: number) => number): void {
  if (to - from > 24) {
    const part = rows.subarray(from, to);
    // Row numbers grow with the position, so they break ties.
    part.sort((a, b) => nameOf(a) - nameOf(b) || a - b);
    return;
  }
  for (let at = from + 1; at < to; at++) {
    const row = rows[at]!;
    const name = nameOf(row);
    let hole = at;
    while (hole > from && nameOf(rows[hole - 1]!) > name) {
      rows[hole] = rows[hole - 1]!;
      hole--;
    }
    rows[hole] = row;
  }
}
