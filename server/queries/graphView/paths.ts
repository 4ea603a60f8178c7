// Ways from one symbol to another as a picture: the one that is most to be believed, and beside it all ways over calls that
// are hardly longer.

import { MAX_GRAPH_NODES } from '../../protocol/graphView.ts';
import type { EdgeKind } from '../../protocol/graph.ts';
import type { GraphAnswer, PathsQuestion } from '../../protocol/graphView.ts';
import type { Generation } from '../../store/generation.ts';
import { findPath } from '../pathBetween.ts';
import { withInitializers } from '../trace.ts';
import { walkEdges, type Direction } from '../walk.ts';
import { createNodeFilter, describeEdges, describeNodes, findRoots, type Standing } from './graphNodes.ts';

/** So far apart two symbols may be. */
const MAX_STEPS = 12;
/** Steps that another way may have more than the shortest. */
const DETOUR = 1;
/** Farther than that from both ends, symbols are too many to look for other ways. */
const MAX_BESIDE = 6;
const SHOWN: readonly EdgeKind[] = [
  'CALLS',
  'REFERENCES',
  'USES_TYPE',
  'DECORATES',
  'INHERITS',
  'IMPLEMENTS',
  'OVERRIDES',
];
const NO_REST = { inbound: 0, outbound: 0 };

/** The picture of the ways; its note says when there is none, or only one in the other direction. */
export function graphPaths(generation: Generation, question: PathsQuestion): GraphAnswer {
  const { tiers } = question;
  const from = findRoots(generation, [question.from]);
  const to = findRoots(generation, [question.to]);
  const notes = [from.note, to.note];
  const standings = new Map<number, Standing>();
  const best = findPath(generation, { from: from.ids, to: to.ids, depth: MAX_STEPS });
  if (from.ids.length > 0 && to.ids.length > 0 && best.steps.length === 0)
    notes.push(`No way of at most ${MAX_STEPS} steps leads from one to the other.`);
  if (best.isReversed) notes.push('The way leads in the other direction.');
  const [start, end] = best.isReversed ? [to.ids, from.ids] : [from.ids, to.ids];
  const ends = new Set([...start, ...end]);
  for (const [at, { id }] of best.steps.entries())
    standings.set(id, {
      distance: at,
      isRoot: ends.has(id) || at === 0 || at === best.steps.length - 1,
      rest: NO_REST,
    });
  const steps = best.steps.length - 1;
  if (steps > 0 && steps <= MAX_BESIDE) {
    const reach = (roots: readonly number[], direction: Direction) =>
      walkEdges(generation, roots, { direction, depth: steps + DETOUR, kinds: ['CALLS'], tiers });
    const accepts = createNodeFilter(generation, question);
    const hopsToEnd = new Map(
      reach(withInitializers(generation, end), 'inbound').map(({ id, hop }) => [id, hop]),
    );
    for (const { id, hop } of reach(start, 'outbound')) {
      if (standings.size === MAX_GRAPH_NODES) break;
      const left = ends.has(id) ? undefined : hopsToEnd.get(id);
      if (left === undefined || hop + left > steps + DETOUR || standings.has(id) || !accepts(id)) continue;
      standings.set(id, { distance: hop, isRoot: false, rest: NO_REST });
    }
  }
  if (best.steps.length === 0)
    for (const id of ends)
      standings.set(id, { distance: from.ids.includes(id) ? 0 : 1, isRoot: true, rest: NO_REST });
  const nodes = describeNodes(generation, standings);
  const keyed = [...standings.keys()].map((id, at) => [id, nodes[at]!.key] as const);
  const edges = describeEdges(generation, keyed, SHOWN, tiers);
  return { nodes, ...edges, nodeTotal: nodes.length, note: notes.filter(Boolean).join(' ') };
}
