// What a question is about, and which texts the index was made of: what a search for its name needs to know.

import type { Generation } from '../store/generation.ts';
import { resolveSymbolIds, type Reading } from './resolveSymbol.ts';
import { suggestNames } from './suggest.ts';
import { getSymbol, type SymbolRow } from './symbols.ts';
import { MAX_ROOTS, preferCallables } from './trace.ts';

/** The symbols that a text means, with the name they are written by. */
export interface Asked {
  readonly reading: Reading;
  readonly ids: readonly number[];
  /** At most 20 of `root_total`. */
  readonly roots: readonly SymbolRow[];
  readonly root_total: number;
  /** Empty when there are none, or more than are answered at once. */
  readonly name: string;
  readonly suggestions: readonly string[];
}

/** Resolves `symbol`; a name that a function shares with a variable means the function. */
export function resolveAsked(generation: Generation, { symbol }: { symbol: string }): Asked {
  const resolved = resolveSymbolIds(generation, symbol);
  const ids = preferCallables(generation, resolved.ids);
  const roots = ids.slice(0, 20).map((id) => getSymbol(generation, id));
  return {
    reading: resolved.reading,
    ids,
    roots,
    root_total: ids.length,
    name: ids.length <= MAX_ROOTS ? (roots[0]?.name ?? '') : '',
    suggestions: ids.length > 0 ? [] : suggestNames(generation, symbol),
  };
}

/** The texts of the index, unless they are those of `known`: a snapshot names one state of the rows. */
export function listIndexedTexts(
  generation: Generation,
  { known }: { known?: string | undefined },
): {
  snapshot: string;
  files?: { path: string; hash: string; language: string }[];
} {
  const snapshot = `${generation.file}#${generation.revision}`;
  if (snapshot === known) return { snapshot };
  const sql = `SELECT path, hash, language FROM file WHERE status <> 'skipped' ORDER BY path`;
  return {
    snapshot,
    files: generation.rows<{ path: string; hash: string; language: string }>(sql).all(),
  };
}
