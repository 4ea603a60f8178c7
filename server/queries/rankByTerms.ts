// Ranks symbols by the words of a query: BM25F over their names, documentation, parents, paths, signatures and what their
// bodies name, and then by what is around them. Owns the weights. The full-text indexes say where a word stands; which names
// a body has is read from the edges.

import type { Generation } from '../store/generation.ts';
import { splitWords } from '../store/words.ts';
import type { CandidateRow } from './candidates.ts';
import { findTerms, KINDRED, type Term } from './queryWords.ts';
import { sideWeight } from './sideCode.ts';
import { CALLS, isNamedSql, kindNumber } from './vocabulary.ts';

/** How much a word counts where it stands. */
const WEIGHT = {
  name: 5,
  doc: 2.5,
  parent: 2,
  path: 1.5,
  body: 1.25,
  signature: 0.7,
  parentDoc: 0.6,
  fileDoc: 0.4,
};
/** With this much of a word a symbol has half of what the word can be worth. */
const SATURATION = 2;
/** How far the length of a name or of a text counts against the words in it, and what is usual. */
const LENGTH_SHARE = 0.4;
const MEAN_WORDS = { name: 2, doc: 10, body: 12 };
/** Names and documentations beyond this many are not looked up for words that are more common than others. */
const MAX_LOOKED_UP = 1200;
/** So many candidates are looked at closely. */
const CLOSE = 100;
/** Of the score: the part that depends on how much of the query is covered, and what each doubling of the callers adds. */
const COVERAGE_SHARE = 0.5;
const CALLERS_SHARE = 0.03;
/** What each two words add that follow each other in the query and stand together in a name. */
const PHRASE_SHARE = 0.2;
/** What a symbol gains of the score of each of its best members, of its parent, and of the best that it calls or is called by. */
const GAIN = { member: 0.15, parent: 0.1, call: 0.1 };
const GAINING_MEMBERS = 3;
/** What has less than this part of the best score covers too little of the query to be a match. */
const LEAST_SHARE = 0.35;

const INTERFACE = kindNumber('Interface');
const TYPE = kindNumber('Type');
const MODULE = kindNumber('Module');
const CLASSES: ReadonlySet<number> = new Set(
  (['Class', 'Interface', 'Enum', 'Type'] as const).map(kindNumber),
);
const FUNCTIONS: ReadonlySet<number> = new Set((['Function', 'Method'] as const).map(kindNumber));
const VALUES: ReadonlySet<number> = new Set((['Field', 'Variable'] as const).map(kindNumber));

/** A symbol that has at least one of the words, `NULL` as -1. */
type Candidate = readonly [id: number, kind: number, name: number, file: number, parent: number];

interface Ranked {
  readonly candidate: Candidate;
  readonly score: number;
}

/** What a close look at a candidate finds; ids of symbols and names are -1 where there is none. */
interface Details {
  readonly nameWords: number;
  readonly docWords: number;
  readonly signature: readonly string[];
  readonly parent: number;
  readonly parentName: number;
  readonly parentKind: number;
  /** The symbol of the whole file. */
  readonly module: number;
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
  const alone = distant.map(({ candidate, side, score }, at): Ranked => {
    const found = details.get(candidate[0]);
    // What is not looked at closely stays behind what is.
    if (!found) return { candidate, score: at < CLOSE ? 0 : score * 0.5 };
    const close = scoreOf(terms, candidate, found.parentName, found);
    // A declaration has its definition elsewhere, and a function inside of another is a part of that.
    const isPart = found.parentKind === INTERFACE || FUNCTIONS.has(found.parentKind);
    const worth = worthOfKind(candidate[1]) * (isPart ? 0.8 : 1);
    return { candidate, score: close * side * worth * (1 + CALLERS_SHARE * Math.log2(1 + found.callers)) };
  });
  const ranked = addGains(generation, alone, details);
  ranked.sort(byScore);
  const least = (ranked[0]?.score ?? 0) * LEAST_SHARE;
  return ranked
    .filter(({ score }) => score > least)
    .map(({ candidate: [id, kind, , file], score }) => [[id, kind, file < 0 ? null : file], score]);
}

function byScore(a: Ranked, b: Ranked): number {
  return b.score - a.score || a.candidate[0] - b.candidate[0];
}

