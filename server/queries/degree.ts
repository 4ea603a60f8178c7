import type { Generation } from '../store/generation.ts';
import { countInbound, countOutbound } from './symbols.ts';

/** From this many symbols on, one pass over all edges is cheaper than a count for each. */
const BULK_FROM = 400;

/** A reader of degrees for about `expected` symbols: counts one by one, or all edges of the kind at once. */
export function createDegreeReader(
  generation: Generation,
  direction: 'inbound' | 'outbound',
  edge: number,
  expected: number,
): (id: number) => number {
  if (expected < BULK_FROM) {
    const count = direction === 'inbound' ? countInbound : countOutbound;
    return (id) => count(generation, id, edge);
  }
  const end = direction === 'inbound' ? 'target' : 'source';
  const all = generation.derivedOfEdges(`degree ${direction} ${edge}`, () => {
    // SQLite would sort the edges instead.
    const hint = direction === 'inbound' && !generation.isLaidOver ? 'INDEXED BY edge_target' : '';
    const rows = generation.tuples<[number, number]>(
      `SELECT ${end}, count(*) FROM edge ${hint}
       WHERE kind = ? GROUP BY ${end}`,
    );
    return new Map(rows.all(edge));
  });
  return (id) => all.get(id) ?? 0;
}
