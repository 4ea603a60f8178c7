import { SymbolFlag } from '../graph.ts';
import type { Generation } from '../store/generation.ts';

/** Whether a tool wrote the file with this id: part of the program, and seldom what a question is about. */
export function isGeneratedFile(generation: Generation, file: number): boolean {
  return generation.derived('generated files', findGenerated).has(file);
}

function findGenerated(generation: Generation): ReadonlySet<number> {
  const sql = 'SELECT file FROM symbol WHERE flags & ? <> 0 AND file IS NOT NULL';
  return new Set(generation.values<number>(sql).all(SymbolFlag.generated));
}
