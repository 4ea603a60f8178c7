// From what a caller wrote to symbols: a name, a qualified name or the end of one, `file:line`, or a file. Owns the
// order of these readings; knows nothing of what is asked about the symbol afterwards.

import type { Generation } from '../store/generation.ts';
import { nameTable } from './names.ts';
import { countInbound, getSymbol, type SymbolRow } from './symbols.ts';
import { EXTERNAL, isNamedSql, kindWeight } from './vocabulary.ts';

/** How `text` was understood; `none` comes with no symbols. */
export type Reading = 'location' | 'file' | 'qualified_name' | 'name' | 'none';

export interface ResolvedSymbols {
  readonly reading: Reading;
  /** Best first: code before leaves, then by callers, then by qualified name. */
  readonly ids: readonly number[];
}

interface Candidate {
  id: number;
  kind: number;
  qualified_name: string;
}

const CANDIDATE = 'SELECT id, kind, qualified_name FROM symbol';

/** Finds the symbols that `text` can mean. Never throws for a text that means nothing. */
export function resolveSymbolIds(generation: Generation, text: string): ResolvedSymbols {
  const wanted = text.trim();
  const place = /^(.+?):(\d+)(?::\d+)?$/.exec(wanted);
  if (place) {
    const id = findEnclosing(generation, place[1]!, Number(place[2]));
    if (id !== undefined) return { reading: 'location', ids: [id] };
  }
  const parts = segments(wanted);
  const last = parts.at(-1);
  if (last === undefined) return { reading: 'none', ids: [] };
  const named = symbolsNamed(generation, last);
  const exact = named.filter((candidate) => candidate.qualified_name === wanted);
  if (exact.length > 0) return { reading: 'qualified_name', ids: order(generation, exact) };
  if (parts.length > 1) {
    const ending = parts.join('.');
    const matching = named.filter((candidate) => endsWithPath(candidate.qualified_name, ending));
    if (matching.length > 0) return { reading: 'qualified_name', ids: order(generation, matching) };
    const file = findFileSymbol(generation, wanted);
    if (file !== undefined) return { reading: 'file', ids: [file] };
    const scanned = generation
      .rows<Candidate>(`${CANDIDATE} WHERE qualified_name = ? AND deadline()`)
      .all(wanted);
    return { reading: scanned.length > 0 ? 'qualified_name' : 'none', ids: order(generation, scanned) };
  }
  if (named.length > 0) return { reading: 'name', ids: order(generation, named) };
  const anyCase = namesInAnyCase(generation, last).flatMap((name) => symbolsNamed(generation, name));
  return { reading: anyCase.length > 0 ? 'name' : 'none', ids: order(generation, anyCase) };
}

/** The readings of `text` as rows, at most `limit`, with the exact total. */
export function resolveSymbol(
  generation: Generation,
  { symbol, limit = 20 }: { symbol: string; limit?: number },
): { reading: Reading; total: number; symbols: SymbolRow[] } {
  const { reading, ids } = resolveSymbolIds(generation, symbol);
  return { reading, total: ids.length, symbols: ids.slice(0, limit).map((id) => getSymbol(generation, id)) };
}

/** The innermost symbol with a name around a line of a file, the file itself when there is none; undefined for an unknown file. */
export function findEnclosing(generation: Generation, path: string, line: number): number | undefined {
  const file = findFileId(generation, path);
  if (file === undefined) return undefined;
  // The latest start among those that still cover the line is the innermost, because definitions nest.
  return generation
    .values<number>(
      `SELECT id FROM symbol s WHERE file = ? AND start_line <= ? AND end_line >= ? AND ${isNamedSql('s')}
       ORDER BY start_line DESC, end_line, id DESC LIMIT 1`,
    )
    .get(file, line, line);
}

/** The id of a file by its path, or by the end of its path when only one file ends so. */
export function findFileId(generation: Generation, path: string): number | undefined {
  const wanted = path.replaceAll('\\', '/').replace(/^\.\//, '');
  const exact = generation.values<number>('SELECT id FROM file WHERE path = ?').get(wanted);
  if (exact !== undefined) return exact;
  const sql = `SELECT id FROM file WHERE substr(path, -length(?) - 1) = '/' || ? LIMIT 2`;
  const ending = generation.values<number>(sql).all(wanted, wanted);
  return ending.length === 1 ? ending[0] : undefined;
}

function findFileSymbol(generation: Generation, path: string): number | undefined {
  const file = findFileId(generation, path);
  if (file === undefined) return undefined;
  return generation.values<number>('SELECT id FROM symbol WHERE file = ? ORDER BY id LIMIT 1').get(file);
}

function symbolsNamed(generation: Generation, name: string): Candidate[] {
  const sql = `${CANDIDATE} WHERE name IN (SELECT id FROM name WHERE text = ?)`;
  return generation.rows<Candidate>(sql).all(name);
}

function namesInAnyCase(generation: Generation, name: string): string[] {
  const wanted = name.toLowerCase();
  if (!nameTable(generation).joined.includes(`\n${wanted}\n`)) return [];
  return nameTable(generation).texts.filter((text) => text.toLowerCase() === wanted);
}

/** `a.b#c`, `a::b.c`, `a/b.c` → a, b, c. */
function segments(text: string): string[] {
  return text
    .replace(/\(\)$/, '')
    .split(/::|->|[.#:/\\]/)
    .filter(Boolean);
}

function endsWithPath(qualifiedName: string, ending: string): boolean {
  const dotted = qualifiedName.replaceAll(/::|->|[#:/\\]/g, '.');
  return dotted === ending || dotted.endsWith(`.${ending}`);
}

function order(generation: Generation, candidates: readonly Candidate[]): number[] {
  if (candidates.length < 2) return candidates.map(({ id }) => id);
  return candidates
    .map((candidate) => ({
      ...candidate,
      weight: candidate.kind === EXTERNAL ? 9 : kindWeight(candidate.kind),
      callers: countInbound(generation, candidate.id),
    }))
    .sort(
      (a, b) =>
        a.weight - b.weight ||
        b.callers - a.callers ||
        (a.qualified_name < b.qualified_name ? -1 : Number(a.qualified_name > b.qualified_name)) ||
        a.id - b.id,
    )
    .map(({ id }) => id);
}
