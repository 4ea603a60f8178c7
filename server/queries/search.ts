// Search by name, words, kind, path and degree. Owns the order of matches by name: how well it matches, then code before
// values, then how often it is called. Totals are exact; only the rows of the page are described.

import type { EdgeKind, NodeKind } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { MatchClass, matchNames, nameTable } from './names.ts';
import { findNeighbours } from './neighbours.ts';
import { compilePathFilter, compileTest, literalOf } from './patterns.ts';
import { foldCopies } from './builtCode.ts';
import { candidatesOf, symbolsOfNames, type CandidateRow } from './candidates.ts';
import { createDegreeReader } from './degree.ts';
import { isEntryPoint } from './entryPoints.ts';
import { readQuery } from './queryTerms.ts';
import { rankByTerms } from './rankByTerms.ts';
import { resolveSymbolIds } from './resolveSymbol.ts';
import { asksForSideCode, sideWeight } from './sideCode.ts';
import { suggestNames } from './suggest.ts';
import { countInbound, countOutbound, getSymbolDetail, type SymbolDetail } from './symbols.ts';
import { CALLS, edgeNumber, EXTERNAL, isNamedSql, kindNumber, kindWeight } from './vocabulary.ts';

/** What to search for; everything that is given has to hold. */
export interface SearchInput {
  /** Words or a name, in any case; ranked. */
  readonly query?: string;
  /** Regular expressions, matching anywhere. */
  readonly name_pattern?: string;
  readonly qn_pattern?: string;
  readonly kinds?: readonly NodeKind[];
  /** Glob or part of a path. */
  readonly file_pattern?: string;
  /** Which edges count as degree; given alone it asks for at least one. */
  readonly relationship?: EdgeKind;
  readonly direction?: 'inbound' | 'outbound' | 'both';
  readonly min_degree?: number;
  readonly max_degree?: number;
  /** Leaves out what something outside the graph can call: exported, decorated, tests, main. */
  readonly exclude_entry_points?: boolean;
  /** Adds the qualified names of direct callers and callees. */
  readonly include_connected?: boolean;
  readonly limit: number;
  readonly offset: number;
}

export interface SearchHit extends SymbolDetail {
  /** Edges of the asked kind (CALLS by default) that end and start here. */
  readonly in_degree: number;
  readonly out_degree: number;
  readonly connected?: readonly string[];
  /** How many built copies of it were left out. */
  readonly copies?: number;
}

export interface SearchAnswer {
  readonly total: number;
  /** Nothing is called so: these names are near. */
  readonly isNear: boolean;
  readonly hits: readonly SearchHit[];
}

/** How many names are offered for one that nothing has. */
const MAX_NEAR_NAMES = 5;

interface Candidate {
  readonly id: number;
  readonly kind: number;
  readonly file: number | null;
  /** Greater is better; candidates of the same rank are ordered by kind and callers. */
  readonly rank: number;
}

/** One page of the ranked matches. Throws BAD_PATTERN for a regular expression that is none. */
export function searchGraph(generation: Generation, input: SearchInput): SearchAnswer {
  const { ids, total, isNear, copies } = searchNearIds(generation, input);
  const edge = edgeNumber(input.relationship ?? 'CALLS');
  const hits = ids.map((id) =>
    Object.assign(getSymbolDetail(generation, id), {
      in_degree: countInbound(generation, id, edge),
      out_degree: countOutbound(generation, id, edge),
      ...(copies.has(id) ? { copies: copies.get(id)! } : {}),
      ...(input.include_connected ? { connected: namesAround(generation, id) } : {}),
    }),
  );
  return { total, isNear, hits };
}

/** What a search finds, without what is said of it. */
export interface FoundIds {
  readonly ids: number[];
  readonly total: number;
  /** Symbols of which built copies were left out, and how many. */
  readonly copies: ReadonlyMap<number, number>;
}

/** Like `searchGraph`, only the ids, and none when nothing is called so. */
export function searchIds(generation: Generation, input: SearchInput): FoundIds {
  return search(generation, input, findCandidates(generation, input));
}

