// Symbols as nodes of a picture, and the edges between them. Owns the keys by which a picture names its nodes: they hold in
// every state of the index, where ids do not.

import { isTestPath } from '../../languages/testPaths.ts';
import { EDGE_KINDS, NODE_KINDS, type EdgeKind, type NodeKind, type Tier } from '../../protocol/graph.ts';
import { MAX_GRAPH_EDGES } from '../../protocol/graphView.ts';
import type { GraphEdge, GraphFilter, GraphNode } from '../../protocol/graphView.ts';
import type { Generation } from '../../store/generation.ts';
import { findPossibleCallees } from '../possible.ts';
import { findFileId, resolveSymbolIds } from '../resolveSymbol.ts';
import { describeOthers } from '../resolveSymbol.ts';
import { getSymbol, listSymbolsOf } from '../symbols.ts';
import { isInTest } from '../trace.ts';
import { EXTERNAL, isNamedSql, isOfTier, NAME_ONLY, tierOf, tierRank } from '../vocabulary.ts';

/** What separates the parts of a key; no path and no name has it. */
const SEPARATOR = '\t';
const SYMBOL = 'symbol';

/** Of a file so many symbols are asked about at most. */
const MAX_FILE_ROOTS = 60;
const MAX_ROOTS = 8;

/** What is shown of a symbol: where it stands in the picture, and what is not shown of it. */
export interface Standing {
  readonly distance: number;
  readonly isRoot: boolean;
  readonly rest: GraphNode['rest'];
}

/** The key of a folder, file or package. */
export function placeKey(kind: 'folder' | 'file' | 'package', path: string): string {
  return [kind, path].join(SEPARATOR);
}

/** The parts of a key of a place; undefined for other texts. */
export function parsePlaceKey(key: string): { kind: string; path: string } | undefined {
  const [kind = '', path, ...more] = key.split(SEPARATOR);
  return path !== undefined && more.length === 0 ? { kind, path } : undefined;
}

/** The key of a symbol: overloads of one name in one file are told apart by their order. */
export function symbolKey(generation: Generation, id: number): string {
  const { kind, file, qualified_name } = getSymbol(generation, id);
  const nth = namesakesOf(generation, { kind, file, qualified_name }).indexOf(id);
  const key = [SYMBOL, kind, file, qualified_name].join(SEPARATOR);
  return nth > 0 ? [key, nth].join(SEPARATOR) : key;
}

function namesakesOf(
  generation: Generation,
  { kind, file, qualified_name }: { kind: NodeKind; file: string; qualified_name: string },
): number[] {
  const where = file === '' ? 'file IS NULL AND ? IS NULL' : 'file = ?';
  const id = file === '' ? null : (findFileId(generation, file) ?? -1);
  return generation
    .values<number>(`SELECT id FROM symbol WHERE ${where} AND kind = ? AND qualified_name = ? ORDER BY id`)
    .all(id, NODE_KINDS.indexOf(kind), qualified_name);
}

/** The symbols that keys and texts mean, and what to know of how the texts were understood. */
export function findRoots(
  generation: Generation,
  roots: readonly string[],
): { ids: readonly number[]; note: string } {
  const notes: string[] = [];
  const ids = roots.flatMap((root) => {
    const [sort, kind, file, qualified_name, nth] = root.split(SEPARATOR);
    if (sort === SYMBOL && kind !== undefined && file !== undefined && qualified_name !== undefined) {
      const found = namesakesOf(generation, { kind: kind as NodeKind, file, qualified_name });
      const meant = found[Number(nth ?? 0)] ?? found[0];
      if (meant === undefined) notes.push(`${qualified_name} is not in the index any more.`);
      return meant === undefined ? [] : [meant];
    }
    if (sort === 'file' && kind !== undefined) return listTopOf(generation, kind);
    const { ids: found, others, isAmbiguous } = resolveSymbolIds(generation, root);
    if (found.length === 0) notes.push(`Nothing is named ${root}.`);
    else if (isAmbiguous) notes.push(`${root} means ${found.length} symbols.`);
    else if (others.length > 0) notes.push(describeOthers(generation, others));
    return found.slice(0, MAX_ROOTS);
  });
  return { ids: [...new Set(ids)], note: notes.join(' ') };
}

