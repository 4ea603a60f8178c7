// `possible` edges: call sites that only a name describes, joined with what has that name. They are derived when
// asked for and stored nowhere, so a new namesake needs no rewriting of edges.

import { languagesBeside } from '../languages/table.ts';
import type { Generation } from '../store/generation.ts';
import { CALLABLE_KINDS, kindNumber } from './vocabulary.ts';

/** A name that more callables of the language share says nothing about which one is meant: no edge is offered. */
export const MAX_NAMESAKES = 16;

const CALLABLES = CALLABLE_KINDS.map(kindNumber).join(', ');

/** The callables a name can mean in files of a language, or of one that it can call; empty when there are too many to mean anything. */
function findNamesakes(generation: Generation, name: number, language: string): readonly number[] {
  const known = generation.derived('namesakes', () => new Map<string, readonly number[]>());
  const languages = JSON.stringify(languagesBeside(language));
  const key = `${name} ${languages}`;
  let ids = known.get(key);
  if (!ids) {
    ids = loadNamesakes(generation, name, languages);
    known.set(key, ids);
  }
  return ids;
}

function loadNamesakes(generation: Generation, name: number, languages: string): number[] {
  const sql = `SELECT s.id FROM symbol s JOIN file f ON f.id = s.file
    WHERE s.name = ? AND s.kind IN (${CALLABLES}) AND f.language IN (SELECT value FROM json_each(?))
    ORDER BY s.id LIMIT ${MAX_NAMESAKES + 1}`;
  const ids = generation.values<number>(sql).all(name, languages);
  return ids.length > MAX_NAMESAKES ? [] : ids;
}

/** The unresolved sites in a symbol's body with what each can mean: [target, line]. */
export function findPossibleCallees(
  generation: Generation,
  source: number,
): [target: number, line: number][] {
  const sites = generation
    .tuples<[number, number, string]>(
      `SELECT u.name, u.line, f.language FROM unresolved u JOIN symbol s ON s.id = u.source
       JOIN file f ON f.id = s.file WHERE u.source = ? AND NOT u.is_local ORDER BY u.name, u.line`,
    )
    .all(source);
  const edges: [number, number][] = [];
  for (const [name, line, language] of sites) {
    for (const target of findNamesakes(generation, name, language)) edges.push([target, line]);
  }
  return edges;
}

/** The unresolved sites that can mean the symbol: [source, line]. */
export function findPossibleCallers(
  generation: Generation,
  target: number,
): [source: number, line: number][] {
  const callee = generation
    .tuples<[number, string]>(
      `SELECT s.name, f.language FROM symbol s JOIN file f ON f.id = s.file
       WHERE s.id = ? AND s.kind IN (${CALLABLES})`,
    )
    .get(target);
  if (!callee || findNamesakes(generation, ...callee).length === 0) return [];
  const sql = `SELECT u.source, u.line FROM unresolved u JOIN symbol s ON s.id = u.source
    JOIN file f ON f.id = s.file WHERE u.name = ? AND f.language IN (SELECT value FROM json_each(?)) AND NOT u.is_local
    ORDER BY u.source, u.line`;
  const [name, language] = callee;
  return generation.tuples<[number, number]>(sql).all(name, JSON.stringify(languagesBeside(language)));
}

/** How many unresolved sites name the symbol in languages that can call it, whether or not they can be offered as `possible`. */
export function countSitesNaming(generation: Generation, id: number): number {
  const of = generation
    .tuples<[name: number, language: string]>(
      'SELECT s.name, f.language FROM symbol s JOIN file f ON f.id = s.file WHERE s.id = ?',
    )
    .get(id);
  return of === undefined ? 0 : countSites(generation, of[0], of[1]);
}

/** How many unresolved sites have a name, by its id, in files of a language or of one that can call it. */
export function countSites(generation: Generation, name: number, language: string): number {
  const sql = `SELECT count(*) FROM unresolved u JOIN symbol s ON s.id = u.source JOIN file f ON f.id = s.file
    WHERE u.name = ? AND NOT u.is_local AND f.language IN (SELECT value FROM json_each(?))`;
  return generation.values<number>(sql).get(name, JSON.stringify(languagesBeside(language))) ?? 0;
}