/** Like `searchIds`; when nothing is called so, symbols with names that are near to the query. */
export function searchNearIds(generation: Generation, input: SearchInput): FoundIds & { isNear: boolean } {
  const found = searchIds(generation, input);
  if (found.total > 0 || input.query === undefined) return { ...found, isNear: false };
  const near = search(generation, input, findByNearNames(generation, input.query));
  return { ...near, isNear: near.total > 0 };
}

function search(
  generation: Generation,
  input: SearchInput,
  found: readonly [CandidateRow, number][],
): FoundIds {
  const accepts = createFilter(generation, input);
  let candidates = found.flatMap(([[id, kind, file], rank]): Candidate[] =>
    accepts(kind, file) ? [{ id, kind, file, rank }] : [],
  );
  if (input.qn_pattern !== undefined)
    candidates = filterByQualifiedName(generation, input.qn_pattern, candidates);
  if (input.exclude_entry_points) candidates = candidates.filter(({ id }) => !isEntryPoint(generation, id));
  if ((input.relationship ?? input.min_degree ?? input.max_degree) !== undefined) {
    candidates = filterByDegree(generation, input, candidates);
  }
  const { ids, copies } = foldCopies(
    generation,
    candidates.map(({ id }) => id),
  );
  if (copies.size > 0) {
    const kept = new Set(ids);
    candidates = candidates.filter(({ id }) => kept.has(id));
  }
  return { ids: pageOf(generation, candidates, input), total: candidates.length, copies };
}

function namesAround(generation: Generation, id: number): string[] {
  const { callers, callees } = findNeighbours(generation, id, 5);
  return [...callers, ...callees].map(({ qualified_name }) => qualified_name);
}

function findCandidates(generation: Generation, input: SearchInput): [CandidateRow, number][] {
  const { query, name_pattern } = input;
  if (query !== undefined && query.trim() !== '') {
    const found = findByQuery(generation, query.trim(), input);
    if (name_pattern === undefined) return found;
    const names = new Set(namesByPattern(generation, name_pattern).keys());
    const nameOf = generation.values<number>('SELECT name FROM symbol WHERE id = ?');
    return found.filter(([[id]]) => names.has(nameOf.get(id)!));
  }
  if (name_pattern !== undefined && name_pattern !== '') {
    return symbolsOfNames(generation, namesByPattern(generation, name_pattern));
  }
  return generation
    .tuples<CandidateRow>(`SELECT id, kind, file FROM symbol s WHERE ${isNamedSql('s')}`)
    .all()
    .map((row): [CandidateRow, number] => [row, 0]);
}

