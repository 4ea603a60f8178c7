import { editDistance } from '../spelling.ts';
import type { Generation } from '../store/generation.ts';
import { splitWords, STOP_WORDS } from '../store/words.ts';
import { matchNames, nameTable } from './names.ts';

/**
 * Names that may have been meant by one that does not exist, nearest first: a few letters away, longer by some, or made of
 * most of its words. None that merely have something in common. Takes one pass over the distinct names, so it is meant for
 * empty answers only.
 */
export function suggestNames(generation: Generation, text: string, limit = 5): string[] {
  const wanted = (text.split(/[.:#/\s]/).findLast(Boolean) ?? '').toLowerCase();
  if (wanted.length < 3) return [];
  const allowed = wanted.length < 4 ? 0 : Math.max(1, Math.floor(wanted.length / 4));
  const scored: { name: string; distance: number }[] = [];
  for (const name of nameTable(generation).texts) {
    if (Math.abs(name.length - wanted.length) > allowed) continue;
    const distance = editDistance(wanted, name.toLowerCase(), allowed);
    if (distance <= allowed) scored.push({ name, distance });
  }
  scored.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  const names = scored.slice(0, limit).map(({ name }) => name);
  if (names.length < limit) names.push(...namesAround(generation, wanted));
  if (names.length < limit) names.push(...namesWithItsWords(generation, text));
  return [...new Set(names)].slice(0, limit);
}

/** `suggestNames` as a question. */
export function suggest(generation: Generation, { text, limit }: { text: string; limit?: number }): string[] {
  return suggestNames(generation, text, limit);
}

/** Names that hold the whole text, the shortest first. */
function namesAround(generation: Generation, wanted: string): string[] {
  if (wanted.length < 4) return [];
  const matches = matchNames(generation, wanted);
  return sortByLength(textsOf(generation, [...matches.keys()]));
}

/** Names that have more than half of the words of the text, those with the most first. */
function namesWithItsWords(generation: Generation, text: string): string[] {
  const words = [...new Set(splitWords(text))].filter((word) => word.length > 2 && !STOP_WORDS.has(word));
  if (words.length < 2) return [];
  const find = generation.values<number>('SELECT rowid FROM name_words WHERE name_words MATCH ?');
  const counts = new Map<number, number>();
  for (const word of words) for (const id of find.all(`"${word}"`)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...Map.groupBy(counts.keys(), (id) => counts.get(id)!)]
    .filter(([count]) => count > words.length / 2)
    .sort(([a], [b]) => b - a)
    .flatMap(([, ids]) => sortByLength(textsOf(generation, ids)));
}

function textsOf(generation: Generation, ids: readonly number[]): string[] {
  const textOf = generation.values<string>('SELECT text FROM name WHERE id = ?');
  return ids.map((id) => textOf.get(id) ?? '');
}

function sortByLength(names: string[]): string[] {
  return names.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}
