// Whether calls that were seen elsewhere are in the index.

import { SymbolFlag } from '../graph.ts';
import type { Generation } from '../store/generation.ts';
import { getSymbol, type SymbolRow } from './symbols.ts';
import { CALLS } from './vocabulary.ts';

/** A symbol by qualified name and file. */
export interface SymbolKey {
  readonly name: string;
  readonly file: string;
}

/** Both ends of a call as they are now, null for what is gone, and whether the call is known. */
export interface CallBetween {
  readonly caller: SymbolRow | null;
  readonly callee: SymbolRow | null;
  readonly isKnown: boolean;
}

/** The id of the first symbol of that name in that file. */
export function findKeyed(generation: Generation, { name, file }: SymbolKey): number | undefined {
  return generation
    .values<number>(
      `SELECT s.id FROM symbol s JOIN file f ON f.id = s.file WHERE f.path = ? AND s.qualified_name = ? ORDER BY s.id LIMIT 1`,
    )
    .get(file, name);
}

/** Looks up each pair of symbols. */
export function findCallsBetween(
  generation: Generation,
  { pairs }: { pairs: readonly { readonly caller: SymbolKey; readonly callee: SymbolKey }[] },
): CallBetween[] {
  // Of a class its initializer is what runs.
  const known = generation.values<number>(
    `SELECT 1 FROM edge WHERE source = ? AND kind = ${CALLS}
     AND target IN (?, (SELECT parent FROM symbol WHERE id = ? AND flags & ${SymbolFlag.initializer} <> 0)) LIMIT 1`,
  );
  return pairs.map(({ caller, callee }) => {
    generation.checkDeadline();
    const from = findKeyed(generation, caller);
    const to = findKeyed(generation, callee);
    return {
      caller: from === undefined ? null : getSymbol(generation, from),
      callee: to === undefined ? null : getSymbol(generation, to),
      isKnown: from !== undefined && to !== undefined && known.get(from, to, to) !== undefined,
    };
  });
}