/** What a file defines at its top, and the members of its types. */
function listTopOf(generation: Generation, path: string): number[] {
  const id = findFileId(generation, path);
  if (id === undefined) return [];
  const whole: ReadonlySet<NodeKind> = new Set(['File', 'Module']);
  const inside = listSymbolsOf(generation, id).filter(({ row }) => !whole.has(row.kind));
  return inside.slice(0, MAX_FILE_ROOTS).map((symbol) => symbol.id);
}

/** Whether a question wants to see a symbol. */
export function createNodeFilter(
  generation: Generation,
  { hiddenKinds, hasTests }: Pick<GraphFilter, 'hiddenKinds' | 'hasTests'>,
): (id: number) => boolean {
  const hidden = new Set(hiddenKinds.map((kind) => NODE_KINDS.indexOf(kind)));
  const kindOf = generation.values<number>(
    `SELECT kind FROM symbol s WHERE id = ? AND (kind = ${EXTERNAL} OR ${isNamedSql('s')})`,
  );
  return (id) => {
    const kind = kindOf.get(id);
    return kind !== undefined && !hidden.has(kind) && (hasTests || !isInTest(generation, id));
  };
}

/** The nodes of symbols, in the given order. */
export function describeNodes(generation: Generation, symbols: ReadonlyMap<number, Standing>): GraphNode[] {
  return [...symbols].map(([id, standing]) => {
    generation.checkDeadline();
    const { kind, name, qualified_name, file, line } = getSymbol(generation, id);
    return {
      key: symbolKey(generation, id),
      kind,
      name,
      qualifiedName: qualified_name,
      file,
      line,
      isTest: file !== '' && (isTestPath(file) || isInTest(generation, id)),
      isRoot: standing.isRoot,
      distance: standing.distance,
      rest: standing.rest,
    };
  });
}

interface Bundle {
  readonly source: number;
  readonly target: number;
  readonly kind: EdgeKind;
  tier: Tier;
  count: number;
  line: number;
}

/** The edges of these kinds and tiers among symbols, those of one kind between two symbols as one. */
export function describeEdges(
  generation: Generation,
  nodes: readonly (readonly [id: number, key: string])[],
  kinds: readonly EdgeKind[],
  tiers: readonly Tier[],
): { edges: GraphEdge[]; edgeTotal: number } {
  const keys = new Map(nodes);
  const bundles = new Map<string, Bundle>();
  const add = (source: number, target: number, kind: EdgeKind, line: number, reason: number): void => {
    const tier = tierOf(reason);
    if (!keys.has(target) || !isOfTier(reason, tiers)) return;
    const name = `${source} ${target} ${kind}`;
    const known = bundles.get(name);
    if (!known) {
      bundles.set(name, { source, target, kind, tier, count: 1, line });
      return;
    }
    known.count += 1;
    if (tierRank(tier) < tierRank(known.tier)) known.tier = tier;
  };
  const wanted = new Set(kinds);
  const outbound = generation.tuples<[target: number, kind: number, line: number, reason: number]>(
    'SELECT target, kind, line, reason FROM edge WHERE source = ?',
  );
  for (const id of keys.keys()) {
    generation.checkDeadline();
    for (const [target, number, line, reason] of outbound.all(id)) {
      const kind = EDGE_KINDS[number]!;
      if (wanted.has(kind)) add(id, target, kind, line, reason);
    }
    if (!tiers.includes('possible') || !wanted.has('CALLS')) continue;
    for (const [target, line] of findPossibleCallees(generation, id))
      add(id, target, 'CALLS', line, NAME_ONLY);
  }
  const sorted = [...bundles.values()].sort(
    (a, b) =>
      tierRank(a.tier) - tierRank(b.tier) || b.count - a.count || a.source - b.source || a.target - b.target,
  );
  const edges = sorted.slice(0, MAX_GRAPH_EDGES).map(({ source, target, kind, tier, count, line }) => ({
    source: keys.get(source)!,
    target: keys.get(target)!,
    kind,
    tier,
    count,
    line,
  }));
  return { edges, edgeTotal: sorted.length };
}
