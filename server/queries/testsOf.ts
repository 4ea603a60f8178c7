// The tests of a symbol: what in files of tests reaches it over calls, nearest first. Owns what of it is a test; a
// function that tests share is only a step on the way.

import { SymbolFlag } from '../graph.ts';
import type { Tier } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { resolveSymbolIds } from './resolveSymbol.ts';
import { suggestNames } from './suggest.ts';
import { getSymbol } from './symbols.ts';
import { describeReached, isInTest, MAX_ROOTS, preferCallables, withInitializers } from './trace.ts';
import type { TraceAnswer } from './trace.ts';
import { CALLS, edgeNumber, kindNumber } from './vocabulary.ts';
import { walkEdges, type Reached } from './walk.ts';

export interface TestsInput {
  readonly symbol: string;
  /** What the symbol was taken for, when that is known. */
  readonly ids?: readonly number[];
  /** Calls between a test and the symbol, at most. */
  readonly depth: number;
  readonly tiers: readonly Tier[];
  readonly limit: number;
  readonly offset: number;
}

const MODULE = kindNumber('Module');
const OVERRIDES = edgeNumber('OVERRIDES');

/**
 * The tests that reach what the text means, as callers of a trace. A call of a method that it overrides counts: it may
 * dispatch to it. Of a class the tests of its members count too. Tests without a name of their own are their file.
 */
export function testsOf(generation: Generation, input: TestsInput): TraceAnswer {
  const { reading, ids: all } = input.ids
    ? { reading: 'location' as const, ids: input.ids }
    : resolveSymbolIds(generation, input.symbol);
  const ids = preferCallables(generation, all);
  const isTraced = ids.length > 0 && ids.length <= MAX_ROOTS;
  const tests = isTraced ? findTests(generation, ids, input) : [];
  return {
    reading,
    roots: ids.slice(0, 20).map((id) => getSymbol(generation, id)),
    root_total: ids.length,
    total: tests.length,
    callers_total: tests.length,
    callees_total: 0,
    hidden_tests: 0,
    hidden_copies: 0,
    farther_callers: 0,
    farther_callees: 0,
    unresolved_sites: 0,
    unknown_callees: [],
    recursive_lines: [],
    overridden: [],
    rows: tests
      .slice(input.offset, input.offset + input.limit)
      .map((row) => describeReached(generation, row)),
    suggestions: ids.length > 0 ? [] : suggestNames(generation, input.symbol),
  };
}

/** The tests that reach one of these symbols, nearest first; see `testsOf`. */
export function findTests(
  generation: Generation,
  ids: readonly number[],
  { depth, tiers }: Pick<TestsInput, 'depth' | 'tiers'>,
): Reached[] {
  const roots = withOverridden(generation, withMembers(generation, ids));
  return walkEdges(generation, roots, { direction: 'inbound', depth, kinds: ['CALLS'], tiers })
    .filter(({ id }) => isTest(generation, id))
    .sort((a, b) => a.hop - b.hop || a.id - b.id);
}

/** In a file of tests: run as a test by its name, the file itself, or called by nothing that could be the test. */
export function isTest(generation: Generation, id: number): boolean {
  if (!isInTest(generation, id)) return false;
  const row = generation.tuples<[flags: number, kind: number]>('SELECT flags, kind FROM symbol WHERE id = ?');
  const [flags, kind] = row.get(id)!;
  if ((flags & SymbolFlag.test) !== 0 || kind === MODULE) return true;
  const caller = generation.values<number>('SELECT 1 FROM edge WHERE target = ? AND kind = ? LIMIT 1');
  return caller.get(id, CALLS) === undefined;
}

function withMembers(generation: Generation, ids: readonly number[]): number[] {
  const methodsOf = generation.values<number>(
    'SELECT m.id FROM symbol m JOIN symbol s ON s.id = m.parent WHERE s.id = ? AND s.kind = ? ORDER BY m.id',
  );
  const all = ids.flatMap((id) => [id, ...methodsOf.all(id, kindNumber('Class'))]);
  return [...new Set(withInitializers(generation, all))];
}

function withOverridden(generation: Generation, ids: readonly number[]): number[] {
  const overridden = generation.values<number>('SELECT target FROM edge WHERE source = ? AND kind = ?');
  return [...new Set(ids.flatMap((id) => [id, ...overridden.all(id, OVERRIDES)]))];
}
