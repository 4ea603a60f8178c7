import type { Generation } from '../store/generation.ts';

/** What a search has to know of a symbol before it is ranked; covered by one index. */
export type CandidateRow = readonly [id: number, kind: number, file: number | null];

/** The symbols of the given names, each with the rank of its name. */
export function symbolsOfNames(
  generation: Generation,
  ranks: ReadonlyMap<number, number>,
): [CandidateRow, number][] {
  const statement = generation.tuples<CandidateRow>('SELECT id, kind, file FROM symbol WHERE name = ?');
  const found: [CandidateRow, number][] = [];
  for (const [name, rank] of ranks) for (const row of statement.all(name)) found.push([row, rank]);
  return found;
}

/** The candidates of the given ids, in their order. */
export function candidatesOf(generation: Generation, ids: readonly number[]): CandidateRow[] {
  const statement = generation.tuples<CandidateRow>('SELECT id, kind, file FROM symbol WHERE id = ?');
  return ids.map((id) => statement.get(id)).filter((row) => row !== undefined);
}
