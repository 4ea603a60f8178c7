// One question, one answer: the symbols a question is about, with all that the next questions would ask for. Owns
// which symbols are chosen; the source text is added by the tool.

import { isTestPath } from '../languages/testPaths.ts';
import { NODE_KINDS, type NodeKind } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { findNeighbours, type Neighbours } from './neighbours.ts';
import { subjectTerms } from './rankByTerms.ts';
import { resolveSymbolIds } from './resolveSymbol.ts';
import { searchIds } from './search.ts';
import { suggestNames } from './suggest.ts';
import { getSymbol, getSymbolDetail, type SymbolDetail } from './symbols.ts';
import { edgeNumber, isNamedSql, kindNumber } from './vocabulary.ts';

export interface ExploreInput {
  /** A question in words, names, or both. */
  readonly query: string;
  /** Names that are certainly meant: they come first. */
  readonly names: readonly string[];
  readonly limit: number;
}

/** A member of a class or a symbol of the same file. */
export interface OutlineRow {
  readonly name: string;
  readonly kind: NodeKind;
  readonly line: number;
}

export interface ExploredSymbol extends SymbolDetail, Neighbours {
  /** Functions and files of tests that call it directly. */
  readonly tests_total: number;
  readonly members_total: number;
  readonly members: readonly OutlineRow[];
}

export interface ExploreAnswer {
  /** Exact number of symbols that match in any way. */
  readonly total: number;
  readonly symbols: readonly ExploredSymbol[];
  /** What else the files of the chosen symbols define at their top. */
  readonly files: readonly {
    readonly file: string;
    readonly total: number;
    readonly outline: readonly OutlineRow[];
  }[];
  readonly suggestions: readonly string[];
}

/** The kinds that answer a question about code; the rest is reached through them. */
const ANSWER_KINDS: readonly NodeKind[] = [
  'Class',
  'Interface',
  'Enum',
  'Type',
  'Function',
  'Method',
  'Variable',
];

/** The best symbols for a question, each with signature, doc comment, location, callers, callees and members. */
export function explore(generation: Generation, { query, names, limit }: ExploreInput): ExploreAnswer {
  const { ids, total } = choose(generation, query, names, limit);
  const symbols = ids.map((id) => exploreSymbol(generation, id));
  const files = [...new Set(symbols.map(({ file }) => file).filter(Boolean))];
  return {
    total,
    symbols,
    files: files.map((file) => outlineOf(generation, file)),
    suggestions: symbols.length > 0 ? [] : suggestNames(generation, [...names, query].join(' ')),
  };
}

function choose(
  generation: Generation,
  query: string,
  names: readonly string[],
  limit: number,
): { ids: number[]; total: number } {
  const chosen = new Set<number>();
  // A word that is written like an identifier, or quoted, names the thing itself.
  const identifiers = subjectTerms(query).filter((term) => /[_$.:#/]|\p{Ll}\p{Lu}|\d/u.test(term));
  for (const name of [...names, ...identifiers]) {
    const { ids } = resolveSymbolIds(generation, name);
    for (const id of ids.slice(0, Math.max(1, Math.ceil(limit / 2)))) if (chosen.size < limit) chosen.add(id);
  }
  if (query.trim() === '') return { ids: [...chosen], total: chosen.size };
  const found = searchIds(generation, { query, kinds: ANSWER_KINDS, limit: limit * 4, offset: 0 });
  const isInTest = (id: number): boolean => isTestPath(getSymbol(generation, id).file);
  const code = found.ids.filter((id) => !isInTest(id));
  const wantsTests = /\btests?\b/i.test(query);
  for (const id of wantsTests ? found.ids : [...code, ...found.ids]) if (chosen.size < limit) chosen.add(id);
  return { ids: [...chosen], total: Math.max(found.total, chosen.size) };
}

function exploreSymbol(generation: Generation, id: number): ExploredSymbol {
  const members = generation
    .tuples<[string, number, number]>(
      `SELECT n.text, s.kind, s.line FROM symbol s JOIN name n ON n.id = s.name WHERE s.parent = ?
       AND ${isNamedSql('s')} ORDER BY s.line, s.id`,
    )
    .all(id)
    .filter(([, kind]) => kind !== kindNumber('Variable') || getSymbol(generation, id).kind !== 'Function');
  return {
    ...getSymbolDetail(generation, id),
    ...findNeighbours(generation, id, 5),
    tests_total: countTests(generation, id),
    members_total: members.length,
    members: members.slice(0, 30).map(toOutlineRow),
  };
}

function countTests(generation: Generation, id: number): number {
  const sql = 'SELECT count(DISTINCT source) FROM edge WHERE target = ? AND kind = ?';
  return generation.values<number>(sql).get(id, edgeNumber('TESTS')) ?? 0;
}

function outlineOf(
  generation: Generation,
  file: string,
): { file: string; total: number; outline: OutlineRow[] } {
  const sql = `SELECT n.text, s.kind, s.line FROM symbol s JOIN name n ON n.id = s.name
    LEFT JOIN symbol p ON p.id = s.parent
    WHERE s.file = (SELECT id FROM file WHERE path = ?) AND s.kind NOT IN (${CONTAINERS})
      AND (p.id IS NULL OR p.kind IN (${CONTAINERS})) AND ${isNamedSql('s')} ORDER BY s.line, s.id`;
  const rows = generation.tuples<[string, number, number]>(sql).all(file);
  return { file, total: rows.length, outline: rows.slice(0, 30).map(toOutlineRow) };
}

const CONTAINERS = (['Project', 'Folder', 'File', 'Module', 'Package'] as const).map(kindNumber).join(', ');

function toOutlineRow([name, kind, line]: readonly [string, number, number]): OutlineRow {
  return { name, kind: NODE_KINDS[kind]!, line };
}