/** Code that does something comes before declarations of it, and both before mere values. */
function worthOfKind(kind: number): number {
  if (VALUES.has(kind)) return 0.4;
  if (kind === INTERFACE || kind === TYPE) return 0.75;
  return CLASSES.has(kind) || FUNCTIONS.has(kind) ? 1 : 0.4;
}

/**
 * The symbols with names and documentation of the terms, of which the rarest bring theirs first, and those that use things
 * of two terms or more.
 */
function findCandidates(generation: Generation, terms: readonly Term[]): Candidate[] {
  const names = new Set<number>();
  const others = new Set<number>();
  for (const term of [...terms].sort((a, b) => b.rarity - a.rarity)) {
    const isFirst = names.size + others.size === 0;
    if (!isFirst && names.size + others.size + term.names.size + term.docs.size > MAX_LOOKED_UP) continue;
    for (const name of term.names.keys()) names.add(name);
    for (const id of term.docs.keys()) others.add(id);
  }
  const uses = new Map<number, number>();
  for (const { users } of terms) for (const id of users) uses.set(id, (uses.get(id) ?? 0) + 1);
  for (const [id, count] of uses) if (count > 1) others.add(id);
  const columns = 's.id, s.kind, s.name, ifnull(s.file, -1), ifnull(s.parent, -1)';
  const byName = generation.tuples<Candidate>(
    `SELECT ${columns} FROM json_each(?) j CROSS JOIN symbol s ON s.name = j.value`,
  );
  const byId = generation.tuples<Candidate>(
    `SELECT ${columns} FROM json_each(?) j CROSS JOIN symbol s ON s.id = j.value`,
  );
  const candidates = byName.all(JSON.stringify([...names]));
  for (const [id] of candidates) others.delete(id);
  generation.checkDeadline();
  return [...candidates, ...byId.all(JSON.stringify([...others]))];
}

/** Looks at those closely that have a name of their own. */
function findDetails(generation: Generation, ahead: readonly Ranked[]): Map<number, Details> {
  const ids = JSON.stringify(ahead.map(({ candidate: [id] }) => id));
  const bodies = findBodies(generation, ahead);
  type Row = [
    id: number,
    name: string,
    docLength: number,
    signature: string,
    parent: number,
    parentName: number,
    parentKind: number,
    module: number,
    callers: number,
  ];
  const rows = generation.tuples<Row>(
    `SELECT s.id, n.text, length(ifnull(s.doc, '')), ifnull(s.signature, ''), ifnull(p.id, -1), ifnull(p.name, -1),
       ifnull(p.kind, -1),
       ifnull((SELECT m.id FROM symbol m WHERE m.file = s.file AND m.kind = ${MODULE} LIMIT 1), -1),
       (SELECT count(*) FROM edge e WHERE e.target = s.id AND e.kind = ${CALLS})
     FROM json_each(?) j CROSS JOIN symbol s ON s.id = j.value JOIN name n ON n.id = s.name
     LEFT JOIN symbol p ON p.id = s.parent WHERE ${isNamedSql('s')}`,
  );
  return new Map(
    rows.all(ids).map(([id, name, docLength, signature, parent, parentName, parentKind, module, callers]) => [
      id,
      {
        nameWords: splitWords(name).length,
        // A word of prose that is not left out has about eight characters around it.
        docWords: docLength / 8,
        signature: splitWords(signature),
        parent,
        parentName,
        parentKind,
        module,
        callers,
        body: bodies.get(id) ?? [],
      },
    ]),
  );
}

