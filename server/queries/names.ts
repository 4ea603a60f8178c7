// Every distinct symbol name of a generation in one string, so that a substring is found in one pass over memory.
// Owns how well a name matches a term; knows neither kinds nor files.

import type { ChangesSince, Generation } from '../store/generation.ts';
import { splitWords } from '../store/words.ts';
import { isNamedSql } from './vocabulary.ts';

/** How a name matches a term, best last, so that a greater number is a better match. */
export const MatchClass = { none: 0, substring: 1, word: 2, prefix: 3, exactAnyCase: 4, exact: 5 } as const;

/** Names by position: `texts[i]` is the name with the id `ids[i]`. */
export interface NameTable {
  readonly ids: readonly number[];
  readonly texts: readonly string[];
  /** All names in lower case, each after a line feed. */
  readonly joined: string;
  /** Where each name starts in `joined`; there may be room for more. */
  readonly starts: Int32Array;
}

/** The names of all symbols, loaded once per generation and kept in step with it. */
export function nameTable(generation: Generation): NameTable {
  return generation.derived('names', loadNames, renewNames);
}

function loadNames(generation: Generation): NameTable {
  const sql = `SELECT n.id, n.text FROM (SELECT DISTINCT name FROM symbol s WHERE ${isNamedSql('s')}) s
    JOIN name n ON n.id = s.name ORDER BY n.id`;
  return makeTable(generation.tuples<[number, string]>(sql).all());
}

function makeTable(rows: NameRows): NameTable {
  return addNames({ ids: [], texts: [], joined: '\n', starts: new Int32Array(0) }, rows);
}

/** Asks for the names that came or went only; undefined when these are many. */
function renewNames(
  generation: Generation,
  former: NameTable,
  { names }: ChangesSince,
): NameTable | undefined {
  const { ids, texts } = former;
  if (4 * names.size > ids.length) return undefined;
  const find = generation.tuples<[number, string]>(
    `SELECT n.id, n.text FROM name n
     WHERE n.id = ? AND EXISTS (SELECT 1 FROM symbol s WHERE s.name = n.id AND ${isNamedSql('s')})`,
  );
  const fresh = [...names].flatMap((id) => find.all(id));
  if (!ids.some((id) => names.has(id))) return addNames(former, fresh);
  const kept = ids.flatMap((id, row): NameRows => (names.has(id) ? [] : [[id, texts[row]!]]));
  return makeTable([...kept, ...fresh]);
}

type NameRows = readonly (readonly [id: number, text: string])[];

/** A table with more names, which takes over what the one before had. */
function addNames(before: NameTable, rows: NameRows): NameTable {
  const ids = before.ids as number[];
  const texts = before.texts as string[];
  const count = ids.length + rows.length;
  let { starts } = before;
  if (starts.length < count) {
    starts = new Int32Array(count + (count >> 4));
    starts.set(before.starts);
  }
  let at = before.joined.length;
  let added = '';
  for (const [id, text] of rows) {
    const lower = text.toLowerCase();
    starts[ids.length] = at;
    ids.push(id);
    texts.push(text);
    added += `${lower}\n`;
    at += lower.length + 1;
  }
  return { ids, texts, joined: before.joined + added, starts };
}

/** Ids of names that hold `text`, which is in lower case, anywhere; some may come twice. */
export function findNamesAround(generation: Generation, text: string): number[] {
  const { joined, starts, ids } = nameTable(generation);
  const found: number[] = [];
  for (let at = joined.indexOf(text); at >= 0; at = joined.indexOf(text, at + text.length))
    found.push(ids[rowAt(starts, ids.length, at)]!);
  return found;
}

/** Name ids that match one term, in any case, with the class of the best match. */
export function matchNames(generation: Generation, term: string): Map<number, number> {
  const table = nameTable(generation);
  const found = new Map<number, number>();
  const wanted = term.toLowerCase();
  if (wanted === '' || wanted.includes('\n')) return found;
  for (let at = table.joined.indexOf(wanted); at >= 0; at = table.joined.indexOf(wanted, at + 1)) {
    const row = rowAt(table.starts, table.ids.length, at);
    const id = table.ids[row]!;
    const match = classify(table.texts[row]!, at - table.starts[row]!, term);
    if (match > (found.get(id) ?? MatchClass.none)) found.set(id, match);
  }
  for (const id of findByWords(generation, term)) if (!found.has(id)) found.set(id, MatchClass.word);
  return found;
}

/** Finds what substrings can't: `getUser` for get_user, and other forms of a word (`authenticate` for authentication). */
function findByWords(generation: Generation, term: string): number[] {
  const words = splitWords(term);
  if (words.length === 0 || words.join('').length < 3) return [];
  // The joined form is one token of the index; quoting makes it a string whatever it contains.
  const expression = `"${words.join('')}"*`;
  return generation.values<number>('SELECT rowid FROM name_words WHERE name_words MATCH ?').all(expression);
}

function classify(name: string, offset: number, term: string): number {
  if (name.length === term.length) return name === term ? MatchClass.exact : MatchClass.exactAnyCase;
  if (offset === 0) return MatchClass.prefix;
  return startsWord(name, offset) ? MatchClass.word : MatchClass.substring;
}

function startsWord(name: string, offset: number): boolean {
  const before = name.charAt(offset - 1);
  const first = name.charAt(offset);
  if (!/[\p{L}\p{N}]/u.test(before)) return true;
  if (/\p{Lu}/u.test(first)) return !/\p{Lu}/u.test(before) || /\p{Ll}/u.test(name.charAt(offset + 1));
  return /\p{N}/u.test(first) !== /\p{N}/u.test(before);
}

/** The last of `count` rows that starts at or before `at`. */
function rowAt(starts: Int32Array, count: number, at: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
