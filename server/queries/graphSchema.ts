// The vocabulary of the graph with what this index has of it.

import { SymbolFlag } from '../graph.ts';
import { EDGE_KINDS, NODE_KINDS, REASONS } from '../protocol/graph.ts';
import type { EdgeKind, NodeKind, Reason, Tier } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { countIndex } from './indexStatus.ts';

/** How many edges of a kind there are for one reason. */
export interface EdgeCount {
  readonly type: EdgeKind;
  readonly tier: Tier;
  readonly reason: Reason;
  readonly count: number;
}

/** Kinds, flags and reasons with their counts; what an index has none of is counted 0. */
export interface GraphSchema {
  readonly node_labels: readonly { readonly label: NodeKind; readonly count: number }[];
  readonly edge_types: readonly { readonly type: EdgeKind; readonly count: number }[];
  readonly flags: readonly { readonly flag: string; readonly count: number }[];
  readonly reasons: readonly { readonly reason: Reason; readonly tier: Tier; readonly count: number }[];
  /** What there is, by kind, the most frequent reason first, from an offset on; and how many such rows there are. */
  readonly edges: readonly EdgeCount[];
  readonly edges_total: number;
}

/** Counted once per generation; the page of `edges` begins at `offset`. */
export function graphSchema(generation: Generation, { offset }: { offset: number }): GraphSchema {
  const { symbols_by_kind, edges_by_kind } = countIndex(generation);
  const edges = generation.derived('edge counts', countEdges);
  const perReason = Map.groupBy(edges, ({ reason }) => reason);
  return {
    node_labels: NODE_KINDS.map((label) => ({ label, count: symbols_by_kind[label] ?? 0 })),
    edge_types: EDGE_KINDS.map((type) => ({ type, count: edges_by_kind[type] ?? 0 })),
    flags: generation.derived('flag counts', countFlags),
    reasons: REASONS.map(({ name, tier }) => ({
      reason: name,
      tier,
      count: (perReason.get(name) ?? []).reduce((sum, { count }) => sum + count, 0),
    })),
    edges: edges.slice(offset),
    edges_total: edges.length,
  };
}

function countEdges(generation: Generation): EdgeCount[] {
  return generation
    .tuples<[number, number, number]>(
      'SELECT kind, reason, count(*) FROM edge WHERE deadline() GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2',
    )
    .all()
    .map(([kind, reason, count]) => {
      const { name, tier } = REASONS[reason]!;
      return { type: EDGE_KINDS[kind]!, tier, reason: name, count };
    });
}

function countFlags(generation: Generation): { flag: string; count: number }[] {
  const counts = generation
    .tuples<[number, number]>('SELECT flags, count(*) FROM symbol WHERE deadline() GROUP BY 1')
    .all();
  return Object.entries(SymbolFlag).map(([flag, bit]) => ({
    flag,
    count: counts.reduce((sum, [flags, count]) => ((flags & bit) === 0 ? sum : sum + count), 0),
  }));
}
