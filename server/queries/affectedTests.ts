// The tests that a change may break: those that reach what has changed, or have changed themselves, each with the way there.

import type { AffectedTest } from '../protocol/rpc.ts';
import type { Generation } from '../store/generation.ts';
import { reachFromChanges, type ChangedSource } from './changes.ts';
import { getSymbol } from './symbols.ts';
import { isTest } from './testsOf.ts';
import { isNamedSql } from './vocabulary.ts';

/** Steps that a way tells at most. */
const MAX_STEPS = 8;

/** The tests within `depth` steps of what has changed in `files`, by file and line. */
export function findAffectedTests(
  generation: Generation,
  { files, depth }: { files: readonly ChangedSource[]; depth: number },
): AffectedTest[] {
  const { changed, reached } = reachFromChanges(generation, files, depth);
  const viaOf = new Map(reached.map(({ id, via }) => [id, via]));
  const isNamed = generation.values<number>(`SELECT 1 FROM symbol s WHERE s.id = ? AND ${isNamedSql('s')}`);
  const tests = [...new Set([...changed, ...viaOf.keys()])].filter(
    (id) => isTest(generation, id) && isNamed.get(id) !== undefined,
  );
  return tests
    .map((id): AffectedTest => {
      const { name, qualified_name, file, line, kind } = getSymbol(generation, id);
      return { name, qualified_name, file, line, kind, way: followWay(generation, id, viaOf) };
    })
    .sort((a, b) => (a.file < b.file ? -1 : Number(a.file > b.file)) || a.line - b.line);
}

/** The names on the way from a test to what has changed; none of a test that has changed itself. */
function followWay(generation: Generation, test: number, viaOf: ReadonlyMap<number, number>): string[] {
  const names: string[] = [];
  for (let id = viaOf.get(test); id !== undefined && names.length < MAX_STEPS; id = viaOf.get(id)) {
    if (id !== test) names.push(getSymbol(generation, id).qualified_name);
    if (viaOf.get(id) === id) break;
  }
  return names;
}
