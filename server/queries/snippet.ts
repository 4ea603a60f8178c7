import type { Generation } from '../store/generation.ts';
import { describeOthers, resolveSymbolIds, type Reading } from './resolveSymbol.ts';
import { suggestNames } from './suggest.ts';
import { getSymbolDetail, type SymbolDetail } from './symbols.ts';
import { findNeighbours, type Neighbours } from './neighbours.ts';

export interface SnippetAnswer {
  readonly reading: Reading;
  /** One when it is clear what is meant; else the candidates, best first, at most 20 of `total`. */
  readonly matches: readonly SymbolDetail[];
  readonly total: number;
  /** What else has that name, in a line; empty when nothing has. */
  readonly others: string;
  /** Qualifiers that were written and that nothing has. */
  readonly ignored: string;
  /** Given for a single match when asked for. */
  readonly neighbours?: Neighbours;
  readonly suggestions: readonly string[];
}

/** Where the source of a symbol is. The text itself is read from disk by the caller. */
export function getSnippet(
  generation: Generation,
  { symbol, include_neighbors = false }: { symbol: string; include_neighbors?: boolean },
): SnippetAnswer {
  const { reading, ids: all, isAmbiguous, others, ignored } = resolveSymbolIds(generation, symbol);
  const ids = isAmbiguous ? all : all.slice(0, 1);
  const matches = ids.slice(0, 20).map((id) => getSymbolDetail(generation, id));
  const isSingle = ids.length === 1;
  return {
    reading,
    matches,
    total: ids.length,
    others: describeOthers(generation, [...(isAmbiguous ? [] : all.slice(1)), ...others]),
    ignored,
    ...(isSingle && include_neighbors ? { neighbours: findNeighbours(generation, ids[0]!, 10) } : {}),
    suggestions: ids.length > 0 ? [] : suggestNames(generation, symbol),
  };
}
