import { statSync } from 'node:fs';
import { REASONS, type Tier } from '../protocol/graph.ts';
import type { Generation } from './generation.ts';
import type { GenerationCounts } from './writeGeneration.ts';

/** What an open generation holds, as its writer would have counted it. */
export function countGeneration(generation: Generation): GenerationCounts {
  const count = (sql: string) => generation.values<number>(sql).get() ?? 0;
  const edgesByTier: Record<Tier, number> = { confirmed: 0, exact: 0, inferred: 0, possible: 0 };
  const edges = generation.tuples<[number, number]>('SELECT reason, count(*) FROM main.edge GROUP BY reason');
  for (const [reason, rows] of edges.all()) edgesByTier[REASONS[reason]!.tier] += rows;
  return {
    files: count('SELECT count(*) FROM file'),
    symbols: count('SELECT count(*) FROM symbol'),
    edges: edgesByTier.exact + edgesByTier.inferred,
    unresolved: count('SELECT count(*) FROM main.unresolved WHERE is_local = 0'),
    edgesByTier,
    bytes: statSync(generation.file).size,
  };
}
