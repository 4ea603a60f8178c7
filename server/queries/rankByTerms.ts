// Ranks symbols by the words of a query: BM25F over their names, documentation, parents, paths and what their bodies name.
// Owns the weights. The full-text indexes say where a word stands; which names a body has is read from the edges, and only
// for the candidates that are ahead without it.

import type { Generation } from '../store/generation.ts';
import { splitWords } from '../store/words.ts';
import type { CandidateRow } from './candidates.ts';
import { findNamesAround } from './names.ts';
import { sideWeight } from './sideCode.ts';
import { CALLS, isNamedSql, kindNumber } from './vocabulary.ts';

/** How much a word counts where it stands. */
const WEIGHT = { name: 4, doc: 2.5, parent: 2, path: 1.5, body: 1 };
/** With this much of a word a symbol has half of what the word can be worth. */
const SATURATION = 2;
/** How far the length of a name or of a text counts against the words in it, and what is usual. */
const LENGTH_SHARE = 0.4;
const MEAN_WORDS = { name: 2, doc: 10, body: 12 };
/**
 * Of a word that only begins like the one that is asked for (parse, parser), is it cut short (connection, conn), or has it
 * inside (width, wcwidth).
 */
const KINDRED = 0.6;
const ABBREVIATED = 0.35;
const INSIDE = 0.25;
/** Names and documentations beyond this many are not looked up for words that are more common than others. */
const MAX_LOOKED_UP = 1200;
/** As if there were so many symbols more: in a small project that a word is rare says little. */
const FEW = 100;
/** So many candidates are looked at closely. */
const CLOSE = 60;
/** Of the score: the part that depends on how much of the query is covered, and what each doubling of the callers adds. */
const COVERAGE_SHARE = 0.5;
const CALLERS_SHARE = 0.05;
/** What has less than this part of the best score covers too little of the query to be a match. */
const LEAST_SHARE = 0.35;

const INTERFACE = kindNumber('Interface');
const TYPE = kindNumber('Type');
const CLASSES: ReadonlySet<number> = new Set(
  (['Class', 'Interface', 'Enum', 'Type'] as const).map(kindNumber),
);
const FUNCTIONS: ReadonlySet<number> = new Set((['Function', 'Method'] as const).map(kindNumber));
const VALUES: ReadonlySet<number> = new Set((['Field', 'Variable'] as const).map(kindNumber));

/** A symbol that has at least one of the words, `NULL` as -1. */
type Candidate = readonly [id: number, kind: number, name: number, file: number, parent: number];

/** A word of the query: row of an index → how fully the word stands there. */
interface Term {
  readonly rarity: number;
  readonly names: ReadonlyMap<number, number>;
  readonly docs: ReadonlyMap<number, number>;
  readonly paths: ReadonlyMap<number, number>;
}

/** What a close look at a candidate finds. */
interface Details {
  readonly nameWords: number;
  readonly docWords: number;
  readonly parentName: number;
  readonly parentKind: number;
  readonly callers: number;
  /** Ids of names. */
  readonly body: readonly number[];
}

/**
 * The symbols that `words` are about, among those that `accepts` takes; best first, each with its rank. Unless side code
 * (tests, copies, generated code) is wanted, it comes after the code that is the project's own.
 */
export function rankByTerms(
  generation: Generation,
  words: readonly string[],
  accepts: (kind: number, file: number | null) => boolean,
  wantsSideCode: boolean,
): [CandidateRow, number][] {
  const terms = findTerms(generation, words);
  const candidates = findCandidates(generation, terms).filter(([, kind, , file]) =>
    accepts(kind, file < 0 ? null : file),
  );
  const nameOf = new Map(candidates.map(([id, , name]) => [id, name]));
  const distant = candidates.map((candidate) => {
    const [, kind, , file, parent] = candidate;
    const side = wantsSideCode || file < 0 ? 1 : sideWeight(generation, file);
    const score = scoreOf(terms, candidate, nameOf.get(parent) ?? -1, undefined);
    return { candidate, side, score: score * side * worthOfKind(kind) };
  });
  distant.sort(byScore);
  const details = findDetails(generation, distant.slice(0, CLOSE));
  const ranked = distant.map(({ candidate, side, score }, at) => {
    const found = details.get(candidate[0]);
    // What is not looked at closely stays behind what is.
    if (!found) return { candidate, score: at < CLOSE ? 0 : score * 0.5 };
    const close = scoreOf(terms, candidate, found.parentName, found);
    // A declaration has its definition elsewhere, and a function inside of another is a part of that.
    const isPart = found.parentKind === INTERFACE || FUNCTIONS.has(found.parentKind);
    const worth = worthOfKind(candidate[1]) * (isPart ? 0.8 : 1);
    return { candidate, score: close * side * worth * (1 + CALLERS_SHARE * Math.log2(1 + found.callers)) };
  });
  ranked.sort(byScore);
  const least = (ranked[0]?.score ?? 0) * LEAST_SHARE;
  return ranked
    .filter(({ score }) => score > least)
    .map(({ candidate: [id, kind, , file], score }) => [[id, kind, file < 0 ? null : file], score]);
}