/** One word is a name or a part of one; several are what a symbol is about, and those written like code name it. */
function findByQuery(generation: Generation, query: string, input: SearchInput): [CandidateRow, number][] {
  const { identifiers, words } = readQuery(query);
  const named = identifiers.flatMap((name) => resolveSymbolIds(generation, name).ids);
  const isOneWord = !/\s/.test(query);
  if (isOneWord) {
    if (/[.:#/]/.test(query) && named.length > 0)
      return candidatesOf(generation, named).map((row) => [row, MatchClass.exact]);
    const found = symbolsOfNames(generation, matchNames(generation, query));
    // What is written like a name means nothing but that name: its words would find what merely has one of them.
    if (found.length > 0 || identifiers.length > 0) return found;
  }
  const wantsSideCode = input.file_pattern !== undefined || asksForSideCode(query);
  const ranked = rankByTerms(generation, words, createFilter(generation, input), wantsSideCode);
  const isFirst = new Set(named);
  const rows = [
    ...candidatesOf(generation, [...isFirst]),
    ...ranked.flatMap(([row]) => (isFirst.has(row[0]) ? [] : [row])),
  ];
  // The order alone decides: so far apart, kinds and callers don't change it.
  return rows.map((row, at) => [row, (rows.length - at) * 10]);
}

function findByNearNames(generation: Generation, query: string): [CandidateRow, number][] {
  const names = suggestNames(generation, query, MAX_NEAR_NAMES);
  const idOf = generation.values<number>('SELECT id FROM name WHERE text = ?');
  const ranks = new Map(names.flatMap((name, at) => idOf.all(name).map((id) => [id, names.length - at])));
  return symbolsOfNames(generation, ranks);
}

function namesByPattern(generation: Generation, pattern: string): Map<number, number> {
  const table = nameTable(generation);
  const ranks = new Map<number, number>();
  const literal = literalOf(pattern);
  if (literal !== undefined) {
    const matches = matchNames(generation, literal);
    for (const [row, id] of table.ids.entries()) {
      const match = matches.get(id);
      if (match !== undefined && table.texts[row]!.includes(literal)) ranks.set(id, match);
    }
    return ranks;
  }
  const isMatch = compileTest('name_pattern', pattern);
  table.texts.forEach((text, row) => {
    if ((row & 1023) === 0) generation.checkDeadline();
    if (isMatch(text)) ranks.set(table.ids[row]!, MatchClass.substring);
  });
  return ranks;
}

/** Whether a symbol of a kind in a file is searched for. */
function createFilter(
  generation: Generation,
  { kinds, file_pattern }: SearchInput,
): (kind: number, file: number | null) => boolean {
  const wanted = kinds && new Set(kinds.map(kindNumber));
  const files = file_pattern === undefined ? undefined : filesMatching(generation, file_pattern);
  return (kind, file) => {
    // A leaf outside the workspace is shown when it is asked for; otherwise it would crowd out the code.
    if (wanted ? !wanted.has(kind) : kind === EXTERNAL) return false;
    return files === undefined || (file !== null && files.has(file));
  };
}

function filesMatching(generation: Generation, pattern: string): Set<number> {
  const isWanted = compilePathFilter('file_pattern', pattern);
  const rows = generation.tuples<[number, string]>('SELECT id, path FROM file').all();
  return new Set(rows.flatMap(([id, path]) => (isWanted(path) ? [id] : [])));
}

function filterByQualifiedName(
  generation: Generation,
  pattern: string,
  candidates: Candidate[],
): Candidate[] {
  const isMatch = compileTest('qn_pattern', pattern);
  const nameOf = generation.values<string>('SELECT qualified_name FROM symbol WHERE id = ?');
  return candidates.filter(({ id }, row) => {
    if ((row & 1023) === 0) generation.checkDeadline();
    return isMatch(nameOf.get(id)!);
  });
}

function filterByDegree(generation: Generation, input: SearchInput, candidates: Candidate[]): Candidate[] {
  const { relationship = 'CALLS', direction = 'both', max_degree = Number.POSITIVE_INFINITY } = input;
  const least = input.min_degree ?? (input.max_degree === undefined ? 1 : 0);
  const edge = edgeNumber(relationship);
  const readers = (['inbound', 'outbound'] as const)
    .filter((way) => direction === 'both' || direction === way)
    .map((way) => createDegreeReader(generation, way, edge, candidates.length));
  return candidates.filter(({ id }) => {
    const degree = readers.reduce((sum, degreeOf) => sum + degreeOf(id), 0);
    return degree >= least && degree <= max_degree;
  });
}

/** The ids of one page. Only ranks that reach into the page are sorted by callers, which have to be counted. */
function pageOf(generation: Generation, candidates: Candidate[], { limit, offset }: SearchInput): number[] {
  const groups = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const isSide = candidate.file !== null && sideWeight(generation, candidate.file) < 1;
    const key = candidate.rank * 8 - kindWeight(candidate.kind) * 2 - Number(isSide);
    const group = groups.get(key);
    if (group) group.push(candidate);
    else groups.set(key, [candidate]);
  }
  const page: number[] = [];
  let passed = 0;
  for (const key of [...groups.keys()].sort((a, b) => b - a)) {
    const group = groups.get(key)!;
    const from = Math.max(0, offset - passed);
    const wanted = Math.min(group.length - from, limit - page.length);
    passed += group.length;
    if (wanted <= 0) continue;
    page.push(...sortByCallers(generation, group).slice(from, from + wanted));
  }
  return page;
}

function sortByCallers(generation: Generation, group: readonly Candidate[]): number[] {
  if (group.length === 1) return [group[0]!.id];
  const callersOf = createDegreeReader(generation, 'inbound', CALLS, group.length);
  return group
    .map(({ id }) => ({ id, callers: callersOf(id) }))
    .sort((a, b) => b.callers - a.callers || a.id - b.id)
    .map(({ id }) => id);
}
