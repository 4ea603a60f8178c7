// Every distinct symbol name of a generation in one string, so that a substring is found in one pass over memory.
// Owns how well a name matches a term; knows neither kinds nor files.

import type { Generation } from '../store/generation.ts';
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
  /** Where each name starts in `joined`. */
  readonly starts: Int32Array;
}

/** The names of all symbols, loaded once per generation. */
export function nameTable(generation: Generation): NameTable {
  return generation.derived('names', loadNames);
}

function loadNames(generation: Generation, former?: NameTable): NameTable {
  const sql = `SELECT n.id, n.text FROM (SELECT DISTINCT name FROM symbol s WHERE ${isNamedSql('s')}) s
    JOIN name n ON n.id = s.name ORDER BY n.id`;
  // Where names are only added, every name is that of a symbol.
  const rows = former
    ? generation
        .tuples<[number, string]>('SELECT id, text FROM name WHERE id > ?')
        .all(former.ids.at(-1) ?? 0)
    : generation.tuples<[number, string]>(sql).all();
  const lower = rows.map(([, text]) => text.toLowerCase());
  const before = former ?? { ids: [], texts: [], joined: '\n', starts: new Int32Array(0) };
  const starts = new Int32Array(before.starts.length + rows.length);
  starts.set(before.starts);
  let at = before.joined.length;
  for (const [row, text] of lower.entries()) {
    starts[before.starts.length + row] = at;
    at += text.length + 1;
  }
  return {
    ids: [...before.ids, ...rows.map(([id]) => id)],
    texts: [...before.texts, ...rows.map(([, text]) => text)],
    joined: before.joined + lower.map((text) => `${text}\n`).join(''),
    starts,
  };
}

/** Ids of names that hold `text`, which is in lower case, anywhere; some may come twice. */
export function findNamesAround(generation: Generation, text: string): number[] {
  const { joined, starts, ids } = nameTable(generation);
  const found: number[] = [];
  for (let at = joined.indexOf(text); at >= 0; at = joined.indexOf(text, at + text.length))
    found.push(ids[rowAt(starts, at)]!);
  return found;
}

/** Name ids that match one term, in any case, with the class of the best match. */
export function matchNames(generation: Generation, term: string): Map<number, number> {
  const table = nameTable(generation);
  const found = new Map<number, number>();
  const wanted = term.toLowerCase();
  if (wanted === '' || wanted.includes('\n')) return found;
  for (let at = table.joined.indexOf(wanted); at >= 0; at = table.joined.indexOf(wanted, at + 1)) {
    const row = rowAt(table.starts, at);
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

/** The last row that starts at or before `at`. */
function rowAt(starts: Int32Array, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
