import type { Tier } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { countInbound, getSymbol } from './symbols.ts';
import { withInitializers } from './trace.ts';
import { edgeNumber, tierOf } from './vocabulary.ts';
import { walkEdges, type Direction } from './walk.ts';

/** One direct caller or callee. `line` is the first call site. */
export interface Neighbour {
  readonly qualified_name: string;
  readonly file: string;
  readonly line: number;
  readonly tier: Tier;
}

/** Direct callers and callees, exact and inferred: exact numbers and the most called of them. */
export interface Neighbours {
  readonly callers_total: number;
  readonly callers: readonly Neighbour[];
  readonly callees_total: number;
  readonly callees: readonly Neighbour[];
  /** Places that use it without calling it: references, types, bases. */
  readonly uses_total: number;
}

const USES = (['REFERENCES', 'USES_TYPE', 'INHERITS', 'IMPLEMENTS', 'DECORATES'] as const).map(edgeNumber);

/** The direct callers and callees of one symbol, at most `limit` of each. */
export function findNeighbours(generation: Generation, id: number, limit: number): Neighbours {
  const callers = findDirect(generation, withInitializers(generation, [id]), 'inbound', limit);
  const callees = findDirect(generation, [id], 'outbound', limit);
  return {
    callers_total: callers.total,
    callers: callers.rows,
    callees_total: callees.total,
    callees: callees.rows,
    uses_total: USES.reduce((sum, kind) => sum + countInbound(generation, id, kind), 0),
  };
}

function findDirect(
  generation: Generation,
  ids: readonly number[],
  direction: Direction,
  limit: number,
): { total: number; rows: Neighbour[] } {
  const reached = walkEdges(generation, ids, {
    direction,
    depth: 1,
    kinds: ['CALLS'],
    tiers: ['exact', 'inferred'],
  });
  const rows = reached
    .map((row) => ({ row, symbol: getSymbol(generation, row.id), callers: countInbound(generation, row.id) }))
    // A leaf of the standard library is called a lot and tells little: code of the workspace comes first.
    .sort(
      (a, b) =>
        Number(a.symbol.file === '') - Number(b.symbol.file === '') ||
        b.callers - a.callers ||
        a.row.id - b.row.id,
    )
    .slice(0, limit)
    .map(({ row, symbol }) => ({
      qualified_name: symbol.qualified_name,
      file: direction === 'inbound' ? symbol.file : getSymbol(generation, ids[0]!).file,
      line: row.lines[0] ?? 0,
      tier: tierOf(row.reason),
    }));
  return { total: reached.length, rows };
}
