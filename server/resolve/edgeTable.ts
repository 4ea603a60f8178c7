// Collects edges and unresolved sites while a program is resolved, and hands them out sorted, without duplicates.

import { IntTable } from '../facts/tables.ts';
import type { GraphEdges, GraphUnresolved } from '../graph.ts';

/** Edges by program symbol; targets below zero are externals. */
export class EdgeTable {
  private readonly table = new IntTable(6, 4096);
  private readonly externals = new Set<number>();

  add(source: number, kind: number, target: number, reason: number, line: number, siteName: number): void {
    if (source < 0) return;
    if (target < 0) this.externals.add(-1 - target);
    this.table.add(source, kind, target, line, reason, siteName);
  }

  /** Numbers of the externals that some edge reaches. */
  externalTargets(): ReadonlySet<number> {
    return this.externals;
  }

  /**
   * The edges between nodes, sorted by (source, kind, target, line, reason); of several edges that differ only in
   * their reason the first stays. `nameOf` tells which site names are worth keeping.
   */
  finish(
    sourceOf: (symbol: number) => number,
    targetOf: (target: number) => number,
    nameOf: (node: number) => number,
    strings: readonly string[],
  ): GraphEdges {
    const { ints, rows, width } = this.table;
    // Two numbers that sort as the whole key does: (source, kind, target) and (line, reason).
    const high = new Float64Array(rows);
    const low = new Int32Array(rows);
    const order = new Uint32Array(rows);
    for (let row = 0; row < rows; row++) {
      const at = row * width;
      const target = targetOf(ints[at + 2]!);
      ints[at + 2] = target;
      ints[at] = sourceOf(ints[at]!);
      high[row] = (ints[at]! * 32 + ints[at + 1]!) * 0x1000000 + target;
      low[row] = ints[at + 3]! * 64 + ints[at + 4]!;
      order[row] = row;
    }
    order.sort((a, b) => high[a]! - high[b]! || low[a]! - low[b]!);
    const source = new Int32Array(rows);
    const target = new Int32Array(rows);
    const kind = new Uint8Array(rows);
    const reason = new Uint8Array(rows);
    const line = new Int32Array(rows);
    const siteName = new Int32Array(rows);
    let count = 0;
    let previous = -1;
    for (const row of order) {
      if (previous >= 0 && high[row] === high[previous] && low[row]! >> 6 === low[previous]! >> 6) continue;
      previous = row;
      const at = row * width;
      source[count] = ints[at]!;
      kind[count] = ints[at + 1]!;
      target[count] = ints[at + 2]!;
      line[count] = ints[at + 3]!;
      reason[count] = ints[at + 4]!;
      const written = ints[at + 5]!;
      siteName[count] = written > 0 && strings[written] !== strings[nameOf(ints[at + 2]!)] ? written : 0;
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

/** Call sites of which only the name is known. */
export class UnresolvedTable {
  private readonly table = new IntTable(3, 4096);

  add(source: number, name: number, line: number): void {
    if (source >= 0) this.table.add(source, name, line);
  }

  /** The sites sorted by (source, name, line), without duplicates. */
  finish(sourceOf: (symbol: number) => number): GraphUnresolved {
    const { ints, rows } = this.table;
    const order = new Uint32Array(rows).map((_zero, row) => row);
    order.sort(
      (a, b) =>
        ints[3 * a]! - ints[3 * b]! ||
        ints[3 * a + 1]! - ints[3 * b + 1]! ||
        ints[3 * a + 2]! - ints[3 * b + 2]!,
    );
    const source = new Int32Array(rows);
    const name = new Int32Array(rows);
    const line = new Int32Array(rows);
    let count = 0;
    for (const row of order) {
      const [from, called, at] = [sourceOf(ints[3 * row]!), ints[3 * row + 1]!, ints[3 * row + 2]!];
      const isSame =
        count > 0 && source[count - 1] === from && name[count - 1] === called && line[count - 1] === at;
      if (isSame) continue;
      source[count] = from;
      name[count] = called;
      line[count++] = at;
    }
    return {
      count,
      source: source.subarray(0, count),
      name: name.subarray(0, count),
      line: line.subarray(0, count),
    };
  }
}
