// The shortest way from one symbol to another over calls, and where there is none, over uses too. Owns which steps count.

import type { Tier } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { withInitializers } from './trace.ts';
import { getSymbol, type SymbolRow } from './symbols.ts';
import { CALLS, edgeNumber, tierOf } from './vocabulary.ts';

/** How a step leads on. `dispatch`: to a method that overrides the one that is called. */
export type StepKind = 'calls' | 'dispatch' | 'uses' | 'member';

/** One symbol on the way, with the step that leads to it. */
export interface PathStep {
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

type Edge = readonly [id: number, line: number, reason: number];
interface Arrival {
  readonly via: number;
  readonly kind: StepKind;
  readonly line: number;
  readonly reason: number;
}

const OVERRIDES = edgeNumber('OVERRIDES');
const USES = ['REFERENCES', 'USES_TYPE', 'INHERITS', 'IMPLEMENTS', 'DECORATES'] as const;

/** Calls forward, calls backward, then the same with uses. */
export function findPath(generation: Generation, { from, to, depth }: PathInput): PathAnswer {
  const starts = withInitializers(generation, from);
  const ends = withInitializers(generation, to);
  let reached = 0;
  for (const withUses of [false, true]) {
    for (const isReversed of [false, true]) {
      const [roots, goals] = isReversed ? [ends, starts] : [starts, ends];
      const found = search(generation, roots, new Set(goals), depth, withUses);
      if (found.steps.length > 0) return { steps: found.steps, isReversed, reached: found.reached };
      reached = Math.max(reached, found.reached);
    }
  }
  return { steps: [], isReversed: false, reached };
}

function search(
  generation: Generation,
  roots: readonly number[],
  goals: ReadonlySet<number>,
  depth: number,
  withUses: boolean,
): { steps: PathStep[]; reached: number } {
  const called = generation.tuples<Edge>(
    'SELECT target, line, reason FROM edge WHERE source = ? AND kind = ?',
  );
  const overriding = generation.tuples<Edge>(
    'SELECT source, line, reason FROM edge WHERE target = ? AND kind = ?',
  );
  const members = generation.values<number>('SELECT id FROM symbol WHERE parent = ?');
  const arrivals = new Map<number, Arrival | undefined>(roots.map((id) => [id, undefined]));
  let frontier = [...roots];
  for (let hop = 1; hop <= depth && frontier.length > 0; hop++) {
    const next: number[] = [];
    const arrive = (id: number, arrival: Arrival) => {
      if (arrivals.has(id)) return;
      arrivals.set(id, arrival);
      next.push(id);
    };
    for (const via of frontier) {
      generation.checkDeadline();
      for (const [id, line, reason] of called.all(via, CALLS))
        arrive(id, { via, kind: 'calls', line, reason });
      for (const [id, , reason] of overriding.all(via, OVERRIDES))
        arrive(id, { via, kind: 'dispatch', line: 0, reason });
      if (!withUses) continue;
      for (const kind of USES) {
        for (const [id, line, reason] of called.all(via, edgeNumber(kind)))
          arrive(id, { via, kind: 'uses', line, reason });
      }
      for (const id of members.all(via)) arrive(id, { via, kind: 'member', line: 0, reason: 0 });
    }
    const goal = next.find((id) => goals.has(id));
    if (goal !== undefined) return { steps: describe(generation, arrivals, goal), reached: arrivals.size };
    frontier = next;
  }
  return { steps: [], reached: arrivals.size };
}

function describe(
  generation: Generation,
  arrivals: ReadonlyMap<number, Arrival | undefined>,
  goal: number,
): PathStep[] {
  const steps: PathStep[] = [];
  for (let id = goal; ;) {
    const symbol = getSymbol(generation, id);
    const arrival = arrivals.get(id);
    if (!arrival) {
      steps.unshift({ symbol });
      return steps;
    }
    const { kind, line, reason } = arrival;
    steps.unshift({ symbol, step: { kind, line, tier: tierOf(reason) } });
    id = arrival.via;
  }
}
