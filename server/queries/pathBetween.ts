// The way from one symbol to another that is most to be believed: over calls, then over calls that only a name suggests,
// then over uses. Owns which steps count and what each costs.

import type { EdgeKind, Tier } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { findPossibleCallees } from './possible.ts';
import { getSymbol, type SymbolRow } from './symbols.ts';
import { withInitializers } from './trace.ts';
import { CALLS, edgeNumber, NAME_ONLY, tierOf } from './vocabulary.ts';

/** How a step leads on. `dispatch`: to a method that overrides the one that is called. */
export type StepKind = 'calls' | 'dispatch' | 'uses' | 'member';

/** One symbol on the way, with the step that leads to it. */
export interface PathStep {
  readonly id: number;
  readonly symbol: SymbolRow;
  /** Undefined for the first. */
  readonly step?: { readonly kind: StepKind; readonly line: number; readonly tier: Tier };
}

export interface PathInput {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly depth: number;
}

export interface PathAnswer {
  /** Empty when there is no way. */
  readonly steps: readonly PathStep[];
  /** Found in the other direction: the second symbol leads to the first. */
  readonly isReversed: boolean;
  readonly reached: number;
}

/** One step from a symbol to the next; `isWeak` says that it need not be a step of anything that runs. */
interface Arrival {
  readonly via: number;
  readonly kind: StepKind;
  readonly line: number;
  readonly reason: number;
  readonly isWeak: boolean;
}

/** A symbol that was reached: over how many steps, how many of them weak. */
interface Reached {
  readonly id: number;
  readonly hops: number;
  readonly weak: number;
  readonly arrival?: Arrival;
}

/** What counts as a step besides calls and dispatch. */
type Besides = 'nothing' | 'guesses' | 'uses';

const OVERRIDES = edgeNumber('OVERRIDES');
/** Uses that lead from a class to what it is made of stay within one thing; the others lead anywhere. */
const USES: readonly (readonly [kind: EdgeKind, isWeak: boolean])[] = [
  ['INHERITS', false],
  ['IMPLEMENTS', false],
  ['REFERENCES', true],
  ['USES_TYPE', true],
  ['DECORATES', true],
];
/** A way with more weak steps relates nearly everything to everything. */
const MAX_WEAK = 3;
/** Steps that are as bad as one weak step more. */
const WEAK_COST = 4;

/** The phases, the most credible first. What only a name suggests is never followed backward. */
const PHASES: readonly (readonly [besides: Besides, isReversed: boolean])[] = [
  ['nothing', false],
  ['nothing', true],
  ['guesses', false],
  ['uses', false],
  ['uses', true],
];

/** Calls forward, calls backward, then calls by name alone, then uses forward and backward. */
export function findPath(generation: Generation, { from, to, depth }: PathInput): PathAnswer {
  const starts = withInitializers(generation, from);
  const ends = withInitializers(generation, to);
  let reached = 0;
  for (const [besides, isReversed] of PHASES) {
    const [roots, goals] = isReversed ? [ends, starts] : [starts, ends];
    const found = search(generation, roots, new Set(goals), depth, besides);
    if (found.steps.length > 0) return { steps: found.steps, isReversed, reached: found.reached };
    reached = Math.max(reached, found.reached);
  }
  return { steps: [], isReversed: false, reached };
}

/** The cheapest way: symbols are taken by what the way to them costs, those of the same cost as they were found. */
function search(
  generation: Generation,
  roots: readonly number[],
  goals: ReadonlySet<number>,
  depth: number,
  besides: Besides,
): { steps: PathStep[]; reached: number } {
  const stepsFrom = createStepper(generation, besides);
  const taken = new Map<number, Reached>();
  const byCost: Reached[][] = [roots.map((id) => ({ id, hops: 0, weak: 0 }))];
  for (let cost = 0; cost < byCost.length; cost++) {
    for (const reached of byCost[cost] ?? []) {
      if (taken.has(reached.id)) continue;
      taken.set(reached.id, reached);
      if (reached.hops > 0 && goals.has(reached.id))
        return { steps: describe(generation, taken, reached), reached: taken.size };
      if (reached.hops === depth) continue;
      generation.checkDeadline();
      stepsFrom(reached.id, (id, arrival) => {
        const weak = reached.weak + Number(arrival.isWeak);
        if (weak > MAX_WEAK || taken.has(id)) return;
        const hops = reached.hops + 1;
        (byCost[hops + weak * WEAK_COST] ??= []).push({ id, hops, weak, arrival });
      });
    }
  }
  return { steps: [], reached: taken.size };
}

function createStepper(
  generation: Generation,
  besides: Besides,
): (via: number, arrive: (id: number, arrival: Arrival) => void) => void {
  type Edge = readonly [id: number, line: number, reason: number];
  const leading = generation.tuples<Edge>(
    'SELECT target, line, reason FROM edge WHERE source = ? AND kind = ?',
  );
  const overriding = generation.tuples<Edge>(
    'SELECT source, line, reason FROM edge WHERE target = ? AND kind = ?',
  );
  const members = generation.values<number>('SELECT id FROM symbol WHERE parent = ?');
  return (via, arrive) => {
    for (const [id, line, reason] of leading.all(via, CALLS))
      arrive(id, { via, kind: 'calls', line, reason, isWeak: false });
    for (const [id, , reason] of overriding.all(via, OVERRIDES))
      arrive(id, { via, kind: 'dispatch', line: 0, reason, isWeak: false });
    if (besides === 'guesses') {
      for (const [id, line] of findPossibleCallees(generation, via))
        arrive(id, { via, kind: 'calls', line, reason: NAME_ONLY, isWeak: true });
    }
    if (besides !== 'uses') return;
    for (const [kind, isWeak] of USES) {
      for (const [id, line, reason] of leading.all(via, edgeNumber(kind)))
        arrive(id, { via, kind: 'uses', line, reason, isWeak });
    }
    for (const id of members.all(via)) arrive(id, { via, kind: 'member', line: 0, reason: 0, isWeak: true });
  };
}

function describe(
  generation: Generation,
  taken: ReadonlyMap<number, Reached>,
  { id, arrival }: Reached,
): PathStep[] {
  const symbol = getSymbol(generation, id);
  if (!arrival) return [{ id, symbol }];
  const { via, kind, line, reason } = arrival;
  return [
    ...describe(generation, taken, taken.get(via)!),
    { id, symbol, step: { kind, line, tier: tierOf(reason) } },
  ];
}