function byScore(
  a: { readonly candidate: Candidate; readonly score: number },
  b: { readonly candidate: Candidate; readonly score: number },
): number {
  return b.score - a.score || a.candidate[0] - b.candidate[0];
}

/** Code that does something comes before declarations of it, and both before mere values. */
function worthOfKind(kind: number): number {
  if (VALUES.has(kind)) return 0.5;
  if (kind === INTERFACE || kind === TYPE) return 0.85;
  return CLASSES.has(kind) || FUNCTIONS.has(kind) ? 1 : 0.4;
}

function findTerms(generation: Generation, words: readonly string[]): Term[] {
  const total = generation.derived('symbols', () =>
    generation.values<number>('SELECT count(*) FROM symbol').get(),
  )!;
  return words.flatMap((word): Term[] => {
    const names = findWord(generation, 'name_words', word);
    const docs = findWord(generation, 'doc_words', word);
    const paths = findWord(generation, 'path_words', word);
    const count = names.size + docs.size;
    const rarity = Math.log(1 + Math.max(0.5, total + FEW - count) / (count + 0.5));
    return count + paths.size > 0 ? [{ rarity, names, docs, paths }] : [];
  });
}

/** Rows of an index in which a word stands: itself in any form, one that it begins, or one that begins it. */
function findWord(generation: Generation, table: string, word: string): Map<number, number> {
  const find = generation.values<number>(`SELECT rowid FROM ${table} WHERE ${table} MATCH ?`);
  const rows = new Map<number, number>();
  const add = (expression: string, weight: number): void => {
    for (const row of find.all(expression)) if (!rows.has(row)) rows.set(row, weight);
  };
  add(`"${word}"`, 1);
  if (word.length > 2) add(`"${word}" *`, KINDRED);
  const root = word.replace(/(?:[eo]rs?|ing|ed|s)$/u, '');
  if (root !== word && root.length > 3) add(`"${root}"`, KINDRED);
  // Code cuts long words short: conn, config, dir, addr. Prose doesn't.
  const beginnings: string[] = [];
  if (table !== 'doc_words')
    for (let end = word.length - 3; end >= 3; end--) beginnings.push(`"${word.slice(0, end)}"`);
  if (beginnings.length > 0) add(beginnings.join(' OR '), ABBREVIATED);
  if (table === 'name_words' && word.length > 4)
    for (const row of findNamesAround(generation, root)) if (!rows.has(row)) rows.set(row, INSIDE);
  return rows;
}

/** The symbols with names and documentation of the terms; the rarest terms bring theirs first. */
function findCandidates(generation: Generation, terms: readonly Term[]): Candidate[] {
  const names = new Set<number>();
  const documented = new Set<number>();
  for (const term of [...terms].sort((a, b) => b.rarity - a.rarity)) {
    const isFirst = names.size + documented.size === 0;
    if (!isFirst && names.size + documented.size + term.names.size + term.docs.size > MAX_LOOKED_UP) continue;
    for (const name of term.names.keys()) names.add(name);
    for (const id of term.docs.keys()) documented.add(id);
  }
  const columns = 's.id, s.kind, s.name, ifnull(s.file, -1), ifnull(s.parent, -1)';
  const byName = generation.tuples<Candidate>(
    `SELECT ${columns} FROM json_each(?) j CROSS JOIN symbol s ON s.name = j.value`,
  );
  const byId = generation.tuples<Candidate>(
    `SELECT ${columns} FROM json_each(?) j CROSS JOIN symbol s ON s.id = j.value`,
  );
  const candidates = byName.all(JSON.stringify([...names]));
  for (const [id] of candidates) documented.delete(id);
  generation.checkDeadline();
  return [...candidates, ...byId.all(JSON.stringify([...documented]))];
}

