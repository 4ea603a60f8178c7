// Where the words of a query stand in the names, documentation and paths of an index, and how much each of them says. Owns
// which forms of a word count as the word; knows nothing of symbols beyond that.

import type { Generation } from '../store/generation.ts';
import { STOP_WORDS } from '../store/words.ts';
import { findNamesAround } from './names.ts';
import { isLightVerb, otherForms } from './wordForms.ts';

/** A word of the query: row of an index → how fully the word stands there. */
export interface Term {
  /** How much the word says: the rarer it is in the code, the more. */
  readonly rarity: number;
  readonly names: ReadonlyMap<number, number>;
  readonly docs: ReadonlyMap<number, number>;
  readonly paths: ReadonlyMap<number, number>;
  /** Symbols that use something of such a name; none when there are too many to say anything. */
  readonly users: ReadonlySet<number>;
  /** With which other forms of the word begin too. */
  readonly beginning: string;
}

/** Of another form of the word: `written` for write. */
const OTHER_FORM = 0.9;
/**
 * Of a word that only begins like the one that is asked for (parse, parser), is it cut short (connection, conn), or has it
 * inside (width, wcwidth).
 */
export const KINDRED = 0.4;
const ABBREVIATED = 0.35;
const INSIDE = 0.25;
/** As if there were so many symbols more: in a small project that a word is rare says little. */
const FEW = 100;
/** Of a word that no name has, it is prose and not what the code speaks of; and of a verb that says little. */
const PROSE_ONLY = 0.45;
const LIGHT = 0.4;
/** More names, or more symbols that use them, are not looked at. */
const MAX_USED_NAMES = 300;
const MAX_USERS = 1500;

/** The words that stand anywhere. */
export function findTerms(generation: Generation, words: readonly string[]): Term[] {
  const total = generation.derived('symbols', () =>
    generation.values<number>('SELECT count(*) FROM symbol').get(),
  )!;
  return words.flatMap((word): Term[] => {
    const names = findWord(generation, 'name_words', word);
    const docs = findWord(generation, 'doc_words', word);
    const paths = findWord(generation, 'path_words', word);
    const count = names.size + docs.size;
    if (count + paths.size === 0) return [];
    const isInNames = [...names.values()].some((fullness) => fullness >= OTHER_FORM);
    const share = (isInNames ? 1 : PROSE_ONLY) * (isLightVerb(word) ? LIGHT : 1);
    const rarity = share * Math.log(1 + Math.max(0.5, total + FEW - count) / (count + 0.5));
    const beginning = word.length > 4 ? word.slice(0, Math.max(4, word.length - 2)) : word;
    return [{ rarity, names, docs, paths, users: findUsers(generation, names), beginning }];
  });
}

/** Rows of an index in which a word stands: itself in any form, one that it begins, or one that begins it. */
function findWord(generation: Generation, table: string, word: string): Map<number, number> {
  const find = generation.values<number>(`SELECT rowid FROM ${table} WHERE ${table} MATCH ?`);
  const rows = new Map<number, number>();
  const add = (expressions: readonly string[], fullness: number): void => {
    if (expressions.length === 0) return;
    for (const row of find.all(expressions.join(' OR '))) if (!rows.has(row)) rows.set(row, fullness);
  };
  add([`"${word}"`], 1);
  add(
    otherForms(word).map((form) => `"${form}"`),
    OTHER_FORM,
  );
  const root = word.replace(/(?:[eo]rs?|ing|ed|s)$/u, '');
  // A short word begins many that have nothing to do with it: list and listener.
  if (word.length > 4) add([`"${word}" *`], KINDRED);
  else if (word.length > 2)
    add(
      ['er', 'r', 'or', 'able'].map((end) => `"${word}${end}"`),
      KINDRED,
    );
  if (root !== word && root.length > 3) add([`"${root}"`], KINDRED);
  // Code cuts long words short: conn, config, dir, addr. Prose doesn't.
  const beginnings: string[] = [];
  if (table !== 'doc_words')
    for (let end = word.length - 3; end >= 3; end--) {
      const beginning = word.slice(0, end);
      if (!STOP_WORDS.has(beginning)) beginnings.push(`"${beginning}"`);
    }
  add(beginnings, ABBREVIATED);
  if (table === 'name_words' && word.length > 4)
    for (const row of findNamesAround(generation, root)) if (!rows.has(row)) rows.set(row, INSIDE);
  return rows;
}

/** Symbols that use what has one of the names. */
function findUsers(generation: Generation, names: ReadonlyMap<number, number>): Set<number> {
  const own = [...names].flatMap(([name, fullness]) => (fullness >= KINDRED ? [name] : []));
  if (own.length > MAX_USED_NAMES) return new Set();
  const find = generation.values<number>(
    `SELECT e.source FROM json_each(?) j CROSS JOIN symbol s ON s.name = j.value CROSS JOIN edge e ON e.target = s.id
     UNION ALL SELECT u.source FROM json_each(?) j CROSS JOIN unresolved u ON u.name = j.value AND NOT u.is_local LIMIT ${MAX_USERS + 1}`,
  );
  const list = JSON.stringify(own);
  const users = find.all(list, list);
  return users.length > MAX_USERS ? new Set() : new Set(users);
}
