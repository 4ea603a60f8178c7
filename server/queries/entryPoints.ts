import { SymbolFlag } from '../graph.ts';
import type { Generation } from '../store/generation.ts';
import { isTestPath } from '../languages/testPaths.ts';

const REACHED_FROM_OUTSIDE = SymbolFlag.exported | SymbolFlag.decorated | SymbolFlag.test;

/** Whether something that is not in the graph can run the symbol: exported, decorated, a test, or `main`. */
export function isEntryPoint(generation: Generation, id: number): boolean {
  const row = generation
    .rows<{ flags: number; name: string; path: string | null }>(
      `SELECT s.flags, n.text AS name, f.path FROM symbol s JOIN name n ON n.id = s.name
       LEFT JOIN file f ON f.id = s.file WHERE s.id = ?`,
    )
    .get(id);
  if (!row) return false;
  return (row.flags & REACHED_FROM_OUTSIDE) !== 0 || row.name === 'main' || isTestPath(row.path ?? '');
}
