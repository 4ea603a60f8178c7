// Ranks symbols by the words of a query. One word: how well the name matches it. Several: how many of them the
// name and the qualified name cover, and how well. Owns the weights; filters and paging are the search's.

import type { Generation } from '../store/generation.ts';
import { candidatesOf, symbolsOfNames, type CandidateRow } from './candidates.ts';
import { MatchClass, matchNames } from './names.ts';
import { resolveSymbolIds } from './resolveSymbol.ts';

/** Words that carry a question, not its subject. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about all an and any are as at be by call called calls can code codebase defined does do find for from function
   get gets happen happens has have how i implementation implemented in into is it its me method of on or show so
   some that the their them then there these this to up us use used uses using was we what when where which who why
   will with work works would you`.split(/\s+/),
);

/** The words of a question that name its subject; all of them when nothing else is left. */
export function subjectTerms(query: string): string[] {
  const terms = query.match(/[\p{L}\p{N}_$.:#/-]*[\p{L}\p{N}_$]/gu) ?? [];
  const distinct = [...new Set(terms)];
  const subjects = distinct.filter((term) => !STOP_WORDS.has(term.toLowerCase()));
  return subjects.length > 0 ? subjects : distinct;
}

/** The symbols whose name matches at least one word of `query`, each with its rank: greater is better. */
export function rankByTerms(generation: Generation, query: string): [CandidateRow, number][] {
  const terms = /\s/.test(query.trim()) ? subjectTerms(query) : [query.trim()];
  if (terms.length === 1) {
    const term = terms[0]!;
    if (/[.:#/]/.test(term)) {
      const { ids } = resolveSymbolIds(generation, term);
      if (ids.length > 0) return candidatesOf(generation, ids).map((row) => [row, MatchClass.exact]);
    }
    return symbolsMatching(generation, term);
  }
  return rankBySeveral(generation, terms);
}

function symbolsMatching(generation: Generation, term: string): [CandidateRow, number][] {
  return symbolsOfNames(generation, matchNames(generation, term));
}

function rankBySeveral(generation: Generation, terms: readonly string[]): [CandidateRow, number][] {
  const ranks = new Map<number, { row: CandidateRow; covered: number; quality: number }>();
  for (const term of terms) {
    if (/[.:#/]/.test(term)) {
      const { ids } = resolveSymbolIds(generation, term);
      for (const row of candidatesOf(generation, ids)) add(ranks, row, MatchClass.exact * 2);
      continue;
    }
    for (const [row, match] of symbolsMatching(generation, term)) {
      // Half a word inside another one says little about a question of several words.
      if (match > MatchClass.substring || term.length > 3) add(ranks, row, match);
    }
  }
  const pathOf = generation.values<string>('SELECT lower(qualified_name) FROM symbol WHERE id = ?');
  const best = Math.max(0, ...[...ranks.values()].map(({ covered }) => covered));
  const lowered = terms.map((term) => term.toLowerCase());
  return [...ranks.values()].map(({ row, covered, quality }) => {
    // The path may hold the words the name lacks; asked only of those that could still win.
    const isNear = covered >= best - 1;
    const path = isNear ? (pathOf.get(row[0]) ?? '') : '';
    const around = isNear ? lowered.filter((term) => path.includes(term)).length : 0;
    return [row, (Math.max(covered, around) * 8 + quality) * 4 + covered];
  });
}

function add(
  ranks: Map<number, { row: CandidateRow; covered: number; quality: number }>,
  row: CandidateRow,
  match: number,
): void {
  const known = ranks.get(row[0]);
  if (known) {
    known.covered++;
    known.quality += match;
  } else ranks.set(row[0], { row, covered: 1, quality: match });
}