/** Ids of the names that stand in each body: what it uses, and the members of classes. */
function findBodies(generation: Generation, ahead: readonly Ranked[]): Map<number, number[]> {
  const ids = JSON.stringify(ahead.map(({ candidate: [id] }) => id));
  const classes = ahead.flatMap(({ candidate: [id, kind] }) => (CLASSES.has(kind) ? [id] : []));
  const used = generation.tuples<[number, number]>(
    `SELECT e.source, t.name FROM json_each(?) j CROSS JOIN edge e ON e.source = j.value JOIN symbol t ON t.id = e.target
     UNION SELECT u.source, u.name FROM json_each(?) j CROSS JOIN unresolved u ON u.source = j.value AND NOT u.is_local`,
  );
  const members = generation.tuples<[number, number]>(
    'SELECT DISTINCT s.parent, s.name FROM json_each(?) j CROSS JOIN symbol s ON s.parent = j.value',
  );
  const bodies = new Map<number, number[]>();
  for (const [id, name] of [...used.all(ids, ids), ...members.all(JSON.stringify(classes))]) {
    const body = bodies.get(id);
    if (body) body.push(name);
    else bodies.set(id, [name]);
  }
  return bodies;
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
  let phrases = 0;
  let wasInName = false;
  for (const term of terms) {
    const { rarity, names, docs, paths } = term;
    const inName = names.get(name) ?? 0;
    const amount =
      nameWeight * inName +
      docWeight * (docs.get(id) ?? 0) +
      WEIGHT.parent * (names.get(parentName) ?? 0) +
      WEIGHT.path * (paths.get(file) ?? 0) +
      bodyWeight * inBody(term, id, details) +
      (details ? amountAround(term, details) : 0);
    score += (rarity * amount) / (amount + SATURATION);
    // A trace of a word covers it in part.
    covered += rarity * Math.min(1, amount);
    total += rarity;
    if (wasInName && inName >= KINDRED) phrases++;
    wasInName = inName >= KINDRED;
  }
  const coverage = covered / Math.max(total, 1e-9);
  return score * (1 + PHRASE_SHARE * phrases) * (1 - COVERAGE_SHARE + COVERAGE_SHARE * coverage);
}

/** How fully a word stands in a body: of one that was not looked at, whether it uses something of such a name. */
function inBody({ names, users }: Term, id: number, details: Details | undefined): number {
  if (!details) return users.has(id) ? 0.8 : 0;
  return details.body.reduce((most, name) => Math.max(most, names.get(name) ?? 0), 0);
}

/** What a word counts in the signature, and in what is said of the parent and of the file. */
function amountAround({ beginning, docs }: Term, { signature, parent, module }: Details): number {
  const isInSignature = signature.some((word) => word.startsWith(beginning));
  return (
    (isInSignature ? WEIGHT.signature : 0) +
    WEIGHT.parentDoc * (docs.get(parent) ?? 0) +
    (module === parent ? 0 : WEIGHT.fileDoc * (docs.get(module) ?? 0))
  );
}

/** How much a word of a text counts by the length of the text: 1 where it is usual or not known. */
function shareOf(length: number | undefined, mean: number): number {
  return length === undefined ? 1 : 1 / (1 - LENGTH_SHARE + (LENGTH_SHARE * length) / mean);
}

/**
 * Adds to each score a part of what is around the symbol: a class of which several members match is what they are about, and
 * where something calls another that matches too, the question is about both.
 */
function addGains(
  generation: Generation,
  alone: readonly Ranked[],
  details: ReadonlyMap<number, Details>,
): Ranked[] {
  const scores = new Map<number, number>();
  const members = new Map<number, number[]>();
  for (const { candidate, score } of alone) {
    const found = details.get(candidate[0]);
    if (!found) continue;
    scores.set(candidate[0], score);
    const siblings = members.get(found.parent);
    // They come in order of a first look only.
    if (siblings) siblings.push(score);
    else members.set(found.parent, [score]);
  }
  const linked = findLinked(generation, scores);
  return alone.map((each) => {
    const { candidate, score } = each;
    const found = details.get(candidate[0]);
    if (!found) return each;
    const best = (members.get(candidate[0]) ?? []).toSorted((a, b) => b - a).slice(0, GAINING_MEMBERS);
    const gain =
      GAIN.member * best.reduce((sum, member) => sum + member, 0) +
      GAIN.parent * (scores.get(found.parent) ?? 0) +
      GAIN.call * (linked.get(candidate[0]) ?? 0);
    return { candidate, score: score + gain * worthOfKind(candidate[1]) };
  });
}

/** For each symbol the best score of those that it calls or that call it. */
function findLinked(generation: Generation, scores: ReadonlyMap<number, number>): Map<number, number> {
  const calls = generation.tuples<[number, number]>(
    `SELECT DISTINCT e.source, e.target FROM json_each(?) j CROSS JOIN edge e ON e.source = j.value
     WHERE e.kind = ${CALLS} AND e.source <> e.target`,
  );
  const linked = new Map<number, number>();
  for (const [source, target] of calls.all(JSON.stringify([...scores.keys()]))) {
    const [from, to] = [scores.get(source), scores.get(target)];
    if (from === undefined || to === undefined) continue;
    linked.set(source, Math.max(linked.get(source) ?? 0, to));
    linked.set(target, Math.max(linked.get(target) ?? 0, from));
  }
  return linked;
}
