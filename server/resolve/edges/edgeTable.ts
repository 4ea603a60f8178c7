// Collects edges and unresolved sites while a program is resolved, and hands them out sorted, without duplicates.

import { plainName } from '../../facts/expressions.ts';
import { IntTable } from '../../facts/tables.ts';
import type { GraphEdges, GraphUnresolved } from '../../graph.ts';
import { REASONS, TIERS } from '../../protocol/graph.ts';
import { externalOfTarget } from '../program/index.ts';
import type { NameId, SymbolId, TargetId } from '../program/index.ts';

const REASON_MASK = 31;
/** Reason → a number by which the most trusted sorts first. */
const RANK_OF_REASON = Uint8Array.from(
  REASONS,
  ({ tier }, reason) => TIERS.indexOf(tier) * (REASON_MASK + 1) + reason,
);

/** Edges by program symbol; targets below zero are externals. */
export class EdgeTable {
  // The last column is empty: sortRows looks at those before it.
  private readonly table = new IntTable(7, 4096);
  private readonly externals = new Set<number>();

  add(source: number, kind: number, target: TargetId, reason: number, line: number, siteName: number): void {
    if (source < 0) return;
    if (target < 0) this.externals.add(externalOfTarget(target));
    this.table.add(source, kind, target, line, siteName, RANK_OF_REASON[reason]);
  }

  /** Numbers of the externals that some edge reaches. */
  externalTargets(): ReadonlySet<number> {
    return this.externals;
  }

  /**
   * The edges between nodes, sorted by (source, kind, target, line, site name); of several edges that differ only in their
   * reason the most trusted stays. `nameOf` is the name of a target as it was added; a site name equal to it is dropped.
   */
  finish(
    sourceOf: (symbol: SymbolId) => number,
    targetOf: (target: TargetId) => number,
    nameOf: (target: TargetId) => string,
    strings: readonly string[],
  ): GraphEdges {
    const { ints, rows, width } = this.table;
    for (let at = 0; at < rows * width; at += width) {
      const written = ints[at + 4]!;
      if (written <= 0 || isCalled(nameOf(ints[at + 2]! as TargetId), strings[written]!)) ints[at + 4] = 0;
      ints[at] = sourceOf(ints[at]! as SymbolId);
      ints[at + 2] = targetOf(ints[at + 2]! as TargetId);
    }
    const order = sortRows(ints, rows, width);
    const source = new Int32Array(rows);
    const target = new Int32Array(rows);
    const kind = new Uint8Array(rows);
    const reason = new Uint8Array(rows);
    const line = new Int32Array(rows);
    const siteName = new Int32Array(rows);
    let count = 0;
    let previous = -1;
    for (const at of order) {
      if (previous >= 0 && isSameSite(ints, at, previous, 5)) continue;
      previous = at;
      source[count] = ints[at]!;
      kind[count] = ints[at + 1]!;
      target[count] = ints[at + 2]!;
      line[count] = ints[at + 3]!;
      reason[count] = ints[at + 5]! & REASON_MASK;
      siteName[count] = ints[at + 4]!;
      count++;
    }
    return {
      count,
      source: source.subarray(0, count),
      target: target.subarray(0, count),
      kind: kind.subarray(0, count),
      reason: reason.subarray(0, count),
      line: line.subarray(0, count),
      siteName: siteName.subarray(0, count),
    };
  }
}

/** Whether a target is called as it is written at a site, type parameters aside. */
function isCalled(name: string, written: string): boolean {
  return name === written || (written.includes('`') && plainName(name) === plainName(written));
}

/** Offsets of all rows, sorted by their columns from left to right; the first column is grouped by counting. */
function sortRows(ints: Int32Array, rows: number, width: number): Int32Array {
  let highest = 0;
  for (let at = 0; at < rows * width; at += width) highest = Math.max(highest, ints[at]!);
  const first = new Int32Array(highest + 2);
  for (let at = 0; at < rows * width; at += width) first[ints[at]! + 1]!++;
  for (let group = 0; group <= highest; group++) first[group + 1]! += first[group]!;
  const next = first.slice();
  const order = new Int32Array(rows);
  for (let at = 0; at < rows * width; at += width) order[next[ints[at]!]!++] = at;
  const compare = (a: number, b: number) => {
    for (let column = 1; column < width - 1; column++) {
      const difference = ints[a + column]! - ints[b + column]!;
      if (difference !== 0) return difference;
    }
    return a - b;
  };
  for (let group = 0; group <= highest; group++) sortGroup(order, first[group]!, first[group + 1]!, compare);
  return order;
}

/** Sorts a part of `order`; most groups are a handful of rows. */
function sortGroup(
  order: Int32Array,
  from: number,
  to: number,
  compare: (a: number, b: number) => number,
): void {
  if (to - from > 32) {
    order.subarray(from, to).sort(compare);
    return;
  }
  for (let place = from + 1; place < to; place++) {
    const row = order[place]!;
    let hole = place;
    while (hole > from && compare(order[hole - 1]!, row) > 0) {
      order[hole] = order[hole - 1]!;
      hole--;
    }
    order[hole] = row;
  }
}

/** Whether two rows agree in their first `columns`. */
function isSameSite(ints: Int32Array, a: number, b: number, columns: number): boolean {
  for (let column = 0; column < columns; column++) if (ints[a + column] !== ints[b + column]) return false;
  return true;
}

/** Call sites of which only the name is known. */
export class UnresolvedTable {
  // The last column is empty: sortRows looks at those before it.
  private readonly table = new IntTable(5, 4096);

  add(source: number, name: NameId, line: number, isLocal: boolean): void {
    if (source >= 0) this.table.add(source, name, line, Number(isLocal));
  }

  /** The sites sorted by (source, name, line), without duplicates: what can be a symbol stays, rather than a local name. */
  finish(sourceOf: (symbol: SymbolId) => number): GraphUnresolved {
    const { ints, rows, width } = this.table;
    for (let at = 0; at < rows * width; at += width) ints[at] = sourceOf(ints[at]! as SymbolId);
    const order = sortRows(ints, rows, width);
    const source = new Int32Array(rows);
    const name = new Int32Array(rows);
    const line = new Int32Array(rows);
    const isLocal = new Uint8Array(rows);
    let count = 0;
    let previous = -1;
    for (const at of order) {
      if (previous >= 0 && isSameSite(ints, at, previous, 3)) continue;
      previous = at;
      source[count] = ints[at]!;
      name[count] = ints[at + 1]!;
      line[count] = ints[at + 2]!;
      isLocal[count++] = ints[at + 3]!;
    }
    return {
      count,
      source: source.subarray(0, count),
      name: name.subarray(0, count),
      line: line.subarray(0, count),
      isLocal: isLocal.subarray(0, count),
    };
  }
}
