// The surroundings of symbols as a picture: what leads to them and what they lead to, nearest first, at most as many as a
// picture holds. Owns which neighbours are shown when there are more.

import { MAX_GRAPH_NODES, RELATIONS } from '../../protocol/graphView.ts';
import type { AroundQuestion, GraphAnswer, GraphNode, Opened } from '../../protocol/graphView.ts';
import type { Generation } from '../../store/generation.ts';
import { countInbound, getSymbol } from '../symbols.ts';
import { withInitializers } from '../trace.ts';
import { walkEdges, type Direction } from '../walk.ts';
import { createNodeFilter, describeEdges, describeNodes, findRoots, symbolKey } from './graphNodes.ts';

/** Neighbours of what was asked about that are shown in each direction, and of what lies farther away. */
const NEAR_FAN = 24;
const FAR_FAN = 8;
/** So many nodes are there for what nobody opened, however much was opened. */
const USUAL_LEAST = 50;

interface Shown {
  readonly id: number;
  /** Below 0 for what leads to the roots. */
  readonly distance: number;
  readonly isRoot: boolean;
  /** All that it leads to in each direction it is followed in, the best known first. */
  readonly neighbours: Partial<Record<Direction, readonly number[]>>;
}

interface Candidate {
  readonly id: number;
  readonly distance: number;
  /** Opened by a person, or shown because of that. */
  readonly isWanted: boolean;
}

/** The picture around symbols. A text that means nothing is told in its note. */
export function graphAround(generation: Generation, question: AroundQuestion): GraphAnswer {
  const { roots, direction, relations, depth, tiers, opened } = question;
  const kinds = relations.flatMap((relation) => RELATIONS[relation]);
  const { ids, note } = findRoots(generation, roots);
  const accepts = createNodeFilter(generation, question);
  const listNeighbours = (id: number, towards: Direction, isRoot: boolean): number[] => {
    const from = isRoot && towards === 'inbound' ? withInitializers(generation, [id]) : [id];
    const found = walkEdges(generation, from, { direction: towards, depth: 1, kinds, tiers });
    return sortByFame(generation, found.map((reached) => reached.id).filter(accepts));
  };
  const shown = new Map<number, Shown>();
  let counted = ids.length;
  const visit = ({ id, distance }: Candidate): void => {
    const isRoot = distance === 0;
    const ways: readonly Direction[] = isRoot
      ? direction === 'both'
        ? ['inbound', 'outbound']
        : [direction]
      : [distance < 0 ? 'inbound' : 'outbound'];
    const neighbours = Object.fromEntries(ways.map((way) => [way, listNeighbours(id, way, isRoot)]));
    shown.set(id, { id, distance, isRoot, neighbours });
  };
  for (const id of ids.slice(0, MAX_GRAPH_NODES)) visit({ id, distance: 0, isWanted: true });
  const granted = grantOpened(opened);
  const openedBy = (id: number): number | undefined =>
    granted.size > 0 ? granted.get(symbolKey(generation, id)) : undefined;
  // What nobody opened leaves room for what somebody did.
  const usualLimit = [...granted.values()].reduce((left, more) => left - Math.max(0, more), MAX_GRAPH_NODES);
  const fanOf = (node: Shown): number => {
    const more = openedBy(node.id);
    if (more !== undefined && more < 0) return 0;
    const usual = Math.abs(node.distance) < depth ? (node.isRoot ? NEAR_FAN : FAR_FAN) : 0;
    return usual + (more ?? 0);
  };
  let frontier = [...shown.values()];
  while (frontier.length > 0 && shown.size < MAX_GRAPH_NODES) {
    const candidates = new Map<number, Candidate>();
    for (const node of frontier) {
      const fan = fanOf(node);
      const isOpened = (openedBy(node.id) ?? 0) > 0;
      for (const [way, neighbours] of Object.entries(node.neighbours)) {
        const distance = node.distance + (way === 'inbound' ? -1 : 1);
        for (const id of neighbours.filter((each) => !shown.has(each)).slice(0, fan)) {
          if (candidates.has(id)) continue;
          candidates.set(id, { id, distance, isWanted: isOpened || openedBy(id) !== undefined });
        }
      }
    }
    counted += candidates.size;
    const before = shown.size;
    const ordered = [...candidates.values()].sort((a, b) => Number(b.isWanted) - Number(a.isWanted));
    for (const candidate of ordered) {
      if (shown.size >= (candidate.isWanted ? MAX_GRAPH_NODES : usualLimit)) break;
      generation.checkDeadline();
      visit(candidate);
    }
    frontier = [...shown.values()].slice(before);
  }
  const standings = [...shown.values()].map(({ id, distance, isRoot, neighbours }) => {
    const hidden = (way: Direction): number =>
      (neighbours[way] ?? []).filter((each) => !shown.has(each)).length;
    const rest: GraphNode['rest'] = { inbound: hidden('inbound'), outbound: hidden('outbound') };
    return [id, { distance, isRoot, rest }] as const;
  });
  const nodes = describeNodes(generation, new Map(standings));
  const keyed = standings.map(([id], at) => [id, nodes[at]!.key] as const);
  const edges = describeEdges(generation, keyed, kinds, tiers);
  return { nodes, ...edges, nodeTotal: Math.max(counted, nodes.length), note };
}

/** How much of what was opened there is room for: what was opened last comes first. */
function grantOpened(opened: Opened): ReadonlyMap<string, number> {
  const granted = new Map<string, number>();
  let left = MAX_GRAPH_NODES - USUAL_LEAST;
  for (const [key, more] of Object.entries(opened).toReversed()) {
    const grant = Math.min(more, left);
    granted.set(key, grant);
    left -= Math.max(0, grant);
  }
  return granted;
}

/** Code of the workspace before leaves outside of it, what is called most first. */
function sortByFame(generation: Generation, ids: readonly number[]): number[] {
  const rows = [...new Set(ids)].map((id) => ({
    id,
    isOutside: getSymbol(generation, id).file === '',
    fame: countInbound(generation, id),
  }));
  rows.sort((a, b) => Number(a.isOutside) - Number(b.isOutside) || b.fame - a.fame || a.id - b.id);
  return rows.map(({ id }) => id);
}