/** Looks at those closely that have a name of their own. */
function findDetails(
  generation: Generation,
  ahead: readonly { readonly candidate: Candidate }[],
): Map<number, Details> {
  const ids = ahead.map(({ candidate: [id] }) => id);
  const inClasses = ahead.flatMap(({ candidate: [id, kind] }) => (CLASSES.has(kind) ? [id] : []));
  const bodies = new Map<number, number[]>();
  const addNames = (rows: readonly (readonly [id: number, name: number])[]): void => {
    for (const [id, name] of rows) {
      const body = bodies.get(id);
      if (body) body.push(name);
      else bodies.set(id, [name]);
    }
  };
  const used = generation.tuples<[number, number]>(
    `SELECT e.source, t.name FROM json_each(?) j CROSS JOIN edge e ON e.source = j.value JOIN symbol t ON t.id = e.target
     UNION SELECT u.source, u.name FROM json_each(?) j CROSS JOIN unresolved u ON u.source = j.value`,
  );
  addNames(used.all(JSON.stringify(ids), JSON.stringify(ids)));
  const members = generation.tuples<[number, number]>(
    'SELECT DISTINCT s.parent, s.name FROM json_each(?) j CROSS JOIN symbol s ON s.parent = j.value',
  );
  addNames(members.all(JSON.stringify(inClasses)));
  type Row = [id: number, name: string, doc: number, parentName: number, parentKind: number, callers: number];
  const rows = generation.tuples<Row>(
    `SELECT s.id, n.text, length(ifnull(s.doc, '')), ifnull(p.name, -1), ifnull(p.kind, -1),
       (SELECT count(*) FROM edge e WHERE e.target = s.id AND e.kind = ${CALLS})
     FROM json_each(?) j CROSS JOIN symbol s ON s.id = j.value JOIN name n ON n.id = s.name
     LEFT JOIN symbol p ON p.id = s.parent WHERE ${isNamedSql('s')}`,
  );
  return new Map(
    rows.all(JSON.stringify(ids)).map(([id, name, docLength, parentName, parentKind, callers]) => [
      id,
      {
        nameWords: splitWords(name).length,
        // A word of prose that is not left out has about eight characters around it.
        docWords: docLength / 8,
        parentName,
        parentKind,
        callers,
        body: bodies.get(id) ?? [],
      },
    ]),
  );
}

function scoreOf(
  terms: readonly Term[],
  [id, , name, file]: Candidate,
  parentName: number,
  details: Details | undefined,
): number {
  const nameWeight = WEIGHT.name * shareOf(details?.nameWords, MEAN_WORDS.name);
  const docWeight = WEIGHT.doc * shareOf(details?.docWords, MEAN_WORDS.doc);
  const bodyWeight = WEIGHT.body * shareOf(details?.body.length, MEAN_WORDS.body);
  let score = 0;
  let covered = 0;
  let total = 0;
  for (const { rarity, names, docs, paths } of terms) {
    let inBody = 0;
    for (const each of details?.body ?? []) inBody = Math.max(inBody, names.get(each) ?? 0);
    const amount =
      nameWeight * (names.get(name) ?? 0) +
      docWeight * (docs.get(id) ?? 0) +
      WEIGHT.parent * (names.get(parentName) ?? 0) +
      WEIGHT.path * (paths.get(file) ?? 0) +
      bodyWeight * inBody;
    const worth = amount / (amount + SATURATION);
    score += rarity * worth;
    if (amount > 0) covered += rarity;
    total += rarity;
  }
  return score * (1 - COVERAGE_SHARE + (COVERAGE_SHARE * covered) / Math.max(total, 1e-9));
}

/** How much a word of a text counts by the length of the text: 1 where it is usual or not known. */
function shareOf(length: number | undefined, mean: number): number {
  return length === undefined ? 1 : 1 / (1 - LENGTH_SHARE + (LENGTH_SHARE * length) / mean);
}
