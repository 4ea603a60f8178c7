// The vocabulary of the graph as a query writes it, with what this index has of it and queries that give rows here.

import { SymbolFlag } from '../graph.ts';
import { EDGE_KINDS, NODE_KINDS, REASONS } from '../protocol/graph.ts';
import type { EdgeKind, NodeKind, Reason, Tier } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { LABELS, NODE_PROPERTY_NAMES, RELATIONSHIP_PROPERTY_NAMES, TYPES } from './cypher/graphNames.ts';
import { CALLS, EXTERNAL, kindNumber } from './vocabulary.ts';

/** How many edges of a kind there are for one reason. */
export interface EdgeCount {
  readonly type: EdgeKind;
  readonly tier: Tier;
  readonly reason: Reason;
  readonly count: number;
}

/** Labels, types, properties, flags and reasons with their counts; what an index has none of is counted 0. */
export interface GraphSchema {
  readonly node_labels: readonly { readonly label: string; readonly count: number }[];
  /** `count` is of pairs of symbols, `sites` of places in the code. */
  readonly edge_types: readonly { readonly type: EdgeKind; readonly count: number; readonly sites: number }[];
  readonly node_properties: readonly string[];
  readonly edge_properties: readonly string[];
  readonly flags: readonly { readonly flag: string; readonly count: number }[];
  readonly reasons: readonly { readonly reason: Reason; readonly tier: Tier; readonly count: number }[];
  readonly examples: readonly string[];
  /** What there is, by kind, the most frequent reason first, from an offset on; and how many such rows there are. */
  readonly edges: readonly EdgeCount[];
  readonly edges_total: number;
}

/** Counted once per generation; the page of `edges` begins at `offset`. */
export function graphSchema(generation: Generation, { offset }: { offset: number }): GraphSchema {
  const edges = generation.derivedOfEdges('edge counts', countEdges);
  const perReason = Map.groupBy(edges, ({ reason }) => reason);
  return {
    node_labels: generation.derived('label counts', countLabels),
    edge_types: generation.derivedOfEdges('type counts', countTypes),
    node_properties: NODE_PROPERTY_NAMES.filter((name) => !Object.hasOwn(SymbolFlag, name)),
    edge_properties: RELATIONSHIP_PROPERTY_NAMES,
    flags: generation.derived('flag counts', countFlags),
    reasons: REASONS.map(({ name, tier }) => ({
      reason: name,
      tier,
      count: (perReason.get(name) ?? []).reduce((sum, { count }) => sum + count, 0),
    })),
    examples: generation.derivedOfEdges('example queries', makeExamples),
    edges: edges.slice(offset),
    edges_total: edges.length,
  };
}

function countLabels(generation: Generation): { label: string; count: number }[] {
  const counts = new Map(
    generation
      .tuples<[number, number]>('SELECT kind, count(*) FROM symbol WHERE deadline() GROUP BY 1')
      .all()
      .map(([kind, count]) => [NODE_KINDS[kind]!, count] as const),
  );
  const files = generation
    .values<number>('SELECT count(*) FROM symbol WHERE kind = ? AND parent IS NULL')
    .get(kindNumber('Module'));
  return LABELS.map((label) => ({
    label,
    count: label === 'File' ? (files ?? 0) : (counts.get(label as NodeKind) ?? 0),
  }));
}

function countTypes(generation: Generation): { type: EdgeKind; count: number; sites: number }[] {
  const counts = new Map(
    generation
      .tuples<[number, number, number]>(
        `SELECT kind, count(*), sum(sites) FROM
         (SELECT kind, count(*) AS sites FROM edge WHERE deadline() GROUP BY source, kind, target) GROUP BY 1`,
      )
      .all()
      .map(([kind, count, sites]) => [EDGE_KINDS[kind]!, { count, sites }] as const),
  );
  const children = generation.values<number>('SELECT count(*) FROM symbol WHERE parent IS NOT NULL').get();
  counts.set('DEFINES', { count: children ?? 0, sites: children ?? 0 });
  return TYPES.map((type) => {
    const { count = 0, sites = 0 } = counts.get(type) ?? {};
    return { type, count, sites };
  });
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

/** Three queries of different kinds, the first about what is called most here. */
function makeExamples(generation: Generation): string[] {
  const name = generation
    .values<string>(
      `SELECT n.text FROM edge e JOIN symbol s ON s.id = e.target JOIN name n ON n.id = s.name
       WHERE e.kind = ${CALLS} AND s.kind <> ${EXTERNAL} AND deadline() GROUP BY s.id ORDER BY count(*) DESC, s.id LIMIT 1`,
    )
    .get();
  return [
    `MATCH (f)-[r:CALLS]->(g {name: ${JSON.stringify(name ?? 'main')}}) RETURN f.qualified_name, f.file, r.line ORDER BY f.file`,
    'MATCH (c:Class)-[:DEFINES]->(m:Method) RETURN c.qualified_name, count(m) AS methods ORDER BY methods DESC LIMIT 10',
    'MATCH (f:Function) WHERE NOT EXISTS { (f)<-[:CALLS|REFERENCES]-() } AND NOT f.is_test RETURN f.file, f.name LIMIT 20',
  ];
}
