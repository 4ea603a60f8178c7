import type { Generation } from '../store/generation.ts';
import { resolveSymbolIds, type Reading } from './resolveSymbol.ts';
import { suggestNames } from './suggest.ts';
import { getSymbolDetail, type SymbolDetail } from './symbols.ts';
import { findNeighbours, type Neighbours } from './neighbours.ts';

export interface SnippetAnswer {
  readonly reading: Reading;
  /** One when the text is unambiguous; else the candidates, best first, at most 20 of `total`. */
  readonly matches: readonly SymbolDetail[];
  readonly total: number;
  /** Given for a single match when asked for. */
  readonly neighbours?: Neighbours;
  readonly suggestions: readonly string[];
}

/** Where the source of a symbol is. The text itself is read from disk by the caller. */
export function getSnippet(
  generation: Generation,
  { symbol, include_neighbors = false }: { symbol: string; include_neighbors?: boolean },
): SnippetAnswer {
  const { reading, ids } = resolveSymbolIds(generation, symbol);
  const matches = ids.slice(0, 20).map((id) => getSymbolDetail(generation, id));
  const isSingle = ids.length === 1;
  return {
    reading,
    matches,
    total: ids.length,
    ...(isSingle && include_neighbors ? { neighbours: findNeighbours(generation, ids[0]!, 10) } : {}),
    suggestions: ids.length > 0 ? [] : suggestNames(generation, symbol),
  };
}
