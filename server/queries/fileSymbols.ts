import type { Generation } from '../store/generation.ts';
import { isNamedSql } from './vocabulary.ts';

/** How many symbols each file has, by its id; counted once per generation. */
export function countSymbols(generation: Generation): ReadonlyMap<number, number> {
  return generation.derived('symbols of files', () => {
    const sql = `SELECT file, count(*) FROM symbol s WHERE file IS NOT NULL AND ${isNamedSql('s')} GROUP BY file`;
    return new Map(generation.tuples<[file: number, symbols: number]>(sql).all());
  });
}
