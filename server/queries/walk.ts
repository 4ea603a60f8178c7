// Breadth-first walk over edges from a set of symbols. Owns what is reached, over which edge first and at which
// distance; describes nothing.

import type { EdgeKind, Tier } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { findPossibleCallees, findPossibleCallers } from './possible.ts';
import { edgeNumber, isNamedSql, isOfTier, NAME_ONLY, tierOf, tierRank } from './vocabulary.ts';

export type Direction = 'inbound' | 'outbound';

/** A symbol that was reached, by the best edge of the nearest neighbour that leads to it. */
export interface Reached {
  readonly id: number;
  readonly direction: Direction;
  /** Number of edges from the nearest root. */
  readonly hop: number;
  /** The neighbour one hop nearer to the root. */
  readonly via: number;
  reason: number;
  /** Lines of the sites between the two, ascending. */
  readonly lines: number[];
}

export interface WalkOptions {
  readonly direction: Direction;
  readonly depth: number;
  readonly kinds: readonly EdgeKind[];
  readonly tiers: readonly Tier[];
  /** Roots that count as reached when another of them leads there: symbols of one name that call each other. */
  readonly among?: readonly number[];
}

type Step = readonly [neighbour: number, line: number, reason: number, kind?: number];

/** Everything within `depth` hops of the roots, nearest first; the roots themselves are not among it. */
export function walkEdges(generation: Generation, roots: readonly number[], options: WalkOptions): Reached[] {
  const stepsFrom = createStepper(generation, options);
  const reached: Reached[] = [];
  const known = new Set(roots);
  const among = new Set(options.among);
  let frontier: readonly number[] = roots;
  for (let hop = 1; hop <= options.depth && frontier.length > 0; hop++) {
    const found = new Map<number, Reached>();
    for (const via of frontier) {
      generation.checkDeadline();
      for (const [id, line, reason] of stepsFrom(via)) {
        const isOtherRoot = hop === 1 && id !== via && among.has(id) && among.has(via);
        if (known.has(id) && !isOtherRoot) continue;
        const earlier = found.get(id);
        if (!earlier) found.set(id, { id, direction: options.direction, hop, via, reason, lines: [line] });
        else if (earlier.via === via) addSite(earlier, line, reason);
      }
    }
    for (const id of found.keys()) known.add(id);
    reached.push(...found.values());
    frontier = [...found.keys()];
  }
  return reached;
}

function addSite(reached: Reached, line: number, reason: number): void {
  if (!reached.lines.includes(line)) reached.lines.push(line);
  reached.lines.sort((a, b) => a - b);
  if (tierRank(tierOf(reason)) < tierRank(tierOf(reached.reason))) reached.reason = reason;
}

function createStepper(generation: Generation, options: WalkOptions): (id: number) => Step[] {
  const { direction, kinds, tiers } = options;
  const inner = direction === 'outbound' ? createInnerStepper(generation) : undefined;
  const numbers = kinds.map(edgeNumber);
  const storedSteps = createStoredStepper(generation, direction, numbers);
  const wantsStored = tiers.some((tier) => tier !== 'possible');
  const wantsAllStored = tiers.includes('exact') && tiers.includes('inferred');
  const wantsPossible = tiers.includes('possible') && kinds.includes('CALLS');
  const possible = direction === 'inbound' ? findPossibleCallers : findPossibleCallees;
  return (id) => {
    const steps: Step[] = [];
    if (wantsStored) {
      for (const [at, stored] of storedSteps(id).entries()) {
        for (const step of inner ? [...stored, ...inner(id, numbers[at]!)] : stored) {
          if (wantsAllStored || isOfTier(step[2], tiers)) steps.push(step);
        }
      }
    }
    if (wantsPossible) {
      for (const [neighbour, line] of possible(generation, id)) steps.push([neighbour, line, NAME_ONLY]);
    }
    return steps;
  };
}

/** The edges of each of `kinds` at a symbol. Of several kinds they are read in one go: most symbols have edges of few. */
function createStoredStepper(
  generation: Generation,
  direction: Direction,
  kinds: readonly number[],
): (id: number) => readonly (readonly Step[])[] {
  const isOne = kinds.length === 1;
  const ofKind = isOne ? 'AND e.kind = ?' : '';
  const statement = generation.tuples<[neighbour: number, line: number, reason: number, kind: number]>(
    direction === 'inbound'
      ? `SELECT e.source, e.line, e.reason, e.kind FROM edge e WHERE e.target = ? ${ofKind}`
      : `SELECT e.target, e.line, e.reason, e.kind FROM edge e JOIN symbol t ON t.id = e.target
         WHERE e.source = ? ${ofKind} AND NOT (t.parent IS e.source AND NOT ${isNamedSql('t')})`,
  );
  if (isOne) return (id) => [statement.all(id, kinds[0])];
  const place = new Map(kinds.map((kind, at) => [kind, at]));
  return (id) => {
    const steps = kinds.map((): Step[] => []);
    for (const step of statement.all(id)) {
      const at = place.get(step[3]);
      if (at !== undefined) steps[at]!.push(step);
    }
    return steps;
  };
}

/**
 * The edges from inside a function without a name. They belong to the named symbol around it, which shows them as its own
 * and the function not at all; from elsewhere the function is reached by a call, and they follow from there.
 */
function createInnerStepper(generation: Generation): (id: number, kind: number) => Step[] {
  const parentOf = generation.values<number>(
    `SELECT parent FROM symbol s WHERE s.id = ? AND NOT ${isNamedSql('s')} AND parent IS NOT NULL`,
  );
  const statement = generation.tuples<Step>(
    `SELECT e.target, e.line, e.reason FROM symbol s JOIN edge e ON e.source = ? AND e.kind = ?
     WHERE s.id = ? AND e.target <> s.id AND e.line BETWEEN s.start_line AND s.end_line`,
  );
  return (id, kind) => {
    const parent = parentOf.get(id);
    return parent === undefined ? [] : statement.all(parent, kind, id);
  };
}
