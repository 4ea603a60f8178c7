// Callers and callees of a symbol to a depth. Owns what is a root, the order of the answer and its totals; the walk
// itself is walk.ts.

import { SymbolFlag } from '../graph.ts';
import { isTestPath } from '../languages/testPaths.ts';
import { REASONS, type EdgeKind, type NodeKind, type Reason, type Tier } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { isBuilt } from './builtCode.ts';
import { countSitesNaming } from './possible.ts';
import { resolveSymbolIds, type Reading } from './resolveSymbol.ts';
import { suggestNames } from './suggest.ts';
import { getSymbol, type SymbolRow } from './symbols.ts';
import { CALLS, CALLABLE_NUMBERS, edgeNumber, FUNCTION_NUMBERS, tierOf } from './vocabulary.ts';
import { walkEdges, type Direction, type Reached } from './walk.ts';

const OVERRIDES = edgeNumber('OVERRIDES');

/** A name that means more symbols than this is not traced: the answer would mix unrelated code. */
export const MAX_ROOTS = 8;

/** So many rows cost less than asking once more for the farther ones. */
const FEW_ROWS = 20;

export interface TraceInput {
  readonly symbol: string;
  /** What the symbol was taken for, when that is known. */
  readonly ids?: readonly number[];
  readonly direction: Direction | 'both';
  readonly depth: number;
  /** Of more than a few rows those up to this distance are given, and the farther ones counted. All of them unless said. */
  readonly listed_depth?: number;
  readonly kinds: readonly EdgeKind[];
  readonly tiers: readonly Tier[];
  readonly include_tests: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** One symbol that was reached. The site is the call as written: its file and lines. */
export interface TraceRow {
  readonly direction: Direction;
  readonly hop: number;
  readonly name: string;
  readonly kind: NodeKind;
  readonly qualified_name: string;
  readonly file: string;
  readonly line: number;
  readonly external: boolean;
  /** Qualified name of the neighbour one hop nearer to the root. */
  readonly via: string;
  readonly tier: Tier;
  readonly reason: Reason;
  readonly site_file: string;
  readonly site_lines: readonly number[];
  /** Methods that override the reached one: a call may dispatch to them. At most a few names, and how many there are. */
  readonly dispatch_total: number;
  readonly dispatch: readonly string[];
}

export interface TraceAnswer {
  readonly reading: Reading;
  /** What the name was taken for; when `root_total` is greater than MAX_ROOTS nothing was traced. */
  readonly roots: readonly SymbolRow[];
  readonly root_total: number;
  readonly total: number;
  readonly callers_total: number;
  readonly callees_total: number;
  /** Of callers and callees beyond the listed distance, which the totals leave out. */
  readonly farther_callers: number;
  readonly farther_callees: number;
  readonly hidden_tests: number;
  /** In files that a build made of others, left out unless a root is in one. */
  readonly hidden_copies: number;
  /** Call sites that name a root but are not known to mean it; ask for the tier `possible` to see them. */
  readonly unresolved_sites: number;
  /** What the roots call and nobody knows what it is, by name, in the order of the lines. */
  readonly unknown_callees: readonly UnknownCallee[];
  /** Lines where a root calls itself; it is not among its own callers. */
  readonly recursive_lines: readonly number[];
  /** Methods that a root stands for: a call of one of them may dispatch to it. */
  readonly overridden: readonly string[];
  readonly rows: readonly TraceRow[];
  readonly suggestions: readonly string[];
}

/** A name that is called, and the lines of the calls of which nothing says what they mean. */
export interface UnknownCallee {
  readonly name: string;
  readonly lines: readonly number[];
}

/** Traces from every symbol that the text means, nearest first. */
export function trace(generation: Generation, input: TraceInput): TraceAnswer {
  const { reading, ids } = input.ids
    ? { reading: 'location' as const, ids: input.ids }
    : findRoots(generation, input.symbol);
  const isTraced = ids.length > 0 && ids.length <= MAX_ROOTS;
  const directions: readonly Direction[] =
    input.direction === 'both' ? ['inbound', 'outbound'] : [input.direction];
  const walked = isTraced
    ? directions.flatMap((direction) =>
        walkEdges(
          generation,
          direction === 'outbound' ? withMembers(generation, ids) : withInitializers(generation, ids),
          {
            ...input,
            direction,
            among: ids,
          },
        ),
      )
    : [];
  const inTests = new Set(walked.filter(({ id }) => isInTest(generation, id)));
  const ofSources = ids.some((id) => isInCopy(generation, id))
    ? walked
    : walked.filter(({ id }) => !isInCopy(generation, id));
  const wanted = input.include_tests ? ofSources : ofSources.filter((row) => !inTests.has(row));
  const listedDepth = wanted.length <= FEW_ROWS ? input.depth : (input.listed_depth ?? input.depth);
  const shown = wanted.filter(({ hop }) => hop <= listedDepth);
  const fartherCallers = wanted.filter(({ hop, direction }) => hop > listedDepth && direction === 'inbound');
  shown.sort(
    (a, b) =>
      a.hop - b.hop ||
      Number(inTests.has(a)) - Number(inTests.has(b)) ||
      (a.direction < b.direction ? -1 : Number(a.direction > b.direction)) ||
      a.id - b.id,
  );
  const callers = shown.filter(({ direction }) => direction === 'inbound').length;
  const wantsUnknown = isTraced && input.direction !== 'inbound' && input.kinds.includes('CALLS');
  return {
    reading,
    roots: ids.slice(0, 20).map((id) => getSymbol(generation, id)),
    root_total: ids.length,
    total: shown.length,
    callers_total: callers,
    callees_total: shown.length - callers,
    farther_callers: fartherCallers.length,
    farther_callees: wanted.length - shown.length - fartherCallers.length,
    hidden_tests: ofSources.length - wanted.length,
    hidden_copies: walked.length - ofSources.length,
    unresolved_sites: isTraced ? ids.reduce((sum, id) => sum + countSitesNaming(generation, id), 0) : 0,
    unknown_callees: wantsUnknown ? findUnknownCallees(generation, withMembers(generation, ids)) : [],
    recursive_lines: isTraced && input.kinds.includes('CALLS') ? findRecursion(generation, ids) : [],
    overridden: isTraced ? [...new Set(ids.flatMap((id) => findOverridden(generation, id)))] : [],
    rows: shown
      .slice(input.offset, input.offset + input.limit)
      .map((row) => describeReached(generation, row)),
    suggestions: ids.length > 0 ? [] : suggestNames(generation, input.symbol),
  };
}

function findUnknownCallees(generation: Generation, ids: readonly number[]): UnknownCallee[] {
  const sitesOf = generation.tuples<[name: string, line: number]>(
    'SELECT n.text, u.line FROM unresolved u JOIN name n ON n.id = u.name WHERE u.source = ?',
  );
  const byName = new Map<string, number[]>();
  const sites = ids.flatMap((id) => sitesOf.all(id)).sort(([, a], [, b]) => a - b);
  for (const [name, line] of sites) {
    const lines = byName.get(name);
    if (!lines) byName.set(name, [line]);
    else if (lines.at(-1) !== line) lines.push(line);
  }
  return [...byName].map(([name, lines]) => ({ name, lines }));
}

function findRecursion(generation: Generation, ids: readonly number[]): number[] {
  const lines = generation.values<number>(
    'SELECT DISTINCT line FROM edge WHERE source = ? AND target = source AND kind = ? ORDER BY line',
  );
  return ids.flatMap((id) => lines.all(id, CALLS));
}

function findRoots(generation: Generation, symbol: string): { reading: Reading; ids: readonly number[] } {
  const { reading, ids } = resolveSymbolIds(generation, symbol);
  return { reading, ids: preferCallables(generation, ids) };
}

/** A reached symbol as the answer shows it. */
export function describeReached(
  generation: Generation,
  { id, direction, hop, via, reason, lines }: Reached,
): TraceRow {
  const symbol = getSymbol(generation, id);
  const neighbour = getSymbol(generation, via);
  return {
    direction,
    hop,
    name: symbol.name,
    kind: symbol.kind,
    qualified_name: symbol.qualified_name,
    file: symbol.file,
    line: symbol.line,
    external: symbol.kind === 'External',
    via: neighbour.qualified_name,
    tier: tierOf(reason),
    reason: REASONS[reason]!.name,
    site_file: direction === 'inbound' ? symbol.file : neighbour.file,
    site_lines: lines,
    ...(direction === 'outbound' ? describeOverriding(generation, id) : { dispatch_total: 0, dispatch: [] }),
  };
}

const SHOWN_OVERRIDES = 5;

/** Methods that replace a method, or that implement it: a few names, and how many there are. */
export function describeOverriding(
  generation: Generation,
  id: number,
): { dispatch_total: number; dispatch: readonly string[] } {
  const names = generation
    .values<string>(
      `SELECT DISTINCT s.qualified_name FROM edge e JOIN symbol s ON s.id = e.source
       WHERE e.target = ? AND e.kind = ? ORDER BY s.qualified_name`,
    )
    .all(id, OVERRIDES);
  return { dispatch_total: names.length, dispatch: names.slice(0, SHOWN_OVERRIDES) };
}

/** The methods that a method replaces or implements. */
function findOverridden(generation: Generation, id: number): string[] {
  return generation
    .values<string>(
      `SELECT DISTINCT s.qualified_name FROM edge e JOIN symbol s ON s.id = e.target
       WHERE e.source = ? AND e.kind = ? ORDER BY s.qualified_name`,
    )
    .all(id, OVERRIDES);
}

/** A name shared by a function and a variable means the function here. */
export function preferCallables(generation: Generation, ids: readonly number[]): readonly number[] {
  const kindOf = generation.values<number>('SELECT kind FROM symbol WHERE id = ?');
  const callable = ids.filter((id) => CALLABLE_NUMBERS.has(kindOf.get(id) ?? -1));
  return callable.length > 0 ? callable : ids;
}

/** A call of a class is a call of what builds its instances. */
export function withInitializers(generation: Generation, ids: readonly number[]): number[] {
  const initializersOf = generation.values<number>(
    'SELECT id FROM symbol WHERE parent = ? AND flags & ? <> 0 ORDER BY id',
  );
  return [...new Set(ids.flatMap((id) => [id, ...initializersOf.all(id, SymbolFlag.initializer)]))].sort(
    (a, b) => a - b,
  );
}

/** What a class or a file calls is what its members call. A function stands for itself: it calls its inner ones. */
export function withMembers(generation: Generation, ids: readonly number[]): number[] {
  const membersOf = generation.values<number>('SELECT id FROM symbol WHERE parent = ? ORDER BY id');
  const kindOf = generation.values<number>('SELECT kind FROM symbol WHERE id = ?');
  const all = new Set<number>();
  const pending = [...ids];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (all.has(id)) continue;
    all.add(id);
    if (!FUNCTION_NUMBERS.has(kindOf.get(id) ?? -1)) pending.push(...membersOf.all(id));
  }
  return [...all].sort((a, b) => a - b);
}

/** Whether a symbol stands in a file that a build made of others. */
function isInCopy(generation: Generation, id: number): boolean {
  const file = generation.values<number | null>('SELECT file FROM symbol WHERE id = ?').get(id);
  return typeof file === 'number' && isBuilt(generation, file);
}

/** Whether a symbol stands in a file of tests, is a test itself, or stands in what is there for tests alone. */
export function isInTest(generation: Generation, id: number): boolean {
  const files = generation.derived('testFiles', findTestFiles);
  const read = generation.tuples<[file: number | null, parent: number | null, flags: number]>(
    'SELECT file, parent, flags FROM symbol WHERE id = ?',
  );
  for (let at: number | null = id; at !== null;) {
    const row = read.get(at);
    if (row === undefined) return false;
    const [file, parent, flags] = row;
    if ((file !== null && files.has(file)) || (flags & SymbolFlag.test) !== 0) return true;
    at = parent;
  }
  return false;
}

function findTestFiles(generation: Generation): ReadonlySet<number> {
  const rows = generation.tuples<[number, string]>('SELECT id, path FROM file').all();
  return new Set(rows.flatMap(([id, path]) => (isTestPath(path) ? [id] : [])));
}
